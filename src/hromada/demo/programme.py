"""Editions of the demo, from ``data/editions/*.json``: the draft, then release after release with what changed."""

from __future__ import annotations

from datetime import datetime, time
from functools import singledispatchmethod
from importlib.resources import files
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from msgspec import UNSET

from hromada.accounts.models import Person
from hromada.demo import edition_file as given
from hromada.network.models import Organisation
from hromada.programme import actions, models
from hromada.programme.snapshot import Finality, Part

DATA = files("hromada.demo") / "data"

CURRENT = "leipzig-2023"
"""The edition that the home page of the demo leads to."""


def load() -> None:
    """Store and publish the editions that are not there yet."""
    found = [given.read(path.read_bytes()) for path in (DATA / "editions").iterdir() if path.name.endswith(".json")]
    there = set(models.Edition.objects.values_list("slug", flat=True))
    for file in sorted(found, key=lambda file: file.edition.starts_on):
        if file.edition.slug not in there:
            edition = Loading(file).load()
            if edition.slug == CURRENT:
                actions.make_current(edition, by=None)


class Loading:
    """One edition on its way into the database."""

    def __init__(self, file: given.EditionFile) -> None:
        self.file = file
        self.edition = _edition(file.edition)
        self.organisations = {one.slug: one for one in Organisation.objects.only("pk", "slug")}
        self.venues = self._created(models.Venue, [given.given(one) for one in file.venues])
        self.topics = self._created(models.Topic, [given.given(one) for one in file.topics])
        self.rooms = self._rooms()
        self.people = _people(file.people)
        self.sessions: dict[str, models.Session] = {}

    def load(self) -> models.Edition:
        roles = models.EditionBody.Role
        for role, bodies in (
            (roles.ORGANISER, self.file.edition.organisers),
            (roles.ON_BEHALF_OF, self.file.edition.on_behalf_of),
            (roles.COOPERATION, self.file.edition.cooperation),
        ):
            models.EditionBody.objects.bulk_create(
                models.EditionBody(edition=self.edition, role=role, position=position, **self._named(body))
                for position, body in enumerate(bodies)
            )
        for session in self.file.sessions:
            self._add(session)
        for release in self.file.releases or [self._of_known_facts()]:
            for change in release.changes:
                self.apply(change)
            actions.publish(
                self.edition,
                finality=release.finality,
                note=release.note,
                by=None,
                published_at=release.published_at,
            )
        return actions.show_to_public(self.edition, by=None)

    def _of_known_facts(self) -> given.Release:
        """An edition of which no programme is known is shown with what is known of it."""
        evening = datetime.combine(self.edition.ends_on, time(18), self.edition.zone)
        return given.Release(published_at=evening, finality=Finality.FINAL)

    @singledispatchmethod
    def apply(self, change: given.Change) -> None:
        """What became known between two releases."""
        raise TypeError(f"{type(change).__qualname__} is no change of a programme")

    @apply.register
    def _(self, change: given.ChangeEdition) -> None:
        models.Edition.objects.filter(pk=self.edition.pk).update(**given.given(change.fields))

    @apply.register
    def _(self, change: given.ChangeSession) -> None:
        self._set(self.sessions[change.session], change.fields)

    @apply.register
    def _(self, change: given.Add) -> None:
        self._add(change.session)

    @apply.register
    def _(self, change: given.Cancel) -> None:
        self.sessions.pop(change.session).delete()

    @apply.register
    def _(self, change: given.Appear) -> None:
        session = self.sessions[change.session]
        others = list(session.appearances.order_by("position", "pk"))
        place = len(others) if change.position is UNSET else change.position
        for position, other in enumerate(others):
            other.position = position + (position >= place)
            other.save(update_fields=["position"])
        self._appearing(session, change.appearance, place).save()

    @apply.register
    def _(self, change: given.Confirm) -> None:
        presence = None if change.presence is UNSET else change.presence
        actions.confirm(self._appearance(change.session, change.speaker), by=None, presence=presence)

    @apply.register
    def _(self, change: given.Decline) -> None:
        actions.decline(self._appearance(change.session, change.speaker), by=None)

    @apply.register
    def _(self, change: given.Replace) -> None:
        appearance = self._appearance(change.session, change.speaker, change.by.part)
        organisation = self._named(change.by.organisation) if change.by.organisation is not UNSET else None
        actions.replace_person(
            appearance,
            self.people[change.by.speaker],
            by=None,
            function=change.by.function,
            organisation_name=organisation["name"] if organisation else None,
            organisation=organisation["organisation"] if organisation else None,
            presence=change.by.presence,
            state=models.Appearance.State(change.by.standing),
        )

    def _created(self, model: type[Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
        numbered = [model(edition=self.edition, **{"position": place} | row) for place, row in enumerate(rows)]
        return {one.key: one for one in model.objects.bulk_create(numbered)}

    def _rooms(self) -> dict[str, models.Room]:
        rows = [given.given(room) for room in self.file.rooms]
        return self._created(
            models.Room, [row | {"venue": self.venues[row["venue"]] if row["venue"] else None} for row in rows]
        )

    def _add(self, session: given.Session) -> None:
        made = models.Session(
            edition=self.edition,
            key=session.key,
            uid=uuid5(NAMESPACE_URL, f"hromada:{self.edition.slug}:{session.key}"),
        )
        self.sessions[session.key] = made
        self._set(made, session)
        models.Appearance.objects.bulk_create(
            self._appearing(made, appearance, position) for position, appearance in enumerate(session.appearances)
        )

    def _set(self, session: models.Session, fields: given.SessionFields) -> None:
        named = given.given(fields)
        for name in ("key", "origin", "appearances"):
            named.pop(name, None)
        topics, organisers, materials = (named.pop(name, None) for name in ("topics", "organisers", "materials"))
        known: dict[str, dict[str, Any]] = {"room": self.rooms, "venue": self.venues, "parent": self.sessions}
        for name, value in named.items():
            setattr(session, name, self._value(name, value, known))
        session.clean_fields(exclude=["edition", "room", "venue", "parent"])
        session.save()
        if topics is not None:
            session.topics.set([self.topics[key] for key in topics])
        if organisers is not None:
            session.bodies.all().delete()
            models.SessionBody.objects.bulk_create(
                models.SessionBody(session=session, position=position, **self._named(body))
                for position, body in enumerate(organisers)
            )
        if materials is not None:
            session.materials.all().delete()
            models.Material.objects.bulk_create(
                models.Material(session=session, position=position, **given.given(material))
                for position, material in enumerate(materials)
            )

    def _value(self, name: str, value: Any, known: dict[str, dict[str, Any]]) -> Any:
        if name in known:
            return known[name][value]
        if name in ("starts", "ends"):
            return datetime.fromisoformat(value).replace(tzinfo=self.edition.zone)
        return value

    def _appearing(self, session: models.Session, appearance: given.Appearance, position: int) -> models.Appearance:
        made = models.Appearance(
            session=session,
            person=self.people[appearance.speaker],
            part=appearance.part,
            function=appearance.function,
            presence=appearance.presence,
            state=appearance.standing,
            position=position,
        )
        if appearance.organisation is not UNSET:
            named = self._named(appearance.organisation)
            made.organisation_name, made.organisation = named["name"], named["organisation"]
        made.clean_fields(exclude=["session", "person", "organisation"])
        return made

    def _appearance(self, session: str, speaker: str, part: Part | None = None) -> models.Appearance:
        """The person's in the session; where they have several, the one in that part."""
        found = models.Appearance.objects.standing().filter(session=self.sessions[session], person__key=speaker)
        return found.get(part=part) if part and found.count() > 1 else found.get()

    def _named(self, body: given.Body) -> dict[str, Any]:
        return {"name": body.name, "organisation": self.organisations[body.slug] if body.slug else None}


def _edition(facts: given.Edition) -> models.Edition:
    fields = given.given(facts)
    for name in ("organisers", "on_behalf_of", "cooperation", "face"):
        fields.pop(name)
    edition = models.Edition(**fields, colour=facts.face.colour, **_picture(facts.face))
    edition.clean_fields(exclude=["picture"])
    edition.save()
    return edition


def _picture(face: given.Face) -> dict[str, Any]:
    if face.picture is UNSET:
        return {}
    name = f"demo/{face.picture.file}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile((DATA / "pictures" / face.picture.file).read_bytes()))
    return {
        "picture": name,
        "picture_width": face.picture.width,
        "picture_height": face.picture.height,
        "picture_alternative": face.picture.alternative,
        "picture_credit": face.picture.credit,
    }


def _people(named: list[given.Named]) -> dict[str, Person]:
    """Who is there already, from another edition, is the same person."""
    people = {person.key: person for person in Person.objects.filter(key__in=[one.key for one in named])}
    new = [Person(key=one.key, name=one.name) for one in named if one.key not in people]
    for person in new:
        person.set_unusable_password()
    Person.objects.bulk_create(new)
    return {str(person.key): person for person in [*people.values(), *new]}

"""From the draft in the database to the plain values of a release, with the same number of queries for any size.

This is where it is decided what the public may know. Left out are declined appearances; sessions by invitation,
unless they are listed (then only what they are called, when and where, and who organises them); sessions without a
time; whatever is part of a session that is left out; rooms, venues, topics and people that only such sessions have;
biography and portrait of those who have not consented.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db.models import Prefetch

from hromada.accounts.models import Person
from hromada.kernel.localised import Localised
from hromada.network.models import Organisation
from hromada.programme import models, snapshot
from hromada.programme.snapshot import Access, Body, Picture

# Of an organisation only its page is told, and there are hundreds with many texts.
_NOT_READ = tuple(
    f"organisation__{field.name}"
    for field in Organisation._meta.concrete_fields
    if not field.primary_key and field.name != "slug"
)
_NO_TIME = datetime.min.replace(tzinfo=UTC)


@dataclass
class Draft:
    """Everything of an edition, read at once."""

    edition: models.Edition
    venues: list[models.Venue]
    rooms: list[models.Room]
    topics: list[models.Topic]
    sessions: list[models.Session]
    appearances: list[models.Appearance]


def read(edition: models.Edition) -> Draft:
    """Declined appearances are read too: they tell whose place another took."""
    sessions = models.Session.objects.filter(edition=edition).prefetch_related(
        "topics", Prefetch("bodies__organisation", Organisation.objects.only("slug")), "materials"
    )
    appearances = models.Appearance.objects.filter(session__edition=edition).select_related("person", "organisation")
    return Draft(
        edition=edition,
        venues=list(edition.venues.order_by("position", "key")),
        rooms=list(edition.rooms.order_by("position", "key")),
        topics=list(edition.topics.order_by("position", "key")),
        sessions=list(sessions.order_by("pk")),
        appearances=list(appearances.defer(*_NOT_READ).order_by("position", "pk")),
    )


def programme_of(edition: models.Edition, *, before: snapshot.Programme | None = None) -> snapshot.Programme:
    """What the public would see if it were published now; ``before`` is what it sees until then."""
    return _Snapshotting(read(edition), before).programme()


def whole_draft(draft: Draft) -> list[tuple[models.Session, snapshot.Session]]:
    """Every session of the draft beside its row, whether the public may know of it or not; for comparing with a file.

    One without a time has one that no file can have."""
    making = _Snapshotting(draft, None)
    found = []
    for row in draft.sessions:
        timed = copy(row)
        timed.starts, timed.ends = row.starts or _NO_TIME, row.ends or _NO_TIME
        found.append((row, making.session(timed)))
    return found


def person_key(person: Person) -> str:
    return person.key or f"person-{person.pk}"


def announced(sessions: Iterable[models.Session]) -> list[models.Session]:
    """Those that the public may know of, among all of an edition."""
    by_pk = {session.pk: session for session in sessions}
    verdicts: dict[int, bool] = {}

    def is_announced(session: models.Session) -> bool:
        if session.pk not in verdicts:
            parent = by_pk.get(session.parent_id) if session.parent_id else None
            verdicts[session.pk] = _may_stand_alone(session) and (parent is None or is_announced(parent))
        return verdicts[session.pk]

    return [session for session in by_pk.values() if is_announced(session)]


def _may_stand_alone(session: models.Session) -> bool:
    has_time = session.starts is not None and session.ends is not None
    return has_time and (session.access != Access.INVITATION or session.listed)


class _Snapshotting:
    def __init__(self, draft: Draft, before: snapshot.Programme | None) -> None:
        self.draft = draft
        self.before = before
        self.positions = {room.key: index for index, room in enumerate(draft.rooms)}
        self.session_keys = {session.pk: session.key for session in draft.sessions}
        self.rooms = {room.pk: room for room in draft.rooms}
        self.venues = {venue.pk: venue for venue in draft.venues}
        self.sessions = announced(draft.sessions)
        self.appearances: Mapping[int, list[models.Appearance]] = defaultdict(list)
        self.appearance_by_pk = {appearance.pk: appearance for appearance in draft.appearances}
        for appearance in draft.appearances:
            if appearance.state != models.Appearance.State.DECLINED:
                self.appearances[appearance.session_id].append(appearance)

    def programme(self) -> snapshot.Programme:
        sessions = sorted((self.session(session) for session in self.sessions), key=self._order)
        used_rooms = {session.room_id for session in self.sessions}
        topics = {key for session in sessions for key in session.topics}
        return snapshot.Programme(
            edition=edition_facts(self.draft.edition),
            venues=tuple(self._venue(venue) for venue in self._public_venues()),
            rooms=tuple(self._room(room) for room in self.draft.rooms if room.pk in used_rooms),
            topics=tuple(
                snapshot.Topic(key=topic.key, name=topic.name) for topic in self.draft.topics if topic.key in topics
            ),
            speakers=self._speakers(sessions),
            sessions=tuple(sessions),
        )

    def _order(self, session: snapshot.Session) -> tuple[object, ...]:
        return session.starts, self.positions.get(session.room or "", -1), session.key

    def _public_venues(self) -> list[models.Venue]:
        """Those of announced sessions, and those that no session has yet; not those only of hidden ones."""
        shown = self._venues_of(self.sessions)
        hidden = self._venues_of(self.draft.sessions) - shown
        return [venue for venue in self.draft.venues if venue.pk not in hidden]

    def _venues_of(self, sessions: Iterable[models.Session]) -> set[int | None]:
        rooms = (self.rooms.get(session.room_id) if session.room_id else None for session in sessions)
        return {session.venue_id for session in sessions} | {room.venue_id for room in rooms if room}

    def _venue(self, venue: models.Venue) -> snapshot.Venue:
        return snapshot.Venue(key=venue.key, name=venue.name, address=venue.address, role=venue.role)

    def _room(self, room: models.Room) -> snapshot.Room:
        return snapshot.Room(
            key=room.key,
            name=room.name,
            venue=self._venue_key(room.venue_id),
            capacity=room.capacity,
            booths=room.booths,
            streamed=room.streamed,
            position=room.position,
        )

    def _venue_key(self, pk: int | None) -> str | None:
        return self.venues[pk].key if pk else None

    def session(self, session: models.Session) -> snapshot.Session:
        if session.starts is None or session.ends is None:
            raise ValueError(f"{session.key} has no time, and is not announced")
        room = self.rooms.get(session.room_id) if session.room_id else None
        shell = snapshot.Session(
            key=session.key,
            uid=session.uid,
            kind=snapshot.Kind(session.kind),
            title=session.title,
            starts=session.starts,
            ends=session.ends,
            organisers=bodies(session.bodies.all()),
            room=room.key if room else None,
            venue=self._venue_key(session.venue_id) if room is None else None,
            format=snapshot.Format(session.format),
            access=snapshot.Access(session.access),
            parent=self.session_keys[session.parent_id] if session.parent_id else None,
        )
        return shell if session.access == Access.INVITATION else self._filled(shell, session)

    def _filled(self, shell: snapshot.Session, session: models.Session) -> snapshot.Session:
        topics = {topic.key for topic in session.topics.all()}
        return replace(
            shell,
            abstract=session.abstract,
            note=session.note,
            topics=tuple(topic.key for topic in self.draft.topics if topic.key in topics),
            floor=tuple(session.floor),
            interpreted=tuple(session.interpreted),
            capacity_on_site=session.capacity_on_site,
            capacity_online=session.capacity_online,
            sign_up=session.sign_up,
            appearances=tuple(self._appearance(session, one) for one in self.appearances[session.pk]),
            materials=tuple(
                snapshot.Material(title=material.title, url=material.url, language=material.language or None)
                for material in sorted(session.materials.all(), key=lambda material: (material.position, material.pk))
            ),
        )

    def _appearance(self, session: models.Session, appearance: models.Appearance) -> snapshot.Appearance:
        return snapshot.Appearance(
            speaker=person_key(appearance.person),
            part=snapshot.Part(appearance.part),
            function=appearance.function,
            organisation=body(appearance.organisation_name, appearance.organisation),
            presence=snapshot.Presence(appearance.presence),
            standing=snapshot.Standing(appearance.state),
            replaces=self._publicly_replaced(session, appearance),
        )

    def _publicly_replaced(self, session: models.Session, appearance: models.Appearance) -> Localised | None:
        """The name of whose place it is, if the public ever read it: someone never announced is not named."""
        if appearance.replaces_id is None or self.before is None:
            return None
        published = self.before.session_by_key.get(session.key)
        if published is None:
            return None
        told = {one.speaker: one for one in published.appearances}
        if (same := told.get(person_key(appearance.person))) is not None:
            return same.replaces
        predecessor: models.Appearance | None = appearance
        while predecessor is not None and predecessor.replaces_id is not None:
            predecessor = self.appearance_by_pk.get(predecessor.replaces_id)
            if predecessor is not None and (key := person_key(predecessor.person)) in told:
                return self.before.speaker_by_key[key].name
        return None

    def _speakers(self, sessions: Collection[snapshot.Session]) -> tuple[snapshot.Speaker, ...]:
        seen = {appearance.speaker for session in sessions for appearance in session.appearances}
        people = {person_key(appearance.person): appearance.person for appearance in self.draft.appearances}
        return tuple(speaker_of(people[key]) for key in sorted(seen))


def speaker_of(person: Person) -> snapshot.Speaker:
    portrait = None
    if person.portrait.name and person.published_with_consent_on is not None:
        portrait = Picture(
            path=person.portrait.name,
            width=person.portrait_width or 0,
            height=person.portrait_height or 0,
            alternative=person.name,
            credit=person.portrait_credit,
        )
    return snapshot.Speaker(
        key=person_key(person), name=person.name, biography=person.public_biography, portrait=portrait
    )


def body(name: Localised, organisation: object | None) -> Body | None:
    return Body(name=name, slug=getattr(organisation, "slug", None)) if name else None


def bodies(announced_bodies: Iterable[models.EditionBody | models.SessionBody]) -> tuple[Body, ...]:
    ordered = sorted(announced_bodies, key=lambda one: (one.position, one.pk))
    found = (body(one.name, one.organisation) for one in ordered)
    return tuple(one for one in found if one is not None)


def edition_facts(edition: models.Edition) -> snapshot.EditionFacts:
    by_role: dict[str, list[models.EditionBody]] = defaultdict(list)
    for one in edition.bodies.select_related("organisation"):
        by_role[one.role].append(one)
    role = models.EditionBody.Role
    return snapshot.EditionFacts(
        slug=edition.slug,
        number=edition.number,
        name=edition.name,
        motto=edition.motto,
        city=edition.city,
        starts_on=edition.starts_on,
        ends_on=edition.ends_on,
        time_zone=edition.time_zone,
        languages=tuple(edition.languages),
        patron=edition.patron,
        organisers=bodies(by_role[role.ORGANISER]),
        on_behalf_of=bodies(by_role[role.ON_BEHALF_OF]),
        cooperation=bodies(by_role[role.COOPERATION]),
        description=edition.description,
        programme_note=edition.programme_note,
        participants=edition.participants,
        face=_face(edition),
        sources=tuple(edition.sources),
    )


def _face(edition: models.Edition) -> snapshot.Face:
    if not edition.picture.name:
        return snapshot.Face(colour=edition.colour)
    picture = Picture(
        path=edition.picture.name,
        width=edition.picture_width or 0,
        height=edition.picture_height or 0,
        alternative=edition.picture_alternative,
        credit=edition.picture_credit,
    )
    return snapshot.Face(colour=edition.colour, picture=picture)

"""Every text of an edition, with how it stands in each language; the same number of queries for any size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hromada.kernel import wording
from hromada.kernel.audit import name_of
from hromada.kernel.localised import Localised
from hromada.kernel.wording import Standing
from hromada.programme.access import Desk
from hromada.programme.models import (
    Appearance,
    Edition,
    EditionBody,
    Material,
    Room,
    Session,
    SessionBody,
    Topic,
    Venue,
)


@dataclass(frozen=True)
class Kind:
    """Things with texts, as a page filters by them. ``rows``: those of the desk that the person may change. ``beside``:
    what is told of them beside their texts."""

    label: Promise
    fields: tuple[str, ...]
    rows: Callable[[Desk], QuerySet[Any]]
    beside: tuple[str, ...] = ()

    def texts(self, desk: Desk) -> QuerySet[Any]:
        """The rows with no more than that: of a whole edition there are thousands."""
        found = self.rows(desk).select_related(None)
        if related := {path.rpartition("__")[0] for path in self.beside} - {""}:
            found = found.select_related(*related)
        return found.only("pk", *self.fields, *self.beside)


def _of_edition(model: type[Any]) -> Callable[[Desk], QuerySet[Any]]:
    def rows(desk: Desk) -> QuerySet[Any]:
        found: QuerySet[Any] = model._default_manager.filter(edition=desk.edition.pk)
        return found if desk.may_edit else found.none()

    return rows


def _of_sessions(model: type[Any], **only: Any) -> Callable[[Desk], QuerySet[Any]]:
    return lambda desk: model._default_manager.filter(session__in=desk.editable_sessions, **only).select_related(
        "session__edition"
    )


def _sessions(desk: Desk) -> QuerySet[Any]:
    return desk.editable_sessions.select_related("edition", "parent")


def _appearances(desk: Desk) -> QuerySet[Any]:
    found = Appearance.objects.standing().filter(session__in=desk.editable_sessions)
    return found.select_related("session__edition", "person")


def _people(desk: Desk) -> QuerySet[Any]:
    named = Appearance.objects.standing().filter(session__edition=desk.edition)
    found = desk.people.filter(pk__in=named.values("person"))
    return found if desk.may_edit else found.none()


def _edition(desk: Desk) -> QuerySet[Any]:
    found = Edition.objects.filter(pk=desk.edition.pk)
    return found if desk.may_edit else found.none()


KINDS: dict[str, Kind] = {
    "session": Kind(_("Items on the programme"), ("title", "abstract", "note"), _sessions),
    "appearance": Kind(
        _("Functions of people"),
        ("function", "organisation_name"),
        _appearances,
        ("person__name", "person__email", "session__title"),
    ),
    "person": Kind(_("People"), ("name", "biography"), _people, ("email", "published_with_consent_on")),
    "edition": Kind(
        _("The conference"),
        ("name", "motto", "description", "city", "patron", "programme_note", "participants", "picture_alternative"),
        _edition,
    ),
    "venue": Kind(_("Venues"), ("name", "role"), _of_edition(Venue)),
    "room": Kind(_("Rooms"), ("name",), _of_edition(Room)),
    "topic": Kind(_("Topics"), ("name",), _of_edition(Topic)),
    "body": Kind(_("Organisers of the conference"), ("name",), _of_edition(EditionBody)),
    "organiser": Kind(_("Organisers of items"), ("name",), _of_sessions(SessionBody)),
    # Slides in one language have a title in that.
    "material": Kind(_("Material"), ("title",), _of_sessions(Material, language="")),
}
_BY_LABEL: dict[str, str] = {
    model._meta.label_lower: kind
    for kind, model in {
        "session": Session, "appearance": Appearance, "edition": Edition, "venue": Venue, "room": Room,
        "topic": Topic, "body": EditionBody, "organiser": SessionBody, "material": Material,
    }.items()
} | {"accounts.person": "person"}  # fmt: skip


@dataclass(frozen=True)
class Text:
    """One text of one thing; ``standings`` by language of the edition, {} where it is empty."""

    kind: str
    thing: Model
    name: str
    text: Localised
    standings: Mapping[str, Standing]

    @property
    def thing_name(self) -> str:
        return name_of(self.thing)


@dataclass
class Gaps:
    """How many texts of an edition need work in one language."""

    missing: int = 0
    stale: int = 0
    drafts: int = 0

    def count(self, standing: Standing) -> None:
        """Each text once: of a draft that is stale, that it is stale."""
        self.missing += standing.is_missing
        self.stale += standing.is_stale
        self.drafts += standing.is_draft and not standing.is_stale

    @property
    def all(self) -> int:
        return self.missing + self.stale + self.drafts


def texts_of(desk: Desk, kinds: Iterable[str] = tuple(KINDS)) -> list[Text]:
    """Those of the edition that are written in some language, as far as the person may change them: one query a kind,
    and one for how they stand."""
    found = [
        (kind, thing, name, getattr(thing, name))
        for kind in kinds
        for thing in KINDS[kind].texts(desk)
        for name in KINDS[kind].fields
    ]
    rows = wording.rows_of({name_of(thing) for _kind, thing, _name, text in found if text})
    return [
        Text(kind, thing, name, text, wording.standings(name_of(thing), name, text, desk.edition.languages, rows))
        for kind, thing, name, text in found
        if text
    ]


def gaps_of(desk: Desk) -> dict[str, Gaps]:
    """By language of the edition, in its order: what is missing, older than its source, or a machine's draft still.

    Eleven queries for any size."""
    return counted(desk, texts_of(desk))


def counted(desk: Desk, found: Iterable[Text]) -> dict[str, Gaps]:
    gaps = {code: Gaps() for code in desk.edition.languages}
    for text in found:
        for code, standing in text.standings.items():
            gaps[code].count(standing)
    return gaps


def text_of(desk: Desk, named: str, name: str) -> Text:
    """One text, if the person may change it; Http404 otherwise."""
    label, _colon, pk = named.partition(":")
    kind = KINDS.get(_BY_LABEL.get(label, ""))
    if kind is None or name not in kind.fields or not pk.isdecimal() or len(pk) > 18:
        raise Http404
    thing = kind.rows(desk).filter(pk=pk).first()
    if thing is None:
        raise Http404
    text = getattr(thing, name)
    standings = wording.standings(named, name, text, desk.edition.languages, wording.rows_of([named]))
    return Text(_BY_LABEL[label], thing, name, text, standings)

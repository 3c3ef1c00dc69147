"""A change as a value: what it is, what was before, what is after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from hromada.kernel.localised import Localised
from hromada.programme.snapshot import Part, Session


class ChangeKind(StrEnum):
    """In the order in which the changes of one session are told: what hurts most to miss comes first."""

    CANCELLED = "cancelled"
    NEW = "new"
    MOVED = "moved"
    PLACE = "place"
    PERSON_REPLACED = "person_replaced"
    PERSON_WITHDRAWN = "person_withdrawn"
    PERSON_ADDED = "person_added"
    PERSON_CONFIRMED = "person_confirmed"
    PERSON_UNCONFIRMED = "person_unconfirmed"
    PRESENCE = "presence"
    PART = "part"
    FUNCTION = "function"
    ORGANISATION = "organisation"
    FORMAT = "format"
    ACCESS = "access"
    SIGN_UP = "sign_up"
    CAPACITY_ON_SITE = "capacity_on_site"
    CAPACITY_ONLINE = "capacity_online"
    FLOOR = "floor"
    INTERPRETED = "interpreted"
    KIND = "kind"
    PARENT = "parent"
    TOPICS = "topics"
    ORGANISERS = "organisers"
    TITLE = "title"
    ABSTRACT = "abstract"
    NOTE = "note"
    MATERIALS = "materials"
    # Of the edition as a whole, its places and its people.
    DATES = "dates"
    EDITION_NAME = "edition_name"
    MOTTO = "motto"
    CITY = "city"
    PATRON = "patron"
    DESCRIPTION = "description"
    PROGRAMME_NOTE = "programme_note"
    PARTICIPANTS = "participants"
    EDITION_ORGANISERS = "edition_organisers"
    ON_BEHALF_OF = "on_behalf_of"
    COOPERATION = "cooperation"
    LANGUAGES = "languages"
    ROOM_NAME = "room_name"
    ROOM_CAPACITY = "room_capacity"
    VENUE_NAME = "venue_name"
    VENUE_ADDRESS = "venue_address"
    TOPIC_NAME = "topic_name"
    PERSON_NAME = "person_name"
    BIOGRAPHY = "biography"


CHANGES: dict[ChangeKind, Promise] = {
    ChangeKind.CANCELLED: pgettext_lazy("change", "Cancelled"),
    ChangeKind.NEW: pgettext_lazy("change", "New"),
    ChangeKind.MOVED: pgettext_lazy("change", "Time"),
    ChangeKind.PLACE: pgettext_lazy("change", "Place"),
    ChangeKind.PERSON_REPLACED: pgettext_lazy("change", "Replacement"),
    ChangeKind.PERSON_WITHDRAWN: pgettext_lazy("change", "No longer taking part"),
    ChangeKind.PERSON_ADDED: pgettext_lazy("change", "Also taking part"),
    ChangeKind.PERSON_CONFIRMED: pgettext_lazy("change", "Confirmed"),
    ChangeKind.PERSON_UNCONFIRMED: pgettext_lazy("change", "To be confirmed again"),
    ChangeKind.PRESENCE: pgettext_lazy("change", "Way of taking part"),
    ChangeKind.PART: pgettext_lazy("change", "Part"),
    ChangeKind.FUNCTION: pgettext_lazy("change", "Function"),
    ChangeKind.ORGANISATION: pgettext_lazy("change", "Organisation"),
    ChangeKind.FORMAT: pgettext_lazy("change", "Format"),
    ChangeKind.ACCESS: pgettext_lazy("change", "Access"),
    ChangeKind.SIGN_UP: pgettext_lazy("change", "Sign-up"),
    ChangeKind.CAPACITY_ON_SITE: pgettext_lazy("change", "Places on site"),
    ChangeKind.CAPACITY_ONLINE: pgettext_lazy("change", "Places online"),
    ChangeKind.FLOOR: pgettext_lazy("change", "Languages spoken"),
    ChangeKind.INTERPRETED: pgettext_lazy("change", "Interpreted into"),
    ChangeKind.KIND: pgettext_lazy("change", "Kind"),
    ChangeKind.PARENT: pgettext_lazy("change", "Part of"),
    ChangeKind.TOPICS: pgettext_lazy("change", "Topics"),
    ChangeKind.ORGANISERS: pgettext_lazy("change", "Organised by"),
    ChangeKind.TITLE: pgettext_lazy("change", "Title"),
    ChangeKind.ABSTRACT: pgettext_lazy("change", "Abstract"),
    ChangeKind.NOTE: pgettext_lazy("change", "Note"),
    ChangeKind.MATERIALS: pgettext_lazy("change", "Materials"),
    ChangeKind.DATES: pgettext_lazy("change", "Dates"),
    ChangeKind.EDITION_NAME: pgettext_lazy("change", "Name of the conference"),
    ChangeKind.MOTTO: pgettext_lazy("change", "Motto"),
    ChangeKind.CITY: pgettext_lazy("change", "City"),
    ChangeKind.PATRON: pgettext_lazy("change", "Patronage"),
    ChangeKind.DESCRIPTION: pgettext_lazy("change", "Description"),
    ChangeKind.PROGRAMME_NOTE: pgettext_lazy("change", "Note on the programme"),
    ChangeKind.PARTICIPANTS: pgettext_lazy("change", "Participants"),
    ChangeKind.EDITION_ORGANISERS: pgettext_lazy("change", "Organisers"),
    ChangeKind.ON_BEHALF_OF: pgettext_lazy("change", "On behalf of"),
    ChangeKind.COOPERATION: pgettext_lazy("change", "In cooperation with"),
    ChangeKind.LANGUAGES: pgettext_lazy("change", "Languages of the conference"),
    ChangeKind.ROOM_NAME: pgettext_lazy("change", "Name of a room"),
    ChangeKind.ROOM_CAPACITY: pgettext_lazy("change", "Places in a room"),
    ChangeKind.VENUE_NAME: pgettext_lazy("change", "Name of a venue"),
    ChangeKind.VENUE_ADDRESS: pgettext_lazy("change", "Address of a venue"),
    ChangeKind.TOPIC_NAME: pgettext_lazy("change", "Name of a topic"),
    ChangeKind.PERSON_NAME: pgettext_lazy("change", "Name of a person"),
    ChangeKind.BIOGRAPHY: pgettext_lazy("change", "Biography"),
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """``before`` and ``after`` are values to be shown as they are: a ``Span``, a text by language, an enumerated
    value, a number, codes of languages, texts. None: there was or is nothing.

    ``language``: the one language in which a text changed. ``subject``: the person or place that it is about.
    """

    kind: ChangeKind
    before: object = None
    after: object = None
    language: str | None = None
    subject: Localised | None = None
    part: Part | None = None

    @property
    def label(self) -> Promise:
        return CHANGES[self.kind]

    @property
    def sentence(self) -> str:
        """The change in words, in the active language."""
        from hromada.programme.differences.telling import sentence

        return sentence(self)


@dataclass(frozen=True, kw_only=True)
class SessionChanges:
    """``session`` as it is after the changes; of a cancelled one, as it was."""

    session: Session
    changes: tuple[Change, ...]

    @property
    def is_cancelled(self) -> bool:
        return self.changes[0].kind is ChangeKind.CANCELLED

    @property
    def is_new(self) -> bool:
        return self.changes[0].kind is ChangeKind.NEW


@dataclass(frozen=True, kw_only=True)
class Differences:
    """``sessions`` in the order of the programme. ``general``: of the edition, its places, topics and people."""

    general: tuple[Change, ...] = ()
    sessions: tuple[SessionChanges, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.general or self.sessions)

    def __iter__(self) -> Iterator[Change]:
        yield from self.general
        for changed in self.sessions:
            yield from changed.changes

    def count(self, kind: ChangeKind) -> int:
        return sum(change.kind is kind for change in self)

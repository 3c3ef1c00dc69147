"""The format of ``data/editions/*.json``: the words of ``programme.snapshot``, times by the clock of the place.

Every unknown field and every null is an error: a typing mistake must not vanish.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from hromada.kernel.localised import Localised
from hromada.programme.snapshot import Access, Finality, Format, Kind, Part, Presence, Standing

EMPTY = Localised()

# As "2023-11-14T09:00": on the clocks of the place.
Clock = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d$")]


class Strict(Struct, forbid_unknown_fields=True):
    """No field but those named; left out means the default."""


class Body(Strict, kw_only=True):
    name: Localised
    slug: str = ""


class Picture(Strict, kw_only=True):
    file: str
    width: int
    height: int
    alternative: Localised
    credit: str


class Face(Strict, kw_only=True):
    colour: str = "#154194"
    picture: Picture | UnsetType = UNSET


class Edition(Strict, kw_only=True):
    slug: str
    name: Localised
    starts_on: date
    ends_on: date
    time_zone: str
    languages: list[str]
    number: int | UnsetType = UNSET
    motto: Localised = EMPTY
    city: Localised = EMPTY
    patron: Localised = EMPTY
    description: Localised = EMPTY
    programme_note: Localised = EMPTY
    participants: Localised = EMPTY
    organisers: list[Body] = []
    on_behalf_of: list[Body] = []
    cooperation: list[Body] = []
    face: Face = msgspec.field(default_factory=Face)
    sources: list[str] = []


class EditionFields(Strict, kw_only=True):
    """What a change may set."""

    motto: Localised | UnsetType = UNSET
    patron: Localised | UnsetType = UNSET
    description: Localised | UnsetType = UNSET
    programme_note: Localised | UnsetType = UNSET
    participants: Localised | UnsetType = UNSET


class Venue(Strict, kw_only=True):
    key: str
    name: Localised
    address: str = ""
    role: Localised = EMPTY


class Room(Strict, kw_only=True):
    key: str
    name: Localised
    venue: str = ""
    capacity: int | UnsetType = UNSET
    booths: int = 0
    streamed: bool = False
    position: int = 0


class Named(Strict, kw_only=True):
    """A topic or a person."""

    key: str
    name: Localised


class Appearance(Strict, kw_only=True):
    speaker: str
    part: Part
    function: Localised = EMPTY
    organisation: Body | UnsetType = UNSET
    presence: Presence = Presence.IN_PERSON
    standing: Standing = Standing.CONFIRMED


class Material(Strict, kw_only=True):
    title: Localised
    url: str
    language: str = ""


class SessionFields(Strict, kw_only=True):
    """Every field of a session but its key and its people; a new session gives at least kind and title."""

    kind: Kind | UnsetType = UNSET
    title: Localised | UnsetType = UNSET
    abstract: Localised | UnsetType = UNSET
    note: Localised | UnsetType = UNSET
    starts: Clock | UnsetType = UNSET
    ends: Clock | UnsetType = UNSET
    room: str | UnsetType = UNSET
    venue: str | UnsetType = UNSET
    topics: list[str] | UnsetType = UNSET
    organisers: list[Body] | UnsetType = UNSET
    format: Format | UnsetType = UNSET
    access: Access | UnsetType = UNSET
    listed: bool | UnsetType = UNSET
    floor: list[str] | UnsetType = UNSET
    interpreted: list[str] | UnsetType = UNSET
    capacity_on_site: int | UnsetType = UNSET
    capacity_online: int | UnsetType = UNSET
    sign_up: bool | UnsetType = UNSET
    parent: str | UnsetType = UNSET
    materials: list[Material] | UnsetType = UNSET


class Session(SessionFields, kw_only=True):
    key: str
    origin: str = ""
    appearances: list[Appearance] = []


class ChangeEdition(Strict, tag_field="do", tag="edition", kw_only=True):
    fields: EditionFields


class ChangeSession(Strict, tag_field="do", tag="set", kw_only=True):
    session: str
    fields: SessionFields


class Add(Strict, tag_field="do", tag="add", kw_only=True):
    session: Session


class Cancel(Strict, tag_field="do", tag="cancel", kw_only=True):
    session: str


class Appear(Strict, tag_field="do", tag="appear", kw_only=True):
    session: str
    appearance: Appearance
    position: int | UnsetType = UNSET


class Confirm(Strict, tag_field="do", tag="confirm", kw_only=True):
    session: str
    speaker: str
    presence: Presence | UnsetType = UNSET


class Decline(Strict, tag_field="do", tag="decline", kw_only=True):
    session: str
    speaker: str


class Replace(Strict, tag_field="do", tag="replace", kw_only=True):
    session: str
    speaker: str
    by: Appearance


Change = ChangeEdition | ChangeSession | Add | Cancel | Appear | Confirm | Decline | Replace


class Release(Strict, kw_only=True):
    published_at: datetime
    finality: Finality
    note: Localised = EMPTY
    changes: list[Change] = []


class EditionFile(Strict, rename={"about": "_about"}, kw_only=True):
    edition: Edition
    about: str = ""
    venues: list[Venue] = []
    rooms: list[Room] = []
    topics: list[Named] = []
    people: list[Named] = []
    sessions: list[Session] = []
    releases: list[Release] = []


def read(content: bytes) -> EditionFile:
    """Raises msgspec.ValidationError that names the place of what does not fit."""
    return msgspec.json.decode(content, type=EditionFile, dec_hook=_decode)


def given(fields: Struct) -> dict[str, Any]:
    """The fields that the file names."""
    return {name: value for name, value in msgspec.structs.asdict(fields).items() if value is not UNSET}


def _decode(expected: type, value: Any) -> Any:
    if expected is not Localised:
        raise TypeError(f"{expected.__qualname__} has no place in an edition")
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ValueError("a text by language was expected")
    return Localised(value)

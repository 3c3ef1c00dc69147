"""The frozen programme as plain values: what a release holds, and all that the public side ever reads.

Times are aware datetimes in UTC; the edition's zone is applied when they are shown.
Keys are unique within an edition and stable across releases: addresses and comparisons hang on them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from hromada.kernel.localised import Localised


class Kind(StrEnum):
    """What a session is; labels in ``programme.labels``."""

    WELCOME = "welcome"
    GREETING = "greeting"
    KEYNOTE = "keynote"
    VIDEO_MESSAGE = "video_message"
    PLENARY = "plenary"
    PANEL = "panel"
    FORUM = "forum"
    WORKSHOP = "workshop"
    BEST_PRACTICE = "best_practice"
    EXCHANGE = "exchange"
    ROUND_TABLE = "round_table"
    PRESS = "press"
    MARKET = "market"
    EXCURSION = "excursion"
    CITY_TOUR = "city_tour"
    RECEPTION = "reception"
    DINNER = "dinner"
    CULTURE = "culture"
    BREAK = "break"
    REGISTRATION = "registration"
    CLOSING = "closing"
    OTHER = "other"


class Format(StrEnum):
    ON_SITE = "on_site"
    HYBRID = "hybrid"
    ONLINE = "online"


class Access(StrEnum):
    PUBLIC = "public"
    REGISTERED = "registered"
    INVITATION = "invitation"


class Part(StrEnum):
    """What a person does in a session."""

    SPEAKER = "speaker"
    MODERATOR = "moderator"
    GREETING = "greeting"
    HOST = "host"
    PATRON = "patron"
    PANELLIST = "panellist"
    GUIDE = "guide"


class Presence(StrEnum):
    IN_PERSON = "in_person"
    VIDEO_LINK = "video_link"
    RECORDED = "recorded"


class Standing(StrEnum):
    """How sure an appearance is. Declined ones never reach a release."""

    TO_BE_CONFIRMED = "to_be_confirmed"
    CONFIRMED = "confirmed"


class Finality(StrEnum):
    PRELIMINARY = "preliminary"
    FINAL = "final"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """``path`` is below MEDIA_URL or, with the prefix ``static:``, a static file of the project."""

    path: str
    width: int
    height: int
    alternative: Localised
    credit: str


@dataclass(frozen=True, kw_only=True)
class Body:
    """An organisation as it is named in a programme; ``slug`` leads to its page when it is in the network."""

    name: Localised
    slug: str | None = None


@dataclass(frozen=True, kw_only=True)
class Face:
    """How an edition looks: ``colour`` as #rrggbb (contrast is seen to when it is drawn), a picture."""

    colour: str = "#154194"
    picture: Picture | None = None


@dataclass(frozen=True, kw_only=True)
class EditionFacts:
    slug: str
    number: int | None
    name: Localised
    motto: Localised
    city: Localised
    starts_on: date
    ends_on: date
    time_zone: str
    languages: tuple[str, ...]
    patron: Localised = field(default_factory=Localised)
    organisers: tuple[Body, ...] = ()
    on_behalf_of: tuple[Body, ...] = ()
    cooperation: tuple[Body, ...] = ()
    description: Localised = field(default_factory=Localised)
    programme_note: Localised = field(default_factory=Localised)
    participants: Localised = field(default_factory=Localised)
    face: Face = field(default_factory=Face)
    sources: tuple[str, ...] = ()

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def utc_offset(self) -> str:
        """What people call the zone without its name in the register: 'UTC+1', on the first day at noon."""
        offset = datetime.combine(self.starts_on, time(12), self.zone).strftime("%z")
        minutes = f":{offset[3:]}" if offset[3:] != "00" else ""
        return f"UTC{offset[0].replace('-', '−')}{int(offset[1:3])}{minutes}"


@dataclass(frozen=True, kw_only=True)
class Venue:
    key: str
    name: Localised
    address: str = ""
    role: Localised = field(default_factory=Localised)


@dataclass(frozen=True, kw_only=True)
class Room:
    """``booths``: how many languages beside the floor can be interpreted at once; ``position`` orders the columns."""

    key: str
    name: Localised
    venue: str | None = None
    capacity: int | None = None
    booths: int = 0
    streamed: bool = False
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class Topic:
    key: str
    name: Localised


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """A person as the public meets them. Biography and portrait only with consent."""

    key: str
    name: Localised
    biography: Localised = field(default_factory=Localised)
    portrait: Picture | None = None


@dataclass(frozen=True, kw_only=True)
class Appearance:
    """``speaker`` is a key; function and organisation as announced for this session.

    ``replaces`` names the person whose place this one took."""

    speaker: str
    part: Part
    function: Localised = field(default_factory=Localised)
    organisation: Body | None = None
    presence: Presence = Presence.IN_PERSON
    standing: Standing = Standing.CONFIRMED
    replaces: Localised | None = None


@dataclass(frozen=True, kw_only=True)
class Material:
    title: Localised
    url: str
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class Session:
    """``floor``: languages spoken; ``interpreted``: languages interpreted into.

    One with access by invitation is here only because it was announced all the same, and without its inside.
    """

    key: str
    uid: UUID
    kind: Kind
    title: Localised
    starts: datetime
    ends: datetime
    abstract: Localised = field(default_factory=Localised)
    note: Localised = field(default_factory=Localised)
    topics: tuple[str, ...] = ()
    organisers: tuple[Body, ...] = ()
    room: str | None = None
    venue: str | None = None
    format: Format = Format.ON_SITE
    access: Access = Access.REGISTERED
    floor: tuple[str, ...] = ()
    interpreted: tuple[str, ...] = ()
    capacity_on_site: int | None = None
    capacity_online: int | None = None
    sign_up: bool = False
    parent: str | None = None
    appearances: tuple[Appearance, ...] = ()
    materials: tuple[Material, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A whole programme; sessions in the order of time, then room, then key."""

    edition: EditionFacts
    venues: tuple[Venue, ...] = ()
    rooms: tuple[Room, ...] = ()
    topics: tuple[Topic, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    sessions: tuple[Session, ...] = ()

    @cached_property
    def venue_by_key(self) -> dict[str, Venue]:
        return {venue.key: venue for venue in self.venues}

    @cached_property
    def room_by_key(self) -> dict[str, Room]:
        return {room.key: room for room in self.rooms}

    @cached_property
    def topic_by_key(self) -> dict[str, Topic]:
        return {topic.key: topic for topic in self.topics}

    @cached_property
    def speaker_by_key(self) -> dict[str, Speaker]:
        return {speaker.key: speaker for speaker in self.speakers}

    @cached_property
    def session_by_key(self) -> dict[str, Session]:
        return {session.key: session for session in self.sessions}

    @cached_property
    def children_by_parent(self) -> dict[str, tuple[Session, ...]]:
        children: dict[str, list[Session]] = {}
        for session in self.sessions:
            if session.parent:
                children.setdefault(session.parent, []).append(session)
        return {parent: tuple(sessions) for parent, sessions in children.items()}

    @cached_property
    def sessions_by_speaker(self) -> dict[str, tuple[Session, ...]]:
        sessions: dict[str, dict[str, Session]] = {}
        for session in self.sessions:
            for appearance in session.appearances:
                sessions.setdefault(appearance.speaker, {})[session.key] = session
        return {speaker: tuple(found.values()) for speaker, found in sessions.items()}

    def local(self, instant: datetime) -> datetime:
        """The instant on the clocks of the place of the conference."""
        return instant.astimezone(self.edition.zone)


@dataclass(frozen=True, kw_only=True)
class ReleaseFacts:
    number: int
    finality: Finality
    note: Localised
    published_at: datetime


def _encode(value: Any) -> Any:
    if isinstance(value, Localised):
        return dict(value)
    raise TypeError(f"{type(value).__qualname__} has no place in a programme")


def _decode(expected: type, value: Any) -> Any:
    if expected is Localised:
        return Localised(value)
    raise TypeError(f"{expected.__qualname__} has no place in a programme")


def to_json(programme: Programme) -> bytes:
    """Canonical JSON: the same programme gives the same bytes."""
    return msgspec.json.encode(programme, enc_hook=_encode, order="deterministic")


def from_json(content: bytes | str) -> Programme:
    """The programme of :func:`to_json`. Raises msgspec.ValidationError naming the field that does not fit."""
    return msgspec.json.decode(content, type=Programme, dec_hook=_decode)


@dataclass(frozen=True, kw_only=True)
class _EditionOnly:
    edition: EditionFacts


def edition_from_json(content: bytes | str) -> EditionFacts:
    """Only the edition of :func:`to_json`, without reading the sessions."""
    return msgspec.json.decode(content, type=_EditionOnly, dec_hook=_decode).edition

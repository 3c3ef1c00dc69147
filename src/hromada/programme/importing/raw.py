"""What every reader of a format gives: the file's own words, before they become a programme."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass
class RawPerson:
    name: str
    part: str = ""
    confirmed: bool = True
    biography: str = ""


@dataclass
class RawLink:
    title: str
    url: str


@dataclass
class RawItem:
    """``place`` tells a person where it stands in the file. A time without an offset is on the clocks of the place."""

    place: str
    uid: str = ""
    slug: str = ""
    address: str = ""
    title: str = ""
    subtitle: str = ""
    abstract: str = ""
    description: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    room: str = ""
    track: str = ""
    kind: str = ""
    language: str = ""
    persons: list[RawPerson] = field(default_factory=list)
    links: list[RawLink] = field(default_factory=list)
    attachments: list[RawLink] = field(default_factory=list)


@dataclass
class RawSchedule:
    """``carries``: which fields of a session the format can hold; of the others a file says nothing.

    ``ours``: written by Hromada, so that texts are plain and descriptions end in lines that we put there.
    """

    form: str
    carries: frozenset[str]
    title: str = ""
    acronym: str = ""
    description: str = ""
    first_day: date | None = None
    last_day: date | None = None
    zone: str = ""
    address: str = ""
    colour: str = ""
    ours: bool = False
    found: int = 0
    tracks: list[tuple[str, str]] = field(default_factory=list)
    capacities: dict[str, int] = field(default_factory=dict)
    items: list[RawItem] = field(default_factory=list)

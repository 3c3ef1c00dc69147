"""A release in the terms of the frab / c3voc dialect, before it is written as XML or JSON.

The dialect knows one title, one track and one language field a session: the text is in the export's language (its
subtitle says when it had to fall back), the first topic is the track, the floor languages are joined by a comma, and
what has no field of its own stands in the description.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.utils.translation import override

from hromada.programme.exports import addresses, identity, wording
from hromada.programme.exports.clean import clean_text, one_line, web_address
from hromada.programme.exports.days import Day, days
from hromada.programme.exports.places import Place, places
from hromada.programme.labels import label
from hromada.programme.snapshot import Appearance, Programme, ReleaseFacts, Session, Standing, Topic


@dataclass(frozen=True, kw_only=True)
class Person:
    number: int
    guid: UUID
    name: str
    address: str
    part: str
    confirmed: bool
    biography: str


@dataclass(frozen=True, kw_only=True)
class Link:
    title: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Event:
    guid: UUID
    number: int
    slug: str
    address: str
    starts: datetime
    ends: datetime
    place: Place
    title: str
    subtitle: str
    track: str
    kind: str
    language: str
    abstract: str
    description: str
    persons: tuple[Person, ...]
    links: tuple[Link, ...]
    attachments: tuple[Link, ...]

    @property
    def duration(self) -> timedelta:
        return max(timedelta(), self.ends - self.starts)


@dataclass(frozen=True, kw_only=True)
class ScheduleDay:
    index: int
    date: date
    starts: datetime
    ends: datetime
    events_by_place: tuple[tuple[Place, tuple[Event, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Track:
    name: str
    slug: str | None


@dataclass(frozen=True, kw_only=True)
class Schedule:
    version: str
    generator: str
    base: str
    address: str
    acronym: str
    title: str
    description: str
    first_day: date
    last_day: date
    time_zone: str
    colour: str
    tracks: tuple[Track, ...]
    places: tuple[Place, ...]
    days: tuple[ScheduleDay, ...]


def schedule(programme: Programme, release: ReleaseFacts, language: str, base: str) -> Schedule:
    edition = programme.edition
    with override(language):
        make = _EventMaker(programme, language, base)
        all_days = days(programme)
        return Schedule(
            version=f"{release.number} ({label(release.finality)})",
            generator="Hromada",
            base=base,
            address=addresses.edition_address(base, language, programme),
            acronym=identity.acronym(programme),
            title=one_line(edition.name.text()) or edition.slug,
            description=clean_text(edition.motto.text()),
            first_day=edition.starts_on,
            last_day=max(edition.starts_on, edition.ends_on),
            time_zone=edition.time_zone,
            colour=edition.face.colour,
            tracks=tuple(_track(topic) for topic in programme.topics),
            places=tuple(_in_order(make.places.values())),
            days=tuple(_day(day, make) for day in all_days),
        )


def _track(topic: Topic) -> Track:
    return Track(name=one_line(topic.name.text()), slug=identity.plain_slug(topic.key))


def _day(day: Day, make: _EventMaker) -> ScheduleDay:
    by_place: dict[Place, list[Event]] = {}
    for session in day.sessions:
        by_place.setdefault(make.places[session.key], []).append(make.event(session))
    return ScheduleDay(
        index=day.index,
        date=day.date,
        starts=day.starts,
        ends=day.ends,
        events_by_place=tuple((place, tuple(by_place[place])) for place in _in_order(by_place)),
    )


def _in_order(several: Iterable[Place]) -> list[Place]:
    """Each place once: rooms in the order of their columns, then what stands in for rooms."""
    return sorted(set(several), key=lambda p: (p.room is None, p.room.position if p.room else 0, p.key))


class _EventMaker:
    def __init__(self, programme: Programme, language: str, base: str) -> None:
        self.programme = programme
        self.base = base
        self.places = places(programme, language)
        self.number = identity.numbers(session.uid for session in programme.sessions)
        self.person_guid = {s.key: identity.guid(programme, "person", s.key) for s in programme.speakers}
        self.person_number = identity.numbers(self.person_guid.values())
        self.session_address = partial(addresses.session_address, base, language, programme)
        self.person_address = partial(addresses.person_address, base, language, programme)

    def event(self, session: Session) -> Event:
        number = self.number[session.uid]
        return Event(
            guid=session.uid,
            number=number,
            slug=identity.session_slug(self.programme, session.key, number),
            address=self.session_address(session.key),
            starts=self.programme.local(session.starts),
            ends=self.programme.local(session.ends),
            place=self.places[session.key],
            title=wording.title(session),
            subtitle=" · ".join(wording.marks(session)),
            track=one_line(self.programme.topic_by_key[session.topics[0]].name.text()) if session.topics else "",
            kind=str(label(session.kind)),
            language=", ".join(session.floor),
            abstract=wording.with_mark(session.abstract, clean_text(session.abstract.text())),
            description="\n".join(self.description(session)),
            persons=tuple(self.persons(session)),
            links=tuple(self.links(session)),
            attachments=tuple(self.attachments(session)),
        )

    def description(self, session: Session) -> Iterator[str]:
        if note := wording.with_mark(session.note, clean_text(session.note.text())):
            yield note
        yield from map(str, wording.people(self.programme, session))
        yield from map(str, wording.facts(self.programme, session))

    def persons(self, session: Session) -> Iterator[Person]:
        """Each person once, with the first of their parts."""
        first: dict[str, Appearance] = {}
        for appearance in session.appearances:
            first.setdefault(appearance.speaker, appearance)
        for key, appearance in first.items():
            guid = self.person_guid[key]
            yield Person(
                number=self.person_number[guid],
                guid=guid,
                name=wording.person_name(self.programme, appearance),
                address=self.person_address(key),
                part=appearance.part.value,
                confirmed=appearance.standing is Standing.CONFIRMED,
                biography=clean_text(self.programme.speaker_by_key[key].biography.text()),
            )

    def links(self, session: Session) -> Iterator[Link]:
        parent = self.programme.session_by_key.get(session.parent or "")
        if parent:
            yield Link(title=wording.title(parent), address=self.session_address(parent.key))

    def attachments(self, session: Session) -> Iterator[Link]:
        for material in session.materials:
            if address := web_address(material.url, self.base):
                yield Link(title=one_line(material.title.text()) or address, address=address)

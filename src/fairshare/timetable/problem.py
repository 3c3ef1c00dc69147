"""A programme: sessions that need a time and a room, people who cannot be everywhere, audiences with many wishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from fairshare.errors import BadProblem
from fairshare.hours import (
    Walk,
    Window,
    numbered,
    refuse_negative,
    refuse_no_windows,
    refuse_strange,
    refuse_zone,
)

MOST_WAYS = 1_000_000


@dataclass(frozen=True)
class Room:
    """``capacity`` none: room for all. ``booths`` are built in; others can be carried there. ``closed``: when it is."""

    name: str
    venue: str = ""
    capacity: int | None = None
    booths: int = 0
    features: tuple[str, ...] = ()
    closed: tuple[Window, ...] = ()


@dataclass(frozen=True)
class Person:
    """``arrives``, ``leaves``: before and after, they are not there; ``rest``: minutes left in peace on arrival."""

    name: str
    arrives: datetime | None = None
    leaves: datetime | None = None
    rest: int = 0
    absences: tuple[Window, ...] = ()


@dataclass(frozen=True)
class Session:
    """``start`` and ``room``, where given, are fixed. ``booths``: languages to be interpreted there.

    ``prefers``: windows it would rather lie in; none given means that all times are equally welcome.
    """

    name: str
    minutes: int
    start: datetime | None = None
    room: str | None = None
    people: tuple[str, ...] = ()
    audience: int = 0
    booths: int = 0
    features: tuple[str, ...] = ()
    prefers: tuple[Window, ...] = ()


@dataclass(frozen=True)
class Audience:
    """People, ``size`` of them, who want to follow all of these sessions."""

    sessions: tuple[str, ...]
    size: int = 1


@dataclass(frozen=True)
class Prices:
    """Of one person who misses a session they want; of a session outside what it prefers; of one that was moved."""

    missed: int = 1
    outside: int = 1
    moved: int = 1


@dataclass(frozen=True)
class Programme:
    """Sessions begin every ``step`` minutes within ``hours``, or when they are fixed; rooms need ``change`` minutes."""

    hours: tuple[Window, ...]
    rooms: tuple[Room, ...]
    sessions: tuple[Session, ...]
    people: tuple[Person, ...] = ()
    walks: tuple[Walk, ...] = ()
    audiences: tuple[Audience, ...] = ()
    portable_booths: int = 0
    step: int = 15
    change: int = 0
    prices: Prices = field(default_factory=Prices)

    def __post_init__(self) -> None:
        if self.step < 1:
            raise BadProblem("step", f"{self.step} is less than 1")
        for name in ("portable_booths", "change"):
            refuse_negative(name, getattr(self, name))
        for name in ("missed", "outside", "moved"):
            refuse_negative(f"prices.{name}", getattr(self.prices, name))
        rooms = numbered("rooms", (room.name for room in self.rooms))
        people = numbered("people", (person.name for person in self.people))
        sessions = numbered("sessions", (session.name for session in self.sessions))
        for item, windows in self._windows():
            refuse_no_windows(item, windows)
        self._refuse_strange_rooms()
        for index, session in enumerate(self.sessions):
            self._refuse_strange_session(f"sessions[{index}]", session, rooms, people)
        for index, person in enumerate(self.people):
            refuse_negative(f"people[{index}].rest", person.rest)
            for name in ("arrives", "leaves"):
                refuse_zone(f"people[{index}].{name}", getattr(person, name))
        for index, audience in enumerate(self.audiences):
            refuse_negative(f"audiences[{index}].size", audience.size)
            refuse_strange(f"audiences[{index}].sessions", audience.sessions, sessions, "session")
        if len(self.starts) * len(self.rooms) * len(self.sessions) > MOST_WAYS:
            raise BadProblem("step", f"leaves more than {MOST_WAYS} ways; take a longer one")

    def _windows(self) -> Iterator[tuple[str, tuple[Window, ...]]]:
        yield "hours", self.hours
        yield from ((f"rooms[{index}].closed", room.closed) for index, room in enumerate(self.rooms))
        yield from ((f"people[{index}].absences", person.absences) for index, person in enumerate(self.people))
        yield from ((f"sessions[{index}].prefers", session.prefers) for index, session in enumerate(self.sessions))

    def _refuse_strange_rooms(self) -> None:
        venues = {room.venue for room in self.rooms}
        for index, room in enumerate(self.rooms):
            refuse_negative(f"rooms[{index}].booths", room.booths)
            refuse_negative(f"rooms[{index}].capacity", room.capacity or 0)
        for index, walk in enumerate(self.walks):
            refuse_negative(f"walks[{index}].minutes", walk.minutes)
            refuse_strange(f"walks[{index}]", (walk.one, walk.other), venues, "venue")

    def _refuse_strange_session(
        self, item: str, session: Session, rooms: Mapping[str, int], people: Mapping[str, int]
    ) -> None:
        if session.minutes < 1:
            raise BadProblem(f"{item}.minutes", f"{session.minutes} is less than 1")
        refuse_negative(f"{item}.audience", session.audience)
        refuse_negative(f"{item}.booths", session.booths)
        refuse_strange(f"{item}.people", session.people, people, "person")
        refuse_zone(f"{item}.start", session.start)
        if session.room is not None and session.room not in rooms:
            raise BadProblem(f"{item}.room", f"there is no room {session.room}")

    @cached_property
    def starts(self) -> tuple[datetime, ...]:
        """Of the grid."""
        found: dict[datetime, None] = {}
        for window in self.hours:
            count = int((window.end - window.start).total_seconds() // 60) // self.step
            if count > MOST_WAYS:
                raise BadProblem("hours", f"{window.start} to {window.end} holds more than {MOST_WAYS} steps")
            found.update(
                dict.fromkeys(window.start + timedelta(minutes=self.step * number) for number in range(count + 1))
            )
        return tuple(sorted(found))

    @cached_property
    def people_by_name(self) -> Mapping[str, Person]:
        return {person.name: person for person in self.people}

    @cached_property
    def rooms_by_name(self) -> Mapping[str, Room]:
        return {room.name: room for room in self.rooms}

    @cached_property
    def sessions_by_name(self) -> Mapping[str, Session]:
        return {session.name: session for session in self.sessions}

    @cached_property
    def venues(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(room.venue for room in self.rooms))

    @cached_property
    def minutes_to_walk(self) -> Mapping[tuple[str, str], int]:
        found = {(one, other): 0 for one in self.venues for other in self.venues}
        for walk in self.walks:
            found[walk.one, walk.other] = found[walk.other, walk.one] = walk.minutes
        return found

    @cached_property
    def shared_audience(self) -> Mapping[tuple[str, str], int]:
        """How many people want both; the earlier session first."""
        number = {session.name: index for index, session in enumerate(self.sessions)}
        found: dict[tuple[str, str], int] = {}
        for audience in self.audiences:
            wanted = sorted(dict.fromkeys(audience.sessions), key=number.__getitem__)
            for index, one in enumerate(wanted):
                for other in wanted[index + 1 :]:
                    found[one, other] = found.get((one, other), 0) + audience.size
        return found


@dataclass(frozen=True)
class Place:
    session: str
    start: datetime
    room: str


@dataclass(frozen=True)
class Timetable:
    """``earlier``: the timetable it was made from, if any; moves are counted from there."""

    places: tuple[Place, ...]
    earlier: tuple[Place, ...] = ()

    def moved(self) -> tuple[str, ...]:
        now = {place.session: place for place in self.places}
        return tuple(place.session for place in self.earlier if now.get(place.session, place) != place)

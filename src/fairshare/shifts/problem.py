"""Interpreters and the sessions they are wanted in; what a session needs by AIIC's rules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
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

# What a model of them needs stays far below 2 GB.
MOST_SEATS = 200_000
MOST_MEETINGS = 2_000_000
DAY = 24 * 60
# Minutes that a team of so many holds out in one booth: 2, 3 or 4 people.
HOLDS_OUT = {2: 240, 3: 360, 4: 480}
LEAST_OF_THREE_LANGUAGES = 6


@dataclass(frozen=True)
class Interpreter:
    """Languages as AIIC classes them: ``a`` mother tongue, ``b`` worked into as well, ``c`` worked out of.

    ``fee``: for each day on which they work. ``minutes``: at most, on a day, where less than the problem's.
    """

    name: str
    a: tuple[str, ...]
    b: tuple[str, ...] = ()
    c: tuple[str, ...] = ()
    fee: int = 1
    minutes: int | None = None
    absences: tuple[Window, ...] = ()

    def works_into(self, language: str) -> bool:
        return language in self.a or language in self.b

    def understands(self, language: str) -> bool:
        return self.works_into(language) or language in self.c

    def can_sit(self, session: Session, booth: Booth) -> bool:
        """As far as it depends on no other seat."""
        is_there = not any(window.meets(session.start, session.end) for window in self.absences)
        return is_there and all(self.works_into(language) for language in booth.into)


@dataclass(frozen=True)
class Booth:
    """``into``: one language, or both of a two-way booth; ``least``: people in it."""

    name: str
    into: tuple[str, ...]
    least: int


@dataclass(frozen=True)
class Session:
    """``spoken`` on the floor, ``into``: what is listened to. ``hard``: turns of 15 to 20 minutes."""

    name: str
    start: datetime
    end: datetime
    spoken: tuple[str, ...]
    into: tuple[str, ...]
    venue: str = ""
    hard: bool = False

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds() // 60)

    @property
    def day(self) -> date:
        return self.start.date()

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.spoken, *self.into)))

    @cached_property
    def booths(self) -> tuple[Booth, ...]:
        """None into a language that is the only one spoken."""
        into = [one for one in dict.fromkeys(self.into) if any(other != one for other in self.spoken)]
        least = next(people for people, minutes in HOLDS_OUT.items() if self.minutes <= minutes)
        if len(into) == len(self.languages) == 2:
            return (Booth("/".join(into), tuple(into), least),)
        if len(self.languages) > 3 and self.hard:
            least = max(least, 3)
        return tuple(Booth(one, (one,), least) for one in into)

    @cached_property
    def least(self) -> int:
        """People in all its booths together."""
        seats = sum(booth.least for booth in self.booths)
        is_of_three = len(self.languages) == 3 and len(self.booths) > 1
        return max(seats, LEAST_OF_THREE_LANGUAGES) if is_of_three else seats


@dataclass(frozen=True)
class Prices:
    """Beside fees: of a seat from which one works into a B language only; of a seat beyond the least team; of a seat
    that is not any more whose it was in the answer to start from."""

    into_b: int = 10
    beyond: int = 10
    moved: int = 100


@dataclass(frozen=True)
class Seat:
    session: str
    booth: str
    interpreter: str


@dataclass(frozen=True)
class Problem:
    """``minutes``: in sessions, a day; ``pause``: between two of one person; ``night``: between two days of theirs.

    ``promised`` seats are kept. ``even_load``: of rosters with the same relays, costs and longest hours, the one whose
    load is most even; to prove that takes long.
    """

    interpreters: tuple[Interpreter, ...]
    sessions: tuple[Session, ...]
    walks: tuple[Walk, ...] = ()
    promised: tuple[Seat, ...] = ()
    minutes: int = 480
    pause: int = 15
    night: int = 660
    prices: Prices = field(default_factory=Prices)
    even_load: bool = False

    def __post_init__(self) -> None:
        for name in ("minutes", "pause", "night"):
            refuse_negative(name, getattr(self, name))
        for name in ("into_b", "beyond", "moved"):
            refuse_negative(f"prices.{name}", getattr(self.prices, name))
        numbered("interpreters", (one.name for one in self.interpreters))
        numbered("sessions", (one.name for one in self.sessions))
        for index, one in enumerate(self.interpreters):
            _refuse_strange_interpreter(f"interpreters[{index}]", one)
        for index, session in enumerate(self.sessions):
            _refuse_strange_session(f"sessions[{index}]", session)
        for index, walk in enumerate(self.walks):
            refuse_negative(f"walks[{index}].minutes", walk.minutes)
            refuse_strange(f"walks[{index}]", (walk.one, walk.other), self.venues, "venue")
        for index, seat in enumerate(self.promised):
            for fault in self.strange(seat):
                raise BadProblem(f"promised[{index}]", fault)
        if len(self.interpreters) * sum(len(session.booths) for session in self.sessions) > MOST_SEATS:
            raise BadProblem("sessions", f"leave more than {MOST_SEATS:,} ways to fill a seat")
        if max(1, len(self.interpreters)) * _meetings(self.sessions) > MOST_MEETINGS:
            raise BadProblem("sessions", f"meet so often that more than {MOST_MEETINGS:,} times somebody has to choose")

    def strange(self, seat: Seat) -> Iterator[str]:
        """What of it is not there."""
        if seat.interpreter not in self.interpreters_by_name:
            yield f"there is no interpreter {seat.interpreter}"
        session = self.sessions_by_name.get(seat.session)
        if session is None:
            yield f"there is no session {seat.session}"
        elif seat.booth not in {booth.name for booth in session.booths}:
            yield f"{seat.session} has no booth {seat.booth}"

    @cached_property
    def interpreters_by_name(self) -> Mapping[str, Interpreter]:
        return {one.name: one for one in self.interpreters}

    @cached_property
    def sessions_by_name(self) -> Mapping[str, Session]:
        return {one.name: one for one in self.sessions}

    @cached_property
    def venues(self) -> frozenset[str]:
        return frozenset(one.venue for one in self.sessions)

    @cached_property
    def days(self) -> frozenset[date]:
        """With booths."""
        return frozenset(session.day for session in self.sessions if session.booths)

    @cached_property
    def days_asked(self) -> Mapping[str, int]:
        """By person, on how many days they can sit in a booth; if on none, all are counted."""
        return {
            one.name: len(
                {
                    session.day
                    for session in self.sessions
                    if any(one.can_sit(session, booth) for booth in session.booths)
                }
                or self.days
            )
            for one in self.interpreters
        }

    @cached_property
    def minutes_to_walk(self) -> Mapping[tuple[str, str], int]:
        """Between venues for which none are given: 0."""
        found: dict[tuple[str, str], int] = {}
        for walk in self.walks:
            found[walk.one, walk.other] = found[walk.other, walk.one] = walk.minutes
        return found

    def between(self, one: Session, other: Session) -> timedelta:
        """What somebody needs between two sessions."""
        walk = self.minutes_to_walk.get((one.venue, other.venue), 0)
        return timedelta(minutes=walk + self.pause if one.day == other.day else max(walk, self.night))


@dataclass(frozen=True)
class Relay:
    """In the booth ``into``, what is ``spoken`` is heard from the booth ``pivot``."""

    session: str
    into: str
    spoken: str
    pivot: str


@dataclass(frozen=True)
class Turn:
    """At the microphone from minute to minute of the session."""

    session: str
    booth: str
    interpreter: str
    start: int
    end: int


@dataclass(frozen=True)
class Roster:
    """``earlier``: the seats it was made from, if any; moves are counted from there."""

    seats: tuple[Seat, ...]
    relays: tuple[Relay, ...] = ()
    turns: tuple[Turn, ...] = ()
    earlier: tuple[Seat, ...] = ()

    def moved(self) -> tuple[Seat, ...]:
        """Of sessions that are still interpreted."""
        held, sessions = set(self.seats), {seat.session for seat in self.seats}
        return tuple(seat for seat in self.earlier if seat.session in sessions and seat not in held)


def _meetings(sessions: Iterable[Session]) -> int:
    """Pairs that are on at once."""
    spans = sorted((session.start, session.end) for session in sessions)
    starts = [start for start, _ in spans]
    return sum(bisect_left(starts, end) - number - 1 for number, (_, end) in enumerate(spans))


def _refuse_strange_interpreter(item: str, one: Interpreter) -> None:
    refuse_negative(f"{item}.fee", one.fee)
    refuse_negative(f"{item}.minutes", one.minutes or 0)
    refuse_no_windows(f"{item}.absences", one.absences)
    seen: set[str] = set()
    for kind, languages in (("a", one.a), ("b", one.b), ("c", one.c)):
        for language in languages:
            if not language or language in seen:
                raise BadProblem(f"{item}.{kind}", f"{language} is there twice" if language else "holds an empty name")
            seen.add(language)


def _refuse_strange_session(item: str, session: Session) -> None:
    for name in ("start", "end"):
        refuse_zone(f"{item}.{name}", getattr(session, name))
    if session.end <= session.start:
        raise BadProblem(f"{item}.end", f"{session.end} is not after {session.start}")
    if session.end - session.start > timedelta(minutes=max(HOLDS_OUT.values())):
        raise BadProblem(f"{item}.end", "no team holds out for more than 8 hours; divide it")
    if session.start.second or session.end.second or session.start.microsecond or session.end.microsecond:
        raise BadProblem(f"{item}.start", "sessions begin and end with a minute")
    for kind in ("spoken", "into"):
        languages = getattr(session, kind)
        if not all(languages) or len(set(languages)) < len(languages):
            raise BadProblem(f"{item}.{kind}", "names a language twice, or none")
    if session.into and not session.spoken:
        raise BadProblem(f"{item}.spoken", "is empty, and something shall be listened to")

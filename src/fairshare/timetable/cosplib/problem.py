"""A conference: talks of tracks, to be given in sessions, which are periods of the day with slots in every room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property

from fairshare.errors import BadProblem

MINUTES = 24 * 60
# Weight times penalty, added up over all talks, stays within 64 bits.
MOST_PRICE = 1_000_000


@dataclass(frozen=True)
class Weights:
    """What each kind of trouble costs; 0 turns it off."""

    track_sessions: int = 0
    track_rooms: int = 0
    session_rooms: int = 0
    similar_tracks: int = 0
    rooms_per_track: int = 0
    parallel_tracks: int = 0
    consecutive_tracks: int = 0
    talk_time_zones: int = 0
    talk_order: int = 0
    talk_sessions: int = 0
    talk_rooms: int = 0
    presenters: int = 0
    attendees: int = 0
    chairs: int = 0
    presenters_in_slots: int = 0
    attendees_in_slots: int = 0

    def __post_init__(self) -> None:
        for one in fields(self):
            _refuse_negative(f"weights.{one.name}", getattr(self, one.name))


@dataclass(frozen=True)
class Hours:
    """Minutes of a presenter's own day; outside the fair ones a session costs ``unfit``, at their edges ``fair``."""

    best_from: int = 0
    best_to: int = MINUTES
    fair_from: int = 0
    fair_to: int = MINUTES
    fair: int = 0
    unfit: int = 0

    def __post_init__(self) -> None:
        _refuse_negative("hours.fair", self.fair)
        _refuse_negative("hours.unfit", self.unfit)

    def penalty(self, start: int, end: int) -> int:
        if start < self.fair_from or end > self.fair_to or end < self.fair_from:
            return self.unfit
        return self.fair if start < self.best_from or end > self.best_to else 0


@dataclass(frozen=True)
class Session:
    """From ``start`` to ``end`` in minutes of the local day; penalties by room."""

    name: str
    slots: int
    start: int = 0
    end: int = 0
    rooms: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.slots < 0:
            raise BadProblem(self.name, f"has {self.slots} slots")


@dataclass(frozen=True)
class Track:
    """Penalties by session and by room."""

    name: str
    chairs: tuple[str, ...] = ()
    sessions: Mapping[str, int] = field(default_factory=dict)
    rooms: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Talk:
    """``order`` is its number within its track, 0 if it has none; ``offset`` its presenters' minutes ahead of GMT."""

    name: str
    track: str
    slots: int = 1
    order: int = 0
    offset: int = 0
    presenters: tuple[str, ...] = ()
    attendees: tuple[str, ...] = ()
    sessions: Mapping[str, int] = field(default_factory=dict)
    rooms: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.slots < 1:
            raise BadProblem(self.name, f"takes {self.slots} slots")
        _refuse_negative(f"order of {self.name}", self.order)


@dataclass(frozen=True)
class Fixed:
    """A talk that stays in its session; in its room, if one is named."""

    talk: str
    session: str
    room: str | None = None


@dataclass(frozen=True)
class Conference:
    """``similar`` prices two tracks of which the first comes earlier in ``tracks``, in parallel in two rooms.

    ``price_of_a_move``: of a talk that an earlier schedule gave in another session or room.
    """

    sessions: tuple[Session, ...]
    rooms: tuple[str, ...]
    tracks: tuple[Track, ...]
    talks: tuple[Talk, ...]
    weights: Weights = field(default_factory=Weights)
    hours: Hours = field(default_factory=Hours)
    offset: int = 0
    similar: Mapping[tuple[str, str], int] = field(default_factory=dict)
    fixed: tuple[Fixed, ...] = ()
    price_of_a_move: int = 1

    def __post_init__(self) -> None:
        sessions = _names("sessions", (one.name for one in self.sessions))
        rooms = _names("rooms", self.rooms)
        tracks = _names("tracks", (one.name for one in self.tracks))
        talks = _names("talks", (one.name for one in self.talks))
        for session in self.sessions:
            _refuse_strange(f"rooms of {session.name}", session.rooms, rooms)
        placed: tuple[Track | Talk, ...] = (*self.tracks, *self.talks)
        for one in placed:
            _refuse_strange(f"sessions of {one.name}", one.sessions, sessions)
            _refuse_strange(f"rooms of {one.name}", one.rooms, rooms)
        for talk in self.talks:
            if talk.track not in tracks:
                raise BadProblem(f"track of {talk.name}", f"there is no track {talk.track}")
        for (first, second), penalty in self.similar.items():
            _refuse_strange("similar tracks", {first: penalty, second: penalty}, tracks)
            if tracks[first] >= tracks[second]:
                raise BadProblem("similar tracks", f"{first} does not come before {second}")
        _refuse_negative("price_of_a_move", self.price_of_a_move)
        _names("fixed", (fixed.talk for fixed in self.fixed))
        for fixed in self.fixed:
            for name, known in ((fixed.talk, talks), (fixed.session, sessions), (fixed.room or "", {**rooms, "": 0})):
                if name not in known:
                    raise BadProblem(f"fixed {fixed.talk}", f"there is no {name}")

    @cached_property
    def talks_by_name(self) -> Mapping[str, Talk]:
        return {talk.name: talk for talk in self.talks}

    @cached_property
    def tracks_by_name(self) -> Mapping[str, Track]:
        return {track.name: track for track in self.tracks}

    @cached_property
    def fixed_rooms(self) -> Mapping[str, str]:
        return {fixed.talk: fixed.room for fixed in self.fixed if fixed.room is not None}

    @cached_property
    def sessions_by_name(self) -> Mapping[str, Session]:
        return {session.name: session for session in self.sessions}

    @cached_property
    def talks_of(self) -> Mapping[str, tuple[Talk, ...]]:
        """By track, in the order of the question."""
        found: dict[str, list[Talk]] = {track.name: [] for track in self.tracks}
        for talk in self.talks:
            found[talk.track].append(talk)
        return {name: tuple(talks) for name, talks in found.items()}

    @cached_property
    def presenters_clash(self) -> frozenset[tuple[str, str]]:
        """Pairs of talks, the earlier first, that ask for one person on stage, or in the chair of another track."""
        return self._clashes({talk.name: talk.presenters for talk in self.talks}, of_attendees=False)

    @cached_property
    def attendees_clash(self) -> frozenset[tuple[str, str]]:
        """Likewise, pairs that somebody wants to hear who wants to hear, gives or chairs the other."""
        return self._clashes({talk.name: talk.attendees for talk in self.talks}, of_attendees=True)

    @cached_property
    def chairs_clash(self) -> frozenset[tuple[str, str]]:
        chaired = _by_person((track.name, track.chairs) for track in self.tracks)
        number = {track.name: index for index, track in enumerate(self.tracks)}
        return frozenset(pair for names in chaired.values() for pair in _pairs(names, names, number))

    def time_zone_penalty(self, talk: Talk, session: Session) -> int:
        shift = talk.offset - self.offset
        return self.hours.penalty((session.start + shift) % MINUTES, (session.end + shift) % MINUTES)

    def talk_session_cost(self, talk: Talk, session: Session) -> int:
        """For every slot of the talk."""
        wish = self.weights.talk_sessions * talk.sessions.get(session.name, 0)
        zone = self.weights.talk_time_zones
        return talk.slots * (wish + (zone * self.time_zone_penalty(talk, session) if zone else 0))

    def _clashes(self, people: Mapping[str, tuple[str, ...]], *, of_attendees: bool) -> frozenset[tuple[str, str]]:
        number = {talk.name: index for index, talk in enumerate(self.talks)}
        wanted = _by_person(people.items())
        given = _by_person((talk.name, talk.presenters) for talk in self.talks) if of_attendees else {}
        chaired = _by_person((track.name, track.chairs) for track in self.tracks)
        found: set[tuple[str, str]] = set()
        for person, talks in wanted.items():
            found |= _pairs(talks, talks + given.get(person, []), number)
            for track in chaired.get(person, []):
                elsewhere = [name for name in talks if self.talks_by_name[name].track != track]
                found |= _pairs(elsewhere, [talk.name for talk in self.talks_of[track]], number)
        return frozenset(found)


@dataclass(frozen=True)
class Block:
    """A track in a room for a session; a talk of several slots stands once in each of them, None where nobody talks."""

    session: str
    room: str
    track: str
    talks: tuple[str | None, ...]


@dataclass(frozen=True)
class Schedule:
    """``earlier``: the schedule it was made from, if any; moves are counted from there."""

    blocks: tuple[Block, ...]
    earlier: tuple[Block, ...] = ()

    def moved(self) -> tuple[str, ...]:
        before, after = places(self.earlier), places(self.blocks)
        return tuple(talk for talk, place in before.items() if after.get(talk, place) != place)


def places(blocks: Iterable[Block]) -> dict[str, tuple[str, str]]:
    """Session and room by talk."""
    return {talk: (block.session, block.room) for block in blocks for talk in block.talks if talk}


def _names(item: str, names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, name in enumerate(names):
        if not name:
            raise BadProblem(f"{item}[{index}]", "has no name")
        if name in found:
            raise BadProblem(f"{item}[{index}]", f"{name} is there twice")
        found[name] = index
    return found


def _refuse_strange(item: str, penalties: Mapping[str, int], known: Mapping[str, int]) -> None:
    for name, penalty in penalties.items():
        if name not in known:
            raise BadProblem(item, f"there is no {name}")
        _refuse_negative(f"{item}: {name}", penalty)


def _refuse_negative(item: str, number: int) -> None:
    if number < 0:
        raise BadProblem(item, f"{number} is less than 0")
    if number > MOST_PRICE:
        raise BadProblem(item, f"{number} is more than {MOST_PRICE}")


def _by_person(named: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, people in named:
        for person in dict.fromkeys(people):
            found.setdefault(person, []).append(name)
    return found


def _pairs(ones: list[str], others: list[str], number: Mapping[str, int]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for one in ones:
        for other in others:
            if one != other:
                found.add((one, other) if number[one] < number[other] else (other, one))
    return found

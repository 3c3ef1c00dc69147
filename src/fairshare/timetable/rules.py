"""What must hold and what costs, each written once: over solver variables and over the 0 and 1 of a timetable."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from fairshare.linear import total
from fairshare.timetable.problem import Place, Programme, Room, Session, Timetable

Way = tuple[datetime, str]  # start, room
Stay = tuple[datetime, str]  # start, venue
Held = Iterator[tuple[str, Any]]


@dataclass(frozen=True)
class Choice:
    """``takes``: by session, its ways and 1 for the one taken; ``stays``: likewise start and venue, which follow."""

    takes: Mapping[str, Mapping[Way, Any]]
    stays: Mapping[str, Mapping[Stay, Any]]


@dataclass(frozen=True)
class Cost:
    """``weight`` times the greatest of ``excesses`` or 0, which is 1 at most."""

    kind: str
    label: str
    weight: int
    excesses: tuple[Any, ...]

    def of_numbers(self) -> int:
        return self.weight * int(max(0, *self.excesses))


def ways(programme: Programme, session: Session) -> Iterator[Way]:
    """All, whatever speaks against them."""
    starts = set(programme.starts) | ({session.start} if session.start else set())
    for start in sorted(starts):
        for room in programme.rooms:
            yield start, room.name


def grounds_against(programme: Programme, session: Session, way: Way) -> Iterator[str]:
    """Every one that needs no look at other sessions."""
    start, room = way[0], programme.rooms_by_name[way[1]]
    end = start + timedelta(minutes=session.minutes)
    if session.start is not None:
        if start != session.start:
            yield f"{session.name} stays at {shown(session.start)}"
    elif not any(window.start <= start and end <= window.end for window in programme.hours):
        yield f"{session.name} lies within the hours of the programme"
    yield from _grounds_of_room(session, room)
    if any(window.meets(start, end) for window in room.closed):
        yield f"{room.name} is closed at times"
    if session.booths > room.booths + programme.portable_booths:
        yield f"{session.name} needs {session.booths} booths"
    for name in dict.fromkeys(session.people):
        person = programme.people_by_name[name]
        if person.arrives and start < person.arrives + timedelta(minutes=person.rest):
            yield f"{name} arrives at {shown(person.arrives)}"
        if person.leaves and end > person.leaves:
            yield f"{name} leaves at {shown(person.leaves)}"
        for window in person.absences:
            if window.meets(start, end):
                yield f"{name} is away from {shown(window.start)} to {shown(window.end)}"


def _grounds_of_room(session: Session, room: Room) -> Iterator[str]:
    if session.room is not None and room.name != session.room:
        yield f"{session.name} stays in {session.room}"
    if room.capacity is not None and session.audience > room.capacity:
        yield f"{session.name} needs {session.audience} seats"
    for feature in session.features:
        if feature not in room.features:
            yield f"{session.name} needs {feature}"


def shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def every_session_has_one_place(programme: Programme, choice: Choice) -> Held:
    for session in programme.sessions:
        yield f"{session.name} takes place once", total(choice.takes[session.name].values()) == 1


def nothing_speaks_against_a_place(programme: Programme, choice: Choice) -> Held:
    for session in programme.sessions:
        for way, taken in choice.takes[session.name].items():
            for ground in grounds_against(programme, session, way):
                yield ground, taken == 0


def a_room_holds_one_session(programme: Programme, choice: Choice) -> Held:
    for room in programme.rooms:
        taken = {
            (session.name, start): taken
            for session in programme.sessions
            for (start, name), taken in choice.takes[session.name].items()
            if name == room.name
        }
        before: list[tuple[str, datetime]] = []
        for present in _present(programme, list(taken), programme.change):
            # Of neighbouring moments with the same sessions one says it all.
            if present != before:
                yield f"{room.name} holds one session at a time", total(taken[one] for one in present) <= 1
            before = present


def booths_are_carried_to_one_place_at_a_time(programme: Programme, choice: Choice) -> Held:
    carried: dict[tuple[str, datetime], list[Any]] = {}
    for session in programme.sessions:
        for (start, name), taken in choice.takes[session.name].items():
            missing = session.booths - programme.rooms_by_name[name].booths
            if missing > 0:
                carried.setdefault((session.name, start), []).append(missing * taken)
    for present in _present(programme, list(carried), 0):
        booths = total(some for one in present for some in carried[one])
        yield f"there are {programme.portable_booths} portable booths", booths <= programme.portable_booths


def _present(
    programme: Programme, begun: list[tuple[str, datetime]], change: int
) -> Iterator[list[tuple[str, datetime]]]:
    """For every moment at which something begins, what is there; who meets anybody meets them at such a one."""
    moments = sorted({start for _, start in begun})
    found: list[list[tuple[str, datetime]]] = [[] for _ in moments]
    for name, start in begun:
        end = start + timedelta(minutes=programme.sessions_by_name[name].minutes + change)
        for index in range(bisect_left(moments, start), bisect_left(moments, end)):
            found[index].append((name, start))
    yield from found


def nobody_is_in_two_places(programme: Programme, choice: Choice) -> Held:
    """Nor on the way while they are expected."""
    for index, one in enumerate(programme.sessions):
        for other in programme.sessions[index + 1 :]:
            shared = [name for name in one.people if name in other.people]
            if shared:
                for excess in _at_once(programme, choice, one, other):
                    yield f"{shared[0]} is in {one.name} and in {other.name}", excess <= 0


RULES: tuple[Callable[[Programme, Choice], Held], ...] = (
    every_session_has_one_place,
    nothing_speaks_against_a_place,
    a_room_holds_one_session,
    booths_are_carried_to_one_place_at_a_time,
    nobody_is_in_two_places,
)


def what_follows(programme: Programme, choice: Choice) -> Held:
    for session in programme.sessions:
        by_stay: dict[Stay, list[Any]] = {}
        for (start, room), taken in choice.takes[session.name].items():
            by_stay.setdefault((start, programme.rooms_by_name[room].venue), []).append(taken)
        for stay, some in by_stay.items():
            yield f"{session.name} is where its room is", total(some) - choice.stays[session.name][stay] == 0


def costs(programme: Programme, choice: Choice, earlier: tuple[Place, ...] = ()) -> Iterator[Cost]:
    prices = programme.prices
    for (one, other), size in programme.shared_audience.items():
        sessions = programme.sessions_by_name
        excesses = tuple(_at_once(programme, choice, sessions[one], sessions[other]))
        if excesses and prices.missed * size:
            yield Cost("missed", f"{one} and {other}", prices.missed * size, excesses)
    for session in programme.sessions:
        if session.prefers and prices.outside:
            outside = total(
                taken for (start, _), taken in choice.takes[session.name].items() if not _is_preferred(session, start)
            )
            yield Cost("outside", session.name, prices.outside, (outside,))
    for place in earlier:
        if place.session in choice.takes:
            stayed = choice.takes[place.session].get((place.start, place.room), 0)
            yield Cost("moved", place.session, prices.moved, (1 - stayed,))


def _is_preferred(session: Session, start: datetime) -> bool:
    end = start + timedelta(minutes=session.minutes)
    return any(window.start <= start and end <= window.end for window in session.prefers)


def _at_once(programme: Programme, choice: Choice, one: Session, other: Session) -> Iterator[Any]:
    """1 where nobody can be in both from beginning to end."""
    others: dict[str, list[tuple[datetime, Any]]] = {}
    for (start, venue), taken in sorted(choice.stays[other.name].items(), key=itemgetter(0)):
        others.setdefault(venue, []).append((start, taken))
    for (start, venue), taken in choice.stays[one.name].items():
        clashing: list[Any] = []
        for elsewhere, also in others.items():
            walk = programme.minutes_to_walk[venue, elsewhere]
            first = bisect_right(also, start - timedelta(minutes=other.minutes + walk), key=itemgetter(0))
            last = bisect_left(also, start + timedelta(minutes=one.minutes + walk), key=itemgetter(0))
            clashing += (taken for _, taken in also[first:last])
        if clashing:
            yield taken + total(clashing) - 1


def read_off(programme: Programme, timetable: Timetable) -> Choice:
    """The 0 and 1 of a timetable: only of the ways that it takes."""
    takes: dict[str, dict[Way, int]] = {session.name: {} for session in programme.sessions}
    stays: dict[str, dict[Stay, int]] = {session.name: {} for session in programme.sessions}
    for place in timetable.places:
        takes[place.session][place.start, place.room] = 1
        stays[place.session][place.start, programme.rooms_by_name[place.room].venue] = 1
    return Choice(takes, stays)

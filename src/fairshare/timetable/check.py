"""A timetable looked at without the solver: two sessions at a time, minute by minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from fairshare.answer import Finding
from fairshare.timetable.problem import Person, Place, Programme, Room, Session, Timetable


def check(programme: Programme, timetable: Timetable) -> Finding:
    strange = tuple(_strangers(programme, timetable))
    if strange:
        return Finding(strange, 0)
    return Finding(tuple(_broken(programme, timetable)), sum(costs(programme, timetable).values()))


def costs(programme: Programme, timetable: Timetable) -> dict[str, int]:
    """By kind, priced; of sessions that have a place."""
    prices, places = programme.prices, {place.session: place for place in timetable.places}
    missed = sum(
        size
        for (one, other), size in programme.shared_audience.items()
        if one in places and other in places and _clash(programme, places[one], places[other])
    )
    outside = sum(_is_outside(programme.sessions_by_name[place.session], place) for place in timetable.places)
    return {
        "missed": prices.missed * missed,
        "outside": prices.outside * outside,
        "moved": prices.moved * len(timetable.moved()),
    }


def _strangers(programme: Programme, timetable: Timetable) -> Iterator[str]:
    for place in timetable.places:
        if place.session not in programme.sessions_by_name:
            yield f"there is no session {place.session}"
        if place.room not in programme.rooms_by_name:
            yield f"{place.session}: there is no room {place.room}"


def _broken(programme: Programme, timetable: Timetable) -> Iterator[str]:
    named = [place.session for place in timetable.places]
    for session in programme.sessions:
        if named.count(session.name) != 1:
            yield f"{session.name} takes place {named.count(session.name)} times"
    for place in timetable.places:
        yield from _broken_alone(programme, place)
    for one, other in combinations(timetable.places, 2):
        yield from _broken_together(programme, one, other)
    yield from _too_many_booths(programme, timetable)


def _broken_alone(programme: Programme, place: Place) -> Iterator[str]:
    session, room = programme.sessions_by_name[place.session], programme.rooms_by_name[place.room]
    end = place.start + timedelta(minutes=session.minutes)
    if session.start not in (None, place.start) or session.room not in (None, place.room):
        yield f"{session.name} is fixed elsewhere"
    if session.start is None:
        if not any(window.start <= place.start and end <= window.end for window in programme.hours):
            yield f"{session.name} lies outside the hours"
        if place.start not in programme.starts:
            yield f"{session.name} does not begin on the grid"
    yield from _unfit(session, room)
    if any(window.start < end and place.start < window.end for window in room.closed):
        yield f"{session.name}: {room.name} is closed"
    for name in session.people:
        if not _is_there(programme.people_by_name[name], place, end_minutes=session.minutes):
            yield f"{session.name}: {name} is not there"


def _unfit(session: Session, room: Room) -> Iterator[str]:
    if room.capacity is not None and session.audience > room.capacity:
        yield f"{session.name}: {room.name} is too small"
    for feature in sorted(set(session.features) - set(room.features)):
        yield f"{session.name}: {room.name} has no {feature}"


def _is_there(person: Person, place: Place, *, end_minutes: int) -> bool:
    end = place.start + timedelta(minutes=end_minutes)
    if person.arrives is not None and place.start - person.arrives < timedelta(minutes=person.rest):
        return False
    if person.leaves is not None and end > person.leaves:
        return False
    return all(end <= window.start or window.end <= place.start for window in person.absences)


def _broken_together(programme: Programme, one: Place, other: Place) -> Iterator[str]:
    first, second = programme.sessions_by_name[one.session], programme.sessions_by_name[other.session]
    if one.room == other.room and _gap(programme, one, other) < programme.change:
        yield f"{one.session} and {other.session} are both in {one.room}"
    shared = sorted(set(first.people) & set(second.people))
    if shared and _clash(programme, one, other):
        yield f"{shared[0]} is in {one.session} and in {other.session}"


def _gap(programme: Programme, one: Place, other: Place) -> float:
    """Minutes between them, less than 0 where they meet."""
    earlier, later = sorted((one, other), key=lambda place: place.start)
    length = programme.sessions_by_name[earlier.session].minutes
    return (later.start - earlier.start).total_seconds() / 60 - length


def _clash(programme: Programme, one: Place, other: Place) -> bool:
    venues = [programme.rooms_by_name[place.room].venue for place in (one, other)]
    return _gap(programme, one, other) < programme.minutes_to_walk[venues[0], venues[1]]


def _too_many_booths(programme: Programme, timetable: Timetable) -> Iterator[str]:
    for moment in timetable.places:
        carried = 0
        for place in timetable.places:
            session = programme.sessions_by_name[place.session]
            if place.start <= moment.start < place.start + timedelta(minutes=session.minutes):
                carried += max(0, session.booths - programme.rooms_by_name[place.room].booths)
        if carried > programme.portable_booths:
            yield f"when {moment.session} begins, {carried} booths are carried; there are {programme.portable_booths}"


def _is_outside(session: Session, place: Place) -> bool:
    end = place.start + timedelta(minutes=session.minutes)
    return bool(session.prefers) and not any(
        window.start <= place.start and end <= window.end for window in session.prefers
    )

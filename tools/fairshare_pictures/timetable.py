"""A day: a column a room, time downwards, sessions as boxes in the colour of their venue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from fairshare.timetable import Place, Programme, Timetable, cosplib, read, solve
from tools.fairshare_pictures.svg import PALE, box, picture, text

LEFT, TOP, WIDE, HOUR = 64, 58, 214, 66
VENUES = ("#b9dcf4", "#f6d9a8")


def drawn(docs: Path) -> str:
    programme = read(docs / "timetable.json", {})
    assert not isinstance(programme, cosplib.Conference)  # noqa: S101 # JSON asks about a programme
    solution = solve(programme, workers=1).solution
    assert solution is not None  # noqa: S101 # the example has timetables
    width = LEFT + len(programme.rooms) * WIDE + 8
    height = _y(programme, programme.hours[-1].end) + 16
    return picture(width, height, "A day of nine sessions in two venues", _parts(programme, solution))


def _parts(programme: Programme, solution: Timetable) -> Iterator[str]:
    for window in programme.hours:
        top, bottom = _y(programme, window.start), _y(programme, window.end)
        for column, room in enumerate(programme.rooms):
            yield box(_x(column), top, WIDE - 8, bottom - top, "none", line=PALE)
            for closed in room.closed:
                high = _y(programme, closed.end) - _y(programme, closed.start)
                yield box(_x(column), _y(programme, closed.start), WIDE - 8, high, PALE)
                yield text(_x(column) + 10, _y(programme, closed.start) + 20, "closed", size=11)
        for moment in programme.starts:
            if window.start <= moment <= window.end and moment.minute == 0:
                yield text(10, _y(programme, moment) + 5, f"{moment:%H:%M}", size=12)
    for column, room in enumerate(programme.rooms):
        yield text(_x(column), 22, room.name, weight=600)
        booths = f", {room.booths} booth{'s' * (room.booths > 1)}" if room.booths else ""
        yield text(_x(column), 40, f"{room.venue}, {room.capacity} seats{booths}", size=11)
    for place in solution.places:
        yield from _session(programme, place)


def _session(programme: Programme, place: Place) -> Iterator[str]:
    session = programme.sessions_by_name[place.session]
    column = [room.name for room in programme.rooms].index(place.room)
    colour = VENUES[programme.venues.index(programme.rooms[column].venue)]
    x, y = _x(column), _y(programme, place.start)
    yield box(x + 2, y + 1, WIDE - 12, session.minutes * HOUR / 60 - 3, colour)
    fixed = " (fixed)" if session.start else ""
    yield text(x + 10, y + 19, f"{session.name}{fixed}", weight=600)
    booths = f", {session.booths} interpreted" if session.booths else ""
    lines = [", ".join(session.people), f"{session.audience} people{booths}"]
    for number, line in enumerate(filter(None, lines)):
        yield text(x + 10, y + 35 + 15 * number, line, size=10)


def _x(column: int) -> float:
    return LEFT + column * WIDE


def _y(programme: Programme, moment: datetime) -> float:
    return TOP + (moment - programme.hours[0].start).total_seconds() / 3600 * HOUR

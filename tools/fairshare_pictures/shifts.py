"""A day: a row a person, time from left to right, sessions as boxes in the colour of their venue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from fairshare.shifts import Problem, Roster, read, solve
from tools.fairshare_pictures.svg import PALE, box, picture, text

LEFT, TOP, HOUR, ROW = 150, 40, 118, 44
VENUES = {"Town hall": "#b9dcf4", "Castle": "#f6d9a8"}


def drawn(docs: Path) -> str:
    problem = read(docs / "shifts.json", {})
    solution = solve(problem, workers=1).solution
    assert solution is not None  # noqa: S101 # the example has rosters
    width = _x(problem, max(session.end for session in problem.sessions)) + 24
    height = TOP + len(problem.interpreters) * ROW + 52
    return picture(width, height, "A day of eight interpreters in five sessions", _parts(problem, solution, height))


def _parts(problem: Problem, solution: Roster, height: float) -> Iterator[str]:
    for moment in sorted({session.start for session in problem.sessions}):
        yield text(_x(problem, moment), 24, f"{moment:%H:%M}", size=12)
    for row, one in enumerate(problem.interpreters):
        y = TOP + row * ROW
        yield box(LEFT, y + ROW - 3, _x(problem, max(s.end for s in problem.sessions)) - LEFT, 1, PALE, round_=0)
        yield text(12, y + 17, one.name, weight=600)
        classes = (("A", one.a), ("B", one.b), ("C", one.c))
        yield text(12, y + 33, " · ".join(f"{kind} {', '.join(some)}" for kind, some in classes if some), size=10)
        for seat in solution.seats:
            if seat.interpreter == one.name:
                session = problem.sessions_by_name[seat.session]
                x = _x(problem, session.start)
                yield box(x, y + 2, _x(problem, session.end) - x - 3, ROW - 9, VENUES[session.venue])
                yield text(x + 8, y + 17, f"{session.name}: {seat.booth}", size=11, weight=600)
        for turn in solution.turns:
            if turn.interpreter == one.name:
                start = _x(problem, problem.sessions_by_name[turn.session].start)
                wide = (turn.end - turn.start) * HOUR / 60
                yield box(start + turn.start * HOUR / 60 + 1, y + ROW - 15, wide - 5, 5, "#3a5573", round_=2)
    bottom = height - 22
    yield from (box(LEFT, bottom, 14, 14, VENUES["Town hall"]), text(LEFT + 20, bottom + 11, "Town hall", size=11))
    yield from (box(LEFT + 100, bottom, 14, 14, VENUES["Castle"]), text(LEFT + 120, bottom + 11, "Castle", size=11))
    yield from (
        box(LEFT + 190, bottom + 5, 26, 5, "#3a5573"),
        text(LEFT + 222, bottom + 11, "at the microphone", size=11),
    )
    relays = "; ".join(f"{one.session}: {one.spoken} into {one.into} by way of {one.pivot}" for one in solution.relays)
    yield text(LEFT + 350, bottom + 11, relays, size=11)


def _x(problem: Problem, moment: datetime) -> float:
    return LEFT + (moment - min(session.start for session in problem.sessions)).total_seconds() / 3600 * HOUR

"""Who sits where: a row a person, a column a session, places in the colour of the rank they had."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fairshare.places import Allotment, Problem, Session, read, solve
from tools.fairshare_pictures.svg import PALE, box, picture, text

LEFT, TOP, WIDE, HIGH = 100, 72, 116, 34
RANKS = ("#9fd3a6", "#f6d9a8", "#f2b8a0")


def drawn(docs: Path) -> str:
    problem = read(docs / "places.json", {})
    solution = solve(problem, workers=1).solution
    assert solution is not None  # noqa: S101 # the example has plans
    width = LEFT + len(problem.sessions) * WIDE + 12
    height = TOP + len(problem.participants) * HIGH + 52
    return picture(width, height, "Places of nine people in six sessions", _parts(problem, solution))


def _parts(problem: Problem, solution: Allotment) -> Iterator[str]:
    for column, session in enumerate(problem.sessions):
        x = LEFT + column * WIDE
        yield text(x + WIDE / 2 - 3, 20, session.id, anchor="middle", weight=600)
        yield text(x + WIDE / 2 - 3, 37, " and ".join(session.bands), size=11, anchor="middle")
        yield text(x + WIDE / 2 - 3, 54, _fate(session, solution), size=11, anchor="middle")
    for row, person in enumerate(problem.participants):
        y = TOP + row * HIGH
        yield text(12, y + HIGH / 2 + 1, person.id, weight=600)
        for column, session in enumerate(problem.sessions):
            x = LEFT + column * WIDE
            rank = problem.rank.get((person.id, session.id))
            seated = (person.id, session.id) in solution.seats
            fill = RANKS[rank - 1] if seated and rank else "none"
            yield box(x, y, WIDE - 6, HIGH - 6, fill, line=PALE)
            if session.id in person.speaks_in:
                yield text(x + WIDE / 2 - 3, y + 18, "speaks", size=11, anchor="middle")
            elif rank:
                said = f"{rank}, placed" if seated else str(rank)
                yield text(x + WIDE / 2 - 3, y + 18, said, anchor="middle", weight=600 if seated else 400)
    legend = TOP + len(problem.participants) * HIGH + 14
    for number, (colour, name) in enumerate(zip(RANKS, ("first", "second", "third"), strict=True)):
        yield box(LEFT + number * (WIDE + 24), legend, 14, 14, colour, round_=3)
        yield text(LEFT + number * (WIDE + 24) + 20, legend + 12, f"{name} choice")


def _fate(session: Session, solution: Allotment) -> str:
    if session.id not in solution.held:
        return "does not take place"
    taken = f"{len(solution.audience_of.get(session.id, ()))} of {(session.capacity or 0) + (session.online or 0)}"
    interpreted = any(where == session.id for _, where in solution.works)
    return f"{taken}, interpreted" if interpreted else taken

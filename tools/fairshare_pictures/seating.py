"""A ring seen from above: guests in the colour of their country, what deviates listed beside it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from fairshare.seating import Problem, Solution, deviations, read, solve
from tools.fairshare_pictures.svg import PALE, box, picture, text

WIDTH, HEIGHT, RADIUS, MIDDLE = 1000, 520, 190, (310, 260)
COLOURS = ("#9fd3a6", "#f6d9a8", "#b9cdf0")
WIDE, HIGH = 124, 46


def drawn(docs: Path) -> str:
    problem = read(docs / "seating.json", {})
    solution = solve(problem, workers=1).solution
    assert solution is not None  # noqa: S101 # the example has seatings
    return picture(WIDTH, HEIGHT, "Ten guests around a table", _parts(problem, solution))


def _parts(problem: Problem, solution: Solution) -> Iterator[str]:
    guests = {guest.name: guest for guest in problem.guests}
    countries = sorted({guest.country or "" for guest in problem.guests})
    behind = {one.seat: one.interpreter for one in solution.behind}
    yield text(*MIDDLE, "numbers of seats, by honour", anchor="middle", size=12)
    for chair in solution.chairs:
        steps = chair.seat // 2 * (1 if chair.seat % 2 == 0 else -1)
        turn = 2 * math.pi * steps / problem.table.seats
        x, y = MIDDLE[0] + 1.2 * RADIUS * math.sin(turn), MIDDLE[1] - RADIUS * math.cos(turn)
        guest = guests[chair.guest]
        yield box(x - WIDE / 2, y - HIGH / 2, WIDE, HIGH, COLOURS[countries.index(guest.country or "")], line=PALE)
        yield text(x, y - 3, guest.name, anchor="middle", weight=600)
        said = f"{chair.seat} · {' '.join((guest.country or '', *guest.languages))}"
        yield text(x, y + 15, said, anchor="middle", size=11)
        if chair.seat in behind:
            yield text(x, y + HIGH / 2 + 14, f"+ {behind[chair.seat]}", anchor="middle", size=11)
    yield text(640, 60, "Deviations, and what each costs", weight=600)
    for line, one in enumerate(deviations(problem, solution)):
        yield text(640, 86 + 22 * line, f"{one.cost}  {one.says}", size=12)

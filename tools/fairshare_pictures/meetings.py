"""The day of each delegation: a row each, a column a slot, meetings in the colour of their table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fairshare.meetings import Problem, Solution, read, solve
from fairshare.meetings.rules import slots
from tools.fairshare_pictures.svg import PALE, box, picture, text

LEFT, TOP, WIDE, HIGH = 96, 40, 124, 44
TABLES = ("#b9dcf4", "#f6d9a8", "#c9e6c3", "#e8cbe6")


def drawn(docs: Path) -> str:
    problem = read(docs / "meetings.json", {})
    solution = solve(problem, workers=1).solution
    assert solution is not None  # noqa: S101 # the example has plans
    width = LEFT + problem.slots * WIDE + 12
    height = TOP + len(problem.people) * HIGH + 64
    return picture(width, height, "An exchange of eight delegations in seven slots", _parts(problem, solution))


def _parts(problem: Problem, solution: Solution) -> Iterator[str]:
    for slot in slots(problem):
        yield text(_x(slot) + WIDE / 2 - 3, TOP - 14, f"Slot {slot}", anchor="middle", weight=600)
    for row, person in enumerate(problem.people):
        y = TOP + row * HIGH
        yield text(12, y + HIGH / 2 + 1, person.name, weight=600)
        for slot in slots(problem):
            away = slot in person.away
            yield box(_x(slot), y, WIDE - 6, HIGH - 6, PALE if away else "none", line=PALE)
            if away:
                yield text(_x(slot) + WIDE / 2 - 3, y + HIGH / 2 + 1, "away", size=11, anchor="middle")
    for sitting in solution.sittings:
        meeting = problem.meetings[problem.meeting_number[sitting.meeting]]
        extra = ["moderated"] * bool(sitting.moderator) + ["interpreted"] * bool(sitting.interpreter)
        for name in meeting.people:
            y = TOP + problem.number_of[name] * HIGH
            yield box(_x(sitting.slot), y, WIDE - 6, HIGH - 6, TABLES[sitting.table - 1])
            yield text(_x(sitting.slot) + 7, y + 16, meeting.name, weight=600)
            yield text(_x(sitting.slot) + 7, y + 30, ", ".join(extra), size=9)
    legend = TOP + len(problem.people) * HIGH + 14
    for number in range(problem.tables):
        yield box(LEFT + number * WIDE, legend, 14, 14, TABLES[number], round_=3)
        yield text(LEFT + number * WIDE + 20, legend + 12, f"Table {number + 1}")
    dropped = [meeting.name for meeting in problem.meetings if meeting.name not in solution.slot_of]
    yield text(LEFT, legend + 38, f"Could not take place: {', '.join(dropped) or '–'}", size=12)


def _x(slot: int) -> float:
    return LEFT + (slot - 1) * WIDE

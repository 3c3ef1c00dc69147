"""The programme: sessions to rooms and times; and conferences of tracks and talks, as CoSPLib puts the question."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from fairshare.answer import Answer, Finding, Progress
from fairshare.explaining import WhyNot
from fairshare.hours import Walk, Window
from fairshare.stop import Stop
from fairshare.timetable import cosplib
from fairshare.timetable.check import check as check_timetable
from fairshare.timetable.explain import Wish, why_not
from fairshare.timetable.files import Problem, Solution, read, solution_from_json, solution_to_json
from fairshare.timetable.problem import (
    Audience,
    Person,
    Place,
    Prices,
    Programme,
    Room,
    Session,
    Timetable,
)
from fairshare.timetable.solve import solve as solve_programme

__all__ = [
    "Audience",
    "Person",
    "Place",
    "Prices",
    "Programme",
    "Room",
    "Session",
    "Timetable",
    "Walk",
    "WhyNot",
    "Window",
    "Wish",
    "add_options",
    "check",
    "read",
    "solution_from_json",
    "solution_to_json",
    "solve",
    "why_not",
]


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--move-price", type=int, metavar="N", help="of what is moved from the answer to start from")


def solve(
    problem: Problem,
    *,
    stop: Stop | None = None,
    seed: int = 1,
    workers: int = 2,
    start: Any = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Answer[Any]:
    """``start`` is an earlier solution of the same kind of question."""
    if isinstance(problem, Programme):
        return solve_programme(problem, stop=stop, seed=seed, workers=workers, start=start, on_progress=on_progress)
    return cosplib.solve(problem, stop=stop, seed=seed, workers=workers, start=start, on_progress=on_progress)


def check(problem: Problem, solution: Solution) -> Finding:
    if isinstance(problem, Programme) and isinstance(solution, Timetable):
        return check_timetable(problem, solution)
    if not isinstance(problem, Programme) and not isinstance(solution, Timetable):
        return cosplib.check(problem, solution)
    raise TypeError("A timetable answers a programme, a schedule a conference.")

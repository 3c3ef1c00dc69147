"""Questions and answers as JSON; questions of the literature as MiniZinc data (.dzn)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from fairshare.errors import BadProblem
from fairshare.meetings.cost import breaks_of
from fairshare.meetings.minizinc import from_dzn
from fairshare.meetings.problem import Problem, Sitting, Solution
from fairshare.meetings.tables import table_changes
from fairshare.reading import from_json, read_text

FAIRNESS_OF_THE_LITERATURE = 2


def read(path: Path, options: Mapping[str, Any]) -> Problem:
    """``fairness``: for .dzn 2 unless given; otherwise what the file says, unless given."""
    fairness = options.get("fairness")
    if fairness is not None and (not isinstance(fairness, int) or fairness < 0):
        raise BadProblem("fairness", f"{fairness!r} is not a number from 0")
    text = read_text(path)
    if path.suffix == ".dzn":
        return from_dzn(text, FAIRNESS_OF_THE_LITERATURE if fairness is None else fairness)
    problem = from_json(text, Problem)
    return problem if fairness is None else replace(problem, fairness=fairness)


def solution_to_json(problem: Problem, solution: Solution) -> dict[str, Any]:
    """Beside the sittings, in their order in time, what follows from them and people ask first."""
    number_of = problem.meeting_number
    slot_of = {number_of[sitting.meeting]: sitting.slot for sitting in solution.sittings}
    tables = {number_of[sitting.meeting]: sitting.table for sitting in solution.sittings}
    breaks = breaks_of(problem, slot_of)
    return {
        "meetings": [
            {"meeting": sitting.meeting, "people": list(problem.meetings[number_of[sitting.meeting]].people)}
            | {name: value for name, value in msgspec.to_builtins(sitting).items() if value is not None}
            for sitting in sorted(solution.sittings, key=lambda one: (one.slot, one.table))
        ],
        "dropped": [meeting.name for number, meeting in enumerate(problem.meetings) if number not in slot_of],
        "breaks": {person.name: count for person, count in zip(problem.people, breaks, strict=True) if count},
        "table_changes": table_changes(problem, slot_of, tables),
    }


def solution_from_json(problem: Problem, raw: Any) -> Solution:
    """Only the sittings are read; of meetings that the question no longer has, none is kept."""
    if not isinstance(raw, dict) or not isinstance(raw.get("meetings"), list):
        raise BadProblem("solution.meetings", "is not a list of meetings")
    sittings = []
    for index, one in enumerate(raw["meetings"]):
        try:
            sitting = msgspec.convert(one, Sitting)
        except msgspec.ValidationError as problem_with_it:
            raise BadProblem(f"solution.meetings[{index}]", str(problem_with_it)) from problem_with_it
        if sitting.meeting in problem.meeting_number:
            sittings.append(sitting)
    return Solution(tuple(sittings))

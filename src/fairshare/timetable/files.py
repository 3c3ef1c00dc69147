"""Questions and answers from files: CoSPLib's .xlsx asks about a conference, our JSON about a programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from fairshare.errors import BadProblem
from fairshare.reading import from_json, read_text
from fairshare.timetable.cosplib.problem import Conference, Schedule
from fairshare.timetable.cosplib.sheets import read_conference
from fairshare.timetable.problem import Programme, Timetable

Problem: TypeAlias = Programme | Conference
Solution: TypeAlias = Timetable | Schedule


def read(path: Path, options: Mapping[str, Any]) -> Problem:
    price = options.get("move_price")
    if price is not None and (isinstance(price, bool) or not isinstance(price, int)):
        raise BadProblem("move_price", f"{price} is no whole number")
    if path.suffix.lower() == ".xlsx":
        conference = read_conference(path)
        return conference if price is None else replace(conference, price_of_a_move=price)
    programme = from_json(read_text(path), Programme)
    return programme if price is None else replace(programme, prices=replace(programme.prices, moved=price))


def solution_to_json(problem: Problem, solution: Solution) -> Any:
    del problem
    return {name: some for name, some in msgspec.to_builtins(solution).items() if some or name != "earlier"}


def solution_from_json(problem: Problem, raw: Any) -> Solution:
    kind: type[Solution] = Schedule if isinstance(problem, Conference) else Timetable
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as refused:
        raise BadProblem("solution", str(refused)) from refused

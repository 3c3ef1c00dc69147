"""Questions and answers from files of our own JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from fairshare.errors import BadProblem
from fairshare.reading import from_json, read_text
from fairshare.shifts.problem import Problem, Roster


def read(path: Path, options: Mapping[str, Any]) -> Problem:
    price = options.get("move_price")
    if price is not None and (isinstance(price, bool) or not isinstance(price, int)):
        raise BadProblem("move_price", f"{price} is no whole number")
    problem = from_json(read_text(path), Problem)
    return problem if price is None else replace(problem, prices=replace(problem.prices, moved=price))


def solution_to_json(problem: Problem, solution: Roster) -> Any:
    del problem
    return {name: some for name, some in msgspec.to_builtins(solution).items() if some or name == "seats"}


def solution_from_json(problem: Problem, raw: Any) -> Roster:
    del problem
    try:
        return msgspec.convert(raw, Roster)
    except msgspec.ValidationError as refused:
        raise BadProblem("solution", str(refused)) from refused

"""Questions and answers as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from fairshare.errors import BadProblem
from fairshare.reading import from_json, read_text
from fairshare.seating.check import deviations
from fairshare.seating.problem import Problem, Solution


def read(path: Path, options: Mapping[str, Any]) -> Problem:
    del options
    return from_json(read_text(path), Problem)


def solution_to_json(problem: Problem, solution: Solution) -> dict[str, Any]:
    """With every deviation, which is what the hosts are asked about."""
    found = {name: some for name, some in msgspec.to_builtins(solution).items() if some}
    return found | {"deviations": msgspec.to_builtins(deviations(problem, solution))}


def solution_from_json(problem: Problem, raw: Any) -> Solution:
    del problem
    try:
        return msgspec.convert(raw, Solution)
    except msgspec.ValidationError as refused:
        raise BadProblem("solution", str(refused)) from refused

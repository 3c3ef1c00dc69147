"""The kinds of question: each is a package beside this module, and is there as soon as it is.

``fairshare.meetings`` and its like offer, at their top:

- ``add_options(parser)``: what the command line asks beyond the file;
- ``read(path, options)``: the problem; raises BadProblem. ``options`` are the parsed ones by name;
- ``solve(problem, *, stop, seed, workers, start=None, on_progress=None)``: an Answer;
- ``check(problem, solution)``: a Finding, without the solver;
- ``solution_to_json(problem, solution)``, ``solution_from_json(problem, raw)``: the latter raises BadProblem.

They import their engines when they solve, not before.
"""

from __future__ import annotations

import importlib
import pkgutil
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol, cast

import fairshare
from fairshare.answer import Answer, Finding, Progress
from fairshare.stop import Stop


class Family(Protocol):
    """The module itself."""

    def add_options(self, parser: ArgumentParser) -> None: ...

    def read(self, path: Path, options: Mapping[str, Any]) -> Any: ...

    def solve(
        self,
        problem: Any,
        *,
        stop: Stop = ...,
        seed: int = ...,
        workers: int = ...,
        start: Any = None,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> Answer[Any]: ...

    def check(self, problem: Any, solution: Any) -> Finding: ...

    def solution_to_json(self, problem: Any, solution: Any) -> Any: ...

    def solution_from_json(self, problem: Any, raw: Any) -> Any: ...


def families() -> dict[str, Family]:
    names = sorted(found.name for found in pkgutil.iter_modules(fairshare.__path__) if found.ispkg)
    return {name: cast(Family, importlib.import_module(f"fairshare.{name}")) for name in names}

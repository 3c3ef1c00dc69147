"""Asks a search, keeps its best, and says why where there is none; for every question that CP-SAT answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fairshare.answer import Answer, Progress, Score, Status
from fairshare.racing import Engine, Race
from fairshare.stop import Stop, Watch


@dataclass(frozen=True)
class Found:
    solution: Any
    objective: Any  # a Score; always of one kind


@dataclass(frozen=True)
class Bound:
    objective: Any  # a Score; always of one kind


@dataclass(frozen=True)
class Impossible:
    """Proved: there is no answer."""


def asked(
    search: str,
    problem: Any,
    earlier: tuple[Any, ...],
    causes: Callable[[Any, Watch], tuple[str, ...]],
    *,
    stop: Stop | None,
    seed: int,
    workers: int,
    on_progress: Callable[[Progress], None] | None,
    least: Score = 0,
) -> Answer[Any]:
    """``search``: "package.module:function", as engines are named. ``causes`` says why a problem has no solution.

    ``least``: the bound before anything is known; a tuple where the objective is one.
    """
    watch = Watch(stop or Stop())
    best: Found | None = None
    bound: Any = least
    impossible = False
    if not watch.is_over:
        # The same clock runs in all processes; theirs takes its time to start.
        arguments = (problem, earlier, seed, workers, time.monotonic() + watch.left)
        with Race([Engine("CP-SAT", search, arguments)], watch) as news:
            for _, found in news:
                if isinstance(found, Found):
                    best = found
                elif isinstance(found, Bound):
                    bound = max(bound, found.objective)
                else:
                    impossible = True
                if on_progress and not impossible:
                    on_progress(Progress(best.objective if best else None, bound, watch.seconds))
                # The search knows it too, and would end by itself a little later.
                if best is not None and best.objective <= bound:
                    break
    if impossible:
        return Answer(Status.INFEASIBLE, None, None, watch.seconds, seed, None, causes(problem, watch))
    if best is None:
        return Answer(Status.UNKNOWN, None, bound, watch.seconds, seed, None)
    status = Status.OPTIMAL if best.objective <= bound else Status.FEASIBLE
    return Answer(status, best.objective, bound, watch.seconds, seed, best.solution)

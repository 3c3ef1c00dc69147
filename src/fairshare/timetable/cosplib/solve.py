"""Asks the search, keeps its best, and says why where there is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fairshare.answer import Answer, Progress, Status
from fairshare.racing import Engine, Race, Report
from fairshare.stop import Stop, Watch
from fairshare.timetable.cosplib.explain import causes
from fairshare.timetable.cosplib.news import Bound, Found
from fairshare.timetable.cosplib.problem import Conference, Schedule


def solve(
    conference: Conference,
    *,
    stop: Stop | None = None,
    seed: int = 1,
    workers: int = 2,
    start: Schedule | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Answer[Schedule]:
    """With one worker the same answer for the same seed, as long as it is not stopped by its seconds."""
    watch = Watch(stop or Stop())
    best: Found | None = None
    bound, impossible = 0, False
    earlier = start.blocks if start else ()
    if not watch.is_over:
        arguments = (conference, earlier, seed, workers, watch.left)
        with Race([Engine("CP-SAT", search, arguments)], watch) as news:
            for _, found in news:
                if isinstance(found, Found):
                    best = found
                elif isinstance(found, Bound):
                    bound = found.objective
                else:
                    impossible = True
                if on_progress and not impossible:
                    on_progress(Progress(best.objective if best else None, bound, watch.seconds))
    if impossible:
        return Answer(Status.INFEASIBLE, None, None, watch.seconds, seed, None, causes(conference, watch))
    if best is None:
        return Answer(Status.UNKNOWN, None, bound, watch.seconds, seed, None)
    status = Status.OPTIMAL if best.objective <= bound else Status.FEASIBLE
    return Answer(status, best.objective, bound, watch.seconds, seed, best.schedule)


def search(*arguments: Any, report: Report) -> None:
    """Runs in a process of its own, the only one that waits for the engine to load."""
    from fairshare.timetable.cosplib.search import run

    run(*arguments, report=report)

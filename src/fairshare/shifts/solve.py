"""The best roster that is found in the time."""

from __future__ import annotations

from collections.abc import Callable

from fairshare.answer import Answer, Progress
from fairshare.asking import asked
from fairshare.shifts.explain import causes
from fairshare.shifts.problem import Problem, Roster
from fairshare.stop import Stop


def solve(
    problem: Problem,
    *,
    stop: Stop | None = None,
    seed: int = 1,
    workers: int = 2,
    start: Roster | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Answer[Roster]:
    """With one worker the same answer for the same seed, as long as it is not stopped by its seconds."""
    return asked(
        "fairshare.shifts.search:run",
        problem,
        start.seats if start else (),
        causes,
        stop=stop,
        seed=seed,
        workers=workers,
        on_progress=on_progress,
        least=(0,) * (4 if problem.even_load else 3),
    )

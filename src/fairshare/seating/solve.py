"""The best seating that is found in the time."""

from __future__ import annotations

from collections.abc import Callable

from fairshare.answer import Answer, Progress
from fairshare.asking import asked
from fairshare.seating.explain import causes
from fairshare.seating.problem import Problem, Solution
from fairshare.stop import Stop


def solve(
    problem: Problem,
    *,
    stop: Stop | None = None,
    seed: int = 1,
    workers: int = 2,
    start: Solution | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Answer[Solution]:
    """With one worker the same answer for the same seed, as long as it is not stopped by its seconds.

    ``start``: who sits elsewhere than there has moved, which has its price.
    """
    known = {chair.guest: chair for chair in start.chairs if chair.guest in problem.place_of} if start else {}
    return asked(
        "fairshare.seating.search:run",
        problem,
        tuple(known.values()),
        causes,
        stop=stop,
        seed=seed,
        workers=workers,
        on_progress=on_progress,
    )

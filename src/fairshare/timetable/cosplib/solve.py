"""The best schedule of a conference that is found in the time."""

from __future__ import annotations

from collections.abc import Callable

from fairshare.answer import Answer, Progress
from fairshare.asking import asked
from fairshare.stop import Stop
from fairshare.timetable.cosplib.explain import causes
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
    return asked(
        "fairshare.timetable.cosplib.search:run",
        conference,
        start.blocks if start else (),
        causes,
        stop=stop,
        seed=seed,
        workers=workers,
        on_progress=on_progress,
    )

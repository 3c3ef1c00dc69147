"""The best timetable of a programme that is found in the time."""

from __future__ import annotations

from collections.abc import Callable

from fairshare.answer import Answer, Progress
from fairshare.asking import asked
from fairshare.stop import Stop
from fairshare.timetable.explain import causes
from fairshare.timetable.problem import Programme, Timetable


def solve(
    programme: Programme,
    *,
    stop: Stop | None = None,
    seed: int = 1,
    workers: int = 2,
    start: Timetable | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Answer[Timetable]:
    """With one worker the same answer for the same seed, as long as it is not stopped by its seconds."""
    return asked(
        "fairshare.timetable.search:run",
        programme,
        start.places if start else (),
        causes,
        stop=stop,
        seed=seed,
        workers=workers,
        on_progress=on_progress,
    )

"""When to stop: after so many seconds, or when somebody says so."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Stop:
    """``cancelled`` is asked about ten times a second, from the thread that solves."""

    seconds: float | None = None
    cancelled: Callable[[], bool] = _never

    def __post_init__(self) -> None:
        if self.seconds is not None and not 0 <= self.seconds < math.inf:
            raise ValueError(f"A solver stops after 0 or more seconds, not {self.seconds}.")

    def lasting(self, seconds: float) -> Stop:
        """The same that cancels it, other seconds."""
        return Stop(seconds if seconds < math.inf else None, self.cancelled)


@dataclass(frozen=True)
class Watch:
    """A stop that is running. Only lengths of time: no date, no time of day."""

    stop: Stop
    started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    @property
    def left(self) -> float:
        """Seconds; infinite where none were set."""
        return math.inf if self.stop.seconds is None else max(0.0, self.stop.seconds - self.seconds)

    @property
    def is_over(self) -> bool:
        return self.left == 0 or self.stop.cancelled()

    def within(self, seconds: float) -> Watch:
        """The same, for a part of the work that may take at most so long."""
        return Watch(self.stop.lasting(min(seconds, self.left)))

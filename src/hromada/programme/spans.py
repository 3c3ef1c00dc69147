"""A stretch of time in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hromada.programme.presentation.times import short_day


@dataclass(frozen=True)
class Span:
    """From when to when, on the clocks of the place; ``str()`` says it in the active language."""

    starts: datetime
    ends: datetime

    def __str__(self) -> str:
        end = f"{self.ends:%H:%M}"
        if self.ends.date() != self.starts.date():
            end = f"{short_day(self.ends.date())}, {end}"
        return f"{short_day(self.starts.date())}, {self.starts:%H:%M}–{end}"

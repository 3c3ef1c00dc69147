"""What a search reports."""

from __future__ import annotations

from dataclasses import dataclass

from fairshare.timetable.cosplib.problem import Schedule


@dataclass(frozen=True)
class Found:
    schedule: Schedule
    objective: int


@dataclass(frozen=True)
class Bound:
    objective: int


@dataclass(frozen=True)
class Impossible:
    """Proved: there is no schedule."""

"""What a search reports, whichever question it was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Found:
    solution: Any
    objective: int


@dataclass(frozen=True)
class Bound:
    objective: int


@dataclass(frozen=True)
class Impossible:
    """Proved: there is no timetable."""

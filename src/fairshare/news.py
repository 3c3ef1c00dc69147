"""What an engine tells while it searches."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """A solution: which of the model's first variables are true, by their number from 0."""

    taken: tuple[int, ...]


@dataclass(frozen=True)
class Bound:
    """No solution costs less."""

    cost: int


@dataclass(frozen=True)
class Proved:
    """The last solution found is the best; where there was none, there is none."""

"""What every family answers: how good, how good at best, and the solution itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

SolutionT = TypeVar("SolutionT", covariant=True)

# Lexicographic objectives are tuples: they compare as such.
Score: TypeAlias = int | float | tuple[int | float, ...]


class Status(StrEnum):
    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer(Generic[SolutionT]):
    """``bound`` is what no solution can beat; ``because`` says, in the problem's own words, why there is none."""

    status: Status
    objective: Score | None
    bound: Score | None
    seconds: float
    seed: int
    solution: SolutionT | None
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Progress:
    objective: Score | None
    bound: Score | None
    seconds: float


@dataclass(frozen=True)
class Finding:
    """What a checker saw that knows nothing of the solver: every broken rule, and the objective counted anew."""

    broken: tuple[str, ...]
    objective: Score

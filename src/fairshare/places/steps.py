"""The figures of the objective, one after the other, and what is known of each."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from fairshare.linear import Linear
from fairshare.places.relaxation import Numbers

# What a unit of a figure weighs beside the largest of the following, and beside the largest of all that follow, while
# all are looked at; and up to where engines still tell such weights apart.
GUIDE, GUIDE_FOR_ALL, HEAVIEST = 20, 10, 10**6


def figure(goal: Linear, values: Numbers) -> int:
    """Without the constant, as everything that engines are asked for."""
    return sum(times * round(values[number]) for number, times in goal.terms.items())


@dataclass(eq=False)
class Step:
    """``limit``: no plan has more of it; ``aimed``: nor of the aim. ``reached``: as much must be left when the figure
    ``after`` is asked for; None before."""

    goal: Linear
    after: Step | None = None
    limit: float = math.inf
    aimed: float = math.inf
    reached: int | None = None

    @property
    def is_last(self) -> bool:
        return self.after is None

    @property
    def all_there_is(self) -> int:
        return sum(times for times in self.goal.terms.values() if times > 0)

    @cached_property
    def aim(self) -> Linear:
        """Of plans equal by this figure, those that are good by the figures after."""
        return self.goal if self.after is None else self.goal * self._weight + self._rest

    @cached_property
    def looks_far(self) -> bool:
        """Beyond the figure after."""
        return self.after is not None and not self.after.is_last and GUIDE * _heaviest(self.after.aim) <= HEAVIEST

    @cached_property
    def _rest(self) -> Linear:
        if self.after is None:
            return Linear({})
        return self.after.aim if self.looks_far else self.after.goal

    @cached_property
    def _weight(self) -> int:
        if self.after is None:
            return 1
        return max(GUIDE * _heaviest(self.after.goal), GUIDE_FOR_ALL * _heaviest(self._rest))

    @property
    def looked_at(self) -> Iterator[Step]:
        """The figures in the aim."""
        yield self
        if self.after is not None:
            yield from self.after.looked_at if self.looks_far else (self.after,)

    @property
    def beyond(self) -> float:
        """Of the rest of the aim, what a plan has at most that has as much of this figure as the limit says."""
        return self.aimed - self._weight * self.limit

    def lower(self, bound: float) -> None:
        """``bound`` as an engine computed it."""
        if bound < self.limit:
            self.limit = math.floor(bound)

    def lower_aim(self, bound: float) -> None:
        """The same of the aim."""
        self.aimed = min(self.aimed, bound)
        self.lower(self._limit_by(bound))
        self._pass_on()

    def _limit_by(self, bound: float) -> float:
        """Whatever the rest is, the aim is no larger."""
        least = sum(times for times in self._rest.terms.values() if times < 0)
        return min(self.all_there_is, (bound - least) / self._weight)

    def unfolded(self, aimed: float) -> Iterator[float]:
        """Limits of this figure and of those after, each where all before have as much as their limits say."""
        limit = min(self.limit, math.floor(self._limit_by(aimed)))
        yield limit + self.goal.constant
        rest = aimed - self._weight * limit
        if self.after is not None and rest < math.inf:
            if self.looks_far:
                yield from self.after.unfolded(rest)
            else:
                yield min(self.after.limit, math.floor(rest)) + self.after.goal.constant

    def settle(self, values: Numbers) -> None:
        self.reached = figure(self.goal, values)
        self._pass_on()

    def _pass_on(self) -> None:
        if self.after is not None and self.is_proved and self.beyond < math.inf:
            lower = self.after.lower_aim if self.looks_far else self.after.lower
            lower(self.beyond)

    @property
    def is_proved(self) -> bool:
        return self.reached == self.limit

    @property
    def is_full(self) -> bool:
        return self.reached == self.all_there_is

    def is_reached(self, values: Numbers | None) -> bool:
        return values is not None and figure(self.goal, values) >= self.limit

    def has_all(self, values: Numbers | None) -> bool:
        return values is not None and figure(self.goal, values) >= self.all_there_is


def _heaviest(goal: Linear) -> int:
    return max(map(abs, goal.terms.values()), default=1)


def steps_of(goals: Iterable[Linear]) -> tuple[Step, ...]:
    steps: list[Step] = []
    for goal in reversed(tuple(goals)):
        steps.insert(0, Step(goal, steps[0] if steps else None))
    return tuple(steps)


def bounds_of(steps: Sequence[Step]) -> tuple[float, ...]:
    """No plan is larger: of two, the first figure that differs decides. Of the last ones nothing may be known."""
    bounds: list[float] = []
    for step in steps:
        if step.limit == math.inf:
            break
        if not step.is_proved:
            bounds += step.unfolded(step.aimed)
            break
        bounds.append(step.limit + step.goal.constant)
    return tuple(bounds)

"""The figures of the objective, one after the other, and what is known of each."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fairshare.linear import Linear
from fairshare.places.relaxation import Numbers

# What a unit of a figure weighs beside the largest of the following, while both are looked at.
GUIDE = 20


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

    @property
    def aim(self) -> Linear:
        """Of plans equal by this figure, those that are good by the figure after."""
        return self.goal if self.after is None else self.goal * self._weight + self.after.goal

    @property
    def _weight(self) -> int:
        return GUIDE * max(map(abs, self.after.goal.terms.values()), default=1) if self.after else 1

    @property
    def beyond(self) -> float:
        """Of the figure after, what a plan has at most that has as much of this one as the limit says."""
        return self.aimed - self._weight * self.limit

    def lower(self, bound: float) -> None:
        """``bound`` as an engine computed it."""
        if bound < self.limit:
            self.limit = math.floor(bound)

    def lower_aim(self, bound: float) -> None:
        """The same of the aim."""
        self.lower(self.all_there_is if self.after else bound)
        self.aimed = min(self.aimed, bound)
        self._pass_on()

    def settle(self, values: Numbers) -> None:
        self.reached = figure(self.goal, values)
        self._pass_on()

    def _pass_on(self) -> None:
        if self.after is not None and self.is_proved:
            self.after.lower(self.beyond)

    @property
    def is_proved(self) -> bool:
        return self.reached == self.limit

    def is_reached(self, values: Numbers | None) -> bool:
        return values is not None and figure(self.goal, values) >= self.limit

    def has_all(self, values: Numbers | None) -> bool:
        return values is not None and figure(self.goal, values) >= self.all_there_is


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
        bounds.append(step.limit + step.goal.constant)
        if not step.is_proved:
            if step.after is not None and (limit := min(step.after.limit, step.beyond)) < math.inf:
                bounds.append(math.floor(limit) + step.after.goal.constant)
            break
    return tuple(bounds)

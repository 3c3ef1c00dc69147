"""One figure of the objective after the other, each to its largest, none at the cost of an earlier one."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from fairshare.linear import Linear, Row
from fairshare.places.model import Model
from fairshare.places.relaxation import EPSILON, Numbers, Relaxation, Relaxed
from fairshare.stop import Watch

if TYPE_CHECKING:
    from fairshare.places.search import Search

# In CP-SAT's deterministic seconds, for a search near an answer.
EFFORT = 4.0

# What a unit of a figure weighs beside the largest of the following, while both are looked at.
GUIDE = 20


@dataclass(frozen=True)
class Height:
    """``values`` of all variables; ``bounds`` of the figures so far: no plan is larger, figure by figure."""

    values: Numbers
    bounds: tuple[float, ...]
    is_proved: bool


class NoPlan(Exception):  # noqa: N818 # an answer, not a mistake
    """The rows contradict each other."""


def figure(goal: Linear, values: Numbers) -> int:
    return sum(times * round(values[number]) for number, times in goal.terms.items())


def _guided(goal: Linear, following: Linear) -> Linear:
    return goal * (GUIDE * max(map(abs, following.terms.values()), default=1)) + following


class Climb:
    """``report`` is told every better plan, and every bound."""

    def __init__(
        self,
        model: Model,
        watch: Watch,
        seed: int,
        workers: int,
        report: Callable[[Height], None],
        start: Numbers | None,
    ) -> None:
        self.model, self.watch, self.seed, self.workers, self.report = model, watch, seed, workers, report
        self.rows = list(model.rows)
        self.relaxation = Relaxation(model.rows, model.variables, seed)
        self.deciding = np.arange(model.variables) >= len(model.plan.takes)
        self.deciding[len(model.plan.takes) + len(model.plan.held) + len(model.plan.works) :] = False
        # Where more is to be decided than who gets what, a relaxation is hardly ever whole.
        self.is_knotty = bool(model.plan.works or model.problem.may_not_run)
        # Where nothing is to be compared, that there is a plan must still be found out.
        self.goals = [stage.sum for stage in model.stages] or [Linear({})]
        self.best = start
        self.bounds: list[float] = []
        self.is_proved = True

    def climb(self) -> None:
        """Raises NoPlan."""
        for number, goal in enumerate(self.goals):
            is_last = number + 1 == len(self.goals)
            watch = self.watch if is_last else self.watch.within(self.watch.left / 2)
            try:
                self._stage(goal, self.goals[number + 1] if not is_last else None, watch)
            except TimeoutError:
                return
            if self.best is None or self.watch.is_over:
                return

    def _is_full(self, goal: Linear) -> bool:
        """Everything that counts is there already: nothing to ask."""
        if self.best is None or figure(goal, self.best) < sum(times for times in goal.terms.values() if times > 0):
            return False
        counted = np.fromiter(goal.terms, np.int32, len(goal.terms))
        self.relaxation.fix(counted, self.best[counted])
        self._bounded(figure(goal, self.best) + goal.constant, is_proved=True)
        return True

    def _stage(self, goal: Linear, following: Linear | None, watch: Watch) -> None:
        if self._is_full(goal):
            return
        if self.is_knotty and following is not None:
            self._dive(_guided(goal, following), watch)
            if self._is_full(goal):
                return
        self.relaxation.aim_at(goal)
        found = self.relaxation.solve(self.watch)
        if found is None:
            raise NoPlan
        bound = math.floor(found.value + found.error)
        self.bounds.append(bound + goal.constant)
        if self.best is not None:
            self.report(Height(self.best, tuple(self.bounds), False))
        if found.is_whole.all():
            self._take_if_better(np.round(found.values))
        elif self.best is None or figure(goal, self.best) < bound:
            if not self.is_knotty or following is None:
                self._take_if_better(self.relaxation.dive(found, self.deciding, watch))
            if self.best is None or figure(goal, self.best) < bound:
                bound = self._searched(goal, following, found, bound, watch)
        if self.best is None:
            return
        reached = figure(goal, self.best)
        self.bounds.pop()
        self._bounded(max(bound, reached) + goal.constant, is_proved=reached >= bound)
        gap = found.value - reached
        self.relaxation.stay_best(found, gap)
        if gap > EPSILON:
            self.relaxation.keep(goal.terms, reached)
        self.rows.append(Row(goal.terms, reached, None))

    def _dive(self, guided: Linear, watch: Watch) -> None:
        """Of all plans equal by this figure, towards one that is good by the following."""
        self.relaxation.aim_at(guided)
        try:
            found = self.relaxation.solve(watch)
        except TimeoutError:
            return
        if found is not None:
            self._take_if_better(self.relaxation.dive(found, self.deciding, watch))

    def _searched(self, goal: Linear, following: Linear | None, found: Relaxed, bound: int, watch: Watch) -> int:
        """What the relaxation broke is put together near it and near the best so far, then everywhere."""
        # Where every relaxation is whole, nobody waits until CP-SAT is loaded.
        from fairshare.places.search import Search

        search = Search(self.rows, goal, self.seed, 1)
        guided = search if following is None else replace(search, goal=_guided(goal, following))
        for priced in (True, False):
            while self.best is not None and not watch.is_over:
                reached = figure(goal, self.best)
                near = self._out_of_reach(found, reached) | self._agreed(found, self.best, priced)
                outcome = guided.within(near, self.best, watch, hint=self.best, effort=EFFORT)
                self._take_if_better(outcome.values)
                if figure(goal, self.best) >= bound:
                    return bound
                if figure(goal, self.best) == reached:
                    break
        return math.floor(min(bound, self._everywhere(goal, found, search, watch)))

    def _everywhere(self, goal: Linear, found: Relaxed, search: Search, watch: Watch) -> float:
        reached = -math.inf if self.best is None else figure(goal, self.best)
        settled = self._out_of_reach(found, reached)
        outcome = search.within(
            settled,
            np.round(found.values),
            watch,
            hint=self.best,
            on_better=self._take_if_better,
        )
        self._take_if_better(outcome.values)
        if outcome.is_complete and self.best is None:
            raise NoPlan
        return max(outcome.bound, reached)

    def _out_of_reach(self, found: Relaxed, reached: float) -> npt.NDArray[np.bool_]:
        """What every plan better than the one reached has as the relaxation has it."""
        gap = found.value + found.error - (reached + 1)
        alike: npt.NDArray[np.bool_] = found.is_whole & (np.abs(found.worth) > max(gap, 0) + EPSILON)
        alike |= self.relaxation.low == self.relaxation.high
        return alike

    def _agreed(self, found: Relaxed, best: Numbers, priced: bool) -> npt.NDArray[np.bool_]:
        agreed: npt.NDArray[np.bool_] = np.abs(found.values - best) < EPSILON
        agreed &= self.deciding | (np.abs(found.worth) > EPSILON) if priced else self.deciding
        return agreed

    def _take_if_better(self, values: Numbers | None) -> None:
        if values is not None and (self.best is None or self._figures(values) > self._figures(self.best)):
            self._better(values)

    def _figures(self, values: Numbers) -> list[int]:
        return [figure(goal, values) for goal in self.goals]

    def _better(self, values: Numbers) -> None:
        self.best = values
        self.report(Height(values, tuple(self.bounds), False))

    def _bounded(self, bound: float, *, is_proved: bool) -> None:
        self.bounds.append(bound)
        self.is_proved = self.is_proved and is_proved
        if self.best is not None:
            everything = self.is_proved and len(self.bounds) == len(self.goals)
            self.report(Height(self.best, tuple(self.bounds), everything))

"""One figure of the objective after the other, each to its largest, none at the cost of an earlier one.

Where much is to be decided and there is a second worker, it plans one part of the sessions after the other anew, while
the first asks for the bound.
"""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from fairshare.linear import Linear, Row
from fairshare.places.cuts import broken_cuts
from fairshare.places.model import Model
from fairshare.places.parts import rounds
from fairshare.places.relaxation import EPSILON, Numbers, Relaxation, Relaxed
from fairshare.stop import Stop, Watch

if TYPE_CHECKING:
    from fairshare.places.search import Search

# In CP-SAT's deterministic seconds, for a search near an answer, and for a part of it.
EFFORT = 4.0
EFFORT_FOR_A_PART = 1.0
# With so many possible places, everything at once is too much for CP-SAT.
MANY_PAIRS = 5_000
ROUNDS_OF_CUTS = 4
# Of a figure: who gains less by further cuts asks elsewhere.
WORTH_A_ROUND = 1e-4
SECONDS_TO_BRANCH = 30.0
PULSE = 0.1

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


def _weight(following: Linear) -> int:
    return GUIDE * max(map(abs, following.terms.values()), default=1)


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
        self.is_large = self.is_knotty and len(model.plan.takes) > MANY_PAIRS
        # Where nothing is to be compared, that there is a plan must still be found out.
        self.goals = [stage.sum for stage in model.stages] or [Linear({})]
        self.best = start
        self.aim = Linear({})
        # Of the figures that are settled, and of the one being asked for.
        self.bounds: list[float] = []
        self._settled = 0
        self._foreseen = math.inf
        self.is_proved = True
        self._has_dived = False
        self._telling = threading.RLock()
        self._planned = threading.Event()

    def climb(self) -> None:
        """Raises NoPlan."""
        with self._helped():
            self._climb()

    @contextlib.contextmanager
    def _helped(self) -> Iterator[None]:
        """By a second worker, as long as the first is at work."""
        if not self.is_large or self.workers == 1:
            yield
            return
        ended = threading.Event()
        watch = Watch(Stop(self.watch.stop.seconds, lambda: ended.is_set() or self.watch.is_over))
        helper = threading.Thread(target=self._plan_parts, args=(watch, math.inf), daemon=True)
        helper.start()
        try:
            yield
        finally:
            ended.set()
            helper.join()

    def _climb(self) -> None:
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
        self.rows.append(Row(goal.terms, figure(goal, self.best), None))
        self._bounded(figure(goal, self.best) + goal.constant, is_proved=True)
        return True

    def _stage(self, goal: Linear, following: Linear | None, watch: Watch) -> None:
        self.aim = goal if following is None else goal * _weight(following) + following
        if self._is_full(goal):
            return
        if self._foreseen < math.inf:
            self._foresee(math.floor(self._foreseen) + goal.constant)
        if self.is_knotty and following is not None:
            guided = self._dive(self.watch)
            if self._is_full(goal) and self.best is not None:
                # No plan as good by this figure is better by the following.
                self._foreseen = guided - _weight(following) * figure(goal, self.best)
                return
        self.relaxation.aim_at(goal, is_near=self._has_dived)
        found = self.relaxation.solve(self.watch)
        if found is None:
            raise NoPlan
        found = self._tightened(found, watch)
        bound = math.floor(min(found.value + found.error, self._foreseen))
        self._foreseen = math.inf
        self._foresee(bound + goal.constant)
        if found.is_whole.all():
            self._take_if_better(np.round(found.values))
        elif self.best is None or figure(goal, self.best) < bound:
            if not self.is_knotty or (following is None and not self._has_dived):
                self._dive_from(found, watch)
            if self.best is None or figure(goal, self.best) < bound:
                bound = self._searched(goal, found, bound, is_last=following is None, watch=watch)
        if self.best is None:
            return
        reached = figure(goal, self.best)
        self._bounded(max(bound, reached) + goal.constant, is_proved=reached >= bound)
        gap = found.value - reached
        self.relaxation.stay_best(found, gap)
        if gap > EPSILON:
            self.relaxation.keep(goal.terms, reached)
        self.rows.append(Row(goal.terms, reached, None))

    def _dive(self, watch: Watch) -> float:
        """Of all plans equal by this figure, towards one that is good by the following; a bound of both together."""
        self.relaxation.aim_at(self.aim, is_near=self._has_dived)
        try:
            found = self.relaxation.solve(watch)
        except TimeoutError:
            return math.inf
        if found is None:
            raise NoPlan
        found = self._tightened(found, watch)
        self._dive_from(found, watch)
        self._has_dived = True
        return found.value + found.error

    def _dive_from(self, found: Relaxed, watch: Watch) -> None:
        values = self.relaxation.dive(found, self.deciding, watch, is_rough=self.is_large)
        if values is not None and self.is_large:
            # Where it is decided what takes place and who interprets, places are close to a network.
            values = self._search(self.aim).within(self.deciding, values, watch, hint=values, effort=EFFORT).values
        self._take_if_better(values)

    def _search(self, goal: Linear) -> Search:
        # Where every relaxation is whole, nobody waits until CP-SAT is loaded.
        from fairshare.places.search import Search

        return Search(tuple(self.rows), goal, self.seed, 1)

    def _tightened(self, found: Relaxed, watch: Watch) -> Relaxed:
        """Asked again and again with the cuts that its answer breaks."""
        for _ in range(ROUNDS_OF_CUTS if self.is_knotty else 0):
            rows = broken_cuts(self.model, found.values)
            if not rows:
                break
            self.rows += rows
            for row in rows:
                self.relaxation.add(row)
            try:
                later = self.relaxation.solve(watch)
            except TimeoutError:
                break
            if later is None:
                raise NoPlan
            gained, found = found.value - later.value, later
            if gained < WORTH_A_ROUND * abs(found.value):
                break
        return found

    def _plan_parts(self, watch: Watch, fruitless: float) -> None:
        """Until so many rounds brought nothing; each of those makes the next more thorough."""
        while self.best is None and not watch.is_over:
            self._planned.wait(PULSE)
        known, effort, without = self.best, EFFORT_FOR_A_PART, 0
        course = rounds(self.model, self.seed)
        while without < fruitless:
            before = known
            for free in next(course):
                if watch.is_over or self.best is None:
                    return
                if self.best is not known:
                    # Somebody else found a better one: from its first hour on.
                    known, course = self.best, rounds(self.model, self.seed)
                    break
                outcome = self._search(self.aim).within(~free, known, watch, hint=known, effort=effort)
                if self._take_if_better(outcome.values):
                    known = outcome.values
            if known is before:
                effort, without = 2 * effort, without + 1

    def _searched(self, goal: Linear, found: Relaxed, bound: int, *, is_last: bool, watch: Watch) -> int:
        """What the relaxation broke is put together near it and near the best so far, then everywhere."""
        if self.is_large and self.best is not None:
            if self.workers == 1:
                self._plan_parts(watch.within(watch.left / 2), 1)
            if is_last:
                bound = self._branched(goal, self.best, bound, watch)
            if figure(goal, self.best) >= bound:
                return bound
        search, guided = self._search(goal), self._search(self.aim)
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

    def _branched(self, goal: Linear, best: Numbers, bound: int, watch: Watch) -> int:
        """A bound where all that decides is whole, and the places that people take need not be."""
        bounds = [bound]

        def hear(better: float) -> None:
            if (whole := math.floor(better + EPSILON * max(1.0, abs(better)))) < bounds[-1]:
                bounds.append(whole)
                self._foresee(whole + goal.constant)

        deciding = np.flatnonzero(self.deciding).astype(np.int32)
        self.relaxation.branch(deciding, best, watch.within(SECONDS_TO_BRANCH), hear)
        return bounds[-1]

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

    def _take_if_better(self, values: Numbers | None) -> bool:
        with self._telling:
            is_better = values is not None and (self.best is None or self._figures(values) > self._figures(self.best))
            if values is not None and is_better:
                self._better(values)
            return is_better

    def _figures(self, values: Numbers) -> list[int]:
        return [figure(goal, values) for goal in self.goals]

    def _better(self, values: Numbers) -> None:
        self.best = values
        self._planned.set()
        self.report(Height(values, tuple(self.bounds), False))

    def _foresee(self, bound: float) -> None:
        """Of the figure that is being asked for."""
        with self._telling:
            self.bounds[self._settled :] = [bound]
            if self.best is not None:
                self.report(Height(self.best, tuple(self.bounds), False))

    def _bounded(self, bound: float, *, is_proved: bool) -> None:
        with self._telling:
            self.bounds[self._settled :] = [bound]
            self._settled += 1
            self.is_proved = self.is_proved and is_proved
            if self.best is not None:
                everything = self.is_proved and self._settled == len(self.goals)
                self.report(Height(self.best, tuple(self.bounds), everything))

"""One figure of the objective after the other, each to its largest, none at the cost of an earlier one.

Where much is to be decided and there is a second worker, it asks for a better bound while the first plans.
"""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from fairshare.linear import Linear, Row
from fairshare.places.closer import Closer, Helper, Outline
from fairshare.places.cuts import broken_cuts
from fairshare.places.model import Model
from fairshare.places.parts import rounds
from fairshare.places.relaxation import EPSILON, Numbers, Relaxation, Relaxed
from fairshare.places.steps import Step, bounds_of, figure, steps_of
from fairshare.stop import Watch

if TYPE_CHECKING:
    from fairshare.places.search import Search

Learned = TypeVar("Learned")

# In CP-SAT's deterministic seconds, for a search near an answer, and for a part of it.
EFFORT = 4.0
EFFORT_FOR_A_PART = 1.0
# With so many possible places, everything at once is too much for CP-SAT.
MANY_PAIRS = 5_000
ROUNDS_OF_CUTS = 4
# That bring nothing, with a second worker.
ROUNDS_OF_PARTS = 3
# Of a figure: who gains less by further cuts asks elsewhere.
WORTH_A_ROUND = 1e-4
SECONDS_TO_BRANCH = 30.0


@dataclass(frozen=True)
class Height:
    """``values`` of all variables; ``bounds`` as in ``bounds_of``."""

    values: Numbers
    bounds: tuple[float, ...]
    is_proved: bool


class NoPlan(Exception):  # noqa: N818 # an answer, not a mistake
    """The rows contradict each other."""


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
        self.steps = steps_of([stage.sum for stage in model.stages] or [Linear({})])
        self.best = start
        self._has_dived = False
        self._planned: set[Step] = set()
        self._outline: Outline | None = None
        self._helper: Helper | None = None
        self._telling = threading.RLock()

    def climb(self) -> None:
        """Raises NoPlan."""
        try:
            for step in self.steps:
                watch = self.watch if step.is_last else self.watch.within(self.watch.left / 2)
                self._climb(step, watch)
                if self.best is None or self.watch.is_over:
                    return
                self._hear(step.settle, self.best)
        except TimeoutError:
            return
        finally:
            self._help_no_more()

    def _climb(self, step: Step, watch: Watch) -> None:
        if self._has_all(step):
            return
        if self.is_large:
            self._plan(step, watch)
        elif self.is_knotty and not step.is_last:
            self._dive(step)
        if self._has_all(step) or self._has_most(step):
            return
        self.relaxation.aim_at(step.goal, is_near=self._has_dived)
        found = self._tightened(self._relaxed(self.watch), watch)
        self._hear(step.lower, found.value + found.error)
        if found.is_whole.all():
            self._take_if_better(np.round(found.values))
        elif not step.is_reached(self.best):
            if not self.is_large and not self._has_dived:
                self._take_dive(found, watch)
            if not step.is_reached(self.best):
                self._search(step, found, watch)
        if self.best is not None:
            reached = figure(step.goal, self.best)
            gap = found.value - reached
            self.relaxation.stay_best(found, gap)
            self._keep(Row(step.goal.terms, reached, None), is_known=gap <= EPSILON)

    def _keep(self, row: Row, *, is_known: bool) -> None:
        """``is_known``: the relaxation keeps to it without being told."""
        self.rows.append(row)
        if not is_known:
            self.relaxation.add(row)

    def _has_all(self, step: Step) -> bool:
        """Everything that counts is there already: nothing to ask."""
        if self.best is None or not step.has_all(self.best):
            return False
        counted = np.fromiter(step.goal.terms, np.int32, len(step.goal.terms))
        self.relaxation.fix(counted, self.best[counted])
        self._keep(Row(step.goal.terms, step.all_there_is, None), is_known=True)
        self._hear(step.lower, step.all_there_is)
        return True

    def _has_most(self, step: Step) -> bool:
        """As much as can be, by what is known without asking for it."""
        if self.best is None or not step.is_reached(self.best):
            return False
        self._keep(Row(step.goal.terms, figure(step.goal, self.best), None), is_known=False)
        return True

    def _relaxed(self, watch: Watch) -> Relaxed:
        found = self.relaxation.solve(watch)
        if found is None:
            raise NoPlan
        return found

    def _dive(self, step: Step) -> None:
        """Towards a plan that is good by the following figures as well."""
        self.relaxation.aim_at(step.aim, is_near=self._has_dived)
        with contextlib.suppress(TimeoutError):
            found = self._relaxed(self.watch)
            self._hear(step.lower_aim, found.value + found.error)
            found = self._tightened(found, self.watch)
            self._hear(step.lower_aim, found.value + found.error)
            self._take_dive(found, self.watch)
            self._has_dived = True

    def _take_dive(self, found: Relaxed, watch: Watch) -> None:
        whole = self.relaxation.dive(found, self.deciding, watch)
        self._take_if_better(None if whole is None else np.round(whole.values))

    def _plan(self, step: Step, watch: Watch) -> None:
        """An outline, good by as many figures as can be looked at together; for the last of them, part by part."""
        if step not in self._planned:
            self._planned.update(step.looked_at)
            self._sketch(step)
        elif step.is_last and any(not other.is_full for other in self.steps if other is not step):
            # How much there is of the figures before is known by now.
            self._help(self._closer(step), step)
        if step.is_last and self.best is not None:
            while self._outline is not None and self._outline.improve(watch):
                self._seat(self._outline)
            self._plan_parts(step, self.best, watch)
            if self._helper is None and not step.is_reached(self.best):
                with contextlib.suppress(TimeoutError):
                    self._closer(step).prove(self._reached(step), watch.within(SECONDS_TO_BRANCH))

    def _sketch(self, step: Step) -> None:
        closer = self._closer(step)
        self._outline = closer.outline(self.watch)
        if self._outline is not None:
            self._seat(self._outline)
        self._help(closer, step)

    def _seat(self, outline: Outline) -> None:
        """Where it is decided what takes place and who interprets, places are close to a network."""
        decided, asked = outline.decided, outline.asked
        seating = self._searching(asked.goal, asked.rows)
        self._take_if_better(seating.within(self.deciding, decided, self.watch, hint=decided, effort=EFFORT).values)

    def _closer(self, step: Step) -> Closer:
        return Closer(self.model, tuple(self.rows), step.aim, self.seed, partial(self._hear, step.lower_aim))

    def _reached(self, step: Step) -> int | None:
        return None if self.best is None else figure(step.aim, self.best)

    def _help(self, closer: Closer, step: Step) -> None:
        self._help_no_more()
        if self.workers > 1:
            self._helper = Helper(closer, self._reached(step), self.watch)

    def _help_no_more(self) -> None:
        if self._helper is not None:
            self._helper.end()
            self._helper = None

    def _searching(self, goal: Linear, rows: Sequence[Row] | None = None) -> Search:
        # Where every relaxation is whole, nobody waits until CP-SAT is loaded.
        from fairshare.places.search import Search

        return Search(tuple(self.rows) if rows is None else rows, goal, self.seed, 1)

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
                later = self._relaxed(watch)
            except TimeoutError:
                break
            gained, found = found.value - later.value, later
            if gained < WORTH_A_ROUND * abs(found.value):
                break
        return found

    def _search(self, step: Step, found: Relaxed, watch: Watch) -> None:
        """What the relaxation broke is put together near it and near the best so far, then everywhere."""
        if self.is_large and not step.is_last and self.best is not None:
            self._plan_parts(step, self.best, watch)
        guided = self._searching(step.aim)
        for priced in (True, False):
            while self.best is not None and not step.is_reached(self.best) and not watch.is_over:
                reached = figure(step.goal, self.best)
                near = self._out_of_reach(found, reached) | self._agreed(found, self.best, priced)
                outcome = guided.within(near, self.best, watch, hint=self.best, effort=EFFORT)
                self._take_if_better(outcome.values)
                if figure(step.goal, self.best) == reached:
                    break
        if not step.is_reached(self.best):
            self._search_everywhere(step, found, watch)

    def _plan_parts(self, step: Step, best: Numbers, watch: Watch) -> None:
        """Until so many rounds brought nothing; each of those makes the next more thorough."""
        if self._helper is None:
            watch = watch.within(watch.left / 2)
        fruitless = ROUNDS_OF_PARTS if self._helper is not None and step.is_last else 1
        effort, searching = EFFORT_FOR_A_PART, self._searching(step.aim)
        course = rounds(self.model, self.seed)
        while fruitless:
            before = best
            for free in next(course):
                if watch.is_over or step.is_reached(best):
                    return
                outcome = searching.within(~free, best, watch, hint=best, effort=effort)
                if outcome.values is not None and self._take_if_better(outcome.values):
                    best = outcome.values
            if best is before:
                effort, fruitless = 2 * effort, fruitless - 1

    def _search_everywhere(self, step: Step, found: Relaxed, watch: Watch) -> None:
        reached = -math.inf if self.best is None else figure(step.goal, self.best)
        outcome = self._searching(step.goal).within(
            self._out_of_reach(found, reached),
            np.round(found.values),
            watch,
            hint=self.best,
            on_better=self._take_if_better,
        )
        self._take_if_better(outcome.values)
        if outcome.is_complete and self.best is None:
            raise NoPlan
        self._hear(step.lower, max(outcome.bound, reached))

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
            if is_better:
                self.best = values
                self._tell()
            return is_better

    def _figures(self, values: Numbers) -> list[int]:
        return [figure(step.goal, values) for step in self.steps]

    def _hear(self, learn: Callable[[Learned], None], learned: Learned) -> None:
        with self._telling:
            learn(learned)
            self._tell()

    def _tell(self) -> None:
        if self.best is not None:
            self.report(Height(self.best, bounds_of(self.steps), all(step.is_proved for step in self.steps)))

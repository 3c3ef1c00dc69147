"""The model without "0 or 1": a linear programme, kept warm by HiGHS from one question to the next."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
from highspy._core import _Highs, cb

from fairshare.linear import Linear, Row
from fairshare.stop import Watch

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int32]

EPSILON = 1e-6
# From here on, the interior point method is the faster way to the first basis of each goal.
MANY_ROWS = 5_000
STEPS_OF_A_DIVE = 400
REGRETS = 12
SURE = 0.7

# Not the simplex method, whose pauses are too many for two threads.
_BRANCHING = cb.HighsCallbackType.kCallbackMipInterrupt
_PAUSES = (cb.HighsCallbackType.kCallbackIpmInterrupt, _BRANCHING)


@dataclass(frozen=True)
class Relaxed:
    """``value`` bounds every plan of zeros and ones. ``worth``: what a unit of each variable would change."""

    value: float
    values: Numbers
    worth: Numbers
    row_values: Numbers
    row_worth: Numbers

    @property
    def error(self) -> float:
        return error_of(self.value)

    @property
    def is_whole(self) -> npt.NDArray[np.bool_]:
        return ~_is_broken(self.values)


def error_of(value: float) -> float:
    """By how much it may be off: engines compute with floating point."""
    return EPSILON + 1e-7 * abs(value)


class Relaxation:
    """Maximises one sum after the other over the same rows. A variable, once fixed, stays so."""

    def __init__(self, rows: Sequence[Row], variables: int, seed: int) -> None:
        self.low, self.high = np.zeros(variables), np.ones(variables)
        self.row_low = np.array([-highspy.kHighsInf if row.low is None else row.low for row in rows], dtype=float)
        self.row_high = np.array([highspy.kHighsInf if row.high is None else row.high for row in rows], dtype=float)
        # The class without underscore turns callbacks on, and with that announces HiGHS on standard output.
        self._engine = _Highs()
        for option, value in (("output_flag", False), ("random_seed", seed % 2**31), ("threads", 1)):
            self._engine.setOptionValue(option, value)
        self._engine.passModel(self._programme(rows, variables))
        self._is_new = True

    def _programme(self, rows: Sequence[Row], variables: int) -> Any:
        starts = np.cumsum([0, *(len(row.terms) for row in rows)])
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = variables, len(rows)
        programme.sense_ = highspy.ObjSense.kMaximize
        programme.col_cost_ = np.zeros(variables)
        programme.col_lower_, programme.col_upper_ = self.low, self.high
        programme.row_lower_, programme.row_upper_ = self.row_low, self.row_high
        programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        programme.a_matrix_.start_ = starts
        terms = [term for row in rows for term in row.terms.items()]
        programme.a_matrix_.index_ = np.fromiter((variable for variable, _ in terms), np.int32, len(terms))
        programme.a_matrix_.value_ = np.fromiter((times for _, times in terms), float, len(terms))
        return programme

    @property
    def size(self) -> int:
        return len(self.low)

    def aim_at(self, goal: Linear, *, is_near: bool = False) -> None:
        """``constant`` of the sum is left out of every value. ``is_near``: much like what was aimed at before."""
        costs = np.zeros(self.size)
        for variable, times in goal.terms.items():
            costs[variable] = times
        self._engine.changeColsCost(self.size, np.arange(self.size, dtype=np.int32), costs)
        if len(self.row_low) > MANY_ROWS and not is_near:
            # Where much was settled, presolve gains more than the old basis.
            self._engine.clearSolver()
            self._is_new = True

    def fix(self, variables: Indices, values: Numbers) -> None:
        self.low[variables] = self.high[variables] = values
        self._set_bounds(variables, values, values)

    @contextlib.contextmanager
    def held(self, variables: Indices, values: Numbers) -> Iterator[None]:
        """For a while only."""
        low, high = self.low[variables], self.high[variables]
        self.fix(variables, values)
        try:
            yield
        finally:
            self.low[variables], self.high[variables] = low, high
            self._set_bounds(variables, low, high)

    def add(self, row: Row) -> None:
        low = -highspy.kHighsInf if row.low is None else row.low
        high = highspy.kHighsInf if row.high is None else row.high
        variables = np.fromiter(row.terms, np.int32, len(row.terms))
        self._engine.addRow(low, high, len(variables), variables, np.array(list(row.terms.values()), dtype=float))
        self.row_low, self.row_high = np.append(self.row_low, low), np.append(self.row_high, high)

    def stay_best(self, found: Relaxed, gap: float) -> None:
        """Leave out what no answer within ``gap`` of the bound has: only then does it pay to move a variable by one.

        At no gap, every best answer also meets without slack the rows that are worth something: the next stage remains
        as close to a network as this one was, which a row for the sum would spoil.
        """
        settled = np.flatnonzero(found.is_whole & (np.abs(found.worth) > gap + EPSILON)).astype(np.int32)
        self.fix(settled, np.round(found.values[settled]))
        if gap > EPSILON:
            return
        for row in np.flatnonzero(np.abs(found.row_worth) > EPSILON).tolist():
            reached = found.row_values[row]
            if self.row_low[row] < self.row_high[row]:
                limit = self.row_high[row] if abs(self.row_high[row] - reached) < EPSILON else self.row_low[row]
                self.row_low[row] = self.row_high[row] = limit
                self._engine.changeRowBounds(row, limit, limit)

    def solve(self, watch: Watch) -> Relaxed | None:
        """None when nothing fulfils the rows; raises TimeoutError."""
        status = self._run("ipm" if self._is_new and len(self.row_low) > MANY_ROWS else "choose", watch)
        if status == highspy.HighsModelStatus.kOptimal:
            self._is_new = False
            return self._found()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None
        raise TimeoutError(str(status))

    def _run(self, way: str, watch: Watch, hear: Callable[[float], object] | None = None) -> Any:
        engine = self._engine

        def pause(kind: Any, _text: str, found: Any, answer: Any, _data: Any) -> None:
            if hear is not None and int(kind) == int(_BRANCHING) and math.isfinite(found.mip_dual_bound):
                hear(found.mip_dual_bound + error_of(found.mip_dual_bound))
            answer.user_interrupt = watch.is_over

        engine.setOptionValue("solver", way)
        # HiGHS counts from its first run on.
        engine.setOptionValue("time_limit", min(engine.getRunTime() + watch.left, 1e9))
        engine.setCallback(pause, None)
        for kind in _PAUSES:
            engine.startCallback(kind)
        engine.run()
        for kind in _PAUSES:
            engine.stopCallback(kind)
        return engine.getModelStatus()

    def _found(self) -> Relaxed:
        solution = self._engine.getSolution()
        return Relaxed(
            self._engine.getObjectiveValue(),
            np.array(solution.col_value),
            np.array(solution.col_dual),
            np.array(solution.row_value),
            np.array(solution.row_dual),
        )

    def branch(self, whole: Indices, watch: Watch, hear: Callable[[float], object]) -> None:
        """Better and better bounds, by branch and cut: with ``whole`` variables, all others still in parts. The bound
        is minus infinity where nothing fulfils the rows so."""
        engine = self._engine
        # HiGHS 1.16 tells objectives that are not those of its answers where it goes on from a linear programme.
        engine.clearSolver()
        self._set_kind(whole, highspy.HighsVarType.kInteger)
        # Plans are found elsewhere.
        engine.setOptionValue("mip_heuristic_effort", 0.0)
        status = self._run("choose", watch, hear)
        if status == highspy.HighsModelStatus.kOptimal:
            bound = engine.getInfo().mip_dual_bound
            hear(bound + error_of(bound))
        elif status == highspy.HighsModelStatus.kInfeasible:
            hear(-math.inf)
        self._set_kind(whole, highspy.HighsVarType.kContinuous)

    def _set_kind(self, variables: Indices, kind: Any) -> None:
        self._engine.changeColsIntegrality(len(variables), variables, np.full(len(variables), kind))

    def _set_bounds(self, variables: Indices, low: Numbers, high: Numbers) -> None:
        self._engine.changeColsBounds(len(variables), variables, low, high)

    def dive(
        self, found: Relaxed, first: npt.NDArray[np.bool_], watch: Watch, *, is_rough: bool = False
    ) -> Relaxed | None:
        """Zeros and ones near the relaxed answer: broken values become one, the surest first, and all is asked anew.

        ``first``: what decides most (whether a session takes place, who interprets where); ``is_rough``: only these.
        Whole values stay free, so that one decision can undo another. None when it ends nowhere.
        """
        touched: set[int] = set()
        decisions: list[Indices] = []
        last: Relaxed | None = found
        regrets = 0
        basis = self._engine.getBasis()
        try:
            wanted = first if is_rough else np.ones_like(first)
            while last is not None and len(broken := np.flatnonzero(wanted & _is_broken(last.values))):
                if watch.is_over or len(decisions) > STEPS_OF_A_DIVE:
                    return None
                later = self._decided(broken, last.values, first, decisions, touched, watch)
                while later is None and decisions and regrets < REGRETS:
                    regrets += 1
                    later = self._regretted(decisions, watch)
                last = later
        except TimeoutError:
            return None
        finally:
            undone = np.array(sorted(touched), dtype=np.int32)
            self._set_bounds(undone, self.low[undone], self.high[undone])
            self._engine.setBasis(basis)
        return last

    def _decided(
        self,
        broken: npt.NDArray[np.intp],
        values: Numbers,
        first: npt.NDArray[np.bool_],
        decisions: list[Indices],
        touched: set[int],
        watch: Watch,
    ) -> Relaxed | None:
        deciding = broken[first[broken]] if first[broken].any() else broken
        deciding = deciding[np.argsort(-values[deciding], kind="stable")]
        sure = min(int((values[deciding] > SURE).sum()), len(deciding) // 3)
        for count, value in ((max(1, sure), 1.0), (1, 1.0), (1, 0.0)):
            chosen = deciding[:count].astype(np.int32)
            touched.update(chosen.tolist())
            self._set_bounds(chosen, np.full(count, value), np.full(count, value))
            found = self.solve(watch)
            if found is not None:
                if value:
                    decisions.append(chosen)
                return found
            self._set_bounds(chosen, self.low[chosen], self.high[chosen])
        return None

    def _regretted(self, decisions: list[Indices], watch: Watch) -> Relaxed | None:
        """The last decision is taken back, and what was least sure in it is not done."""
        last = decisions.pop()
        self._set_bounds(last, self.low[last], self.high[last])
        self._set_bounds(last[-1:], np.zeros(1), np.zeros(1))
        return self.solve(watch)


def _is_broken(values: Numbers) -> npt.NDArray[np.bool_]:
    return np.abs(values - np.round(values)) > EPSILON

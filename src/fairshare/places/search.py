"""The same rows with "0 or 1": CP-SAT, over what the relaxation left open."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model

from fairshare.linear import Linear, Row
from fairshare.places.relaxation import EPSILON, Numbers
from fairshare.stop import Watch

PULSE = 0.05
FAR = 2**53
FOREVER = 1e9


@dataclass(frozen=True)
class Outcome:
    """``bound`` holds for the part that was searched. ``values`` are None when nothing was found in it."""

    values: Numbers | None
    value: int | None
    bound: float
    is_complete: bool


@dataclass(frozen=True)
class Search:
    rows: Sequence[Row]
    goal: Linear
    seed: int
    workers: int

    def within(
        self,
        settled: npt.NDArray[np.bool_],
        values: Numbers,
        watch: Watch,
        *,
        above: float | None = None,
        hint: Numbers | None = None,
        effort: float | None = None,
        on_better: OnBetter | None = None,
    ) -> Outcome:
        """The best with the settled variables as they are in ``values``, at least ``above``.

        ``effort`` limits it in CP-SAT's deterministic seconds, the same on a slow machine.
        """
        model = cp_model.CpModel()
        variables = {int(number): model.new_bool_var("") for number in np.flatnonzero(~settled)}
        part = _Part(model, variables, values)
        for row in self.rows:
            part.add(row)
        goal, fixed = part.sum(self.goal.terms)
        if above is not None:
            model.add_linear_constraint(goal, math.ceil(above - EPSILON) - fixed, FAR)
        model.maximize(goal)
        if hint is not None:
            for number, variable in variables.items():
                model.add_hint(variable, round(hint[number]))
        return self._run(part, fixed, watch, effort, on_better)

    def _run(self, part: _Part, fixed: int, watch: Watch, effort: float | None, on_better: OnBetter | None) -> Outcome:
        solver = cp_model.CpSolver()
        solver.parameters.random_seed = self.seed % 2**31
        solver.parameters.num_workers = self.workers
        # The rows are close to a network: the linear programme inside is what finds and proves.
        solver.parameters.linearization_level = 2
        solver.parameters.max_time_in_seconds = min(watch.left, FOREVER)
        if effort is not None:
            solver.parameters.max_deterministic_time = effort
        listener = _Listener(part, fixed, on_better) if on_better else None
        status = _solved(solver, part.model, listener, watch)
        bound = math.floor(solver.best_objective_bound + EPSILON) + fixed
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            found = part.values_in(solver.value)
            return Outcome(found, round(solver.objective_value) + fixed, bound, status == cp_model.OPTIMAL)
        if status == cp_model.INFEASIBLE:
            return Outcome(None, None, -math.inf, True)
        return Outcome(None, None, math.inf, False)


OnBetter: TypeAlias = Callable[[Numbers], object]


class _Part:
    """What is left of the rows when some variables are settled."""

    def __init__(self, model: cp_model.CpModel, variables: dict[int, cp_model.IntVar], values: Numbers) -> None:
        self.model, self.variables, self.values = model, variables, values

    def add(self, row: Row) -> None:
        left, fixed = self.sum(row.terms)
        low = -FAR if row.low is None else row.low - fixed
        high = FAR if row.high is None else row.high - fixed
        self.model.add_linear_constraint(left, low, high)

    def sum(self, terms: Mapping[int, int]) -> tuple[cp_model.LinearExprT, int]:
        variables = [self.variables[number] for number in terms if number in self.variables]
        times = [factor for number, factor in terms.items() if number in self.variables]
        fixed = sum(
            factor * round(self.values[number]) for number, factor in terms.items() if number not in self.variables
        )
        return cp_model.LinearExpr.weighted_sum(variables, times), fixed

    def values_in(self, value: Callable[[cp_model.IntVar], int]) -> Numbers:
        found = np.round(self.values)
        for number, variable in self.variables.items():
            found[number] = value(variable)
        return found


class _Listener(cp_model.CpSolverSolutionCallback):
    def __init__(self, part: _Part, fixed: int, on_better: OnBetter) -> None:
        super().__init__()
        self._part, self._fixed, self._on_better = part, fixed, on_better

    def on_solution_callback(self) -> None:
        self._on_better(self._part.values_in(self.value))


def _solved(solver: cp_model.CpSolver, model: cp_model.CpModel, listener: _Listener | None, watch: Watch) -> Any:
    """CP-SAT knows the seconds itself; whether somebody says stop is asked from this thread while another solves."""
    statuses: list[Any] = []
    solving = threading.Thread(target=lambda: statuses.append(solver.solve(model, listener)), daemon=True)
    solving.start()
    try:
        while solving.is_alive():
            solving.join(PULSE)
            if watch.is_over:
                solver.stop_search()
    finally:
        solver.stop_search()
        solving.join()
    return statuses[0]

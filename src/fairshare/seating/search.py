"""The search, in a process of its own: a relaxation says what can be worth its price, CP-SAT seats the guests."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from fairshare.asking import Bound, Found, Impossible
from fairshare.racing import Report
from fairshare.seating.check import check
from fairshare.seating.model import Model, build
from fairshare.seating.problem import Chair, Problem, Solution
from fairshare.seating.relaxation import Relaxation, relaxed

EPSILON = 1e-5
FIRST_SLACK = 0.02


def run(problem: Problem, earlier: tuple[Chair, ...], seed: int, workers: int, ends: float, *, report: Report) -> None:
    """``ends`` is not looked at: whoever asks ends the process."""
    del ends
    search = _Search(build(problem, earlier), seed, workers, report)
    search.as_in_the_order()
    if search.best == 0:
        return
    relaxation = relaxed(search.model) if search.model.holds else None
    if relaxation is None:
        report(Impossible())
    else:
        search.widening(relaxation)


class _Search:
    """What a variable raises the relaxation by is what its use costs at least. Those that raise it by more than some
    slack are left out: a best seating that costs no more than relaxation and slack is best of all."""

    def __init__(self, model: Model, seed: int, workers: int, report: Report) -> None:
        self.model, self.seed, self.workers, self.report = model, seed, workers, report
        self.best: int | None = None

    def as_in_the_order(self) -> None:
        problem, earlier = self.model.problem, self.model.earlier
        chairs = tuple(Chair(guest.name, seat) for seat, guest in enumerate(problem.guests, 1))
        finding = check(problem, solution := Solution(chairs, (), earlier))
        if not finding.broken and isinstance(finding.objective, int):
            self.found(solution, finding.objective)

    def found(self, solution: Solution, objective: int) -> None:
        if self.best is None or objective < self.best:
            self.best = objective
            self.report(Found(solution, objective))

    def widening(self, relaxation: Relaxation) -> None:
        self.report(Bound(math.ceil(relaxation.value - EPSILON)))
        slack = max(2.0, FIRST_SLACK * relaxation.value)
        while True:
            kept = relaxation.raises <= slack + EPSILON
            # Whole numbers: what is left out costs at least so much.
            limit = math.inf if kept.all() else math.floor(relaxation.value + slack + EPSILON) + 1
            least = self._least(kept, limit)
            if least is not None and least <= limit:
                self.report(Bound(least))
                return
            if math.isinf(limit):
                self.report(Impossible())
                return
            self.report(Bound(int(limit)))
            if self.best is not None and self.best <= limit:
                return
            slack = min(2 * slack, math.inf if self.best is None else max(slack + 1, self.best - relaxation.value))

    def _least(self, kept: np.ndarray[Any, Any], limit: float) -> int | None:
        """Of the variables that are kept; None where they seat nobody. ``limit`` bounds what the others cost."""
        cp = cp_model.CpModel()
        variables = {int(v): cp.new_int_var(0, self.model.most[v], "") for v in np.flatnonzero(kept)}
        for row in self.model.rows:
            terms = [times * variables[v] for v, times in row.terms.items() if v in variables]
            low = cp_model.INT32_MIN if row.low is None else row.low
            cp.add_linear_constraint(sum(terms), low, cp_model.INT32_MAX if row.high is None else row.high)
        cp.minimize(sum(self.model.price[v] * one for v, one in variables.items()) + self.model.fixed)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = self.workers
        solver.parameters.random_seed = self.seed % 2**31
        solver.parameters.interleave_search = self.workers == 1
        solver.parameters.linearization_level = 2
        solver.best_bound_callback = lambda bound: self.report(Bound(int(min(math.ceil(bound - EPSILON), limit))))
        if solver.solve(cp, _Told(self, variables)) == cp_model.OPTIMAL:
            return round(solver.objective_value)
        return None


class _Told(cp_model.CpSolverSolutionCallback):
    def __init__(self, search: _Search, variables: dict[int, cp_model.IntVar]) -> None:
        super().__init__()
        self.search, self.variables = search, variables

    def on_solution_callback(self) -> None:
        model, variables = self.search.model, self.variables
        value = [self.value(variables[v]) if v in variables else 0 for v in range(len(model.most))]
        self.search.found(model.solution(value), round(self.objective_value))

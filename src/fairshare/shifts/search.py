"""The search for a roster, in a process of its own."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from ortools.sat.python import cp_model

from fairshare.asking import Bound, Found, Impossible
from fairshare.racing import Report
from fairshare.shifts.model import Model, build
from fairshare.shifts.problem import Problem, Roster, Seat
from fairshare.shifts.rules import goals, read_off
from fairshare.shifts.turns import turns

SECONDS_AT_THE_END = 0.2
# Of CP-SAT's own count: some seconds.
EFFORT_FOR_A_BOUND = 2.0
# Of the time that is left, for each goal, where it is not reached sooner.
SHARES = (0.3, 0.7, 1.0)


def run(problem: Problem, earlier: tuple[Seat, ...], seed: int, workers: int, ends: float, *, report: Report) -> None:
    """One goal after the other; a later one never costs anything of an earlier one."""
    model = build(problem, earlier)
    told = _Told(problem, model, earlier, report)
    proved: list[int] | None = []
    for number, goal in enumerate(model.goals):
        is_last = number == len(model.goals) - 1
        solver = _solver(seed, workers, ends, SHARES[number])
        if is_last:
            solver.parameters.max_deterministic_time = EFFORT_FOR_A_BOUND
        model.cp.minimize(goal)
        if proved is not None:
            solver.best_bound_callback = _bounds(proved, report)
        status = solver.solve(model.cp, told)
        if status == cp_model.INFEASIBLE:
            report(Impossible())
        if is_last and status != cp_model.OPTIMAL and told.best is not None:
            bound = math.ceil(solver.best_objective_bound - 1e-6)
            _descend(model, bound, lambda: _solver(seed, workers, ends, 1.0), told, proved)
        if status == cp_model.MODEL_INVALID:
            raise ValueError(model.cp.validate())
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return
        reached = round(solver.objective_value)
        if status != cp_model.OPTIMAL:
            proved = None
        elif proved is not None:
            proved.append(reached)
            report(Bound(_filled(proved)))
        model.cp.add(goal <= reached)
        model.cp.clear_hints()  # type: ignore[no-untyped-call] # it has no types
        # The last goal asks for quite another roster.
        if number == 0:
            _hint(model, solver)


def _descend(
    model: Model, bound: int, new: Callable[[], cp_model.CpSolver], told: _Told, proved: list[int] | None
) -> None:
    """Whether the last goal can be kept to one less than the best so far: sooner answered than how far it can fall."""
    while told.best is not None and told.best[-1] > bound:
        asked = model.cp.clone()
        asked.clear_objective()  # type: ignore[no-untyped-call] # it has no types
        asked.add(model.goals[-1] <= told.best[-1] - 1)
        status = new().solve(asked, told)
        if status == cp_model.UNKNOWN:
            return
        if status == cp_model.INFEASIBLE:
            bound = told.best[-1]
    if proved is not None and told.best is not None:
        told.report(Bound(_filled([*proved, told.best[-1]])))


def _solver(seed: int, workers: int, ends: float, share: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    # One worker takes all strategies in turn, and the same turns each time.
    solver.parameters.interleave_search = workers == 1
    if math.isfinite(ends):
        left = ends - time.monotonic() - SECONDS_AT_THE_END
        solver.parameters.max_time_in_seconds = max(0.01, share * left)
    return solver


def _bounds(proved: list[int], report: Report) -> Callable[[float], None]:
    before = list(proved)
    return lambda bound: report(Bound(_filled([*before, math.ceil(bound - 1e-6)])))


def _filled(bounds: list[int]) -> tuple[int, ...]:
    return (*bounds, *[0] * (len(SHARES) - len(bounds)))


def _hint(model: Model, solver: cp_model.CpSolver) -> None:
    """Where the next goal begins."""
    taken = (*(row.values() for row in model.choice.sits.values()), model.choice.relays.values())
    for row in taken:
        for some in row:
            model.cp.add_hint(some, solver.value(some))


class _Told(cp_model.CpSolverSolutionCallback):
    """Tells what is better than all before, by all goals together."""

    def __init__(self, problem: Problem, model: Model, earlier: tuple[Seat, ...], report: Report) -> None:
        super().__init__()
        self.problem, self.model, self.earlier, self.report = problem, model, earlier, report
        self.best: tuple[int, ...] | None = None

    def on_solution_callback(self) -> None:
        choice = self.model.choice
        seats = tuple(
            Seat(session, booth, name)
            for (session, booth), people in choice.sits.items()
            for name, sits in people.items()
            if self.boolean_value(sits)
        )
        relays = tuple(relay for relay, used in choice.relays.items() if self.boolean_value(used))
        roster = Roster(seats, relays, tuple(turns(self.problem, seats)), self.earlier)
        reached = goals(self.problem, read_off(self.problem, roster), self.earlier)
        if self.best is None or reached < self.best:
            self.best = reached
            self.report(Found(roster, reached))

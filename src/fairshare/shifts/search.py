"""The search for a roster, in a process of its own."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import partial

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
SHARES = (0.3, 0.7, 0.8)
LONGEST = 2


def run(problem: Problem, earlier: tuple[Seat, ...], seed: int, workers: int, ends: float, *, report: Report) -> None:
    """One goal after the other; a later one never costs anything of an earlier one."""
    model = build(problem, earlier)
    told = _Told(problem, model, earlier, report)
    proved: list[int] | None = []
    for number, goal in enumerate(model.goals):
        share = 1.0 if goal is model.goals[-1] else SHARES[number]
        solver = _solver(seed, workers, ends, share)
        if number == LONGEST:
            solver.parameters.max_deterministic_time = EFFORT_FOR_A_BOUND
        model.cp.minimize(goal)
        if proved is not None:
            solver.best_bound_callback = _bounds(proved, len(model.goals), report)
        status = solver.solve(model.cp, told)
        if status == cp_model.INFEASIBLE:
            report(Impossible())
        if status == cp_model.MODEL_INVALID:
            raise ValueError(model.cp.validate())
        if told.best is None:
            return
        is_least = status == cp_model.OPTIMAL
        if number == LONGEST and not is_least:
            bound = math.ceil(solver.best_objective_bound - 1e-6)
            is_least = _descend(model, bound, partial(_solver, seed, workers, ends, share), told)
        reached = told.best.objective[number]
        if not is_least:
            proved = None
        elif proved is not None:
            proved.append(reached)
            report(Bound(_filled(proved, len(model.goals))))
        model.cp.add(goal <= reached)
        model.cp.clear_hints()  # type: ignore[no-untyped-call] # it has no types
        # The hours ask for quite another roster than the costs.
        if number != LONGEST - 1:
            _hint(model, told.best.solution)


def _descend(model: Model, bound: int, new: Callable[[], cp_model.CpSolver], told: _Told) -> bool:
    """Whether the hours can be kept to one less than the best so far: sooner answered than how far they can fall.

    False where the time ends before they are known to be least.
    """
    while told.best is not None and told.best.objective[LONGEST] > bound:
        reached = told.best.objective[LONGEST]
        asked = model.cp.clone()
        asked.clear_objective()  # type: ignore[no-untyped-call] # it has no types
        asked.add(model.choice.longest <= reached - 1)
        status = new().solve(asked, told)
        if status == cp_model.UNKNOWN:
            return False
        if status == cp_model.INFEASIBLE:
            bound = reached
    return True


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


def _bounds(proved: list[int], count: int, report: Report) -> Callable[[float], None]:
    before = list(proved)
    return lambda bound: report(Bound(_filled([*before, math.ceil(bound - 1e-6)], count)))


def _filled(bounds: list[int], count: int) -> tuple[int, ...]:
    return (*bounds, *[0] * (count - len(bounds)))


def _hint(model: Model, roster: Roster) -> None:
    """Where the next goal begins."""
    taken, used = set(roster.seats), set(roster.relays)
    for (session, booth), people in model.choice.sits.items():
        for name, sits in people.items():
            model.cp.add_hint(sits, Seat(session, booth, name) in taken)
    for relay, some in model.choice.relays.items():
        model.cp.add_hint(some, relay in used)


class _Told(cp_model.CpSolverSolutionCallback):
    """Tells what is better than all before, by all goals together."""

    def __init__(self, problem: Problem, model: Model, earlier: tuple[Seat, ...], report: Report) -> None:
        super().__init__()
        self.problem, self.model, self.earlier, self.report = problem, model, earlier, report
        self.best: Found | None = None

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
        if self.best is None or reached < self.best.objective:
            self.best = Found(roster, reached)
            self.report(self.best)

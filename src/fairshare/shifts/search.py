"""The search for a roster, in a process of its own."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import partial

from ortools.sat.python import cp_model

from fairshare.asking import Impossible
from fairshare.racing import Report
from fairshare.shifts.apart import GOALS, Part, settle
from fairshare.shifts.model import Model, build, hint
from fairshare.shifts.parts import parts
from fairshare.shifts.problem import Problem, Seat
from fairshare.shifts.rules import goals
from fairshare.shifts.told import Heard, Told, whole

SECONDS_AT_THE_END = 0.2
# Of CP-SAT's own count: some seconds.
EFFORT_FOR_A_BOUND = 2.0
# Of the time that is left, for each goal, where it is not reached sooner.
SHARES = (0.3, 0.7, 0.8)
LONGEST = GOALS


def run(problem: Problem, earlier: tuple[Seat, ...], seed: int, workers: int, ends: float, *, report: Report) -> None:
    """One goal after the other; a later one never costs anything of an earlier one."""
    told = Told(problem, earlier, report)
    new = partial(_solver, seed, workers)
    ends -= SECONDS_AT_THE_END
    apart = [Part.of(part, earlier) for part in parts(problem)]
    for number in range(GOALS):
        if not settle(apart, number, told, new, (_enough(SHARES[number], ends), ends)):
            report(Impossible())
        if told.best is None:
            return
    model = build(problem, earlier)
    for part in apart:
        for goal, reached in zip(goals(part.problem, model.choice, part.earlier), part.reached, strict=False):
            model.cp.add(goal <= reached)
    _shorten(model, told, new, _enough(SHARES[LONGEST] if problem.even_load else 1.0, ends))
    if problem.even_load:
        _even_out(model, told, new(ends - time.monotonic()))


def _shorten(model: Model, told: Told, new: Callable[[float], cp_model.CpSolver], ends: float) -> None:
    """The hours of whoever works longest."""
    # They ask for quite another roster than the costs, so that the best so far is no hint.
    model.cp.clear_hints()  # type: ignore[no-untyped-call] # it has no types
    model.cp.minimize(model.choice.longest)
    solver = new(ends - time.monotonic())
    solver.parameters.max_deterministic_time = EFFORT_FOR_A_BOUND
    solver.best_bound_callback = told.bound
    is_least = solver.solve(model.cp, Heard(model.choice, told.roster)) == cp_model.OPTIMAL
    if not is_least:
        is_least = _descend(model, whole(solver.best_objective_bound), lambda: new(ends - time.monotonic()), told)
    if told.best is not None:
        told.settle(told.best.objective[LONGEST], is_least=is_least)


def _descend(model: Model, bound: int, new: Callable[[], cp_model.CpSolver], told: Told) -> bool:
    """Whether the hours can be kept to one less than the best so far: sooner answered than how far they can fall.

    False where the time ends before they are known to be least.
    """
    while told.best is not None and told.best.objective[LONGEST] > bound:
        reached = told.best.objective[LONGEST]
        asked = model.cp.clone()
        asked.clear_objective()  # type: ignore[no-untyped-call] # it has no types
        asked.add(model.choice.longest <= reached - 1)
        status = new().solve(asked, Heard(model.choice, told.roster))
        if status == cp_model.UNKNOWN:
            return False
        if status == cp_model.INFEASIBLE:
            bound = reached
    return True


def _even_out(model: Model, told: Told, solver: cp_model.CpSolver) -> None:
    """The load, where nobody works longer for it."""
    if told.best is None:
        return
    model.cp.add(model.choice.longest <= told.best.objective[LONGEST])
    hint(model, told.best.solution)
    model.cp.minimize(model.goals[-1])
    solver.best_bound_callback = told.bound
    status = solver.solve(model.cp, Heard(model.choice, told.roster))
    told.settle(told.best.objective[-1], is_least=status == cp_model.OPTIMAL)


def _enough(share: float, ends: float) -> float:
    """When so much of the time that is left has passed."""
    return ends if math.isinf(ends) else time.monotonic() + share * (ends - time.monotonic())


def _solver(seed: int, workers: int, seconds: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    # One worker takes all strategies in turn, and the same turns each time.
    solver.parameters.interleave_search = workers == 1
    if math.isfinite(seconds):
        solver.parameters.max_time_in_seconds = max(0.01, seconds)
    return solver

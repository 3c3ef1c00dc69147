"""Any seating that keeps the rules, where the sweep sees none; or that there is none."""

from __future__ import annotations

from itertools import chain

from ortools.sat.python import cp_model

from fairshare.asking import Impossible
from fairshare.seating.model import plan_of, seating_of
from fairshare.seating.problem import Behind, Chair, Problem
from fairshare.seating.rules import MEANINGS, RULES, WALLS, groups_of


def somehow(
    problem: Problem, seed: int, workers: int, most: float
) -> tuple[tuple[Chair, ...], tuple[Behind, ...]] | Impossible | None:
    """None: not within so much of CP-SAT's own measure of time."""
    cp = cp_model.CpModel()
    groups = groups_of(problem)
    plan = plan_of(problem, groups, lambda most: cp.new_int_var(0, most, ""))
    for _, holds in chain.from_iterable(rule(problem, groups, plan) for rule in (*WALLS, *MEANINGS, *RULES)):
        cp.add(holds)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.interleave_search = workers == 1
    solver.parameters.max_deterministic_time = most
    status = solver.solve(cp)
    if status == cp_model.INFEASIBLE:
        return Impossible()
    return None if status == cp_model.UNKNOWN else seating_of(problem, groups, plan, solver.value)

"""The search for a programme's timetable, in a process of its own."""

from __future__ import annotations

import math
import time

from ortools.sat.python import cp_model

from fairshare.asking import Bound, Found, Impossible
from fairshare.racing import Report
from fairshare.timetable.model import Model, build
from fairshare.timetable.problem import Place, Programme, Timetable

SECONDS_AT_THE_END = 0.2


def run(
    programme: Programme, earlier: tuple[Place, ...], seed: int, workers: int, ends: float, *, report: Report
) -> None:
    model = build(programme, earlier)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    # One worker takes all strategies in turn, and the same turns each time.
    solver.parameters.interleave_search = workers == 1
    # Looking for what follows from each way taken costs more time than the search.
    solver.parameters.cp_model_probing_level = 0
    if math.isfinite(ends):
        solver.parameters.max_time_in_seconds = max(0.01, ends - time.monotonic() - SECONDS_AT_THE_END)
    solver.best_bound_callback = lambda bound: report(Bound(math.ceil(bound - 1e-6)))
    status = solver.solve(model.cp, _Told(model, earlier, report))
    if status == cp_model.INFEASIBLE:
        report(Impossible())
    elif status == cp_model.OPTIMAL:
        report(Bound(round(solver.objective_value)))


class _Told(cp_model.CpSolverSolutionCallback):
    def __init__(self, model: Model, earlier: tuple[Place, ...], report: Report) -> None:
        super().__init__()
        self.model, self.earlier, self.report = model, earlier, report

    def on_solution_callback(self) -> None:
        places = tuple(
            Place(session, start, room)
            for session, ways in self.model.choice.takes.items()
            for (start, room), taken in ways.items()
            if self.boolean_value(taken)
        )
        self.report(Found(Timetable(places, self.earlier), round(self.objective_value)))

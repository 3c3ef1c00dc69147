"""The search, in a process of its own: first with equal rooms merged, then with every room by its name."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from fairshare.racing import Report
from fairshare.timetable.cosplib.check import check
from fairshare.timetable.cosplib.model import Model, build, forbid
from fairshare.timetable.cosplib.problem import Block, Conference, Schedule
from fairshare.timetable.cosplib.rules import Choice, Group, groups_of_equal_rooms, read_off, single_rooms
from fairshare.timetable.cosplib.slotting import DoesNotFit, schedule_of
from fairshare.timetable.news import Bound, Found, Impossible

# Of the time, for the question with merged rooms; what it leaves is for the exact one.
SHARE_OF_MERGED = 0.6
SECONDS_BETWEEN_SCHEDULES = 0.5
SECONDS_AT_THE_END = 0.5


@dataclass
class Search:
    conference: Conference
    earlier: tuple[Block, ...]
    seed: int
    workers: int
    ends: float
    report: Report
    best: Found | None = None
    bound: int = 0
    reached: int = 0  # by the last model, which may count too little
    refused: list[DoesNotFit] = field(default_factory=list)

    @property
    def left(self) -> float:
        return self.ends - time.monotonic()

    @property
    def is_done(self) -> bool:
        return self.left <= 0 or (self.best is not None and self.best.objective <= self.bound)

    def take(self, choice: Choice, *, thorough: bool) -> bool:
        """Whether the counts made a schedule."""
        try:
            blocks = schedule_of(self.conference, choice, thorough=thorough, seed=self.seed).blocks
        except DoesNotFit as misfit:
            self.refused.append(misfit)
            return False
        schedule = Schedule(blocks, self.earlier)
        objective = int(check(self.conference, schedule).objective)  # type: ignore[arg-type] # one number
        if self.best is None or objective < self.best.objective:
            self.best = Found(schedule, objective)
            self.report(self.best)
        return True

    def raise_bound(self, bound: float) -> None:
        whole = math.ceil(bound - 1e-6)
        if whole > self.bound:
            self.bound = whole
            self.report(Bound(whole))


def run(
    conference: Conference, earlier: tuple[Block, ...], seed: int, workers: int, ends: float, *, report: Report
) -> None:
    search = Search(conference, earlier, seed, workers, ends - SECONDS_AT_THE_END, report)
    merged, single = groups_of_equal_rooms(conference), single_rooms(conference)
    # Moves are counted by room.
    if earlier or len(merged) == len(single):
        possible = _phase(search, single, search.left, in_turns=workers == 1)
    else:
        possible = _phase(search, merged, search.left * SHARE_OF_MERGED, in_turns=workers == 1)
        if possible and not search.is_done:
            # Where merging lost nothing only the proof is missing, and the small question has it sooner.
            lost = search.best is None or search.best.objective > search.reached
            possible = _phase(search, single if lost else merged, search.left, in_turns=workers == 1 or not lost)
    if not possible:
        report(Impossible())


def _phase(search: Search, groups: tuple[Group, ...], seconds: float, *, in_turns: bool) -> bool:
    """False if there is proved to be no schedule."""
    model = build(search.conference, groups, search.earlier)
    if search.bound:
        model.cp.add(model.objective >= search.bound)
    hint = search.best.solution if search.best else Schedule(search.earlier)
    if hint.blocks:
        model.hint(read_off(search.conference, hint, groups))
    ends = time.monotonic() + seconds
    while not search.is_done:
        solver = _solver(search, ends - time.monotonic(), in_turns)
        status = solver.solve(model.cp, _Told(search, model))
        if status == cp_model.INFEASIBLE:
            return search.best is not None
        search.raise_bound(solver.best_objective_bound)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return True
        choice = model.numbers(solver.value)
        search.reached = int(solver.objective_value)
        if search.take(choice, thorough=True) or time.monotonic() >= ends:
            return True
        for misfit in search.refused:
            forbid(model, misfit.talks, misfit.session, misfit.rooms)
        search.refused.clear()
        model.hint(choice)
    return True


def _solver(search: Search, seconds: float, in_turns: bool) -> cp_model.CpSolver:
    """``in_turns``: all strategies one after the other, the same each time, which proves more and finds less."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = search.workers
    solver.parameters.random_seed = search.seed
    solver.parameters.interleave_search = in_turns
    if math.isfinite(seconds):
        solver.parameters.max_time_in_seconds = max(0.01, seconds)
    solver.best_bound_callback = search.raise_bound
    return solver


class _Told(cp_model.CpSolverSolutionCallback):
    """Makes schedules of what is found on the way, but not so often that it slows the search."""

    def __init__(self, search: Search, model: Model) -> None:
        super().__init__()
        self.search, self.model = search, model
        self.next = 0.0

    def on_solution_callback(self) -> None:
        if time.monotonic() >= self.next:
            value: Callable[[cp_model.IntVar], int] = self.value
            self.search.take(self.model.numbers(value), thorough=False)
            self.next = time.monotonic() + SECONDS_BETWEEN_SCHEDULES

"""The search, in a process of its own: with kinds of room, with equal rooms merged, with each by its name."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from fairshare.asking import Bound, Found, Impossible
from fairshare.racing import Report
from fairshare.timetable.cosplib.check import check
from fairshare.timetable.cosplib.coarse import coarsened
from fairshare.timetable.cosplib.model import Model, build, forbid
from fairshare.timetable.cosplib.problem import Block, Conference, Schedule
from fairshare.timetable.cosplib.rules import Choice, Group, groups_of_equal_rooms, read_off, single_rooms
from fairshare.timetable.cosplib.slotting import DoesNotFit, schedule_of

# Of the time, for the question with merged rooms; what it leaves is for the exact one.
SHARE_OF_MERGED = 0.6
# Where no two rooms are alike, and there are more than these, a rougher question comes first.
FEW_GROUPS = 6
# Of the time, for the rough question, and for rooms afterwards; and CP-SAT's own count, the same each time.
SHARE_OF_ROUGH = 0.15
MOST_OF_ROUGH = 20.0
SECONDS_BETWEEN_SCHEDULES = 2.0
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
    if not _search(search):
        report(Impossible())


def _search(search: Search) -> bool:
    """False if there is proved to be no schedule."""
    merged, single = groups_of_equal_rooms(search.conference), single_rooms(search.conference)
    in_turns = search.workers == 1
    # Moves are counted by room.
    groups = single if search.earlier else merged
    if not search.earlier and len(merged) == len(single) > FEW_GROUPS and not _first_roughly(search):
        return False
    if len(groups) == len(single):
        return _phase(search, single, search.left, in_turns=in_turns)
    if not _phase(search, merged, search.left * SHARE_OF_MERGED, in_turns=in_turns):
        return False
    if search.is_done:
        return True
    # Where merging lost nothing only the proof is missing, and the small question has it sooner.
    lost = search.best is None or search.best.objective > search.reached
    return _phase(search, single if lost else merged, search.left, in_turns=in_turns or not lost)


def _first_roughly(search: Search) -> bool:
    """Talks to sessions as if rooms came in few kinds, whose bound holds; then rooms for that."""
    conference = search.conference
    coarse = coarsened(conference, FEW_GROUPS)
    rough = build(coarse, groups_of_equal_rooms(coarse))
    solver = _solver(search, search.left * SHARE_OF_ROUGH, search.workers == 1)
    solver.parameters.max_deterministic_time = MOST_OF_ROUGH
    status = solver.solve(rough.cp)
    if status == cp_model.INFEASIBLE:
        return False
    search.raise_bound(solver.best_objective_bound)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        model = build(conference, single_rooms(conference))
        for key, given in model.choice.at.items():
            model.cp.add(given == solver.value(rough.choice.at[key]))
        rooms = _solver(search, search.left * SHARE_OF_ROUGH, search.workers == 1, bounds=False)
        rooms.parameters.max_deterministic_time = MOST_OF_ROUGH
        if rooms.solve(model.cp) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            search.take(model.numbers(rooms.value), thorough=False)
    return True


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


def _solver(search: Search, seconds: float, in_turns: bool, *, bounds: bool = True) -> cp_model.CpSolver:
    """``in_turns``: all strategies one after the other, the same each time, which proves more and finds less.
    ``bounds``: what it proves holds for the whole question."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = search.workers
    solver.parameters.random_seed = search.seed
    solver.parameters.interleave_search = in_turns
    if math.isfinite(seconds):
        solver.parameters.max_time_in_seconds = max(0.01, seconds)
    if bounds:
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

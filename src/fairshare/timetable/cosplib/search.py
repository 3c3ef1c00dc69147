"""The search, in a process of its own: small steps for the schedule; for the bound CP-SAT, first with rooms merged."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from ortools.sat.python import cp_model

from fairshare.asking import Bound, Found, Impossible
from fairshare.racing import Report
from fairshare.timetable.cosplib.check import check
from fairshare.timetable.cosplib.coarse import coarsened
from fairshare.timetable.cosplib.model import Model, build, forbid
from fairshare.timetable.cosplib.problem import Block, Conference, Schedule, Weights
from fairshare.timetable.cosplib.rules import Choice, Group, groups_of_equal_rooms, read_off, single_rooms
from fairshare.timetable.cosplib.slotting import DoesNotFit, schedule_of
from fairshare.timetable.cosplib.state import Prices, State
from fairshare.timetable.cosplib.stepping import climb

# Of the time, for the question with merged rooms; then another one starts from what small steps have found meanwhile.
SHARE_OF_MERGED = 0.15
# Where no two rooms are alike, and there are more than these, a rougher question comes first.
FEW_GROUPS = 6
# Of the time, for the rough question; and CP-SAT's own count, the same each time.
SHARE_OF_ROUGH = 0.15
MOST_OF_ROUGH = 20.0
# Of the time, for small steps, where there is one worker for everything.
SHARE_OF_STEPS = 0.4
RESTS = 4
SECONDS_BETWEEN_SCHEDULES = 2.0
SECONDS_AT_THE_END = 0.5


@dataclass
class Search:
    """Small steps and CP-SAT share it, each in a thread."""

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
    solver: cp_model.CpSolver | None = None
    lock: threading.RLock = field(default_factory=threading.RLock)

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
        self.offer(blocks)
        return True

    def offer(self, blocks: tuple[Block, ...]) -> None:
        schedule = Schedule(blocks, self.earlier)
        objective = int(check(self.conference, schedule).objective)  # type: ignore[arg-type] # one number
        with self.lock:
            if self.best is None or objective < self.best.objective:
                self.best = Found(schedule, objective)
                self.report(self.best)
                self._rest_if_done()

    def raise_bound(self, bound: float) -> None:
        whole = math.ceil(bound - 1e-6)
        with self.lock:
            if whole > self.bound:
                self.bound = whole
                self.report(Bound(whole))
                self._rest_if_done()

    def _rest_if_done(self) -> None:
        if self.solver is not None and self.is_done:
            self.solver.stop_search()


def run(
    conference: Conference, earlier: tuple[Block, ...], seed: int, workers: int, ends: float, *, report: Report
) -> None:
    search = Search(conference, earlier, seed, workers, ends - SECONDS_AT_THE_END, report)
    if not _first(search):
        report(Impossible())
    elif search.best is not None and workers == 1:
        ends_of_steps = time.monotonic() + search.left * SHARE_OF_STEPS
        _small_steps(search, lambda rests: rests >= RESTS or time.monotonic() >= ends_of_steps)
        _proofs(search)
    elif search.best is not None:
        _side_by_side(search)


def _side_by_side(search: Search) -> None:
    proved = threading.Event()
    with ThreadPoolExecutor(1) as threads:
        steps = threads.submit(_small_steps, search, lambda rests: proved.is_set() and rests >= RESTS)
        try:
            _proofs(search)
        finally:
            proved.set()
        steps.result()


def _first(search: Search) -> bool:
    """The earlier schedule, or any, whatever it costs. False if there is proved to be none."""
    if search.earlier and _is_one(search.conference, search.earlier):
        search.offer(search.earlier)
        return True
    costless = replace(search.conference, weights=Weights(), price_of_a_move=0)
    any_ = replace(search, conference=costless, earlier=(), report=lambda _: None, refused=[], lock=threading.RLock())
    if not _phase(any_, groups_of_equal_rooms(costless), any_.left):
        return False
    if any_.best is not None:
        search.offer(any_.best.solution.blocks)
    return True


def _is_one(conference: Conference, blocks: tuple[Block, ...]) -> bool:
    return not check(conference, Schedule(blocks)).broken


def _small_steps(search: Search, is_enough: Callable[[int], bool]) -> None:
    """``is_enough``: whether so many rests are."""
    prices = Prices(search.conference, search.earlier)
    rests = 0
    while not search.is_done and not is_enough(rests) and search.best is not None:
        state = State(prices, search.best.solution.blocks)
        climb(state, search.seed + rests, rests, lambda: search.is_done or is_enough(0), search.offer)
        rests += 1


def _proofs(search: Search) -> None:
    """Merged rooms, then each by its name; where merging lost nothing, only merged rooms."""
    merged, single = groups_of_equal_rooms(search.conference), single_rooms(search.conference)
    if not search.earlier and len(merged) == len(single) > FEW_GROUPS:
        _rough_bound(search)
    # Moves are counted by room.
    if not search.earlier and len(merged) < len(single):
        _phase(search, merged, search.left * SHARE_OF_MERGED)
        if search.best is not None and search.best.objective <= search.reached:
            single = merged
    if not search.is_done:
        _phase(search, single, search.left)


def _rough_bound(search: Search) -> None:
    """As if rooms came in few kinds: what that proves holds."""
    coarse = coarsened(search.conference, FEW_GROUPS)
    rough = build(coarse, groups_of_equal_rooms(coarse))
    search.solver = _solver(search, search.left * SHARE_OF_ROUGH)
    search.solver.parameters.max_deterministic_time = MOST_OF_ROUGH
    search.solver.solve(rough.cp)
    search.raise_bound(search.solver.best_objective_bound)


def _phase(search: Search, groups: tuple[Group, ...], seconds: float) -> bool:
    """False if there is proved to be no schedule."""
    model = build(search.conference, groups, search.earlier)
    if search.bound:
        model.cp.add(model.objective >= search.bound)
    hint = search.best.solution if search.best else Schedule(search.earlier)
    if hint.blocks:
        model.hint(read_off(search.conference, hint, groups))
    ends = time.monotonic() + seconds
    while not search.is_done:
        solver = search.solver = _solver(search, ends - time.monotonic())
        status = solver.solve(model.cp, _Told(search, model))
        if status == cp_model.INFEASIBLE:
            return search.best is not None
        search.raise_bound(solver.best_objective_bound)
        if search.is_done or status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
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


def _solver(search: Search, seconds: float) -> cp_model.CpSolver:
    """All strategies one after the other, the same each time, which proves more than it finds."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = max(1, search.workers - 1)
    solver.parameters.random_seed = search.seed
    solver.parameters.interleave_search = True
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

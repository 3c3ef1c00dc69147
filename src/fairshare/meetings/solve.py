"""Two MaxSAT searches race; CP-SAT takes the place of one that is not done in time. Each improvement is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from fairshare.answer import Answer, Progress, Status
from fairshare.meetings import explain, settling
from fairshare.meetings.cost import Scale, costs, settled
from fairshare.meetings.counting import counted_out
from fairshare.meetings.problem import Problem, Solution
from fairshare.meetings.rules import pairs
from fairshare.news import Bound, Found, Proved
from fairshare.racing import Engine, Race
from fairshare.stop import Stop, Watch

if TYPE_CHECKING:
    from fairshare.meetings.encoding import Encoding

GLUCOSE, CADICAL = "glucose4", "cadical153"
CONFLICTS_ALONE = 300_000
SECONDS_BEFORE_CP = 20.0
# CP-SAT counts in 64 bits, and tells its bound in floating point.
LARGEST = 2**50


@dataclass
class Search:
    """The best plan so far, and what is proved about all others."""

    problem: Problem
    scale: Scale
    earlier: Mapping[int, int]
    watch: Watch
    on_progress: Callable[[Progress], None] | None
    known: list[tuple[int, int]] = field(init=False)
    best: dict[int, int] | None = None
    cost: int | None = None
    bound: int = 0
    proved: bool = False

    def __post_init__(self) -> None:
        self.known = list(pairs(self.problem))

    @property
    def is_done(self) -> bool:
        return self.proved or (self.cost is not None and self.cost <= self.bound)

    @property
    def choice(self) -> int | None:
        """What the tiers that depend on the choice of meetings alone cost, once that is proved."""
        unit = self.scale.weight("value") or self.scale.weight("second priorities")
        if self.cost is None or not unit or self.cost // unit != self.bound // unit:
            return None
        return self.cost // unit * unit

    def hear(self, news: Found | Bound | Proved) -> None:
        if isinstance(news, Found):
            plan = dict(self.known[index] for index in news.taken)
            cost = self.scale.whole(costs(self.problem, plan, self.earlier))
            if self.cost is None or cost < self.cost:
                self.best, self.cost = plan, cost
                self._tell()
        elif isinstance(news, Bound):
            if news.cost > self.bound:
                self.bound = news.cost
                self._tell()
        else:
            self.proved = True
            if self.cost is not None:
                self.bound = self.cost

    def _tell(self) -> None:
        if self.on_progress:
            objective = None if self.cost is None else self.scale.score(self.cost)
            self.on_progress(Progress(objective, self.scale.score(self.bound), self.watch.seconds))


def solve(
    problem: Problem,
    *,
    stop: Stop | None = None,
    seed: int = 1,
    workers: int = 2,
    start: Solution | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Answer[Solution]:
    """With one worker the same answer for the same seed, as long as it is not stopped by its seconds."""
    watch = Watch(stop or Stop())
    earlier = settled(problem, start)
    scale = Scale.of(problem, earlier)
    if because := counted_out(problem):
        return Answer(Status.INFEASIBLE, None, None, watch.seconds, seed, None, because)
    search = Search(problem, scale, earlier, watch, on_progress)
    if not watch.is_over:
        _race(search, seed, workers)
    if search.best is None:
        if search.proved:
            because = explain.causes(problem, watch)
            return Answer(Status.INFEASIBLE, None, None, watch.seconds, seed, None, because)
        return Answer(Status.UNKNOWN, None, scale.score(search.bound), watch.seconds, seed, None)
    solution = settling.settled_in(problem, search.best, watch, seed)
    status = Status.OPTIMAL if search.is_done else Status.FEASIBLE
    objective = scale.score(search.cost or 0)
    return Answer(status, objective, scale.score(search.bound), watch.seconds, seed, solution)


def _race(search: Search, seed: int, workers: int) -> None:
    small = sum(search.scale.weights) * (1 + search.scale.weights[0]) < LARGEST
    late = search.watch.seconds + SECONDS_BEFORE_CP if workers == 2 and small else None
    with Race(_engines(search, seed, workers, small), search.watch) as race:
        for _, news in race.pulses():
            if news is not None:
                search.hear(news)
            if search.is_done:
                return
            if late is not None and search.watch.seconds > late:
                late = None
                race.replace(CADICAL if CADICAL in race else GLUCOSE, _cp_sat(search, seed, 1))


def _engines(search: Search, seed: int, workers: int, small: bool) -> list[Engine]:
    given = (search.problem, search.scale, search.earlier)

    @cache
    def encoding() -> Encoding:
        from fairshare.meetings.encoding import encode

        return encode(*given)

    def for_maxsat(solver: str, **options: bool) -> Engine:
        run = "fairshare.maxsat:core_guided"
        return Engine(solver, run, lambda: (encoding().clauses, len(search.known), solver), options)

    def in_steps(run: str) -> Engine:
        return Engine(run, run, lambda: (encoding(), *given), {"conflicts": CONFLICTS_ALONE, "seed": seed})

    choosing = in_steps("fairshare.meetings.choosing:choose_then_schedule")
    has_wishes = any(meeting.value for meeting in search.problem.meetings) and small
    if workers == 1:
        return [choosing if has_wishes else in_steps("fairshare.meetings.cp:one_after_the_other")]
    other = choosing if has_wishes else for_maxsat(CADICAL, first=True, exhaust=False)
    engines = [for_maxsat(GLUCOSE, first=False, exhaust=True), other]
    if workers > 2 and small:
        engines.append(_cp_sat(search, seed, workers - 2))
    return engines


def _cp_sat(search: Search, seed: int, workers: int) -> Engine:
    given = (search.problem, search.scale, search.earlier, search.best or search.earlier)
    return Engine("CP-SAT", "fairshare.meetings.cp:constraint_programming", given, {"seed": seed, "workers": workers})

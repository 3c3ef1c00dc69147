"""A first answer by turns, then the climb: here where the question is small, in its own process where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from fairshare.answer import Answer, Progress, Status
from fairshare.places.allotment import Allotment, largest, objective
from fairshare.places.check import broken_rules
from fairshare.places.explain import causes
from fairshare.places.problem import Pair, Problem
from fairshare.places.turns import interpreted_where_most_need_it, round_robin
from fairshare.racing import Engine, Race
from fairshare.stop import Stop, Watch

# So many possible places take HiGHS less than a second: a process would not pay, and nobody waits long for a stop.
FEW_PAIRS = 5_000
# The memory of a model of a million people; beyond, the answer by turns must do.
MOST_PAIRS = 2_500_000


@dataclass(frozen=True)
class News:
    """``solution`` is None where there is none at all, and ``because`` says why."""

    solution: Allotment | None
    objective: tuple[int, ...] = ()
    bound: tuple[int, ...] = ()
    is_proved: bool = False
    because: tuple[str, ...] = ()


@dataclass
class _Best:
    """The best that was told so far."""

    watch: Watch
    seed: int
    on_progress: Callable[[Progress], None] | None
    news: News | None = None

    def hear(self, news: News) -> None:
        self.news = news
        if self.on_progress and news.solution is not None:
            self.on_progress(Progress(news.objective, news.bound or None, self.watch.seconds))

    def answer(self) -> Answer[Allotment]:
        news, seconds = self.news, self.watch.seconds
        if news is None:
            return Answer(Status.UNKNOWN, None, None, seconds, self.seed, None)
        if news.solution is None:
            return Answer(Status.INFEASIBLE, None, None, seconds, self.seed, None, news.because)
        status = Status.OPTIMAL if news.is_proved else Status.FEASIBLE
        return Answer(status, news.objective, news.bound, seconds, self.seed, news.solution)


def solve(
    problem: Problem,
    *,
    stop: Stop | None = None,
    seed: int = 1,
    workers: int = 2,
    start: Allotment | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Answer[Allotment]:
    """``start``: an earlier answer; where ``moves`` are no goal, as few people as possible are moved at the end."""
    watch = Watch(stop or Stop())
    best = _Best(watch, seed, on_progress)
    # Who is not there any more cannot be moved.
    earlier = frozenset(seat for seat in start.seats if seat[0] in problem.participant) if start else frozenset()

    def first() -> Allotment | None:
        found = _first(problem, start, earlier)
        if found is not None:
            best.hear(News(found, objective(problem, found), largest(problem, earlier)))
        return found

    if watch.is_over or len(problem.rating) > MOST_PAIRS:
        first()
        return best.answer()
    _climbed(problem, earlier, first, best, workers)
    if best.news is not None and best.news.solution is None:
        best.news = News(None, because=causes(problem, watch))
    return best.answer()


def _climbed(
    problem: Problem, earlier: frozenset[Pair], first: Callable[[], Allotment | None], best: _Best, workers: int
) -> None:
    if len(problem.rating) <= FEW_PAIRS:
        climb(problem, earlier, first(), best.seed, workers, best.watch, report=best.hear)
        return
    # The engine loads its modules while the first answer is being made.
    engine = Engine(
        "climb",
        "fairshare.places.solve:climb_apart",
        lambda: (problem, earlier, first(), best.seed, workers, best.watch.left),
    )
    with Race([engine], best.watch) as race:
        for _, news in race:
            best.hear(news)


def _first(problem: Problem, start: Allotment | None, earlier: frozenset[Pair]) -> Allotment | None:
    """The earlier answer where it still holds, otherwise one by turns, where such a one holds."""
    for made in _made_quickly(problem, start):
        found = replace(made, earlier=earlier)
        if next(broken_rules(problem, found), None) is None:
            return found
    return None


def _made_quickly(problem: Problem, start: Allotment | None) -> Iterator[Allotment]:
    if start is not None:
        yield start
    yield round_robin(problem, interpreted_where_most_need_it(problem))


def climb_apart(
    problem: Problem,
    earlier: frozenset[Pair],
    first: Allotment | None,
    seed: int,
    workers: int,
    seconds: float,
    *,
    report: Callable[[News], None],
) -> None:
    """As an engine of a race, which ends it when it must be."""
    climb(problem, earlier, first, seed, workers, Watch(Stop().lasting(seconds)), report=report)


def climb(
    problem: Problem,
    earlier: frozenset[Pair],
    first: Allotment | None,
    seed: int,
    workers: int,
    watch: Watch,
    *,
    report: Callable[[News], None],
) -> None:
    from fairshare.places.alike import gathered
    from fairshare.places.climbing import Climb, Height, NoPlan
    from fairshare.places.model import model_of

    alike = gathered(problem)
    model = model_of(alike.problem, earlier, alike.many)

    def tell(height: Height) -> None:
        found = alike.apart(model.allotment(height.values))
        known = tuple(int(bound) for bound in height.bounds)
        reached = objective(problem, found)
        bound = (*known, *largest(problem, earlier)[len(known) :])[: len(reached)]
        report(News(found, reached, bound, height.is_proved))

    start = None if first is None else model.values(alike.together(first))
    try:
        if model.impossible:
            raise NoPlan
        Climb(model, watch, seed, workers, tell, start).climb()
    except NoPlan:
        report(News(None))

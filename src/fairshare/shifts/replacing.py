"""Who could replace whom when one falls ill: seat by seat at once, or the whole roster anew with few moves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from fairshare.answer import Answer, Progress
from fairshare.errors import BadProblem
from fairshare.shifts.check import broken_in_session, broken_of_person
from fairshare.shifts.explain import without
from fairshare.shifts.problem import Problem, Roster, Seat
from fairshare.shifts.solve import solve
from fairshare.stop import Stop


@dataclass(frozen=True)
class StandIn:
    """``fee``: what they cost in addition, 0 where they work that day anyway; ``minutes``: theirs in all."""

    interpreter: str
    fee: int
    minutes: int


def stand_ins(problem: Problem, roster: Roster, name: str) -> dict[Seat, tuple[StandIn, ...]]:
    """For every seat of theirs, who could take it if nothing else changed; cheapest first, then who has worked least.

    Seat by seat: who could take two may be able to take only one of them.
    """
    if name not in problem.interpreters_by_name:
        raise BadProblem("name", f"there is no interpreter {name}")
    return {
        seat: tuple(sorted(_for(problem, roster, seat), key=lambda one: (one.fee, one.minutes, one.interpreter)))
        for seat in roster.seats
        if seat.interpreter == name
    }


def replaced(
    problem: Problem,
    roster: Roster,
    name: str,
    sessions: Collection[str] | None = None,
    *,
    stop: Stop | None = None,
    seed: int = 1,
    workers: int = 2,
    on_progress: Callable[[Progress], None] | None = None,
) -> Answer[Roster]:
    """The roster without somebody, for these sessions or for all; as few others move as their price allows."""
    if name not in problem.interpreters_by_name:
        raise BadProblem("name", f"there is no interpreter {name}")
    missed = list(problem.sessions_by_name if sessions is None else sessions)
    return solve(
        without(problem, name, missed), stop=stop, seed=seed, workers=workers, start=roster, on_progress=on_progress
    )


def _for(problem: Problem, roster: Roster, seat: Seat) -> Iterator[StandIn]:
    session = problem.sessions_by_name[seat.session]
    day = session.day
    for one in problem.interpreters:
        theirs = [other for other in roster.seats if other.interpreter == one.name]
        if any(other.session == seat.session for other in theirs):
            continue
        taken = replace(seat, interpreter=one.name)
        if any(broken_of_person(problem, one, [*theirs, taken])):
            continue
        seats = tuple(taken if other == seat else other for other in roster.seats if other.session == seat.session)
        if not any(broken_in_session(problem, session, replace(roster, seats=seats))):
            works = any(problem.sessions_by_name[other.session].day == day for other in theirs)
            minutes = sum(problem.sessions_by_name[other.session].minutes for other in theirs)
            yield StandIn(one.name, 0 if works else one.fee, minutes)

"""Parts of a conference: of some sessions, and those that share no cost and no interpreter's night with others."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from fairshare.shifts.problem import Problem, Seat
from fairshare.shifts.rules import too_near


def only(problem: Problem, names: Collection[str]) -> Problem:
    """The same with these sessions alone."""
    sessions = tuple(session for session in problem.sessions if session.name in names)
    venues = {session.venue for session in sessions}
    return replace(
        problem,
        sessions=sessions,
        walks=tuple(walk for walk in problem.walks if {walk.one, walk.other} <= venues),
        promised=tuple(seat for seat in problem.promised if seat.session in names),
    )


def parts(problem: Problem) -> list[Problem]:
    """Days; several together where the night between is too short for some of their sessions.

    Relays and costs of the whole are the sums of theirs: only hours and loads look at all days at once.
    """
    joined: dict[date, set[date]] = {day: {day} for day in sorted(problem.days)}
    for one, other in too_near(problem):
        if joined[one.day] is not joined[other.day]:
            together = joined[one.day] | joined[other.day]
            joined |= dict.fromkeys(together, together)
    groups = {min(days): days for days in joined.values()}
    return [
        replace(only(problem, {one.name for one in problem.sessions if one.day in days}), even_load=False)
        for days in groups.values()
    ] or [problem]


def seats_of(part: Problem, seats: Iterable[Seat]) -> tuple[Seat, ...]:
    return tuple(seat for seat in seats if seat.session in part.sessions_by_name)

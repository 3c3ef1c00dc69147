"""An answer judged without the solver: the rules over 0 and 1, the objective counted anew."""

from __future__ import annotations

from collections.abc import Iterator

from fairshare.answer import Finding
from fairshare.places.allotment import Allotment, objective
from fairshare.places.problem import Problem
from fairshare.places.rules import Plan, all_rules


def check(problem: Problem, allotment: Allotment) -> Finding:
    return Finding(tuple(broken_rules(problem, allotment)), objective(problem, allotment))


def broken_rules(problem: Problem, allotment: Allotment) -> Iterator[str]:
    yield from _what_was_not_asked(problem, allotment)
    plan = Plan(
        takes={pair: int(pair in allotment.seats) for pair in problem.rating},
        held={session: int(session in allotment.held) for session in problem.session},
        works={
            (team.id, session.id): int((team.id, session.id) in allotment.works)
            for session in problem.sessions
            for team in problem.teams_for(session)
        },
    )
    for label, holds in all_rules(problem, plan):
        if not holds:
            yield label


def _what_was_not_asked(problem: Problem, allotment: Allotment) -> Iterator[str]:
    for person, session in sorted(allotment.seats - problem.rating.keys()):
        yield f"{person} has not wished for {session}"
    for session in sorted(allotment.held - problem.session.keys()):
        yield f"there is no session {session}"
    for name, session in sorted(allotment.works):
        where = problem.session.get(session)
        if where is None or all(team.id != name for team in problem.teams_for(where)):
            yield f"team {name} cannot work in {session}"

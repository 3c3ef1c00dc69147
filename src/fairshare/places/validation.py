"""What a question must be before anybody thinks about it: each fault names the item it is in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from fairshare.errors import BadProblem

if TYPE_CHECKING:
    from fairshare.places.problem import Participant, Problem, Session

LARGEST = 1_000_000_000
MOST_SESSIONS = 2_000
# Bounds are computed in floating point; sums of more could not be told apart by one.
LARGEST_RATING = 10_000


def refuse_what_is_wrong(problem: Problem) -> None:
    sessions = _unlike("sessions", [session.id for session in problem.sessions])
    if len(sessions) > MOST_SESSIONS:
        raise BadProblem("sessions", f"are more than {MOST_SESSIONS}")
    people = _unlike("participants", [person.id for person in problem.participants])
    for number, session in enumerate(problem.sessions):
        _refuse_session(f"sessions[{number}]", session)
    for number, person in enumerate(problem.participants):
        _refuse_participant(f"participants[{number}]", person, sessions)
    for number, clash in enumerate(problem.clashes):
        _known(f"clashes[{number}]", clash, sessions)
        if len(clash) != 2 or clash[0] == clash[1]:
            raise BadProblem(f"clashes[{number}]", "needs two different sessions")
    for number, group in enumerate(problem.companions):
        _known(f"companions[{number}]", group, people)
    _refuse_groups(problem, sessions, people)
    _amount("most_sessions", problem.most_sessions)
    if not 0 <= problem.price_of_a_move <= LARGEST_RATING:
        raise BadProblem("price_of_a_move", f"is not between 0 and {LARGEST_RATING} points")
    _unlike("goals", problem.goals)
    if not problem.goals:
        raise BadProblem("goals", "are missing")


def _refuse_session(item: str, session: Session) -> None:
    for name in ("capacity", "online", "minimum", "booths", "start", "end"):
        _amount(f"{item}.{name}", getattr(session, name))
    if (session.start is None) != (session.end is None) or (session.start is None) != (not session.days):
        raise BadProblem(item, "needs days, start and end together")
    if session.start is not None and session.end is not None and session.end <= session.start:
        raise BadProblem(f"{item}.end", "is not after its start")


def _refuse_participant(item: str, person: Participant, sessions: Collection[str]) -> None:
    _amount(f"{item}.wants", person.wants)
    _amount(f"{item}.at_least", person.at_least)
    if person.at_least > person.wants:
        raise BadProblem(f"{item}.at_least", f"{person.at_least} places are promised, {person.wants} wanted")
    if person.wishes and person.order:
        raise BadProblem(item, "has wishes rated and ranked; only one of both can be meant")
    _known(f"{item}.order" if person.order else f"{item}.wishes", person.wished, sessions)
    _known(f"{item}.speaks_in", person.speaks_in, sessions)
    for wished, rating in person.wishes.items():
        if abs(rating) > LARGEST_RATING:
            raise BadProblem(f"{item}.wishes.{wished}", f"is beyond {LARGEST_RATING} points")


def _refuse_groups(problem: Problem, sessions: Collection[str], people: Collection[str]) -> None:
    _unlike("delegations", [delegation.id for delegation in problem.delegations])
    for number, delegation in enumerate(problem.delegations):
        _known(f"delegations[{number}].members", delegation.members, people)
        _amount(f"delegations[{number}].together", delegation.together)
    for number, share in enumerate(problem.shares):
        _known(f"shares[{number}].sessions", share.sessions, sessions)
        if not 0 <= share.part <= share.of or not 0 < share.of <= LARGEST:
            raise BadProblem(f"shares[{number}]", f"{share.part} in {share.of} is no part of a whole")
    _unlike("teams", [team.id for team in problem.teams])
    for number, team in enumerate(problem.teams):
        _known(f"teams[{number}].sessions", team.sessions, sessions)
        _amount(f"teams[{number}].most", team.most)
        if len(set(team.languages)) < 2:
            raise BadProblem(f"teams[{number}].languages", "needs two different languages")


def _unlike(item: str, names: Iterable[str]) -> frozenset[str]:
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            raise BadProblem(f"{item}[{number}]", f"{name} is there twice")
        seen.add(name)
    return frozenset(seen)


def _known(item: str, names: Collection[str], known: Collection[str]) -> None:
    for number, name in enumerate(names):
        if name not in known:
            raise BadProblem(f"{item}[{number}]", f"{name} is unknown")
    if len(set(names)) < len(names):
        raise BadProblem(item, "name somebody or something twice")


def _amount(item: str, amount: int | None) -> None:
    if amount is not None and not 0 <= amount <= LARGEST:
        raise BadProblem(item, f"{amount} is not between 0 and {LARGEST}")

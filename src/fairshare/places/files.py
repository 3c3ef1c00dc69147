"""Answers as JSON."""

from __future__ import annotations

from typing import Any

from fairshare.errors import BadProblem
from fairshare.places.allotment import Allotment, figures
from fairshare.places.problem import Pair, Problem


def solution_to_json(problem: Problem, solution: Allotment) -> dict[str, Any]:
    """Everybody who takes part stands in it, also those left without a place."""
    written: dict[str, Any] = {
        "places": {person.id: list(solution.sessions_of.get(person.id, ())) for person in problem.participants},
        "held": [session.id for session in problem.sessions if session.id in solution.held],
    }
    if problem.teams:
        written["interpreted"] = {
            team.id: sorted(session for name, session in solution.works if name == team.id) for team in problem.teams
        }
    if solution.earlier:
        earlier: dict[str, list[str]] = {}
        for person, session in sorted(solution.earlier):
            earlier.setdefault(person, []).append(session)
        written["earlier"] = earlier
    return {**written, "figures": figures(problem, solution)}


def solution_from_json(problem: Problem, raw: Any) -> Allotment:  # noqa: ARG001 # the shape all families share
    if not isinstance(raw, dict):
        raise BadProblem("solution", "is no object")
    held = raw.get("held", [])
    if not isinstance(held, list) or not all(isinstance(session, str) for session in held):
        raise BadProblem("solution.held", "is no list of sessions")
    return Allotment(
        seats=_pairs(raw, "places"),
        held=frozenset(held),
        works=_pairs(raw, "interpreted"),
        earlier=_pairs(raw, "earlier"),
    )


def _pairs(raw: dict[str, Any], name: str) -> frozenset[Pair]:
    lists = raw.get(name, {})
    if not isinstance(lists, dict):
        raise BadProblem(f"solution.{name}", "is no object of lists")
    pairs = set()
    for key, values in lists.items():
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise BadProblem(f"solution.{name}.{key}", "is no list of sessions")
        if len(set(values)) < len(values):
            raise BadProblem(f"solution.{name}.{key}", "names a session twice")
        pairs |= {(key, value) for value in values}
    return frozenset(pairs)

"""The solution: who gets what, what takes place, who interprets where."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from fairshare.places.problem import Goal, Pair, Participant, Problem


@dataclass(frozen=True)
class Allotment:
    """``seats``: a participant and a session each; ``works``: a team and a session each.

    ``earlier``: the seats that people held before, from which moves are counted.
    """

    seats: frozenset[Pair]
    held: frozenset[str]
    works: frozenset[Pair] = frozenset()
    earlier: frozenset[Pair] = frozenset()

    @cached_property
    def sessions_of(self) -> Mapping[str, tuple[str, ...]]:
        return _gathered(self.seats)

    @cached_property
    def audience_of(self) -> Mapping[str, tuple[str, ...]]:
        return _gathered((session, person) for person, session in self.seats)


def _gathered(pairs: Iterable[Pair]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, value in sorted(pairs):
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def figures(problem: Problem, allotment: Allotment) -> dict[str, object]:
    """What people ask first, whatever the goals were."""
    found: dict[str, object] = {
        "served": served(allotment),
        "places": len(allotment.seats),
        "levels": list(levels(problem, allotment)),
        "profile": list(profile(problem, allotment)),
        "ratings": ratings(problem, allotment),
    }
    if problem.delegations:
        found["heard_of"] = len(heard_of(problem, allotment))
    if allotment.earlier:
        found["moved"] = sorted(moved(allotment))
    return found


def served(allotment: Allotment) -> int:
    return len({person for person, _ in allotment.seats})


def levels(problem: Problem, allotment: Allotment) -> tuple[int, ...]:
    """How many people have one place or more, two or more, and so on."""
    counts = Counter(person for person, _ in allotment.seats)
    return tuple(sum(count >= level for count in counts.values()) for level in range(1, most_places(problem) + 1))


def most_places(problem: Problem) -> int:
    """That anybody could have."""
    return max((min(person.wants, len(person.wished)) for person in problem.participants), default=0)


def profile(problem: Problem, allotment: Allotment) -> tuple[int, ...]:
    """How many first choices were given, how many second choices, and so on."""
    counts = Counter(problem.rank.get(seat, 0) for seat in allotment.seats)
    return tuple(counts[rank] for rank in range(1, problem.ranks + 1))


def ratings(problem: Problem, allotment: Allotment) -> int:
    return sum(problem.rating.get(seat, 0) for seat in allotment.seats)


def moved(allotment: Allotment) -> frozenset[str]:
    """Who lost a place that they held."""
    return frozenset(person for person, _ in allotment.earlier - allotment.seats)


def heard_of(problem: Problem, allotment: Allotment) -> frozenset[Pair]:
    """Delegations and the sessions in whose audience somebody of them is."""
    return frozenset(
        (delegation.id, session)
        for delegation in problem.delegations
        for member in delegation.members
        for session in allotment.sessions_of.get(member, ())
    )


def objective(problem: Problem, allotment: Allotment) -> tuple[int, ...]:
    """The figures of every goal, in order: of two answers the first figure that differs decides.

    ``generous`` begins with the last choices; what should be few stands with a minus, so that larger is always better.
    """
    figures: list[int] = []
    for goal in goals_of(problem, allotment.earlier):
        match goal:
            case Goal.SERVED:
                figures.append(served(allotment))
            case Goal.PLACES:
                figures.append(len(allotment.seats))
            case Goal.LEXIMIN:
                figures.extend(levels(problem, allotment))
            case Goal.GREEDY:
                figures.extend(profile(problem, allotment))
            case Goal.GENEROUS:
                figures.extend(-count for count in reversed(profile(problem, allotment)))
            case Goal.RATINGS:
                figures.append(ratings(problem, allotment) - problem.price_of_a_move * len(moved(allotment)))
            case Goal.SPREAD:
                figures.append(len(heard_of(problem, allotment)))
            case Goal.MOVES:
                figures.append(-len(moved(allotment)))
    return tuple(figures)


def largest(problem: Problem, earlier: frozenset[Pair]) -> tuple[int, ...]:
    """What each figure of the objective can be at most, whatever the sessions hold."""
    could = [(min(person.wants, len(person.wished)), person) for person in problem.participants]
    levels_of = tuple(sum(places >= level for places, _ in could) for level in range(1, most_places(problem) + 1))
    ranks = Counter(problem.rank.values())
    bounds: list[int] = []
    for goal in goals_of(problem, earlier):
        match goal:
            case Goal.SERVED:
                bounds.append(sum(places > 0 for places, _ in could))
            case Goal.PLACES:
                bounds.append(sum(places for places, _ in could))
            case Goal.LEXIMIN:
                bounds.extend(levels_of)
            case Goal.GREEDY:
                bounds.extend(ranks[rank] for rank in range(1, problem.ranks + 1))
            case Goal.GENEROUS:
                bounds.extend([0] * problem.ranks)
            case Goal.RATINGS:
                bounds.append(sum(_best_ratings(problem, person) for _, person in could))
            case Goal.SPREAD:
                bounds.append(len(problem.delegations) * len(problem.sessions))
            case Goal.MOVES:
                bounds.append(0)
    return tuple(bounds)


def _best_ratings(problem: Problem, person: Participant) -> int:
    wished = (problem.rating.get((person.id, session), 0) for session in person.wished)
    return sum(heapq.nlargest(person.wants, (rating for rating in wished if rating > 0)))


def goals_of(problem: Problem, earlier: frozenset[Pair]) -> tuple[Goal, ...]:
    """Where there was an earlier answer, few moves are the last goal if they were none before."""
    if earlier and Goal.MOVES not in problem.goals:
        return (*problem.goals, Goal.MOVES)
    return problem.goals

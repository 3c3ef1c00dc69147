"""The question as weighted MaxSAT: the rules, what they imply, breaks as holes in a row of meetings.

Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy, Villaret, *Constraint Solving Approaches to the Business-to-Business
Meeting Scheduling Problem*, JAIR 74 (2022): channelling, implied counts, holes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from fairshare.linear import Linear
from fairshare.meetings.cost import Scale, discomfort, most_breaks, people_to_move
from fairshare.meetings.problem import Problem
from fairshare.meetings.rules import FIRM, RULES, Plan, every_pair, fairness, pairs, services, slots
from fairshare.sat import Clauses


@dataclass(frozen=True)
class Encoding:
    """``held``: of each meeting that may be dropped, a literal: it takes place."""

    clauses: Clauses
    takes: Mapping[tuple[int, int], int]
    held: Mapping[int, int]


@dataclass(frozen=True)
class Guarded(Encoding):
    """``firm``: the labels of rules that nobody can let give."""

    guards: Mapping[str, int]
    firm: frozenset[str]


def encode(problem: Problem, scale: Scale, earlier: Mapping[int, int]) -> Encoding:
    """A model's variables up to ``len(takes)`` are the plan; the soft clauses' weights add up to its whole cost."""
    takes, plan, clauses = _variables(problem, pairs(problem))
    for rule in RULES:
        for _, row in rule(problem, plan):
            clauses.require(row)
    meets = _meets(problem, clauses, takes)
    _implied_counts(problem, clauses, meets)
    _order_twins(problem, clauses, takes, earlier)
    holes = _holes(problem, clauses, meets, exact=least_is_open(problem))
    _fair(problem, clauses, holes)
    for literals in holes:
        for hole in literals:
            _wish(clauses, -hole, scale.weight("comfort") * problem.prices.breaks)
    for (number, slot), variable in takes.items():
        _wish(clauses, -variable, scale.weight("comfort") * problem.prices.outside * discomfort(problem, number, slot))
    held = _wish_for_values(problem, scale, clauses, takes)
    price = scale.weight("moved") or scale.weight("comfort") * (problem.prices.moved or 0)
    for stays in people_to_move(problem, earlier).values():
        unmoved = clauses.new()
        for pair in stays:
            clauses.hard.append([-unmoved, takes[pair]] if pair in takes else [-unmoved])
        _wish(clauses, unmoved, price)
    return Encoding(clauses, takes, held)


def encode_guarded(problem: Problem) -> Guarded:
    """The rules alone, each only where its label's literal is true: for explanations."""
    takes, plan, clauses = _variables(problem, every_pair(problem))
    guards: dict[str, int] = {}
    firm: set[str] = set()
    for rule in RULES:
        for label, row in rule(problem, plan):
            if label not in guards:
                guards[label] = clauses.new()
                if rule in FIRM:
                    firm.add(label)
            clauses.require(row, (guards[label],))
    if problem.fairness is not None:
        guards[fairness(problem)] = clauses.new()
        holes = _holes(problem, clauses, _meets(problem, clauses, takes), exact=least_is_open(problem))
        _fair(problem, clauses, holes, (guards[fairness(problem)],))
    return Guarded(clauses, takes, {}, guards, frozenset(firm))


def least_is_open(problem: Problem) -> bool:
    """Whether the least number of breaks could be other than 0: not where somebody has none in every plan."""
    return problem.fairness is not None and _levels(problem) > 0


def _levels(problem: Problem) -> int:
    return min((most_breaks(problem, person) for person in range(len(problem.people))), default=0)


def _variables(
    problem: Problem, possible: Iterable[tuple[int, int]]
) -> tuple[dict[tuple[int, int], int], Plan, Clauses]:
    takes = {pair: index for index, pair in enumerate(possible, start=1)}
    serves = {service: index for index, service in enumerate(services(problem), start=len(takes) + 1)}
    plan = Plan(
        {pair: Linear.of(variable) for pair, variable in takes.items()},
        {service: Linear.of(variable) for service, variable in serves.items()},
    )
    return takes, plan, Clauses(len(takes) + len(serves))


def _wish(clauses: Clauses, literal: int, weight: int) -> None:
    if weight:
        clauses.wish(literal, weight)


def _meets(problem: Problem, clauses: Clauses, takes: Mapping[tuple[int, int], int]) -> list[dict[int, int]]:
    """Of each person, by slot, a literal: is in a meeting."""
    meets: list[dict[int, int]] = []
    for numbers in problem.meetings_of:
        at = {slot: [takes[number, slot] for number in numbers if (number, slot) in takes] for slot in slots(problem)}
        meets.append({slot: clauses.any_of(literals) for slot, literals in at.items() if literals})
    return meets


def _implied_counts(problem: Problem, clauses: Clauses, meets: list[dict[int, int]]) -> None:
    """Everybody is in as many slots as they have meetings; no slot has more people than the largest meetings bring."""
    for numbers, mine in zip(problem.meetings_of, meets, strict=True):
        needed = sum(problem.meetings[number].value is None for number in numbers)
        clauses.at_least(list(mine.values()), needed)
        clauses.at_most(list(mine.values()), len(numbers))
    seats = sum(sorted(map(len, problem.members))[-problem.tables :])
    for slot in slots(problem):
        clauses.at_most([mine[slot] for mine in meets if slot in mine], seats)


def _order_twins(
    problem: Problem, clauses: Clauses, takes: Mapping[tuple[int, int], int], earlier: Mapping[int, int]
) -> None:
    """Of meetings that differ in nothing but their names, the earlier named is the earlier held."""
    named_as_before = {name for meeting in problem.meetings for name in meeting.after}
    twins: dict[object, int] = {}
    for number, meeting in enumerate(problem.meetings):
        if meeting.value is not None or meeting.after or meeting.name in named_as_before or number in earlier:
            continue
        look = (frozenset(meeting.people), meeting.slots, meeting.slot, meeting.moderated, meeting.languages)
        if (twin := twins.get(look)) is not None:
            for slot in slots(problem):
                if (number, slot) in takes:
                    sooner = [takes[twin, other] for other in range(1, slot) if (twin, other) in takes]
                    clauses.hard.append([-takes[number, slot], *sooner])
        twins[look] = number


def _holes(problem: Problem, clauses: Clauses, meets: list[dict[int, int]], *, exact: bool) -> list[list[int]]:
    """Of each person, literals true where a break ends: has met before, does not meet, meets next.

    ``exact``: and only there; otherwise a plan may claim breaks that it has not, but never hide one.
    """
    holes: list[list[int]] = []
    for person, mine in enumerate(meets):
        found: list[int] = []
        if most_breaks(problem, person):
            has_met: int | None = None
            for slot in slots(problem):
                now, after = mine.get(slot), mine.get(slot + 1)
                has_met = _has_met(clauses, has_met, now)
                if has_met and after:
                    hole = clauses.new()
                    clauses.hard.append([hole, -has_met, -after, *([now] if now else [])])
                    if exact:
                        clauses.hard += [[-hole, has_met], [-hole, after], *([[-hole, -now]] if now else [])]
                    found.append(hole)
        holes.append(found)
    return holes


def _has_met(clauses: Clauses, before: int | None, now: int | None) -> int | None:
    if before is None or now is None:
        return before or now
    either = clauses.new()
    clauses.hard += [[-either, before, now], [either, -before], [either, -now]]
    return either


def _fair(problem: Problem, clauses: Clauses, holes: list[list[int]], guards: tuple[int, ...] = ()) -> None:
    """``low[k]``: everybody has at least k + 1 breaks; nobody more than the fewest and the fairness allowed."""
    if problem.fairness is None:
        return
    low = [clauses.new() for _ in range(_levels(problem))]
    clauses.hard += [[-after, before] for before, after in pairwise(low)]
    for literals in holes:
        for fewest, level in enumerate(low):
            clauses.at_most(literals, fewest + problem.fairness, (-level, *guards))
            clauses.at_least(literals, fewest + 1, (level, *guards))
        clauses.at_most(literals, len(low) + problem.fairness, guards)


def _wish_for_values(
    problem: Problem, scale: Scale, clauses: Clauses, takes: Mapping[tuple[int, int], int]
) -> dict[int, int]:
    held: dict[int, int] = {}
    for number, meeting in enumerate(problem.meetings):
        if meeting.value is None:
            continue
        variables = [takes[number, slot] for slot in slots(problem) if (number, slot) in takes]
        if variables:
            held[number] = clauses.any_of(variables)
        else:
            held[number] = clauses.new()
            clauses.hard.append([-held[number]])
        _wish(clauses, held[number], scale.weight("value") * meeting.value)
    for numbers in problem.priorities.values():
        dropped = [-held[number] for number in numbers]
        for most in range(1, len(dropped)):
            no_more = clauses.new()
            clauses.at_most(dropped, most, (no_more,))
            _wish(clauses, no_more, scale.weight("second priorities"))
    return held

"""Each rule once, as labelled comparisons of sums.

Guests who differ in nothing but their names and places are one group, which sits in its order: to exchange two of them
who sit the other way round brings neither further from their place, and changes no neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fairshare.linear import total
from fairshare.seating.problem import Chair, Guest, Problem


@dataclass(frozen=True)
class Group:
    """``places`` in the order of precedence, ascending."""

    guest: Guest
    places: tuple[int, ...]

    @property
    def named(self) -> str:
        return self.guest.name


@dataclass(frozen=True)
class Plan:
    """``sits[g, s]``: one of group g is in seat s. ``beside[e, g, h]``: g and h are in the e-th pair of seats.

    ``before[g, s]``: how many of g are in the first s seats. ``behind[k, s]``: an interpreter of kind k is
    behind seat s; ``helps[k, e]``: in the e-th pair.
    """

    sits: Mapping[tuple[int, int], Any]
    beside: Mapping[tuple[int, int, int], Any]
    before: Mapping[tuple[int, int], Any]
    behind: Mapping[tuple[int, int], Any]
    helps: Mapping[tuple[int, int], Any]


Labelled = Iterator[tuple[str, Any]]
Rule = Callable[[Problem, Sequence[Group], Plan], Labelled]


def groups_of(problem: Problem, earlier: Sequence[Chair] = (), *, alone: bool = False) -> tuple[Group, ...]:
    """``alone``: everybody is a group, so that reasons can name them."""
    apart = {name for pair in problem.pairs for name in pair.guests} | {chair.guest for chair in earlier}
    found: dict[Any, list[int]] = {}
    for place, guest in enumerate(problem.guests, 1):
        is_alone = alone or guest.seat is not None or guest.name in apart
        kind = guest.name if is_alone else (guest.country, frozenset(guest.languages))
        found.setdefault(kind, []).append(place)
    return tuple(Group(problem.guests[places[0] - 1], tuple(places)) for places in found.values())


def kinds_of(problem: Problem) -> dict[frozenset[str], list[str]]:
    """Interpreters of the same languages."""
    found: dict[frozenset[str], list[str]] = {}
    for interpreter in problem.interpreters:
        found.setdefault(frozenset(interpreter.languages), []).append(interpreter.name)
    return found


def are_compatriots(one: Group, other: Group) -> bool:
    return one.guest.country is not None and one.guest.country == other.guest.country


def are_silent(one: Group, other: Group) -> bool:
    languages = one.guest.languages, other.guest.languages
    return all(languages) and not set(languages[0]) & set(languages[1])


def bridges(languages: frozenset[str], one: Group, other: Group) -> bool:
    return bool(languages & set(one.guest.languages)) and bool(languages & set(other.guest.languages))


def a_seat_for_each(problem: Problem, groups: Sequence[Group], plan: Plan) -> Labelled:
    seats = range(1, len(problem.guests) + 1)
    for seat in seats:
        yield f"seat {seat} is for one guest", total(plan.sits[g, seat] for g in range(len(groups))) == 1
    for g, group in enumerate(groups):
        yield f"{group.named} has a seat", total(plan.sits[g, seat] for seat in seats) == len(group.places)


def fixed_seats(_: Problem, groups: Sequence[Group], plan: Plan) -> Labelled:
    for g, group in enumerate(groups):
        if group.guest.seat is not None:
            yield f"{group.named} sits in seat {group.guest.seat}", plan.sits[g, group.guest.seat] == 1


def neighbours_follow(problem: Problem, groups: Sequence[Group], plan: Plan) -> Labelled:
    """What the variables mean; never to be given up."""
    of_seat: dict[tuple[int, int, int], list[Any]] = {}
    for (e, g, h), both in plan.beside.items():
        of_seat.setdefault((e, 0, g), []).append(both)
        of_seat.setdefault((e, 1, h), []).append(both)
    for e, pair in enumerate(problem.neighbours):
        for side, seat in enumerate(pair):
            for g in range(len(groups)):
                yield "", total(of_seat.get((e, side, g), ())) == plan.sits[g, seat]


def order_follows(problem: Problem, groups: Sequence[Group], plan: Plan) -> Labelled:
    for g in range(len(groups)):
        for seat in range(1, len(problem.guests)):
            earlier = plan.before[g, seat - 1] if seat > 1 else 0
            yield "", plan.before[g, seat] - plan.sits[g, seat] == earlier


def nobody_far_from_their_place(problem: Problem, groups: Sequence[Group], plan: Plan) -> Labelled:
    if problem.most_places is None:
        return
    label, last = f"nobody sits more than {problem.most_places} places away", len(problem.guests)
    for g, group in enumerate(groups):
        for number, place in enumerate(group.places, 1):
            if place + problem.most_places < last:
                yield label, plan.before[g, place + problem.most_places] >= number
            if place - problem.most_places > 1:
                yield label, plan.before[g, place - problem.most_places - 1] <= number - 1


def countries_alternate(problem: Problem, groups: Sequence[Group], plan: Plan) -> Labelled:
    if problem.prices.country is None:
        for (_, g, h), both in plan.beside.items():
            if are_compatriots(groups[g], groups[h]):
                yield f"no two of {groups[g].guest.country} sit side by side", both == 0


def neighbours_can_speak(problem: Problem, groups: Sequence[Group], plan: Plan) -> Labelled:
    if problem.prices.language is None:
        for e, wordless in enumerate(_silences(problem, groups, plan)):
            if wordless:
                help_there = total(plan.helps[k, e] for k in range(len(kinds_of(problem))))
                yield "neighbours share a language or have an interpreter", total(wordless) <= help_there


def interpreters_help(problem: Problem, groups: Sequence[Group], plan: Plan) -> Labelled:
    kinds = kinds_of(problem)
    for k, (languages, names) in enumerate(kinds.items()):
        seats = range(1, len(problem.guests) + 1)
        yield "", total(plan.behind[k, seat] for seat in seats) <= len(names)
        for e, pair in enumerate(problem.neighbours):
            yield "", plan.helps[k, e] <= total(plan.behind[k, seat] for seat in pair)
            yield "", plan.helps[k, e] <= total(_silences(problem, groups, plan, languages)[e])
    if kinds:
        for seat in range(1, len(problem.guests) + 1):
            yield "", total(plan.behind[k, seat] for k in range(len(kinds))) <= 1
        for e in range(len(problem.neighbours)):
            yield "", total(plan.helps[k, e] for k in range(len(kinds))) <= 1


def pairs_as_wished(problem: Problem, groups: Sequence[Group], plan: Plan) -> Labelled:
    number_of = {group.guest.name: g for g, group in enumerate(groups)}
    for pair in problem.pairs:
        if pair.price is not None:
            continue
        g, h = (number_of[name] for name in pair.guests)
        beside = total(plan.beside[e, a, b] for e in range(len(problem.neighbours)) for a, b in ((g, h), (h, g)))
        verb = "sit" if pair.together else "do not sit"
        yield f"{' and '.join(pair.guests)} {verb} side by side", beside >= 1 if pair.together else beside == 0


def _silences(
    problem: Problem, groups: Sequence[Group], plan: Plan, languages: frozenset[str] | None = None
) -> list[list[Any]]:
    """Of each pair of seats, what makes it one without words; with ``languages``, one that they would bridge."""
    found: list[list[Any]] = [[] for _ in problem.neighbours]
    for (e, g, h), both in plan.beside.items():
        one, other = groups[g], groups[h]
        if are_silent(one, other) and (languages is None or bridges(languages, one, other)):
            found[e].append(both)
    return found


MEANINGS: tuple[Rule, ...] = (neighbours_follow, order_follows, interpreters_help)
WALLS: tuple[Rule, ...] = (a_seat_for_each,)
RULES: tuple[Rule, ...] = (
    fixed_seats,
    nobody_far_from_their_place,
    countries_alternate,
    neighbours_can_speak,
    pairs_as_wished,
)

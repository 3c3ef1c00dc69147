"""A seating judged without the solver, guest by guest; every deviation listed with what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fairshare.answer import Finding
from fairshare.seating.problem import Guest, Problem, Solution


@dataclass(frozen=True)
class Deviation:
    """``cost`` none: what must not be."""

    kind: str
    guests: tuple[str, ...]
    cost: int | None
    says: str


def check(problem: Problem, solution: Solution) -> Finding:
    if faults := tuple(_misplaced(problem, solution)):
        return Finding(faults, 0)
    found = deviations(problem, solution)
    broken = tuple(one.says for one in found if one.cost is None)
    return Finding(broken, sum(one.cost or 0 for one in found))


def deviations(problem: Problem, solution: Solution) -> tuple[Deviation, ...]:
    """Of a seating in which everybody has a seat: those from the order first, then neighbours by their seats."""
    return (
        *_out_of_order(problem, solution),
        *_ill_matched(problem, solution),
        *_pairs(problem, solution),
        *_moved(problem, solution),
    )


def _misplaced(problem: Problem, solution: Solution) -> Iterator[str]:
    names = [chair.guest for chair in solution.chairs]
    for name in dict.fromkeys(names):
        if name not in problem.place_of:
            yield f"nobody is called {name}"
    for guest in problem.guests:
        if names.count(guest.name) != 1:
            yield f"{guest.name} has {names.count(guest.name)} seats"
    numbers = [chair.seat for chair in solution.chairs]
    for seat in sorted(set(numbers)):
        if not 1 <= seat <= len(problem.guests):
            yield f"seat {seat} is not from 1 to {len(problem.guests)}"
        if numbers.count(seat) > 1:
            yield f"seat {seat} is given to {numbers.count(seat)} guests"
    known = {interpreter.name for interpreter in problem.interpreters}
    named: tuple[tuple[str, list[str | int]], ...] = (
        ("interpreter", [one.interpreter for one in solution.behind]),
        ("seat", [one.seat for one in solution.behind]),
    )
    for kind, values in named:
        for value in dict.fromkeys(values):
            if values.count(value) > 1:
                yield f"{kind} {value} is named {values.count(value)} times behind the guests"
    for one in solution.behind:
        if one.interpreter not in known or one.seat not in numbers:
            yield f"{one.interpreter} cannot sit behind seat {one.seat}"


def _out_of_order(problem: Problem, solution: Solution) -> Iterator[Deviation]:
    guests = {guest.name: guest for guest in problem.guests}
    for chair in sorted(solution.chairs, key=lambda one: one.seat):
        place = problem.place_of[chair.guest]
        away = abs(chair.seat - place)
        if guests[chair.guest].seat not in (None, chair.seat):
            yield Deviation(
                "seat", (chair.guest,), None, f"{chair.guest} does not sit in seat {guests[chair.guest].seat}"
            )
        if away:
            too_far = problem.most_places is not None and away > problem.most_places
            says = f"{chair.guest}, place {place}, sits in seat {chair.seat}"
            yield Deviation("place", (chair.guest,), None if too_far else problem.prices.place * away, says)


def _ill_matched(problem: Problem, solution: Solution) -> Iterator[Deviation]:
    guests = {guest.name: guest for guest in problem.guests}
    at = {chair.seat: guests[chair.guest] for chair in solution.chairs}
    speaks = {interpreter.name: set(interpreter.languages) for interpreter in problem.interpreters}
    behind = {one.seat: speaks[one.interpreter] for one in solution.behind}
    for seats in problem.neighbours:
        one, other = at[seats[0]], at[seats[1]]
        names = (one.name, other.name)
        if one.country is not None and one.country == other.country:
            says = f"{one.name} and {other.name}, both {one.country}, sit side by side"
            yield Deviation("country", names, problem.prices.country, says)
        if _are_silent(one, other) and not any(_is_bridged(one, other, behind.get(seat, set())) for seat in seats):
            says = f"{one.name} and {other.name} sit side by side and share no language"
            yield Deviation("language", names, problem.prices.language, says)


def _are_silent(one: Guest, other: Guest) -> bool:
    return bool(one.languages and other.languages) and not set(one.languages) & set(other.languages)


def _is_bridged(one: Guest, other: Guest, languages: set[str]) -> bool:
    return bool(languages & set(one.languages)) and bool(languages & set(other.languages))


def _pairs(problem: Problem, solution: Solution) -> Iterator[Deviation]:
    seat_of = {chair.guest: chair.seat for chair in solution.chairs}
    beside = {frozenset(seats) for seats in problem.neighbours}
    for pair in problem.pairs:
        if pair.together != (frozenset(seat_of[name] for name in pair.guests) in beside):
            says = "do not sit" if pair.together else "sit"
            yield Deviation("pair", pair.guests, pair.price, f"{' and '.join(pair.guests)} {says} side by side")


def _moved(problem: Problem, solution: Solution) -> Iterator[Deviation]:
    seat_of = {chair.guest: chair.seat for chair in solution.chairs}
    for chair in solution.earlier:
        if chair.guest in seat_of and seat_of[chair.guest] != chair.seat:
            says = f"{chair.guest} moves from seat {chair.seat} to {seat_of[chair.guest]}"
            yield Deviation("moved", (chair.guest,), problem.prices.moved, says)

"""What follows from the rules for whole people and not for halves: told to the solver, its bound is far better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from fairshare.linear import total
from fairshare.shifts.problem import Problem, Session
from fairshare.shifts.rules import (
    AT_THE_MICROPHONE,
    TWELFTHS,
    Choice,
    heard,
    places,
    possible_relays,
    too_near,
)

# Of a day that sessions fill: more say nothing of sessions of half an hour.
MOST_PARTS = 6


def cuts(problem: Problem, choice: Choice) -> Iterator[Any]:
    yield from _of_days(problem, choice)
    yield from _of_languages(problem, choice)


def _of_days(problem: Problem, choice: Choice) -> Iterator[Any]:
    """Who is engaged on a day is in one of the sessions that are at once, and works no longer than they may."""
    days: dict[date, list[Session]] = {}
    for session in problem.sessions:
        days.setdefault(session.day, []).append(session)
    near = {frozenset((one.name, other.name)) for one, other in too_near(problem)}
    for day, sessions in days.items():
        for one in problem.interpreters:
            if (one.name, day) not in choice.engaged:
                continue
            engaged = choice.engaged[one.name, day]
            able = [session for session in sessions if choice.of(session, one.name)]
            for clique in _cliques(able, near):
                yield total(seat for session in clique for seat in choice.of(session, one.name)) <= engaged
            most = problem.minutes if one.minutes is None else min(one.minutes, problem.minutes)
            minutes = [(session.minutes, seat) for session in able for seat in choice.of(session, one.name)]
            spoken = [
                (session.minutes * (TWELFTHS // booth.least), choice.sits[session.name, booth.name][one.name])
                for session in able
                for booth in session.booths
                if len(booth.into) > 1
            ]
            for seats, within in ((minutes, most), (spoken, AT_THE_MICROPHONE * TWELFTHS)):
                yield from (held <= times * within * engaged for held, times in _filled(seats, within))


def _filled(seats: list[tuple[int, Any]], most: int) -> Iterator[tuple[Any, int]]:
    """Sums of lengths, each with how often ``most`` it is at most: of those given; and of each rounded down to halves,
    thirds, ... of ``most``, as Fekete's and Schepers's dual feasible functions do."""
    yield total(length * seat for length, seat in seats), 1
    seen = set()
    for parts in range(2, MOST_PARTS + 1 if most else 2):
        # A length that is so many whole parts stays; of others those parts that are whole count, as one of one less.
        rounded = tuple(
            (parts - 1) * length if parts * length % most == 0 else parts * length // most * most for length, _ in seats
        )
        if any(rounded) and rounded not in seen:
            seen.add(rounded)
            yield total(length * seat for length, (_, seat) in zip(rounded, seats, strict=True)), parts - 1


def _cliques(sessions: list[Session], near: set[frozenset[str]]) -> Iterator[list[Session]]:
    """Sets of sessions of which nobody can be in two: so many that every such pair is in one."""
    covered: set[frozenset[str]] = set()
    for index, first in enumerate(sessions):
        for second in sessions[index:]:
            pair = frozenset((first.name, second.name))
            if pair in covered or (len(pair) == 2 and pair not in near):
                continue
            clique = [first] if first is second else [first, second]
            for other in sessions:
                if all(frozenset((other.name, one.name)) in near for one in clique):
                    clique.append(other)
            covered |= {frozenset((one.name, other.name)) for one in clique for other in clique}
            yield clique


def _of_languages(problem: Problem, choice: Choice) -> Iterator[Any]:
    """Two are needed, so one is without each of them: halves of a relay do not help."""
    people = problem.interpreters_by_name

    def able(sits: Mapping[str, Any], *languages: str) -> dict[str, Any]:
        return {name: some for name, some in sits.items() if any(people[name].understands(one) for one in languages)}

    for session, booth in places(problem):
        if len(booth.into) > 1:
            continue
        sits = choice.sits[session.name, booth.name]
        relays = {one: choice.relays[one] for one in possible_relays(session, booth)}
        for spoken in heard(session, booth):
            used = total(some for relay, some in relays.items() if relay.spoken == spoken)
            direct = able(sits, spoken)
            if len(direct) < len(sits):
                yield from (total(direct.values()) - one + used >= 1 for one in direct.values())
        for relay, used in relays.items():
            givers = able(choice.sits[session.name, relay.pivot], relay.spoken)
            takers = able(sits, relay.spoken, relay.pivot)
            yield from (total(some.values()) - one - used >= 0 for some in (givers, takers) for one in some.values())

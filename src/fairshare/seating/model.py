"""The variables of the rules, for CP-SAT, and the seating that their values say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from fairshare.seating.problem import Behind, Chair, Problem
from fairshare.seating.rules import Group, Plan, kinds_of


def plan_of(problem: Problem, groups: Sequence[Group], new: Any) -> Plan:
    """``new(most)`` makes a variable from 0 to ``most``."""
    seats = range(1, len(problem.guests) + 1)
    numbers, pairs = range(len(groups)), range(len(problem.neighbours))
    kinds = range(len(kinds_of(problem)))
    return Plan(
        sits={(g, seat): new(1) for g in numbers for seat in seats},
        beside={
            (e, g, h): new(1) for e in pairs for g in numbers for h in numbers if g != h or len(groups[g].places) > 1
        },
        before={(g, seat): new(len(groups[g].places)) for g in numbers for seat in seats[:-1]},
        behind={(k, seat): new(1) for k in kinds for seat in seats},
        helps={(k, e): new(1) for k in kinds for e in pairs},
    )


def seating_of(
    problem: Problem, groups: Sequence[Group], plan: Plan, value: Callable[[Any], int]
) -> tuple[tuple[Chair, ...], tuple[Behind, ...]]:
    """Each group in its order; interpreters of one kind from the most honoured seat on."""
    waiting = [list(group.places) for group in groups]
    chairs = []
    for seat in range(1, len(problem.guests) + 1):
        g = next(g for g in range(len(groups)) if value(plan.sits[g, seat]))
        chairs.append(Chair(problem.guests[waiting[g].pop(0) - 1].name, seat))
    names = [list(some) for some in kinds_of(problem).values()]
    taken = sorted((seat, k) for (k, seat), one in plan.behind.items() if value(one))
    return tuple(chairs), tuple(Behind(names[k].pop(0), seat) for seat, k in taken)

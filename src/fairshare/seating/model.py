"""The rules and costs as rows over numbered variables, which HiGHS and CP-SAT both read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fairshare.linear import Linear, Row
from fairshare.seating.problem import Behind, Chair, Problem, Solution
from fairshare.seating.rules import MEANINGS, RULES, WALLS, Group, Plan, costs, fixed_cost, groups_of, kinds_of


@dataclass(frozen=True)
class Model:
    """Every variable is from 0 to its entry in ``most``. ``holds``: false where a rule without variables fails."""

    problem: Problem
    groups: tuple[Group, ...]
    earlier: tuple[Chair, ...]
    plan: Plan
    most: list[int]
    price: list[int]
    fixed: int
    rows: list[Row]
    holds: bool

    def solution(self, value: Sequence[int]) -> Solution:
        """Each group in its order; interpreters of one kind from the most honoured seat on."""
        guests = self.problem.guests
        waiting = [list(group.places) for group in self.groups]
        chairs = []
        for seat in range(1, len(guests) + 1):
            g = next(g for g in range(len(self.groups)) if value[_number(self.plan.sits[g, seat])])
            chairs.append(Chair(guests[waiting[g].pop(0) - 1].name, seat))
        names = [list(some) for some in kinds_of(self.problem).values()]
        taken = ((k, seat) for (k, seat), one in self.plan.behind.items() if value[_number(one)])
        behind = sorted((Behind(names[k].pop(0), seat) for k, seat in taken), key=lambda one: one.seat)
        return Solution(tuple(chairs), tuple(behind), self.earlier)


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
        off={(g, seat): new(len(groups[g].places)) for g in numbers for seat in seats[:-1]},
        behind={(k, seat): new(1) for k in kinds for seat in seats},
        helps={(k, e): new(1) for k in kinds for e in pairs},
        kept={n: new(1) for n, pair in enumerate(problem.pairs) if pair.price is not None},
    )


def build(problem: Problem, earlier: tuple[Chair, ...] = ()) -> Model:
    groups = groups_of(problem, earlier)
    most: list[int] = []

    def new(highest: int) -> Linear:
        most.append(highest)
        return Linear.of(len(most) - 1)

    plan = plan_of(problem, groups, new)
    price = [0] * len(most)
    for times, what in costs(problem, groups, plan, earlier):
        price[_number(what)] += times
    rows: list[Row] = []
    holds = True
    for rule in (*WALLS, *MEANINGS, *RULES):
        for _, row in rule(problem, groups, plan):
            if isinstance(row, Row):
                rows.append(row)
            else:
                holds &= bool(row)
    return Model(problem, groups, earlier, plan, most, price, fixed_cost(problem, earlier), rows, holds)


def _number(variable: Linear) -> int:
    (number,) = variable.terms
    return number

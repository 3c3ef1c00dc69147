"""The rules and goals as rows over numbered variables, each 0 or 1."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from fairshare.linear import Linear, Row, total
from fairshare.places.allotment import Allotment, goals_of, most_places, moved
from fairshare.places.problem import Goal, Pair, Participant, Problem
from fairshare.places.rules import Plan, all_rules


@dataclass(frozen=True)
class Stage:
    """A figure of the objective: the sum, to be made as large as it can be. ``goal`` for those who watch."""

    goal: Goal
    sum: Linear


@dataclass
class Model:
    """The first rows are the ``rules``, the others tell what a figure counts. ``impossible``: sentences that no plan at
    all can make true."""

    problem: Problem
    plan: Plan
    earlier: frozenset[Pair]
    rows: list[Row] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    impossible: list[str] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    variables: int = 0
    rules: int = 0
    derived: list[tuple[int, Callable[[Allotment], bool]]] = field(default_factory=list)

    def new(self, is_true_of: Callable[[Allotment], bool]) -> Linear:
        """A variable that follows from the allotment."""
        self.variables += 1
        self.derived.append((self.variables - 1, is_true_of))
        return Linear.of(self.variables - 1)

    def add(self, label: str, row: Any) -> None:
        if isinstance(row, Row):
            self.rows.append(row)
            self.labels.append(label)
        elif not row:
            self.impossible.append(label)

    def allotment(self, values: npt.NDArray[np.float64]) -> Allotment:
        def chosen(variables: Any) -> frozenset[Any]:
            return frozenset(key for key, variable in variables.items() if values[number_of(variable)])

        plan = self.plan
        return Allotment(chosen(plan.takes), chosen(plan.held), chosen(plan.works), self.earlier)

    def values(self, allotment: Allotment) -> npt.NDArray[np.float64]:
        values = np.zeros(self.variables)
        plan = self.plan
        groups: list[tuple[Mapping[Any, Any], frozenset[Any]]] = [
            (plan.takes, allotment.seats),
            (plan.held, allotment.held),
            (plan.works, allotment.works),
        ]
        for variables, chosen in groups:
            for key in chosen:
                values[number_of(variables[key])] = 1
        for number, is_true_of in self.derived:
            values[number] = is_true_of(allotment)
        return values


def number_of(variable: Linear) -> int:
    return next(iter(variable.terms))


def model_of(
    problem: Problem, earlier: frozenset[Pair] = frozenset(), many: Mapping[str, int] = MappingProxyType({})
) -> Model:
    """``many`` as in ``Plan``."""
    pairs = list(problem.rating)
    works = [(team.id, session.id) for session in problem.sessions for team in problem.teams_for(session)]
    names: list[Any] = [*pairs, *(session.id for session in problem.sessions), *works]
    numbered = {name: Linear.of(number) for number, name in enumerate(names)}
    plan = Plan(
        takes={pair: numbered[pair] for pair in pairs},
        held={session.id: numbered[session.id] for session in problem.sessions},
        works={work: numbered[work] for work in works},
        many=many,
    )
    model = Model(problem, plan, earlier, variables=len(names))
    for label, row in all_rules(problem, plan):
        model.add(label, row)
    model.rules = len(model.rows)
    _Goals(model).add()
    return model


class _Goals:
    """The figures of ``allotment.objective``, over variables."""

    def __init__(self, model: Model) -> None:
        self.model, self.problem, self.plan = model, model.problem, model.plan
        self._levels: list[Linear] | None = None
        self._moved: Linear | None = None

    def add(self) -> None:
        for goal in goals_of(self.problem, self.model.earlier):
            self.model.stages += [Stage(goal, figure) for figure in self._figures(goal)]

    def _figures(self, goal: Goal) -> Iterable[Linear]:
        match goal:
            case Goal.SERVED:
                return self.levels()[:1] or [Linear({})]
            case Goal.PLACES:
                return [sum_of(self.plan.takes.values())]
            case Goal.LEXIMIN:
                return self.levels()
            case Goal.GREEDY:
                return self.profile()
            case Goal.GENEROUS:
                return [-1 * chosen for chosen in reversed(self.profile())]
            case Goal.RATINGS:
                return [self.ratings() - self.problem.price_of_a_move * self.moved()]
            case Goal.SPREAD:
                return [self.heard_of()]
            case Goal.MOVES:
                return [-1 * self.moved()]

    def levels(self) -> list[Linear]:
        """How many have one place, two places ...: each person's places flow through steps of one."""
        if self._levels is None:
            steps: list[list[Linear]] = [[] for _ in range(most_places(self.problem))]
            for person in self.problem.participants:
                for level, step in enumerate(self._steps(person)):
                    steps[level].append(step)
            self._levels = [sum_of(level) for level in steps]
        return self._levels

    def _steps(self, person: Participant) -> list[Linear]:
        takes = [self.plan.takes[person.id, wish] for wish in person.wished if wish not in person.speaks_in]
        if min(person.wants, len(takes)) <= 1:
            return [total(takes)] if takes and person.wants else []
        steps = [
            self.model.new(partial(_has_more_than, person.id, level)) for level in range(min(person.wants, len(takes)))
        ]
        self.model.add(f"{person.id}'s places are counted", total(takes) - total(steps) == 0)
        return steps

    def profile(self) -> list[Linear]:
        ranks: list[list[Linear]] = [[] for _ in range(self.problem.ranks)]
        for pair, rank in self.problem.rank.items():
            ranks[rank - 1].append(self.plan.takes[pair])
        return [sum_of(rank) for rank in ranks]

    def ratings(self) -> Linear:
        rating = self.problem.rating
        terms = {number_of(take): rating[pair] for pair, take in self.plan.takes.items() if rating[pair]}
        return Linear(terms)

    def heard_of(self) -> Linear:
        heard = []
        for delegation in self.problem.delegations:
            for session in self.problem.sessions:
                takes = [
                    self.plan.takes[member, session.id]
                    for member in delegation.members
                    if (member, session.id) in self.plan.takes
                ]
                if takes:
                    heard.append(self.model.new(partial(_is_heard_of, delegation.members, session.id)))
                    self.model.add(f"{delegation.id} is heard of", heard[-1] - total(takes) <= 0)
        return sum_of(heard)

    def moved(self) -> Linear:
        if self._moved is None:
            kept: dict[str, list[Linear]] = {}
            for person, session in sorted(self.model.earlier):
                kept.setdefault(person, []).append(self.plan.takes.get((person, session), Linear({})))
            self._moved = sum_of([self._moves(person, seats) for person, seats in kept.items()])
        return self._moved

    def _moves(self, person: str, kept: list[Linear]) -> Linear:
        if len(kept) == 1:
            return 1 - kept[0]
        moves = self.model.new(partial(_is_moved, person))
        for seat in kept:
            self.model.add(f"{person} is moved", moves + seat >= 1)
        return moves


def sum_of(variables: Iterable[Linear]) -> Linear:
    """Also of none, a sum."""
    added: Linear = total([Linear({}), *variables])
    return added


def _has_more_than(person: str, places: int, allotment: Allotment) -> bool:
    return len(allotment.sessions_of.get(person, ())) > places


def _is_heard_of(members: Sequence[str], session: str, allotment: Allotment) -> bool:
    return any((member, session) in allotment.seats for member in members)


def _is_moved(person: str, allotment: Allotment) -> bool:
    return person in moved(allotment)

"""The rules and goals as rows over numbered variables, each 0 or 1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from fairshare.linear import Linear, Row, total
from fairshare.places.allotment import Allotment, goals_of
from fairshare.places.problem import Goal, Pair, Participant, Problem
from fairshare.places.rules import Plan, all_rules


@dataclass(frozen=True)
class Stage:
    """A figure of the objective: the sum, to be made as large as it can be. ``goal`` for those who watch."""

    goal: Goal
    sum: Linear


@dataclass
class Model:
    """``impossible``: sentences that no plan at all can make true."""

    problem: Problem
    plan: Plan
    earlier: frozenset[Pair]
    rows: list[Row] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    impossible: list[str] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    variables: int = 0

    def new(self) -> Linear:
        self.variables += 1
        return Linear.of(self.variables - 1)

    def add(self, label: str, row: Any) -> None:
        if isinstance(row, Row):
            self.rows.append(row)
            self.labels.append(label)
        elif not row:
            self.impossible.append(label)

    def allotment(self, values: Sequence[int]) -> Allotment:
        def chosen(variables: Any) -> frozenset[Any]:
            return frozenset(key for key, variable in variables.items() if values[number_of(variable)])

        plan = self.plan
        return Allotment(chosen(plan.takes), chosen(plan.held), chosen(plan.works), self.earlier)


def number_of(variable: Linear) -> int:
    return next(iter(variable.terms))


def model_of(problem: Problem, earlier: frozenset[Pair] = frozenset()) -> Model:
    pairs = list(problem.rating)
    works = [(team.id, session.id) for session in problem.sessions for team in problem.teams_for(session)]
    names: list[Any] = [*pairs, *(session.id for session in problem.sessions), *works]
    numbered = {name: Linear.of(number) for number, name in enumerate(names)}
    plan = Plan(
        takes={pair: numbered[pair] for pair in pairs},
        held={session.id: numbered[session.id] for session in problem.sessions},
        works={work: numbered[work] for work in works},
    )
    model = Model(problem, plan, earlier, variables=len(names))
    for label, row in all_rules(problem, plan):
        model.add(label, row)
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
                return [total([Linear({}), *self.plan.takes.values()])]
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
            most = max((min(one.wants, len(one.wished)) for one in self.problem.participants), default=0)
            steps: list[list[Linear]] = [[] for _ in range(most)]
            for person in self.problem.participants:
                for level, step in enumerate(self._steps(person)):
                    steps[level].append(step)
            self._levels = [total([Linear({}), *level]) for level in steps]
        return self._levels

    def _steps(self, person: Participant) -> list[Linear]:
        takes = [self.plan.takes[person.id, wish] for wish in person.wished if wish not in person.speaks_in]
        if min(person.wants, len(takes)) <= 1:
            return [total(takes)] if takes and person.wants else []
        steps = [self.model.new() for _ in range(min(person.wants, len(takes)))]
        self.model.add(f"{person.id}'s places are counted", total(takes) - total(steps) == 0)
        return steps

    def profile(self) -> list[Linear]:
        ranks: list[list[Linear]] = [[] for _ in range(self.problem.ranks)]
        for pair, rank in self.problem.rank.items():
            ranks[rank - 1].append(self.plan.takes[pair])
        return [total([Linear({}), *rank]) for rank in ranks]

    def ratings(self) -> Linear:
        rating = self.problem.rating
        terms = {number_of(take): rating[pair] for pair, take in self.plan.takes.items() if rating[pair]}
        return Linear(terms)

    def heard_of(self) -> Linear:
        heard = [Linear({})]
        for delegation in self.problem.delegations:
            for session in self.problem.sessions:
                takes = [
                    self.plan.takes[member, session.id]
                    for member in delegation.members
                    if (member, session.id) in self.plan.takes
                ]
                if takes:
                    heard.append(self.model.new())
                    self.model.add(f"{delegation.id} is heard of", heard[-1] - total(takes) <= 0)
        return total(heard)

    def moved(self) -> Linear:
        if self._moved is None:
            kept: dict[str, list[Linear]] = {}
            for person, session in sorted(self.model.earlier):
                kept.setdefault(person, []).append(self.plan.takes.get((person, session), Linear({})))
            self._moved = total([Linear({}), *(self._moves(person, seats) for person, seats in kept.items())])
        return self._moved

    def _moves(self, person: str, kept: list[Linear]) -> Linear:
        if len(kept) == 1:
            return 1 - kept[0]
        moves = self.model.new()
        for seat in kept:
            self.model.add(f"{person} is moved", moves + seat >= 1)
        return moves

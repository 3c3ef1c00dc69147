"""Why not: the fewest rules that forbid what somebody wanted, and what would have to give."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fairshare.conflict import corrections, smallest_conflicts
from fairshare.errors import BadProblem
from fairshare.explaining import NO_TIME, Correction
from fairshare.linear import Row
from fairshare.places.allotment import Allotment, goals_of, most_places, objective
from fairshare.places.problem import Goal, Problem
from fairshare.racing import Engine, Race
from fairshare.stop import Stop, Watch

SECONDS_FOR_CAUSES = 10.0
# Explained at once, without a process that could be ended.
VERY_FEW_PAIRS = 100
FAR = 2**53


@dataclass(frozen=True)
class WhyNot:
    """Whether the rules alone allow the place. ``because``: what cannot all hold together with it – rules only if they
    forbid it by themselves, otherwise also the figures that the answer reached. Without any one of the sets in
    ``would_give`` it could be given."""

    possible: bool
    because: tuple[str, ...] = ()
    would_give: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Conflict:
    labels: tuple[str, ...]
    of_rules_alone: bool


def causes(problem: Problem, watch: Watch) -> tuple[str, ...]:
    """Of a question without a plan: the fewest rules that leave none already (the fewest found in time)."""
    found = _heard(problem, None, None, Watch(watch.stop.lasting(SECONDS_FOR_CAUSES)))
    return found.because or (NO_TIME,)


def why_not(problem: Problem, allotment: Allotment, person: str, session: str, *, stop: Stop | None = None) -> WhyNot:
    """Why the person has no place there. ``stop`` bounds the search; what was found by then is true."""
    if person not in problem.participant:
        raise BadProblem("person", f"nobody is called {person}")
    if session not in problem.session:
        raise BadProblem("session", f"none is called {session}")
    if (person, session) not in problem.rating:
        return WhyNot(False, (f"{person} has not wished for {session}",))
    return _heard(problem, allotment, (person, session), Watch(stop or Stop(60)))


def _heard(problem: Problem, allotment: Allotment | None, wish: tuple[str, str] | None, watch: Watch) -> WhyNot:
    heard: list[Conflict | Correction] = []
    given = (problem, allotment, wish)
    if len(problem.rating) <= VERY_FEW_PAIRS:
        find_conflict(*given, report=heard.append)
    else:
        with Race([Engine("explain", "fairshare.places.explain:find_conflict", given)], watch) as race:
            heard += (found for _, found in race)
    conflicts = [found for found in heard if isinstance(found, Conflict)]
    last = conflicts[-1] if conflicts else Conflict((), of_rules_alone=False)
    would_give = tuple(found.labels for found in heard if isinstance(found, Correction))
    return WhyNot(not last.of_rules_alone, last.labels, would_give)


def find_conflict(
    problem: Problem,
    allotment: Allotment | None,
    wish: tuple[str, str] | None,
    *,
    report: Callable[[Conflict | Correction], None],
) -> None:
    """Runs in a process of its own: CP-SAT with one assumption a sentence."""
    guarded = _Guarded(problem, allotment, wish)
    conflict: tuple[str, ...] = ()
    for conflict in smallest_conflicts(guarded.rules, guarded.core_of):
        report(Conflict(conflict, of_rules_alone=True))
    labels = guarded.rules
    if not conflict and guarded.figures:
        labels = [*guarded.figures, *guarded.rules]
        for conflict in smallest_conflicts(labels, guarded.core_of):
            report(Conflict(conflict, of_rules_alone=False))
    if wish is not None and conflict:
        for given in corrections(labels, conflict, guarded.core_of):
            report(Correction(given))


class _Guarded:
    """Every sentence can be left out; what defines the figures cannot."""

    def __init__(self, problem: Problem, allotment: Allotment | None, wish: tuple[str, str] | None) -> None:
        from ortools.sat.python import cp_model

        from fairshare.places.model import model_of, number_of

        rows = model_of(problem, allotment.earlier if allotment else frozenset())
        self._cp, self._model = cp_model, cp_model.CpModel()
        self._variables = [self._model.new_bool_var("") for _ in range(rows.variables)]
        self._guards: dict[str, cp_model.IntVar] = {}
        for label, row in zip(rows.labels[: rows.rules], rows.rows, strict=False):
            self._add(row, self._guard(label))
        for row in rows.rows[rows.rules :]:
            self._add(row, None)
        for label in rows.impossible:
            self._model.add_bool_or([]).only_enforce_if(self._guard(label))
        self.rules = list(self._guards)
        if allotment is not None:
            for label, stage, reached in zip(
                figures_in_words(problem, allotment), rows.stages, objective(problem, allotment), strict=True
            ):
                left = self._sum(stage.sum.terms) + stage.sum.constant
                self._model.add(left >= reached).only_enforce_if(self._guard(label))
        self.figures = [label for label in self._guards if label not in set(self.rules)]
        if wish is not None:
            self._model.add(self._variables[number_of(rows.plan.takes[wish])] == 1)
        self._label_of = {guard.index: label for label, guard in self._guards.items()}

    def _guard(self, label: str) -> Any:
        if label not in self._guards:
            self._guards[label] = self._model.new_bool_var("")
        return self._guards[label]

    def _sum(self, terms: Mapping[int, int]) -> Any:
        return self._cp.LinearExpr.weighted_sum([self._variables[number] for number in terms], list(terms.values()))

    def _add(self, row: Row, guard: Any) -> None:
        low = -FAR if row.low is None else row.low
        constraint = self._model.add_linear_constraint(self._sum(row.terms), low, FAR if row.high is None else row.high)
        if guard is not None:
            constraint.only_enforce_if(guard)

    def core_of(self, labels: Sequence[str]) -> Sequence[str] | None:
        self._model.clear_assumptions()
        self._model.add_assumptions([self._guards[label] for label in labels])
        solver = self._cp.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(self._model) != self._cp.INFEASIBLE:
            return None
        core = {self._label_of[number] for number in solver.sufficient_assumptions_for_infeasibility()}
        return [label for label in labels if label in core]


def figures_in_words(problem: Problem, allotment: Allotment) -> list[str]:
    """The objective of an answer, as sentences about it; there are as many as figures."""
    labels: list[str] = []
    figures = iter(objective(problem, allotment))
    levels, ranks = range(1, most_places(problem) + 1), range(1, problem.ranks + 1)
    for goal in goals_of(problem, allotment.earlier):
        match goal:
            case Goal.SERVED:
                labels.append(f"{next(figures)} people have a place")
            case Goal.PLACES:
                labels.append(f"{next(figures)} places are given")
            case Goal.LEXIMIN:
                labels.extend(f"{next(figures)} people have {level} places or more" for level in levels)
            case Goal.GREEDY:
                labels.extend(f"{next(figures)} choices of rank {rank} are fulfilled" for rank in ranks)
            case Goal.GENEROUS:
                labels.extend(f"no more than {-next(figures)} places are of rank {rank}" for rank in reversed(ranks))
            case Goal.RATINGS:
                labels.append(f"the ratings add up to {next(figures)}")
            case Goal.SPREAD:
                labels.append(f"delegations are heard of {next(figures)} times")
            case Goal.MOVES:
                labels.append(f"no more than {-next(figures)} people are moved")
    return labels

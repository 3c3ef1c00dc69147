"""What runs in processes of its own: core-guided MaxSAT, and CP-SAT."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from fairshare.meetings.cost import Scale, discomfort, most_breaks, people_to_move
from fairshare.meetings.problem import Problem
from fairshare.meetings.rules import RULES, Plan, pairs, services, slots
from fairshare.racing import Report
from fairshare.sat import Clauses


@dataclass(frozen=True)
class Found:
    """A plan: the pairs of meeting and slot that take place, by their number in ``rules.pairs``."""

    taken: tuple[int, ...]


@dataclass(frozen=True)
class Bound:
    """No plan costs less."""

    cost: int


@dataclass(frozen=True)
class Proved:
    """The last plan found is the best; where there was none, there is none."""


class _OutOfConflicts(Exception):  # noqa: N818 # what happened
    pass


class _Overheard:
    """A SAT solver whose answers are told: each model is a plan, each cost so far a bound."""

    def __init__(self, oracle: Any, plan_size: int, report: Report, conflicts: int | None) -> None:
        self._oracle, self._size, self._report, self._conflicts = oracle, plan_size, report, conflicts
        self.cost_so_far: Callable[[], int] = lambda: 0
        self._allowed: int | None = None
        self._told = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._oracle, name)

    def conf_budget(self, budget: int = -1) -> None:
        """The search's own, for a single call (it tries whether a core can be smaller)."""
        self._allowed = budget if budget > 0 else None

    def solve_limited(self, assumptions: Any = (), expect_interrupt: bool = False) -> bool | None:
        if (cost := self.cost_so_far()) > self._told:
            self._told = cost
            self._report(Bound(cost))
        limits = [limit for limit in (self._allowed, self._conflicts) if limit is not None]
        if limits:
            self._oracle.conf_budget(max(1, min(limits)))
        before = self._spent()
        found: bool | None = self._oracle.solve_limited(assumptions=assumptions, expect_interrupt=expect_interrupt)
        if self._conflicts is not None:
            self._conflicts -= self._spent() - before
            if found is None and self._conflicts <= 0:
                raise _OutOfConflicts
        if found:
            model = self._oracle.get_model()[: self._size]
            self._report(Found(tuple(index for index, literal in enumerate(model) if literal > 0)))
        return found

    def _spent(self) -> int:
        return int(self._oracle.accum_stats()["conflicts"]) if self._conflicts is not None else 0


def core_guided(
    clauses: Clauses, plan_size: int, solver: str, *, first: bool, conflicts: int | None = None, report: Report
) -> bool:
    """RC2 (Ignatiev, Morgado, Marques-Silva, JSAT 2019); ``first``: begin with any plan at all, to have one.

    Whether it came to an end within the conflicts allowed.
    """
    from pysat.examples.rc2 import RC2, RC2Stratified
    from pysat.formula import WCNF

    formula = WCNF()
    formula.nv, formula.hard = clauses.top, clauses.hard
    formula.soft = [[literal] for literal, _ in clauses.soft]
    formula.wght = [weight for _, weight in clauses.soft]
    formula.topw = sum(formula.wght) + 1
    kind = RC2Stratified if len(set(formula.wght)) > 1 else RC2
    with kind(formula, solver=solver, adapt=True) as search:
        search.oracle = heard = _Overheard(search.oracle, plan_size, report, conflicts)
        heard.cost_so_far = lambda: search.cost
        try:
            if not first or heard.solve_limited():
                search.compute()
        except _OutOfConflicts:
            return False
    report(Proved())
    return True


def constraint_programming(
    problem: Problem,
    scale: Scale,
    earlier: Mapping[int, int],
    hint: Mapping[int, int],
    *,
    seed: int,
    workers: int,
    report: Report,
) -> None:
    """CP-SAT on the same rules. Breaks are runs of meetings less one; a run begins with a meeting after none."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    takes = {pair: model.new_bool_var("") for pair in pairs(problem)}
    serves = {service: model.new_bool_var("") for service in services(problem)}
    breaks = _breaks(problem, model, takes)
    fewest = model.new_int_var(0, problem.slots, "")
    for rule in RULES:
        for _, row in rule(problem, Plan(takes, serves, breaks, fewest)):
            model.add(row)
    model.minimize(_cost(problem, model, scale, earlier, takes, breaks))
    for (number, slot), variable in takes.items():
        if hint:
            model.add_hint(variable, hint.get(number) == slot)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed % 2**31
    solver.best_bound_callback = lambda bound: report(Bound(round(bound)))

    class Overhear(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            report(Found(tuple(index for index, taken in enumerate(takes.values()) if self.value(taken))))

    if solver.solve(model, Overhear()) in (cp_model.OPTIMAL, cp_model.INFEASIBLE):
        report(Proved())


def _breaks(problem: Problem, model: Any, takes: Mapping[tuple[int, int], Any]) -> list[Any]:
    found = []
    for person, numbers in enumerate(problem.meetings_of):
        if not most_breaks(problem, person):
            found.append(0)
            continue
        meets = []
        for slot in slots(problem):
            meets.append(now := model.new_bool_var(""))
            model.add(now == sum(takes[number, slot] for number in numbers if (number, slot) in takes))
        needed = sum(problem.meetings[number].value is None for number in numbers)
        model.add(sum(meets) >= needed)
        begins = [meets[0]]
        for before, now in pairwise(meets):
            begins.append(begin := model.new_bool_var(""))
            model.add_bool_or(begin, before, ~now)
            model.add_implication(begin, now)
            model.add_implication(begin, ~before)
        count = model.new_int_var(0, most_breaks(problem, person), "")
        if needed:
            model.add(count == sum(begins) - 1)
        else:
            model.add_max_equality(count, [0, sum(begins) - 1])
        found.append(count)
    return found


def _cost(
    problem: Problem,
    model: Any,
    scale: Scale,
    earlier: Mapping[int, int],
    takes: Mapping[tuple[int, int], Any],
    breaks: list[Any],
) -> Any:
    comfort, value, second = (scale.weight(tier) for tier in ("comfort", "value", "second priorities"))
    parts = [comfort * problem.prices.breaks * sum(breaks)]
    parts += [
        comfort * problem.prices.outside * discomfort(problem, number, slot) * taken
        for (number, slot), taken in takes.items()
    ]
    held = {
        number: sum(takes[number, slot] for slot in slots(problem) if (number, slot) in takes)
        for number, meeting in enumerate(problem.meetings)
        if meeting.value is not None
    }
    parts += [value * (problem.meetings[number].value or 0) * (1 - one) for number, one in held.items()]
    for numbers in problem.priorities.values():
        beyond = model.new_int_var(0, len(numbers) - 1, "")
        model.add(beyond >= sum(1 - held[number] for number in numbers) - 1)
        parts.append(second * beyond)
    price = scale.weight("moved") or comfort * (problem.prices.moved or 0)
    for stays in people_to_move(problem, earlier).values():
        moved = model.new_bool_var("")
        for pair in stays:
            model.add(moved + takes.get(pair, 0) >= 1)
        parts.append(price * moved)
    return sum(parts)


def one_after_the_other(
    clauses: Clauses,
    problem: Problem,
    scale: Scale,
    earlier: Mapping[int, int],
    *,
    conflicts: int,
    seed: int,
    report: Report,
) -> None:
    """For one worker: the same answer each time, since what ends the first is a number of conflicts, not of seconds."""
    taken: list[Found] = []

    def overheard(found: Any) -> None:
        if isinstance(found, Found):
            taken.append(found)
        report(found)

    size = sum(1 for _ in pairs(problem))
    if core_guided(clauses, size, "glucose4", first=True, conflicts=conflicts, report=overheard):
        return
    known = list(pairs(problem))
    hint = dict(known[index] for index in taken[-1].taken) if taken else dict(earlier)
    constraint_programming(problem, scale, earlier, hint, seed=seed, workers=1, report=report)

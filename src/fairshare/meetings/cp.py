"""The question for CP-SAT; runs in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from fairshare.meetings.cost import Scale, discomfort, most_breaks, people_to_move
from fairshare.meetings.problem import Problem
from fairshare.meetings.rules import RULES, Plan, pairs, services, slots
from fairshare.news import Bound, Found, Proved
from fairshare.racing import Report

if TYPE_CHECKING:
    from fairshare.meetings.encoding import Encoding


def constraint_programming(
    problem: Problem,
    scale: Scale,
    earlier: Mapping[int, int],
    hint: Mapping[int, int],
    *,
    seed: int,
    workers: int,
    choice: int | None = None,
    report: Report,
) -> None:
    """CP-SAT on the same rules. Breaks are runs of meetings less one; a run begins with a meeting after none.

    ``choice``: what the tiers that depend on nothing but the choice of meetings are known to cost at least and at best.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    takes = {pair: model.new_bool_var("") for pair in pairs(problem)}
    serves = {service: model.new_bool_var("") for service in services(problem)}
    breaks = _breaks(problem, model, takes)
    fewest = model.new_int_var(0, problem.slots, "")
    for rule in RULES:
        for _, row in rule(problem, Plan(takes, serves, breaks, fewest)):
            model.add(row)
    lost = _lost(problem, model, scale, takes)
    rest = _rest(problem, model, scale, earlier, takes, breaks)
    if choice is not None:
        model.add(lost == choice)
    model.minimize(lost + rest if choice is None else rest)
    for (number, slot), variable in takes.items():
        if hint:
            model.add_hint(variable, hint.get(number) == slot)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed % 2**31
    solver.best_bound_callback = lambda bound: report(Bound(round(bound) + (choice or 0)))

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


def _lost(problem: Problem, model: Any, scale: Scale, takes: Mapping[tuple[int, int], Any]) -> Any:
    """By the choice of meetings alone."""
    value, second = scale.weight("value"), scale.weight("second priorities")
    held = {
        number: sum(takes[number, slot] for slot in slots(problem) if (number, slot) in takes)
        for number, meeting in enumerate(problem.meetings)
        if meeting.value is not None
    }
    parts = [value * (problem.meetings[number].value or 0) * (1 - one) for number, one in held.items()]
    for numbers in problem.priorities.values():
        beyond = model.new_int_var(0, len(numbers) - 1, "")
        model.add(beyond >= sum(1 - held[number] for number in numbers) - 1)
        parts.append(second * beyond)
    return sum(parts)


def _rest(
    problem: Problem,
    model: Any,
    scale: Scale,
    earlier: Mapping[int, int],
    takes: Mapping[tuple[int, int], Any],
    breaks: list[Any],
) -> Any:
    comfort = scale.weight("comfort")
    parts = [comfort * problem.prices.breaks * sum(breaks)]
    parts += [
        comfort * problem.prices.outside * discomfort(problem, number, slot) * taken
        for (number, slot), taken in takes.items()
    ]
    price = scale.weight("moved") or comfort * (problem.prices.moved or 0)
    for stays in people_to_move(problem, earlier).values():
        moved = model.new_bool_var("")
        for pair in stays:
            model.add(moved + takes.get(pair, 0) >= 1)
        parts.append(price * moved)
    return sum(parts)


def one_after_the_other(
    encoding: Encoding,
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
    from fairshare.maxsat import core_guided

    if core_guided(encoding.clauses, size, "glucose4", first=True, exhaust=True, conflicts=conflicts, report=overheard):
        return
    known = list(pairs(problem))
    hint = dict(known[index] for index in taken[-1].taken) if taken else dict(earlier)
    constraint_programming(problem, scale, earlier, hint, seed=seed, workers=1, report=report)

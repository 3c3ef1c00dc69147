"""Where not all wishes can be met: first which meetings take place, then when; runs in a process of its own.

Implicit hitting sets (Davies, Bacchus, *Solving MAXSAT by Solving a Sequence of Simpler SAT Instances*, CP 2011):
CP-SAT chooses the most valuable set that counting allows, SAT schedules it or names meetings that cannot all take
place, which the next choice respects. The first set that can be scheduled is the most valuable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model
from pysat.solvers import Solver

from fairshare.maxsat import core_guided
from fairshare.meetings.cost import Scale
from fairshare.meetings.cp import constraint_programming
from fairshare.meetings.encoding import Encoding
from fairshare.meetings.problem import Problem
from fairshare.meetings.rules import pairs, services, spoken
from fairshare.news import Bound, Found
from fairshare.racing import Report

if TYPE_CHECKING:
    from fairshare.sat import Clauses

CONFLICTS_FOR_SMALLER = 2_000


def choose_then_schedule(
    encoding: Encoding,
    problem: Problem,
    scale: Scale,
    earlier: Mapping[int, int],
    *,
    conflicts: int,
    seed: int,
    report: Report,
) -> None:
    """The best choice; for it the best plan, if that takes no more than so many conflicts; then CP-SAT for the rest."""
    known = list(pairs(problem))
    hint: dict[int, int] = dict(earlier)

    def heard(found: Any) -> None:
        if isinstance(found, Found):
            hint.clear()
            hint.update(known[index] for index in found.taken)
            report(found)

    cost = _best_choice(encoding, problem, scale, seed, heard)
    if cost is not None:
        report(Bound(cost))
        settled = _with_units(
            encoding.clauses, [literal if number in hint else -literal for number, literal in encoding.held.items()]
        )
        core_guided(settled, len(known), "glucose4", first=False, exhaust=True, conflicts=conflicts, report=heard)
    constraint_programming(problem, scale, earlier, hint, seed=seed, workers=1, choice=cost, report=report)


def _with_units(clauses: Clauses, literals: Sequence[int]) -> Clauses:
    settled = clauses.copy()
    settled.hard += ([literal] for literal in literals)
    return settled


def _best_choice(encoding: Encoding, problem: Problem, scale: Scale, seed: int, report: Report) -> int | None:
    """What it costs in the tiers that depend on the choice alone; none if no plan exists."""
    chooser = _Chooser(problem, scale, seed)
    size = sum(1 for _ in pairs(problem))
    with Solver("glucose4", bootstrap_with=encoding.clauses.hard, incr=False) as solver:
        while (choice := chooser.choose()) is not None:
            report(Bound(chooser.cost))
            wanted = choice
            cuts = 0
            while not solver.solve(assumptions=[encoding.held[number] for number in wanted]):
                core = _smaller(solver, solver.get_core() or [])
                together = [number for number in wanted if encoding.held[number] in core]
                if not together:
                    return None
                chooser.forbid(together)
                cuts += 1
                spared = min(together, key=lambda number: (problem.meetings[number].value or 0, number))
                wanted = [number for number in wanted if number != spared]
            model = solver.get_model()[:size]
            report(Found(tuple(index for index, literal in enumerate(model) if literal > 0)))
            if not cuts:
                return chooser.cost
    return None


def _smaller(solver: Any, core: Sequence[int]) -> set[int]:
    """Without what can be spared cheaply: smaller cores say more."""
    needed: list[int] = []
    left = sorted(core)
    while left:
        spared = left.pop()
        solver.conf_budget(CONFLICTS_FOR_SMALLER)
        if solver.solve_limited(assumptions=[*needed, *left]) is False:
            kept = set(solver.get_core() or ())
            left = [literal for literal in left if literal in kept]
        else:
            needed.append(spared)
    return set(needed)


class _Chooser:
    """Sets of meetings that counting allows: nobody in more than they have slots, no more than there is room for."""

    def __init__(self, problem: Problem, scale: Scale, seed: int) -> None:
        self._problem, self._seed = problem, seed
        self._model = cp_model.CpModel()
        self._held = {number: self._model.new_bool_var("") for number in range(len(problem.meetings))}
        self._bounds()
        lost = [
            scale.weight("value") * (meeting.value or 0) * (1 - self._held[number])
            for number, meeting in enumerate(problem.meetings)
        ]
        for numbers in problem.priorities.values():
            beyond = self._model.new_int_var(0, len(numbers) - 1, "")
            self._model.add(beyond >= sum(1 - self._held[number] for number in numbers) - 1)
            lost.append(scale.weight("second priorities") * beyond)
        self._model.minimize(sum(lost))
        self.cost = 0

    def _bounds(self) -> None:
        for number, meeting in enumerate(self._problem.meetings):
            if meeting.value is None:
                self._model.add(self._held[number] == 1)
        for numbers, room in _room(self._problem):
            self._model.add(sum(self._held[number] for number in numbers) <= room)

    def forbid(self, together: Sequence[int]) -> None:
        self._model.add(sum(self._held[number] for number in together) <= len(together) - 1)

    def choose(self) -> list[int] | None:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self._seed % 2**31
        if solver.solve(self._model) != cp_model.OPTIMAL:
            return None
        self.cost = round(solver.objective_value)
        return [
            number
            for number, held in self._held.items()
            if solver.value(held) and self._problem.meetings[number].value is not None
        ]


def _room(problem: Problem) -> Iterator[tuple[list[int], int]]:
    """Meetings, and how many of them at most can take place."""
    open_slots: dict[int, set[int]] = {number: set() for number in range(len(problem.meetings))}
    for number, slot in pairs(problem):
        open_slots[number].add(slot)
    for numbers in problem.meetings_of:
        yield list(numbers), len(set().union(*(open_slots[number] for number in numbers)))
    yield list(open_slots), problem.tables * problem.slots
    for table in {table for table in problem.table_of if table is not None}:
        yield [number for number, other in enumerate(problem.table_of) if other == table], problem.slots
    moderated = [number for number, meeting in enumerate(problem.meetings) if meeting.moderated]
    yield moderated, sum(len(set(moderator.slots)) for moderator in problem.moderators)
    interpreted: dict[tuple[str, str], list[int]] = {}
    for number, meeting in enumerate(problem.meetings):
        if meeting.languages:
            interpreted.setdefault(spoken(meeting), []).append(number)
        if not open_slots[number]:
            yield [number], 0
    served = list(services(problem))
    for languages, asking in interpreted.items():
        yield asking, sum((a, b) == languages for _, a, b, _ in served)
    served_at_all = [number for asking in interpreted.values() for number in asking]
    yield served_at_all, len({(interpreter, slot) for interpreter, _, _, slot in served})

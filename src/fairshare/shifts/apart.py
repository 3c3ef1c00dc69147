"""Relays and costs, least in each part of a conference by itself: those of the whole are their sums."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from fairshare.asking import Found
from fairshare.shifts.model import Model, build, hint
from fairshare.shifts.parts import seats_of
from fairshare.shifts.problem import Problem, Relay, Roster, Seat
from fairshare.shifts.rules import goals, read_off
from fairshare.shifts.told import Heard, Told, whole

GOALS = 2


@dataclass
class Part:
    """``bound``: of the goal at hand."""

    problem: Problem
    earlier: tuple[Seat, ...]
    model: Model
    best: Found | None = None
    bound: int = 0

    @classmethod
    def of(cls, problem: Problem, earlier: tuple[Seat, ...]) -> Part:
        theirs = seats_of(problem, earlier)
        return cls(problem, theirs, build(problem, theirs))

    def found(self, seats: tuple[Seat, ...], relays: tuple[Relay, ...]) -> None:
        roster = Roster(seats, relays)
        reached = goals(self.problem, read_off(self.problem, roster), self.earlier)[:GOALS]
        if self.best is None or reached < self.best.objective:
            self.best = Found(roster, reached)

    @property
    def reached(self) -> tuple[int, ...]:
        """Nothing, where nothing is found."""
        return () if self.best is None else tuple(self.best.objective)

    def is_settled(self, number: int) -> bool:
        return self.best is not None and self.reached[number] <= self.bound


def settle(
    parts: Sequence[Part],
    number: int,
    told: Told,
    new: Callable[[float], cp_model.CpSolver],
    ends: tuple[float, float],
) -> bool:
    """One goal, part by part; those that take long, again. False where there is no roster.

    ``ends``: when the next goal shall follow, and, where nothing is found by then, when all is over.
    """
    enough, over = ends
    for part in parts:
        part.bound = 0
    unsettled, until = list(parts), enough
    while unsettled and time.monotonic() < until:
        for index, part in enumerate(unsettled):
            solver = new((until - time.monotonic()) / (len(unsettled) - index))
            if not _improved(parts, part, number, told, solver):
                return False
        unsettled = [part for part in unsettled if not part.is_settled(number)]
        until = over if told.best is None else enough
    if told.best is not None:
        told.settle(told.best.objective[number], is_least=not unsettled)
        for part in parts:
            part.model.cp.add(part.model.goals[number] <= part.reached[number])
    return True


def _improved(parts: Sequence[Part], part: Part, number: int, told: Told, solver: cp_model.CpSolver) -> bool:
    def found(seats: tuple[Seat, ...], relays: tuple[Relay, ...]) -> None:
        part.found(seats, relays)
        rosters = [other.best.solution for other in parts if other.best is not None]
        if len(rosters) == len(parts):
            told.roster(
                tuple(seat for roster in rosters for seat in roster.seats),
                tuple(relay for roster in rosters for relay in roster.relays),
            )

    def bounded(bound: float) -> None:
        part.bound = max(part.bound, whole(bound))
        told.bound(sum(other.bound for other in parts))

    if part.best is not None:
        hint(part.model, part.best.solution)
    part.model.cp.minimize(part.model.goals[number])
    solver.best_bound_callback = bounded
    status = solver.solve(part.model.cp, Heard(part.model.choice, found))
    if status == cp_model.MODEL_INVALID:
        raise ValueError(part.model.cp.validate())
    if part.best is not None:
        bounded(solver.best_objective_bound)
    return status != cp_model.INFEASIBLE

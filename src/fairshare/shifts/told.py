"""What a search tells: rosters of the whole conference, and bounds, goal by goal."""

from __future__ import annotations

import math
from collections.abc import Callable

from ortools.sat.python import cp_model

from fairshare.asking import Bound, Found
from fairshare.racing import Report
from fairshare.shifts.problem import Problem, Relay, Roster, Seat
from fairshare.shifts.rules import Choice, goals, read_off
from fairshare.shifts.turns import turns


class Told:
    """``best`` by all goals together."""

    def __init__(self, problem: Problem, earlier: tuple[Seat, ...], report: Report) -> None:
        self.problem, self.earlier, self.report = problem, earlier, report
        self.best: Found | None = None
        self._proved: list[int] | None = []
        self._count = 4 if problem.even_load else 3

    def roster(self, seats: tuple[Seat, ...], relays: tuple[Relay, ...]) -> None:
        """Told where it is better than all before."""
        roster = Roster(seats, relays, tuple(turns(self.problem, seats)), self.earlier)
        reached = goals(self.problem, read_off(self.problem, roster), self.earlier)
        if self.best is None or reached < self.best.objective:
            self.best = Found(roster, reached)
            self.report(self.best)

    def bound(self, least: float) -> None:
        """Of the goal at hand; says nothing where one before it is not proved."""
        if self._proved is not None:
            known = (*self._proved, whole(least))
            self.report(Bound((*known, *[0] * (self._count - len(known)))))

    def settle(self, reached: int, *, is_least: bool) -> None:
        """The goal at hand; the next follows."""
        if is_least:
            self.bound(reached)
        if self._proved is not None:
            self._proved = [*self._proved, reached] if is_least else None


class Heard(cp_model.CpSolverSolutionCallback):
    """What a model finds, given on."""

    def __init__(self, choice: Choice, give: Callable[[tuple[Seat, ...], tuple[Relay, ...]], None]) -> None:
        super().__init__()
        self.choice, self.give = choice, give

    def on_solution_callback(self) -> None:
        seats = tuple(
            Seat(session, booth, name)
            for (session, booth), people in self.choice.sits.items()
            for name, sits in people.items()
            if self.boolean_value(sits)
        )
        self.give(seats, tuple(relay for relay, used in self.choice.relays.items() if self.boolean_value(used)))


def whole(bound: float) -> int:
    """What is counted in whole numbers is at least so much."""
    return math.ceil(bound - 1e-6)

"""The rules and costs as CP-SAT's model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from fairshare.shifts.cuts import cuts
from fairshare.shifts.problem import Problem, Seat
from fairshare.shifts.rules import RULES, Choice, goals, grounds_against, places, possible_relays, what_follows


@dataclass(frozen=True)
class Model:
    cp: cp_model.CpModel
    choice: Choice
    goals: tuple[Any, ...]


def build(problem: Problem, earlier: tuple[Seat, ...] = ()) -> Model:
    """Only the seats against which nothing speaks by itself."""
    cp = cp_model.CpModel()
    choice = variables(cp, problem, all_seats=False)
    for rule in (*RULES, what_follows):
        for _, holds in rule(problem, choice):
            add(cp, holds)
    for holds in cuts(problem, choice):
        add(cp, holds)
    if earlier:
        held = set(earlier)
        for (session, booth), people in choice.sits.items():
            for name, sits in people.items():
                cp.add_hint(sits, Seat(session, booth, name) in held)
    return Model(cp, choice, goals(problem, choice, earlier))


def variables(cp: cp_model.CpModel, problem: Problem, *, all_seats: bool) -> Choice:
    sits: dict[tuple[str, str], dict[str, Any]] = {}
    for session, booth in places(problem):
        sits[session.name, booth.name] = {
            one.name: cp.new_bool_var("")
            for one in problem.interpreters
            if all_seats or not any(grounds_against(problem, session, booth, one))
        }
    days = {(name, problem.sessions_by_name[session].day) for (session, _), row in sits.items() for name in row}
    hours = -(-sum(session.minutes for session in problem.sessions) // 60)
    return Choice(
        sits,
        {relay: cp.new_bool_var("") for one, booth in places(problem) for relay in possible_relays(one, booth)},
        {key: cp.new_bool_var("") for key in sorted(days)},
        cp.new_int_var(0, hours, ""),
    )


def add(cp: cp_model.CpModel, holds: Any) -> None:
    if isinstance(holds, bool):
        cp.add_bool_or([holds])
    else:
        cp.add(holds)

"""The rules and costs as CP-SAT's model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ortools.sat.python import cp_model

from fairshare.shifts.cuts import cuts
from fairshare.shifts.problem import Problem, Roster, Seat
from fairshare.shifts.rules import RULES, Choice, goals, places, possible_relays, what_follows


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


def hint(model: Model, roster: Roster) -> None:
    """Where the next search begins."""
    taken, used = set(roster.seats), set(roster.relays)
    model.cp.clear_hints()  # type: ignore[no-untyped-call] # it has no types
    for (session, booth), people in model.choice.sits.items():
        for name, sits in people.items():
            model.cp.add_hint(sits, Seat(session, booth, name) in taken)
    for relay, some in model.choice.relays.items():
        model.cp.add_hint(some, relay in used)


def variables(cp: cp_model.CpModel, problem: Problem, *, all_seats: bool) -> Choice:
    sits: dict[tuple[str, str], dict[str, Any]] = {}
    for session, booth in places(problem):
        sits[session.name, booth.name] = {
            one.name: cp.new_bool_var("") for one in problem.interpreters if all_seats or one.can_sit(session, booth)
        }
    engaged = {(name, problem.sessions_by_name[session].day) for (session, _), row in sits.items() for name in row}
    hours = -(-sum(session.minutes for session in problem.sessions) // 60)
    return Choice(
        sits,
        {relay: cp.new_bool_var("") for one, booth in places(problem) for relay in possible_relays(one, booth)},
        {key: cp.new_bool_var("") for key in sorted(engaged)},
        cp.new_int_var(0, hours, ""),
        {name: [cp.new_bool_var("") for _ in range(most)] for name, most in _greatest_loads(problem, sits)}
        if problem.even_load
        else {},
    )


def _greatest_loads(problem: Problem, sits: Mapping[tuple[str, str], Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    """Hours: were they in all sessions in which there is a seat for them, as far as a day allows."""
    minutes: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for session in problem.sessions:
        for name in {name for booth in session.booths for name in sits[session.name, booth.name]}:
            minutes[name][session.day] += session.minutes
    of_all, asked = len(problem.days), problem.days_asked
    for name, by_day in minutes.items():
        most = sum(min(problem.minutes, some) for some in by_day.values())
        yield name, -(-most * of_all // (60 * asked[name]))


def add(cp: cp_model.CpModel, holds: Any) -> None:
    if isinstance(holds, bool):
        cp.add_bool_or([holds])
    else:
        cp.add(holds)

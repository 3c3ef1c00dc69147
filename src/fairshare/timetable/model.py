"""The rules and costs as CP-SAT's model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from fairshare.timetable.problem import Place, Programme
from fairshare.timetable.rules import RULES, Choice, Cost, costs, grounds_against, ways, what_follows


@dataclass(frozen=True)
class Model:
    cp: cp_model.CpModel
    choice: Choice


def build(programme: Programme, earlier: tuple[Place, ...] = ()) -> Model:
    """Only the ways against which nothing speaks by itself."""
    cp = cp_model.CpModel()
    choice = variables(cp, programme, all_ways=False)
    for rule in (*RULES, what_follows):
        for _, holds in rule(programme, choice):
            add(cp, holds)
    cp.minimize(sum(_priced(cp, cost) for cost in costs(programme, choice, earlier)))
    for place in earlier:
        for way, taken in choice.takes.get(place.session, {}).items():
            cp.add_hint(taken, way == (place.start, place.room))
    return Model(cp, choice)


def variables(cp: cp_model.CpModel, programme: Programme, *, all_ways: bool) -> Choice:
    takes: dict[str, dict[Any, Any]] = {}
    stays: dict[str, dict[Any, Any]] = {}
    for session in programme.sessions:
        takes[session.name] = {
            way: cp.new_bool_var("")
            for way in ways(programme, session)
            if all_ways or not any(grounds_against(programme, session, way))
        }
        stays[session.name] = {
            stay: cp.new_bool_var("")
            for stay in dict.fromkeys(
                (start, programme.rooms_by_name[room].venue) for start, room in takes[session.name]
            )
        }
    return Choice(takes, stays)


def add(cp: cp_model.CpModel, holds: Any) -> None:
    if isinstance(holds, bool):
        cp.add_bool_or([holds])
    else:
        cp.add(holds)


def _priced(cp: cp_model.CpModel, cost: Cost) -> Any:
    paid = cp.new_bool_var("")
    for excess in cost.excesses:
        add(cp, excess <= paid)
    return cost.weight * paid

"""The rules and costs as CP-SAT's model."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

from ortools.sat.python import cp_model

from fairshare.errors import BadProblem
from fairshare.timetable.cosplib.problem import Block, Conference, Talk
from fairshare.timetable.cosplib.rules import (
    DEFINITIONS,
    RULES,
    Choice,
    Cost,
    Group,
    costs,
    costs_of_moves,
    talks_that_mind_their_room,
)

# CP-SAT adds up in 64 bits.
LARGEST = 2**60


@dataclass(frozen=True)
class Model:
    cp: cp_model.CpModel
    choice: Choice
    objective: Any

    def hint(self, numbers: Choice) -> None:
        self.cp.clear_hints()  # type: ignore[no-untyped-call] # OR-Tools leaves it so
        pairs: tuple[Any, ...] = (
            (self.choice.at, numbers.at),
            (self.choice.rooms, numbers.rooms),
            (self.choice.meets, numbers.meets),
            (self.choice.uses, numbers.uses),
            (self.choice.within, numbers.within),
        )
        for variables, values in pairs:
            for key, variable in variables.items():
                self.cp.add_hint(variable, values[key])

    def numbers(self, value: Any) -> Choice:
        """``value`` gives a variable's."""
        choice = self.choice
        return Choice(
            choice.groups,
            {key: value(variable) for key, variable in choice.at.items()},
            {key: value(variable) for key, variable in choice.rooms.items()},
            {key: value(variable) for key, variable in choice.meets.items()},
            {key: value(variable) for key, variable in choice.uses.items()},
            {key: value(variable) for key, variable in choice.within.items()},
        )


def build(conference: Conference, groups: tuple[Group, ...], earlier: tuple[Block, ...] = ()) -> Model:
    """Raises BadProblem for weights beyond 64 bits."""
    cp = cp_model.CpModel()
    choice = variables(cp, conference, groups)
    for rule in (*DEFINITIONS, *RULES):
        for _, holds in rule(conference, choice):
            if isinstance(holds, bool):
                cp.add_bool_or([holds])
            else:
                cp.add(holds)
    priced = chain(costs(conference, choice), costs_of_moves(conference, choice, earlier))
    # What exceeds is rooms, of one track or of two.
    most = max(1, 2 * len(conference.rooms))
    listed = list(priced)
    if sum(cost.weight for cost in listed) * most > LARGEST:
        raise BadProblem("weights", "are too large to be added up")
    objective = sum(_priced(cp, cost, most) for cost in listed)
    cp.minimize(objective)
    return Model(cp, choice, objective)


def variables(cp: cp_model.CpModel, conference: Conference, groups: tuple[Group, ...]) -> Choice:
    sessions = [session.name for session in conference.sessions]
    tracks = [track.name for track in conference.tracks]
    number_of = {name: len(conference.talks_of[name]) for name in tracks}
    return Choice(
        groups,
        {(talk.name, name): cp.new_bool_var("") for talk in conference.talks for name in sessions},
        {
            (track, name, group): cp.new_int_var(0, min(len(group), number_of[track]), "")
            for track in tracks
            for name in sessions
            for group in groups
        },
        {(track, name): cp.new_bool_var("") for track in tracks for name in sessions},
        {
            (track, group): cp.new_int_var(0, min(len(group), number_of[track]), "")
            for track in tracks
            for group in groups
        },
        {
            (talk.name, group): cp.new_bool_var("")
            for talk in talks_that_mind_their_room(conference)
            for group in groups
        },
    )


def forbid(model: Model, talks: tuple[Talk, ...], session: str, rooms: int) -> None:
    """These talks, all of one track, fit into no so many rooms: fewer talks or more rooms."""
    more = model.cp.new_bool_var("")
    model.cp.add(model.choice.parallel(talks[0].track, session) >= (rooms + 1) * more)
    given = sum(model.choice.at[talk.name, session] for talk in talks)
    model.cp.add(given <= len(talks) - 1 + more)


def _priced(cp: cp_model.CpModel, cost: Cost, most: int) -> Any:
    if len(cost.excesses) == 1 and isinstance(cost.excesses[0], cp_model.IntVar):
        return cost.weight * cost.excesses[0]
    if cost.once:
        late = cp.new_bool_var("")
        for excess in cost.excesses:
            cp.add(excess <= 0).only_enforce_if(~late)
        return cost.weight * late
    # Never below 0, which the search could not see in a difference.
    paid = cp.new_int_var(0, most, "")
    for excess in cost.excesses:
        cp.add(paid >= excess)
    return cost.weight * paid

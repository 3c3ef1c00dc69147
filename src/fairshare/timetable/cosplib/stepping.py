"""Small steps from a schedule: talks and blocks change places, and what is no worse than some steps ago stays.

Burke, Bykov, *The late acceptance hill-climbing heuristic*, European Journal of Operational Research 258 (2017).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from fairshare.timetable.cosplib.problem import Block, Conference
from fairshare.timetable.cosplib.state import EMPTY, NOTHING, Cell, State

Step = Mapping[int, Cell]
Tell = Callable[[tuple[Block, ...]], None]
# How many steps ago it looks back to: a share of the talks at first, twice as far after every rest, up to a limit.
SHARE_OF_TALKS = 8
LEAST_MEMORY, MOST_DOUBLINGS = 8, 7
# It rests when so many memories brought nothing better.
PATIENCE = 40
PULSE = 64
# Between two schedules that are told of.
STEPS = 8192


class Steps:
    def __init__(self, state: State, seed: int) -> None:
        self.state = state
        self.chance = random.Random(seed)  # noqa: S311 # the same steps every time
        conference = state.conference
        self.mates = [
            [index for index, other in enumerate(conference.talks) if other.track == talk.track]
            for talk in conference.talks
        ]
        track = {one.name: index for index, one in enumerate(conference.tracks)}
        self.track_of = [track[talk.track] for talk in conference.talks]
        self.fixed = _fixed(conference)
        self.kinds: tuple[Callable[[], Step | None], ...] = (
            self._a_talk_goes,
            self._a_talk_goes,
            self._talks_change_places,
            self._talks_change_places,
            self._blocks_change_places,
            self._blocks_change_rooms,
            self._a_track_changes_rooms,
        )

    def next(self) -> Step | None:
        step = self.chance.choice(self.kinds)()
        return step if step and all(self._holds(index, cell) for index, cell in step.items()) else None

    def _holds(self, index: int, cell: Cell) -> bool:
        slots = self.state.slots
        if sum([slots[talk] for talk in cell.talks]) > self.state.slots_of[index]:
            return False
        return not self.fixed or all(index in self.fixed.get(talk, (index,)) for talk in cell.talks)

    def _a_talk_goes(self) -> Step | None:
        state, chance = self.state, self.chance
        talk = chance.randrange(len(state.slots))
        track, source = self.track_of[talk], state.cell_of[talk]
        if chance.random() < 0.6:
            target = state.cell_of[chance.choice(self.mates[talk])]
        else:
            target = chance.randrange(len(state.cells))
        rest = tuple(one for one in state.cells[source].talks if one != talk)
        if target == source:
            begin = chance.randint(0, len(rest))
            return {source: Cell(track, (*rest[:begin], talk, *rest[begin:]))}
        if state.cells[target].track not in (EMPTY, track):
            return None
        there = list(state.cells[target].talks)
        there.insert(chance.randint(0, len(there)), talk)
        back: list[int] = []
        while sum([state.slots[one] for one in there]) > state.slots_of[target]:
            others = [one for one in there if one != talk]
            if not others:
                return None
            back.append(chance.choice(others))
            there.remove(back[-1])
        rest = (*rest, *back)
        return {source: Cell(track, rest) if rest else NOTHING, target: Cell(track, tuple(there))}

    def _talks_change_places(self) -> Step | None:
        one = self.chance.randrange(len(self.state.slots))
        other = self.chance.choice(self.mates[one])
        if one == other:
            return None
        swapped = {one: other, other: one}
        cells = self.state.cells
        return {
            index: Cell(cells[index].track, tuple(swapped.get(talk, talk) for talk in cells[index].talks))
            for index in {self.state.cell_of[one], self.state.cell_of[other]}
        }

    def _blocks_change_places(self) -> Step | None:
        one = self.state.cell_of[self.chance.randrange(len(self.state.slots))]
        return self._swapped(one, self.chance.randrange(len(self.state.cells)))

    def _blocks_change_rooms(self) -> Step | None:
        one = self.state.cell_of[self.chance.randrange(len(self.state.slots))]
        return self._swapped(one, one - one % self.state.rooms + self.chance.randrange(self.state.rooms))

    def _swapped(self, one: int, other: int) -> Step | None:
        cells = self.state.cells
        return {one: cells[other], other: cells[one]} if one != other else None

    def _a_track_changes_rooms(self) -> Step | None:
        """From one room into another, in every session."""
        state = self.state
        one = state.cell_of[self.chance.randrange(len(state.slots))]
        before, after = one % state.rooms, self.chance.randrange(state.rooms)
        if before == after:
            return None
        step: dict[int, Cell] = {}
        for index in state.cells_of[state.cells[one].track]:
            if index % state.rooms == before:
                other = index - before + after
                step[index], step[other] = state.cells[other], state.cells[index]
        return step


def _fixed(conference: Conference) -> dict[int, tuple[int, ...]]:
    """Cells by talk that stays."""
    number = {talk.name: index for index, talk in enumerate(conference.talks)}
    spots = [(session.name, room) for session in conference.sessions for room in conference.rooms]
    return {
        number[fixed.talk]: tuple(
            index
            for index, (session, room) in enumerate(spots)
            if session == fixed.session and fixed.room in (None, room)
        )
        for fixed in conference.fixed
    }


def climb(state: State, seed: int, rests: int, is_over: Callable[[], bool], tell: Tell) -> None:
    """Until nothing better comes; leaves ``state`` at the best, which ``tell`` is told of."""
    steps = Steps(state, seed)
    memory = max(LEAST_MEMORY, len(state.slots) // SHARE_OF_TALKS) << min(rests, MOST_DOUBLINGS)
    recent = [0] * memory
    gained = best = told = idle = count = 0
    kept = list(state.cells)
    while idle < PATIENCE * memory and (count % PULSE or not is_over()):
        count += 1
        idle += 1
        step = steps.next()
        if step is None:
            continue
        before = {index: state.cells[index] for index in step}
        now = gained + taken(state, step)
        if now > gained and now > recent[count % memory]:
            state.put(before)
        else:
            gained = now
        recent[count % memory] = gained
        if gained < best:
            best, kept, idle = gained, list(state.cells), 0
            if count >= told + STEPS:
                told = count
                tell(state.blocks())
    state.put(dict(enumerate(kept)))
    tell(state.blocks())


def taken(state: State, step: Step) -> int:
    """What the step, once done, has changed."""
    cells = state.cells
    tracks = {cell.track for index, new in step.items() for cell in (cells[index], new)} - {EMPTY}
    talks = {talk for index in step for talk in cells[index].talks}
    before = state.cost_around(step, tracks, talks)
    state.put(step)
    return state.cost_around(step, tracks, talks) - before

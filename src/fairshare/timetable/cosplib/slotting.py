"""From counts to a schedule: which of equal rooms a track gets, and when in its session each talk is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from fairshare.timetable.cosplib.problem import Block, Conference, Schedule, Session, Talk, Track
from fairshare.timetable.cosplib.rules import Choice, Group

SECONDS = 5.0
Rooms = dict[tuple[str, str], list[str]]  # track, session: its rooms


class DoesNotFit(Exception):  # noqa: N818 # what it is
    """Talks that the counts let in, and that no packing does."""

    def __init__(self, talks: tuple[Talk, ...], session: str, rooms: int) -> None:
        self.talks, self.session, self.rooms = talks, session, rooms
        super().__init__(session)


def schedule_of(conference: Conference, choice: Choice, *, thorough: bool, seed: int = 1) -> Schedule:
    """``thorough``: rooms shared out to the optimum; otherwise track by track, in no time. Raises DoesNotFit."""
    rooms: Rooms = {}
    for group in choice.groups:
        share = _shared_out if thorough and len(group) > 1 else _handed_out
        for key, given in share(conference, choice, group, seed).items():
            rooms.setdefault(key, []).extend(given)
    number = {room: index for index, room in enumerate(conference.rooms)}
    heard = dict.fromkeys(conference.tracks_by_name, 0)
    blocks: list[Block] = []
    for session in conference.sessions:
        held: list[_Held] = []
        for track in conference.tracks:
            talks = [talk for talk in conference.talks_of[track.name] if choice.at[talk.name, session.name]]
            if talks:
                own = sorted(rooms[track.name, session.name], key=number.__getitem__)
                held.append(_Held(track, own, talks, heard[track.name]))
                heard[track.name] += len(talks)
        blocks += _slotted(conference, session, held, seed)
    return Schedule(tuple(blocks))


def _handed_out(conference: Conference, choice: Choice, group: Group, seed: int) -> Rooms:
    """The track with most sessions first; each room goes to all sessions of the track in which it is free."""
    del seed
    wanted = _wanted(conference, choice, group)
    free = {session.name: list(group) for session in conference.sessions}
    found: Rooms = {}
    for track in sorted(wanted, key=lambda name: -sum(wanted[name].values())):
        open_ = dict(wanted[track])
        while open_:
            best = max(group, key=lambda room: sum(room in free[session] for session in open_))
            for session in [session for session in open_ if best in free[session]]:
                free[session].remove(best)
                found.setdefault((track, session), []).append(best)
                open_[session] -= 1
                if not open_[session]:
                    del open_[session]
    return found


def _shared_out(conference: Conference, choice: Choice, group: Group, seed: int) -> Rooms:
    """Fewest rooms over all tracks."""
    wanted = _wanted(conference, choice, group)
    model = cp_model.CpModel()
    has: dict[tuple[str, str, str], Any] = {}
    uses: dict[tuple[str, str], Any] = {}
    for track, sessions in wanted.items():
        for room in group:
            uses[track, room] = model.new_bool_var("")
            for session in sessions:
                has[track, session, room] = model.new_bool_var("")
                model.add_implication(has[track, session, room], uses[track, room])
        for session, count in sessions.items():
            model.add(sum(has[track, session, room] for room in group) == count)
    for session in (one.name for one in conference.sessions):
        for room in group:
            model.add_at_most_one(has[key] for key in has if key[1:] == (session, room))
    greedy = _handed_out(conference, choice, group, seed)
    for (track, session, room), variable in has.items():
        model.add_hint(variable, room in greedy[track, session])
    model.minimize(sum(uses.values()))
    solver = _solver(seed)
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return greedy
    found: Rooms = {}
    for (track, session, room), variable in has.items():
        if solver.boolean_value(variable):
            found.setdefault((track, session), []).append(room)
    return found


def _wanted(conference: Conference, choice: Choice, group: Group) -> dict[str, dict[str, int]]:
    """By track and session, rooms of the group; without those that want none."""
    found: dict[str, dict[str, int]] = {}
    for track in conference.tracks:
        for session in conference.sessions:
            if count := choice.rooms[track.name, session.name, group]:
                found.setdefault(track.name, {})[session.name] = count
    return found


@dataclass(frozen=True)
class _Held:
    """A track in a session; ``heard``: so many of its talks were given before."""

    track: Track
    rooms: list[str]
    talks: list[Talk]
    heard: int


def _slotted(conference: Conference, session: Session, held: list[_Held], seed: int) -> list[Block]:
    matters = _what_matters(conference, held)
    blocks: list[Block] = []
    for one in held:
        if one.track.name not in matters:
            blocks += _in_a_row(session, one)
    hard = [one for one in held if one.track.name in matters]
    return blocks + (_Slotting(conference, session, hard, seed).blocks() if hard else [])


def _what_matters(conference: Conference, held: list[_Held]) -> set[str]:
    """Tracks of which one cannot simply say one talk after the other."""
    weights = conference.weights
    found: set[str] = set()
    for one in held:
        if len(one.rooms) > 1 and (len({talk.slots for talk in one.talks}) > 1 or weights.talk_rooms):
            found.add(one.track.name)
        if len(one.rooms) > 1 and (weights.presenters or weights.attendees or weights.talk_order):
            found.add(one.track.name)
        if len(one.rooms) > 1 and any(talk.name in conference.fixed_rooms for talk in one.talks):
            found.add(one.track.name)
    track_of = {talk.name: one.track.name for one in held for talk in one.talks}
    for pair, _ in _clashes_in_slots(conference):
        if pair[0] in track_of and pair[1] in track_of:
            found |= {track_of[pair[0]], track_of[pair[1]]}
    return found


def _clashes_in_slots(conference: Conference) -> Iterable[tuple[tuple[str, str], int]]:
    for weight, pairs in (
        (conference.weights.presenters_in_slots, conference.presenters_clash),
        (conference.weights.attendees_in_slots, conference.attendees_clash),
    ):
        if weight:
            yield from ((pair, weight) for pair in sorted(pairs))


def _in_a_row(session: Session, held: _Held) -> list[Block]:
    """Talks of equal length, or one room: each talk on its number where it can be."""
    length = held.talks[0].slots
    most = session.slots // length if len(held.rooms) > 1 else len(held.talks)
    row = _by_number(held)
    blocks: list[Block] = []
    for index, room in enumerate(held.rooms):
        left = len(held.rooms) - index - 1
        mine, row = row[: min(most, len(row) - left)], row[min(most, len(row) - left) :]
        slots: list[str | None] = [talk.name for talk in mine for _ in range(talk.slots)]
        slots += [None] * (session.slots - len(slots))
        blocks.append(Block(session.name, room, held.track.name, tuple(slots)))
    if row or any(len(block.talks) > session.slots or not any(block.talks) for block in blocks):
        raise DoesNotFit(tuple(held.talks), session.name, len(held.rooms))
    return blocks


def _by_number(held: _Held) -> list[Talk]:
    places: list[Talk | None] = [None] * len(held.talks)
    rest: list[Talk] = []
    for talk in held.talks:
        index = talk.order - held.heard - 1
        if talk.order and 0 <= index < len(places) and places[index] is None:
            places[index] = talk
        else:
            rest.append(talk)
    others = iter(rest)
    return [talk or next(others) for talk in places]


class _Slotting:
    """Tracks of one session whose talks share rooms or people: who is given where and when, for the least trouble."""

    def __init__(self, conference: Conference, session: Session, held: list[_Held], seed: int) -> None:
        self.conference, self.session, self.held, self.seed = conference, session, held, seed
        self.model = cp_model.CpModel()
        self.rooms = {talk.name: one.rooms for one in held for talk in one.talks}
        self.inside: dict[tuple[str, str], Any] = {}
        self.begins: dict[str, Any] = {}
        self.price: list[Any] = []
        for one in held:
            self._pack(one)
            self._mind_rooms(one)
            self._mind_order(one)
        self._mind_people()
        self.model.minimize(sum(self.price))

    def blocks(self) -> list[Block]:
        solver = _solver(self.seed)
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            one = self.held[0] if len(self.held) == 1 else self._one_that_does_not_fit()
            raise DoesNotFit(tuple(one.talks), self.session.name, len(one.rooms))
        found: list[Block] = []
        for one in self.held:
            for room in one.rooms:
                slots: list[str | None] = [None] * self.session.slots
                for talk in one.talks:
                    if solver.boolean_value(self.inside[talk.name, room]):
                        begin = solver.value(self.begins[talk.name])
                        slots[begin : begin + talk.slots] = [talk.name] * talk.slots
                found.append(Block(self.session.name, room, one.track.name, tuple(slots)))
        return found

    def _one_that_does_not_fit(self) -> _Held:
        for one in self.held:
            try:
                _Slotting(self.conference, self.session, [one], self.seed).blocks()
            except DoesNotFit:
                return one
        return self.held[0]

    def _pack(self, held: _Held) -> None:
        by_room: dict[str, list[Any]] = {room: [] for room in held.rooms}
        for talk in held.talks:
            latest = max(0, self.session.slots - talk.slots)
            begin = self.begins[talk.name] = self.model.new_int_var(0, latest, "")
            for room in held.rooms:
                inside = self.inside[talk.name, room] = self.model.new_bool_var("")
                by_room[room].append(self.model.new_optional_fixed_size_interval_var(begin, talk.slots, inside, ""))
            self.model.add_exactly_one(self.inside[talk.name, room] for room in held.rooms)
            self.model.add(begin + talk.slots <= self.session.slots)
            if (fixed := self.conference.fixed_rooms.get(talk.name)) is not None:
                self.model.add(sum(self.inside[talk.name, room] for room in held.rooms if room == fixed) == 1)
        for room, intervals in by_room.items():
            self.model.add_no_overlap(intervals)
            self.model.add_bool_or(self.inside[talk.name, room] for talk in held.talks)

    def _mind_rooms(self, held: _Held) -> None:
        for talk in held.talks:
            for room in held.rooms:
                if cost := self.conference.weights.talk_rooms * talk.slots * talk.rooms.get(room, 0):
                    self.price.append(cost * self.inside[talk.name, room])

    def _mind_order(self, held: _Held) -> None:
        if not self.conference.weights.talk_order:
            return
        for talk in held.talks:
            if talk.order:
                before = [self._comes_before(other, talk, held.rooms) for other in held.talks if other != talk]
                late = self.model.new_bool_var("")
                self.model.add(held.heard + sum(before) == talk.order - 1).only_enforce_if(~late)
                self.price.append(self.conference.weights.talk_order * late)

    def _comes_before(self, one: Talk, other: Talk, rooms: list[str]) -> Any:
        most = self.session.slots

        def moment(talk: Talk) -> Any:
            rank = sum(index * self.inside[talk.name, room] for index, room in enumerate(rooms))
            return most * rank + self.begins[talk.name]

        before = self.model.new_bool_var("")
        self.model.add(moment(one) < moment(other)).only_enforce_if(before)
        self.model.add(moment(one) > moment(other)).only_enforce_if(~before)
        return before

    def _mind_people(self) -> None:
        weights = self.conference.weights
        for weight, pairs in (
            (weights.presenters, self.conference.presenters_clash),
            (weights.attendees, self.conference.attendees_clash),
        ):
            for one, other in sorted(pairs) if weight else ():
                if self.rooms.get(one, 0) is self.rooms.get(other, 1) and len(self.rooms[one]) > 1:
                    apart = self.model.new_bool_var("")
                    for room in self.rooms[one]:
                        self.model.add(self.inside[one, room] - self.inside[other, room] <= apart)
                    self.price.append(weight * apart)
        for (one, other), weight in _clashes_in_slots(self.conference):
            if one in self.begins and other in self.begins:
                self._mind_slots(one, other, weight)

    def _mind_slots(self, one: str, other: str, weight: int) -> None:
        talks: Mapping[str, Talk] = self.conference.talks_by_name
        ends = [self.begins[name] + talks[name].slots for name in (one, other)]
        at_once = self.model.new_int_var(0, self.session.slots, "")
        shortest = min(talks[one].slots, talks[other].slots)
        # Slots in common: the shorter talk's, or from the later begin to the earlier end.
        over = self.model.new_int_var(-self.session.slots, self.session.slots, "")
        self.model.add_min_equality(
            over, [ends[0] - self.begins[other], ends[1] - self.begins[one], self.model.new_constant(shortest)]
        )
        self.model.add_max_equality(at_once, [over, self.model.new_constant(0)])
        self.price.append(weight * at_once)


def _solver(seed: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = SECONDS
    return solver

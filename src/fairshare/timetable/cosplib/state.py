"""A schedule under change: what a few blocks cost, and what others would cost there, without a look at the rest.

Minds every weight as the evaluator does; the talks of a block stand without a gap, and go by their numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from fairshare.timetable.cosplib.problem import Block, Conference, places

EMPTY = -1


@dataclass(frozen=True)
class Cell:
    """What one room holds in one session."""

    track: int = EMPTY
    talks: tuple[int, ...] = ()


NOTHING = Cell()


@dataclass(frozen=True)
class Prices:
    """Of a conference: all sums done that need no schedule. Cells go by session, then by room."""

    conference: Conference
    earlier: tuple[Block, ...] = ()

    @cached_property
    def spots(self) -> list[tuple[str, str]]:
        return [(session.name, room) for session in self.conference.sessions for room in self.conference.rooms]

    @cached_property
    def of_track(self) -> list[list[int]]:
        """By track and cell."""
        weights, sessions = self.conference.weights, self.conference.sessions_by_name
        return [
            [
                weights.track_sessions * track.sessions.get(session, 0)
                + weights.track_rooms * track.rooms.get(room, 0)
                + weights.session_rooms * sessions[session].rooms.get(room, 0)
                for session, room in self.spots
            ]
            for track in self.conference.tracks
        ]

    @cached_property
    def of_talk(self) -> list[list[int]]:
        """By talk and cell, moves too."""
        found: list[list[int]] = []
        before = places(self.earlier)
        for talk in self.conference.talks:
            of_session = {one.name: self.conference.talk_session_cost(talk, one) for one in self.conference.sessions}
            of_room = {
                room: self.conference.weights.talk_rooms * talk.slots * talk.rooms.get(room, 0)
                for _, room in self.spots
            }
            row = [of_session[session] + of_room[room] for session, room in self.spots]
            if place := before.get(talk.name):
                row = [
                    price + self.conference.price_of_a_move * (spot != place)
                    for price, spot in zip(row, self.spots, strict=True)
                ]
            found.append(row)
        return found

    @cached_property
    def of_tracks_at_once(self) -> list[dict[int, int]]:
        """By track and other track, of two rooms."""
        weights, number = self.conference.weights, _numbers(track.name for track in self.conference.tracks)
        found: list[dict[int, int]] = [{} for _ in number]
        priced = [(pair, weights.similar_tracks * penalty) for pair, penalty in self.conference.similar.items()]
        priced += [(pair, weights.chairs) for pair in self.conference.chairs_clash]
        for (one, other), price in priced:
            for first, second in ((number[one], number[other]), (number[other], number[one])):
                if price:
                    found[first][second] = found[first].get(second, 0) + price
        return found

    @cached_property
    def of_talks_at_once(self) -> list[list[tuple[int, int, int]]]:
        """By talk: the other, the price of one session in two rooms, and of every slot in common."""
        weights, number = self.conference.weights, _numbers(talk.name for talk in self.conference.talks)
        found: list[dict[int, tuple[int, int]]] = [{} for _ in number]
        for pairs, in_session, in_slot in (
            (self.conference.presenters_clash, weights.presenters, weights.presenters_in_slots),
            (self.conference.attendees_clash, weights.attendees, weights.attendees_in_slots),
        ):
            for one, other in pairs if in_session or in_slot else ():
                for first, second in ((number[one], number[other]), (number[other], number[one])):
                    before = found[first].get(second, (0, 0))
                    found[first][second] = before[0] + in_session, before[1] + in_slot
        return [[(other, *prices) for other, prices in sorted(mine.items())] for mine in found]


class State:
    def __init__(self, prices: Prices, blocks: Iterable[Block]) -> None:
        self.prices, self.conference = prices, prices.conference
        self.rooms = len(self.conference.rooms)
        self.slots = [talk.slots for talk in self.conference.talks]
        self.slots_of = [self.conference.sessions_by_name[session].slots for session, _ in prices.spots]
        self.orders = [talk.order for talk in self.conference.talks]
        self.cells = [NOTHING] * len(prices.spots)
        self.cells_of: list[set[int]] = [set() for _ in self.conference.tracks]
        self.cell_of = [EMPTY] * len(self.slots)
        self.begins = [0] * len(self.slots)
        self._read(blocks)

    def _read(self, blocks: Iterable[Block]) -> None:
        cell = {spot: index for index, spot in enumerate(self.prices.spots)}
        track = _numbers(one.name for one in self.conference.tracks)
        talk = _numbers(one.name for one in self.conference.talks)
        self.put(
            {
                cell[block.session, block.room]: Cell(
                    track[block.track], tuple(talk[name] for name in dict.fromkeys(block.talks) if name)
                )
                for block in blocks
            }
        )

    def blocks(self) -> tuple[Block, ...]:
        found: list[Block] = []
        for (session, room), slots, cell in zip(self.prices.spots, self.slots_of, self.cells, strict=True):
            if cell != NOTHING:
                given = [self.conference.talks[talk] for talk in cell.talks]
                talks: list[str | None] = [talk.name for talk in given for _ in range(talk.slots)]
                talks += [None] * (slots - len(talks))
                found.append(Block(session, room, self.conference.tracks[cell.track].name, tuple(talks)))
        return tuple(found)

    def put(self, cells: Mapping[int, Cell]) -> None:
        for index in cells:
            if (track := self.cells[index].track) != EMPTY:
                self.cells_of[track].discard(index)
        for index, cell in cells.items():
            self.cells[index] = cell
            if cell.track != EMPTY:
                self.cells_of[cell.track].add(index)
            begin = 0
            for talk in cell.talks:
                self.cell_of[talk], self.begins[talk] = index, begin
                begin += self.slots[talk]

    def cost_around(self, cells: Collection[int], tracks: Iterable[int], talks: Collection[int]) -> int:
        """What could be another sum if these cells, with these tracks and talks, were filled in another way."""
        cost = sum([self._of_cell(index, cells) for index in cells])
        cost += sum([self._of_whole_track(track) for track in tracks])
        return cost + sum([self._of_people(talk, talks) for talk in talks])

    def _of_cell(self, index: int, counted: Collection[int]) -> int:
        """With tracks beside it; of two that are counted both, once."""
        cell = self.cells[index]
        if cell.track == EMPTY:
            return 0
        cost = self.prices.of_track[cell.track][index]
        for talk in cell.talks:
            cost += self.prices.of_talk[talk][index]
        if beside := self.prices.of_tracks_at_once[cell.track]:
            first = index - index % self.rooms
            for other in range(first, first + self.rooms):
                track = self.cells[other].track
                if track in beside and (other > index or other not in counted):
                    cost += beside[track]
        return cost

    def _of_whole_track(self, track: int) -> int:
        weights, own = self.conference.weights, self.cells_of[track]
        if not own:
            return 0
        sessions = {index // self.rooms for index in own}
        cost = weights.parallel_tracks * (len(own) - len(sessions))
        cost += weights.rooms_per_track * (len({index % self.rooms for index in own}) - 1)
        if max(sessions) - min(sessions) + 1 != len(sessions):
            cost += weights.consecutive_tracks
        if weights.talk_order:
            heard = [self.orders[talk] for index in sorted(own) for talk in self.cells[index].talks]
            cost += weights.talk_order * sum([order not in (0, place) for place, order in enumerate(heard, start=1)])
        return cost

    def _of_people(self, talk: int, counted: Collection[int]) -> int:
        """Likewise, of two that are counted both, once."""
        cost, where, begin = 0, self.cell_of[talk], self.begins[talk]
        session, end = where // self.rooms, begin + self.slots[talk]
        for other, in_session, in_slot in self.prices.of_talks_at_once[talk]:
            elsewhere = self.cell_of[other]
            if elsewhere // self.rooms == session and (other > talk or other not in counted):
                if elsewhere != where:
                    cost += in_session
                if in_slot:
                    also = self.begins[other]
                    cost += in_slot * max(0, min(end, also + self.slots[other]) - max(begin, also))
        return cost


def _numbers(names: Iterable[str]) -> dict[str, int]:
    return {name: index for index, name in enumerate(names)}

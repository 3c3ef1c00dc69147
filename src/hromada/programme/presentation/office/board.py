"""Where the sessions of one day stand on the board: rooms side by side, time down, to the minute.

Two at once in one room stand side by side. What a forum holds in its own room stands beside a narrow band, which is
the forum.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property

from hromada.programme.models import Room
from hromada.programme.planning import Planning, Row

_USUAL = (8, 20)
"""Hours that a board shows at least."""
_LAST_HOUR = 30
"""A day goes on until six in the morning of the next."""
MOST_LANES = 30
"""More sessions at once in one place lie upon one another."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Minutes from the day's first midnight. ``lane`` of ``lanes``: where those at once stand beside one another;
    ``inner`` of ``inners``: the same among what a forum holds. A ``band`` is a forum beside what it holds."""

    row: Row
    starts: int
    minutes: int
    lane: int = 0
    lanes: int = 1
    inner: int = 0
    inners: int = 1
    is_held: bool = False
    is_band: bool = False

    @property
    def ends(self) -> int:
        return self.starts + self.minutes


@dataclass(frozen=True)
class Column:
    """``room`` is None for what has no room yet; ``lanes``: how many stand side by side at most."""

    room: Room | None
    slots: tuple[Slot, ...]

    @property
    def key(self) -> str:
        return self.room.key if self.room else ""

    @property
    def lanes(self) -> int:
        return max((slot.lanes * slot.inners for slot in self.slots), default=1)


@dataclass(frozen=True)
class Board:
    """``rooms``: numbers of those that are shown; None for all."""

    planning: Planning
    day: date
    rooms: Collection[int] | None = None

    def columns(self, keys: Collection[str] | None = None) -> tuple[Column, ...]:
        """First what has no room yet, then each room that is not hidden; with ``keys``, only those of these."""
        shown: list[Room | None] = [one for one in self.planning.rooms if self.rooms is None or one.pk in self.rooms]
        places = [one for one in (None, *shown) if keys is None or (one.key if one else "") in keys]
        return tuple(Column(room, self._slots(self._by_room.get(room.pk if room else None, ()))) for room in places)

    @cached_property
    def hours(self) -> tuple[int, int]:
        """The first and the last hour shown, with room to move to before the first session and after the last."""
        rows = [row for rows in self._by_room.values() for row in rows]
        first = min((self._minutes(row.starts) for row in rows if row.starts), default=_USUAL[0] * 60) // 60 - 1
        last = -(-max((self._minutes(row.ends) for row in rows if row.ends), default=0) // 60) + 1
        return max(min(first, _USUAL[0]), 0), min(max(last, _USUAL[1]), _LAST_HOUR)

    @cached_property
    def _by_room(self) -> dict[int | None, list[Row]]:
        found: dict[int | None, list[Row]] = {}
        for row in self.planning.shown:
            if self.planning.day_of(row) == self.day:
                found.setdefault(row.room_id, []).append(row)
        return found

    def _slots(self, rows: Iterable[Row]) -> tuple[Slot, ...]:
        slots = sorted(
            (self._slot(row, row.starts, row.ends) for row in rows if row.starts and row.ends), key=_in_order
        )
        frames = _frames(slots)
        held = {one.row.pk for contents in frames.values() for one in contents}
        outer = [slot for slot in slots if slot.row.pk not in held]
        blocks = [(slot, frames.get(slot.row.pk, [])) for slot in outer]
        # What a forum holds may go on longer than itself.
        spans = [(slot.starts, max(one.ends for one in (slot, *contents))) for slot, contents in blocks]
        placed: list[Slot] = []
        for (slot, contents), (lane, lanes) in zip(blocks, side_by_side(spans), strict=True):
            placed.append(replace(slot, lane=lane, lanes=lanes, is_band=bool(contents)))
            inner_lanes = side_by_side([(one.starts, one.ends) for one in contents])
            placed += [
                replace(one, lane=lane, lanes=lanes, inner=inner, inners=inners, is_held=True)
                for one, (inner, inners) in zip(contents, inner_lanes, strict=True)
            ]
        return tuple(sorted(placed, key=_in_order))

    def _slot(self, row: Row, starts: datetime, ends: datetime) -> Slot:
        at = self._minutes(starts)
        return Slot(row, at, max(min(self._minutes(ends), _LAST_HOUR * 60) - at, 5))

    def _minutes(self, moment: datetime) -> int:
        """On the clocks of the place, which may be changed at night: an hour shown is not always an hour gone by."""
        local = moment.astimezone(self.planning.edition.zone).replace(tzinfo=None)
        return int((local - datetime.combine(self.day, time(0))).total_seconds() // 60)


def side_by_side(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each stretch of time, in the order of their beginnings: its lane, and how many lanes those need which
    overlap with it, directly or through others."""
    found: list[tuple[int, int]] = []
    lanes: list[int] = []
    free_from: list[int] = []
    for starts, ends in spans:
        if free_from and max(free_from) <= starts:
            found += [(lane, len(free_from)) for lane in lanes]
            lanes, free_from = [], []
        lane = next((number for number, until in enumerate(free_from) if until <= starts), len(free_from))
        free_from[lane : lane + 1] = [ends]
        lanes.append(lane)
    return found + [(lane, len(free_from)) for lane in lanes]


def _frames(slots: Sequence[Slot]) -> dict[int, list[Slot]]:
    """By the number of each session that holds others here at their time: what it holds, at whatever depth."""
    here = {slot.row.pk: slot for slot in slots}
    frame_of: dict[int, int] = {}
    for slot in slots:
        outermost, seen = slot, {slot.row.pk}
        while above := here.get(outermost.row.parent_id or 0):
            if above.row.pk in seen:  # a circle holds nothing
                outermost = slot
                break
            if above.ends <= slot.starts or slot.ends <= above.starts:
                break
            seen.add(above.row.pk)
            outermost = above
        if outermost is not slot:
            frame_of[slot.row.pk] = outermost.row.pk
    frames: dict[int, list[Slot]] = {}
    for slot in slots:
        frame = frame_of.get(slot.row.pk)
        while frame in frame_of:
            frame = frame_of[frame]
        if frame is not None:
            frames.setdefault(frame, []).append(slot)
    return frames


def _in_order(slot: Slot) -> tuple[int, int, int]:
    return slot.starts, -slot.minutes, slot.row.pk

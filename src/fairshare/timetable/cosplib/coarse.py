"""A conference in which rooms that differ little are taken to be alike: a smaller question, whose bound holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fairshare.timetable.cosplib.problem import Conference
from fairshare.timetable.cosplib.rules import Group


def coarsened(conference: Conference, most_groups: int) -> Conference:
    """Penalties below the least threshold that leaves so few kinds of room do not tell rooms apart; of rooms that are
    taken to be alike each costs what the cheapest does."""
    columns = [_column(conference, room) for room in conference.rooms]
    named = {fixed.room for fixed in conference.fixed}
    for threshold in sorted({penalty for column in columns for penalty in column} | {0}):
        kinds: dict[tuple[object, ...], list[str]] = {}
        for room, column in zip(conference.rooms, columns, strict=True):
            key = (room if room in named else "", *(penalty if penalty > threshold else 0 for penalty in column))
            kinds.setdefault(key, []).append(room)
        if len(kinds) <= most_groups:
            return _cheapest(conference, tuple(tuple(rooms) for rooms in kinds.values()))
    return conference


def _column(conference: Conference, room: str) -> list[int]:
    """What the room costs to each session, track and talk."""
    weights = conference.weights
    return [
        *(weights.session_rooms * one.rooms.get(room, 0) for one in conference.sessions),
        *(weights.track_rooms * one.rooms.get(room, 0) for one in conference.tracks),
        *(weights.talk_rooms * one.rooms.get(room, 0) for one in conference.talks),
    ]


def _cheapest(conference: Conference, kinds: tuple[Group, ...]) -> Conference:
    def cheapest(penalties: Mapping[str, int]) -> dict[str, int]:
        found = {room: min(penalties.get(one, 0) for one in kind) for kind in kinds for room in kind}
        return {room: penalty for room, penalty in found.items() if penalty}

    return replace(
        conference,
        sessions=tuple(replace(one, rooms=cheapest(one.rooms)) for one in conference.sessions),
        tracks=tuple(replace(one, rooms=cheapest(one.rooms)) for one in conference.tracks),
        talks=tuple(replace(one, rooms=cheapest(one.rooms)) for one in conference.talks),
    )

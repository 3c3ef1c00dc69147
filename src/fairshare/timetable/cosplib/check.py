"""A schedule looked at as CoSPLib's evaluator does, without the solver: what is broken, and what each trouble costs.

The costs follow the meaning that the published schedules were valued by. Where a rule reads oddly (a talk of three
slots pays three times, the order counts talks that have none), the evaluator reads it so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from fairshare.answer import Finding
from fairshare.timetable.cosplib.problem import Conference, Schedule, places

SPLIT = 10_000_000
MISSING = 1_000_000_000


def check(conference: Conference, schedule: Schedule) -> Finding:
    broken = tuple(broken_rules(conference, schedule))
    return Finding(broken, sum(costs(conference, schedule).values()) if _is_readable(conference, schedule) else 0)


def costs(conference: Conference, schedule: Schedule) -> dict[str, int]:
    """By kind, weighted."""
    reading, weights = _Reading(conference, schedule), conference.weights
    return {
        "track_sessions": weights.track_sessions * reading.track_sessions(),
        "track_rooms": weights.track_rooms * reading.track_rooms(),
        "session_rooms": weights.session_rooms * reading.session_rooms(),
        "similar_tracks": weights.similar_tracks * reading.similar_tracks(),
        "rooms_per_track": weights.rooms_per_track * reading.rooms_per_track(),
        "parallel_tracks": weights.parallel_tracks * reading.parallel_tracks(),
        "consecutive_tracks": weights.consecutive_tracks * reading.consecutive_tracks(),
        "talk_sessions_and_time_zones": reading.talk_sessions(),
        "talk_order": weights.talk_order * reading.talk_order(),
        "talk_rooms": weights.talk_rooms * reading.talk_rooms(),
        "presenters": weights.presenters * reading.clashes_in_sessions(conference.presenters_clash),
        "attendees": weights.attendees * reading.clashes_in_sessions(conference.attendees_clash),
        "chairs": weights.chairs * reading.chairs(),
        "presenters_in_slots": weights.presenters_in_slots * reading.clashes_in_slots(conference.presenters_clash),
        "attendees_in_slots": weights.attendees_in_slots * reading.clashes_in_slots(conference.attendees_clash),
        "split_or_missing": reading.split_or_missing(),
        "moves": conference.price_of_a_move * len(schedule.moved()),
    }


def broken_rules(conference: Conference, schedule: Schedule) -> Iterator[str]:
    """What makes a schedule none, whatever it costs."""
    seen: Counter[str] = Counter()
    taken: set[tuple[str, str]] = set()
    for block in schedule.blocks:
        where = f"{block.track} in {block.room}, {block.session}"
        session = conference.sessions_by_name.get(block.session)
        if session is None or block.room not in conference.rooms or block.track not in conference.tracks_by_name:
            yield f"{where}: there is no such session, room or track"
            continue
        if len(block.talks) > session.slots:
            yield f"{where}: {len(block.talks)} slots, the session has {session.slots}"
        if (block.session, block.room) in taken:
            yield f"{where}: the room is taken"
        taken.add((block.session, block.room))
        if not any(block.talks):
            yield f"{where}: nobody talks"
        yield from _strangers(conference, block.track, block.talks, where)
        seen.update(talk for talk in block.talks if talk)
        yield from _in_pieces(conference, block.talks, where)
    given = places(schedule.blocks)
    for fixed in conference.fixed:
        session_and_room = given.get(fixed.talk, (None, None))
        if session_and_room[0] != fixed.session or fixed.room not in (None, session_and_room[1]):
            yield f"{fixed.talk} does not stay in {fixed.session}{f', {fixed.room}' if fixed.room else ''}"
    for talk in conference.talks:
        if seen[talk.name] != talk.slots:
            yield f"{talk.name} has {seen[talk.name]} slots, not {talk.slots}"


def _strangers(conference: Conference, track: str, talks: tuple[str | None, ...], where: str) -> Iterator[str]:
    for name in dict.fromkeys(talks):
        if name and name not in conference.talks_by_name:
            yield f"{where}: there is no talk {name}"
        elif name and conference.talks_by_name[name].track != track:
            yield f"{where}: {name} is of track {conference.talks_by_name[name].track}"


def _in_pieces(conference: Conference, talks: tuple[str | None, ...], where: str) -> Iterator[str]:
    for name in dict.fromkeys(talks):
        if name is not None and name in conference.talks_by_name:
            slots = [slot for slot, other in enumerate(talks) if other == name]
            if slots[-1] - slots[0] + 1 != len(slots) or len(slots) != conference.talks_by_name[name].slots:
                yield f"{where}: {name} is not given in one piece"


def _is_readable(conference: Conference, schedule: Schedule) -> bool:
    return all(
        block.session in conference.sessions_by_name
        and block.room in conference.rooms
        and block.track in conference.tracks_by_name
        and all(name is None or name in conference.talks_by_name for name in block.talks)
        for block in schedule.blocks
    )


@dataclass(frozen=True)
class _Reading:
    """The blocks in the order of sessions, then rooms, and what follows from it."""

    conference: Conference
    schedule: Schedule

    @cached_property
    def blocks(self) -> list[tuple[int, int, str, tuple[str | None, ...]]]:
        session = {one.name: index for index, one in enumerate(self.conference.sessions)}
        room = {name: index for index, name in enumerate(self.conference.rooms)}
        return sorted(
            (session[block.session], room[block.room], block.track, block.talks) for block in self.schedule.blocks
        )

    @cached_property
    def slots(self) -> list[tuple[int, int, int, str]]:
        """Session, room, slot, talk."""
        return [
            (session, room, slot, talk)
            for session, room, _, talks in self.blocks
            for slot, talk in enumerate(talks)
            if talk is not None
        ]

    def tracks_at(self) -> Iterator[list[str]]:
        """The tracks of one session, one a room."""
        for index in range(len(self.conference.sessions)):
            yield [track for session, _, track, _ in self.blocks if session == index]

    def track_sessions(self) -> int:
        names = [one.name for one in self.conference.sessions]
        tracks = self.conference.tracks_by_name
        return sum(tracks[track].sessions.get(names[session], 0) for session, _, track, _ in self.blocks)

    def track_rooms(self) -> int:
        tracks, rooms = self.conference.tracks_by_name, self.conference.rooms
        return sum(tracks[track].rooms.get(rooms[room], 0) for _, room, track, _ in self.blocks)

    def session_rooms(self) -> int:
        sessions, rooms = self.conference.sessions, self.conference.rooms
        return sum(sessions[session].rooms.get(rooms[room], 0) for session, room, _, _ in self.blocks)

    def similar_tracks(self) -> int:
        similar = self.conference.similar
        return sum(
            similar.get((one, other), similar.get((other, one), 0))
            for tracks in self.tracks_at()
            for one, other in combinations(tracks, 2)
        )

    def rooms_per_track(self) -> int:
        pairs = {(track, room) for _, room, track, _ in self.blocks}
        return len(pairs) - len({track for track, _ in pairs})

    def parallel_tracks(self) -> int:
        return sum(len(tracks) - len(set(tracks)) for tracks in self.tracks_at())

    def consecutive_tracks(self) -> int:
        sessions: dict[str, set[int]] = {}
        for session, _, track, _ in self.blocks:
            sessions.setdefault(track, set()).add(session)
        return sum(max(found) - min(found) + 1 != len(found) for found in sessions.values())

    def talk_sessions(self) -> int:
        """A penalty for every slot: here divided back from the cost of the whole talk."""
        talks, sessions = self.conference.talks_by_name, self.conference.sessions
        return sum(
            self.conference.talk_session_cost(talks[talk], sessions[session]) // talks[talk].slots
            for session, _, _, talk in self.slots
        )

    def talk_rooms(self) -> int:
        talks, rooms = self.conference.talks_by_name, self.conference.rooms
        return sum(talks[talk].rooms.get(rooms[room], 0) for _, room, _, talk in self.slots)

    def talk_order(self) -> int:
        heard: dict[str, list[str]] = {}
        for _, _, track, talks in self.blocks:
            for talk in talks:
                if talk and talk not in heard.setdefault(track, []):
                    heard[track].append(talk)
        orders = self.conference.talks_by_name
        return sum(
            orders[talk].order not in (0, number)
            for talks in heard.values()
            for number, talk in enumerate(talks, start=1)
        )

    def clashes_in_sessions(self, clashes: frozenset[tuple[str, str]]) -> int:
        """Both in one session, in different rooms."""
        where: dict[str, set[tuple[int, int]]] = {}
        for session, room, _, talk in self.slots:
            where.setdefault(talk, set()).add((session, room))
        return sum(
            session == elsewhere and room != other_room
            for one, other in clashes
            for session, room in where.get(one, ())
            for elsewhere, other_room in where.get(other, ())
        )

    def clashes_in_slots(self, clashes: frozenset[tuple[str, str]]) -> int:
        when: dict[str, set[tuple[int, int]]] = {}
        for session, _, slot, talk in self.slots:
            when.setdefault(talk, set()).add((session, slot))
        return sum(len(when.get(one, set()) & when.get(other, set())) for one, other in clashes)

    def chairs(self) -> int:
        clashes = self.conference.chairs_clash
        return sum(
            (one, other) in clashes or (other, one) in clashes
            for tracks in self.tracks_at()
            for one, other in combinations(tracks, 2)
        )

    def split_or_missing(self) -> int:
        pieces: dict[str, Counter[tuple[int, int]]] = {}
        for session, room, _, talk in self.slots:
            pieces.setdefault(talk, Counter())[session, room] += 1
        cost = 0
        for wanted in self.conference.talks:
            found = pieces.get(wanted.name)
            if found is None:
                cost += MISSING
            else:
                cost += SPLIT * sum(slots != wanted.slots for slots in found.values())
        return cost

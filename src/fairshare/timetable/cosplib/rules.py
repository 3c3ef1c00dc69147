"""What must hold and what costs, each written once: over solver variables and over the numbers of a schedule.

Rooms come in groups. With all rooms that nobody tells apart in one group the question is small, and its bound holds for
the whole; with every room a group of its own it is the question itself, but for where a talk stands among parallel
rooms of its own track, which ``slotting`` decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fairshare.linear import total
from fairshare.timetable.cosplib.problem import Block, Conference, Schedule, Talk, places

Group = tuple[str, ...]
Held = Iterator[tuple[str, Any]]


@dataclass(frozen=True)
class Choice:
    """Variables or numbers: what is decided, and what follows from it."""

    groups: tuple[Group, ...]
    at: Mapping[tuple[str, str], Any]  # talk, session: 1 if it is given then
    rooms: Mapping[tuple[str, str, Group], Any]  # track, session, group: so many rooms
    meets: Mapping[tuple[str, str], Any]  # track, session: 1 if it has a room
    uses: Mapping[tuple[str, Group], Any]  # track, group: the most rooms in one session
    within: Mapping[tuple[str, Group], Any]  # talk that minds its room, group: 1 if it is given there

    def parallel(self, track: str, session: str) -> Any:
        return total(self.rooms[track, session, group] for group in self.groups)


@dataclass(frozen=True)
class Cost:
    """``weight`` times the greatest of ``excesses`` or 0; ``once``: the weight alone, if any of them exceeds 0."""

    kind: str
    label: str
    weight: int
    excesses: tuple[Any, ...]
    once: bool = False

    def of_numbers(self) -> int:
        worst = max(0, *self.excesses)
        return self.weight * (min(worst, 1) if self.once else int(worst))


def groups_of_equal_rooms(conference: Conference) -> tuple[Group, ...]:
    """Rooms that cost the same to every session, track and talk."""
    found: dict[tuple[int, ...], list[str]] = {}
    weights = conference.weights
    named = {fixed.room for fixed in conference.fixed}
    for index, room in enumerate(conference.rooms):
        key = [index + 1 if room in named else 0]
        key += [one.rooms.get(room, 0) for one in conference.sessions if weights.session_rooms]
        key += [one.rooms.get(room, 0) for one in conference.tracks if weights.track_rooms]
        key += [one.rooms.get(room, 0) for one in conference.talks if weights.talk_rooms]
        found.setdefault(tuple(key), []).append(room)
    return tuple(tuple(rooms) for rooms in found.values())


def single_rooms(conference: Conference) -> tuple[Group, ...]:
    return tuple((room,) for room in conference.rooms)


def every_talk_is_given_once(conference: Conference, choice: Choice) -> Held:
    for talk in conference.talks:
        yield f"{talk.name} is given once", total(choice.at[talk.name, one.name] for one in conference.sessions) == 1


def a_room_holds_one_track(conference: Conference, choice: Choice) -> Held:
    for session in conference.sessions:
        for group in choice.groups:
            taken = total(choice.rooms[track.name, session.name, group] for track in conference.tracks)
            yield f"{session.name}: at most {len(group)} tracks in {' / '.join(group)}", taken <= len(group)


def talks_fit_into_the_rooms_of_their_track(conference: Conference, choice: Choice) -> Held:
    for track in conference.tracks:
        for session in conference.sessions:
            rooms = choice.parallel(track.name, session.name)
            for size in dual_feasible_sizes(session.slots, [talk.slots for talk in conference.talks_of[track.name]]):
                taken = total(
                    size[talk.slots] * choice.at[talk.name, session.name] for talk in conference.talks_of[track.name]
                )
                yield f"{track.name} fits into its rooms in {session.name}", taken <= 2 * session.slots * rooms


def no_room_is_held_for_nobody(conference: Conference, choice: Choice) -> Held:
    for track in conference.tracks:
        for session in conference.sessions:
            talks = total(choice.at[talk.name, session.name] for talk in conference.talks_of[track.name])
            rooms = choice.parallel(track.name, session.name)
            yield f"{track.name} holds no empty room in {session.name}", rooms <= talks


def what_follows(conference: Conference, choice: Choice) -> Held:
    """``meets``, ``uses`` and ``within`` say what ``rooms`` and ``at`` decided."""
    most = len(conference.rooms)
    for track in conference.tracks:
        for session in conference.sessions:
            rooms, meets = choice.parallel(track.name, session.name), choice.meets[track.name, session.name]
            yield f"{track.name} meets in {session.name}", meets <= rooms
            yield f"{track.name} meets in {session.name}", rooms <= most * meets
            for group in choice.groups:
                used = choice.rooms[track.name, session.name, group]
                yield f"{track.name} uses {' / '.join(group)}", used <= choice.uses[track.name, group]
            for talk in conference.talks_of[track.name]:
                at = choice.at[talk.name, session.name]
                yield f"{track.name} meets when {talk.name} is given", at <= meets
                for group in choice.groups:
                    if (talk.name, group) in choice.within:
                        held = choice.rooms[track.name, session.name, group]
                        inside = choice.within[talk.name, group]
                        yield f"{talk.name} is where its track is", inside + at <= 1 + held


def every_track_has_a_room(conference: Conference, choice: Choice) -> Held:
    for track in conference.tracks:
        if conference.talks_of[track.name]:
            yield f"{track.name} has a room", total(choice.uses[track.name, group] for group in choice.groups) >= 1


def every_talk_that_minds_has_a_room(conference: Conference, choice: Choice) -> Held:
    for talk in talks_that_mind_their_room(conference):
        inside = total(choice.within[talk.name, group] for group in choice.groups)
        yield f"{talk.name} has a room", inside == 1


def fixed_talks_stay(conference: Conference, choice: Choice) -> Held:
    for fixed in conference.fixed:
        label = f"{fixed.talk} stays in {fixed.session}"
        yield label, choice.at[fixed.talk, fixed.session] == 1
        if fixed.room is not None:
            group = next(group for group in choice.groups if fixed.room in group)
            held = choice.rooms[conference.talks_by_name[fixed.talk].track, fixed.session, group]
            yield f"{label}, {fixed.room}", held >= 1


RULES: tuple[Callable[[Conference, Choice], Held], ...] = (
    every_talk_is_given_once,
    a_room_holds_one_track,
    talks_fit_into_the_rooms_of_their_track,
    fixed_talks_stay,
)
# These forbid nothing that anybody could want.
DEFINITIONS: tuple[Callable[[Conference, Choice], Held], ...] = (
    no_room_is_held_for_nobody,
    what_follows,
    every_track_has_a_room,
    every_talk_that_minds_has_a_room,
)


def talks_that_mind_their_room(conference: Conference) -> list[Talk]:
    return [talk for talk in conference.talks if conference.weights.talk_rooms and any(talk.rooms.values())]


def dual_feasible_sizes(slots: int, sizes: list[int]) -> list[dict[int, int]]:
    """Ways to count talks such that those of one room never count more than its slots.

    Fekete, Schepers, *New classes of fast lower bounds for bin packing problems*, Mathematical Programming 91 (2001).
    """
    # In half slots, so that a talk of more than half a session fills a room.
    found: list[dict[int, int]] = []
    for small in range(slots + 1):
        counted = {
            size: 2 * slots if 2 * size > 2 * slots - small else 2 * size if 2 * size >= small else 0
            for size in sorted(set(sizes))
        }
        # Longer than the session: never given in it.
        counted |= {size: 2 * slots * (len(sizes) + 1) for size in counted if size > slots}
        if counted not in found:
            found.append(counted)
    return found


def costs(conference: Conference, choice: Choice) -> Iterator[Cost]:
    yield from costs_of_tracks(conference, choice)
    yield from costs_of_pairs_of_tracks(conference, choice)
    yield from costs_of_talks(conference, choice)
    yield from costs_of_order(conference, choice)
    yield from costs_of_pairs_of_talks(conference, choice)


def costs_of_tracks(conference: Conference, choice: Choice) -> Iterator[Cost]:
    weights = conference.weights
    for track in conference.tracks:
        for session in conference.sessions:
            for group in choice.groups:
                each = weights.track_sessions * track.sessions.get(session.name, 0)
                each += weights.track_rooms * track.rooms.get(group[0], 0)
                each += weights.session_rooms * session.rooms.get(group[0], 0)
                if each:
                    held = choice.rooms[track.name, session.name, group]
                    yield Cost("place", f"{track.name} in {session.name}, {group[0]}", each, (held,))
            if weights.parallel_tracks:
                more = choice.parallel(track.name, session.name) - choice.meets[track.name, session.name]
                yield Cost("parallel_tracks", f"{track.name} in {session.name}", weights.parallel_tracks, (more,))
        if weights.rooms_per_track and conference.talks_of[track.name]:
            used = total(choice.uses[track.name, group] for group in choice.groups)
            yield Cost("rooms_per_track", track.name, weights.rooms_per_track, (used - 1,))
        if weights.consecutive_tracks:
            gaps = tuple(_gaps([choice.meets[track.name, session.name] for session in conference.sessions]))
            if gaps:
                yield Cost("consecutive_tracks", track.name, weights.consecutive_tracks, gaps, once=True)


def _gaps(meets: list[Any]) -> Iterator[Any]:
    """1 where a track meets, does not, and meets again."""
    for middle in range(1, len(meets) - 1):
        for before in range(middle):
            for after in range(middle + 1, len(meets)):
                yield meets[before] - meets[middle] + meets[after] - 1


def costs_of_pairs_of_tracks(conference: Conference, choice: Choice) -> Iterator[Cost]:
    """One for two rooms; for more than one each it counts too little, never too much."""
    priced: dict[tuple[str, str], int] = {}
    for pair, penalty in conference.similar.items():
        priced[pair] = conference.weights.similar_tracks * penalty
    for pair in conference.chairs_clash:
        priced[pair] = priced.get(pair, 0) + conference.weights.chairs
    most = len(conference.rooms)
    for (one, other), weight in sorted(priced.items()):
        for session in conference.sessions if weight else ():
            meets = choice.meets[one, session.name], choice.meets[other, session.name]
            rooms = choice.parallel(one, session.name) + choice.parallel(other, session.name)
            excesses = meets[0] + meets[1] - 1, rooms - 1 - 2 * most * (2 - meets[0] - meets[1])
            yield Cost("pairs_of_tracks", f"{one} and {other} in {session.name}", weight, excesses)


def costs_of_talks(conference: Conference, choice: Choice) -> Iterator[Cost]:
    for talk in conference.talks:
        for session in conference.sessions:
            if cost := conference.talk_session_cost(talk, session):
                label = f"{talk.name} in {session.name}"
                yield Cost("talk_sessions", label, cost, (choice.at[talk.name, session.name],))
    for talk in talks_that_mind_their_room(conference):
        for group in choice.groups:
            if cost := conference.weights.talk_rooms * talk.slots * talk.rooms.get(group[0], 0):
                yield Cost("talk_rooms", f"{talk.name} in {group[0]}", cost, (choice.within[talk.name, group],))


def costs_of_order(conference: Conference, choice: Choice) -> Iterator[Cost]:
    """A talk's number must be one of those that its session gives out."""
    weight = conference.weights.talk_order
    for track in conference.tracks if weight else ():
        talks = conference.talks_of[track.name]
        for talk in talks:
            if talk.order == 0:
                continue
            excesses: list[Any] = []
            given: Any = 0
            for session in conference.sessions:
                before = given
                given = before + total(choice.at[one.name, session.name] for one in talks)
                elsewhere = 1 - choice.at[talk.name, session.name]
                excesses += [
                    before - (talk.order - 1) - len(talks) * elsewhere,
                    talk.order - given - talk.order * elsewhere,
                ]
            yield Cost("talk_order", talk.name, weight, tuple(excesses), once=True)


def costs_of_pairs_of_talks(conference: Conference, choice: Choice) -> Iterator[Cost]:
    """Of different tracks, hence in different rooms; those of one track are ``slotting``'s."""
    tracks = {talk.name: talk.track for talk in conference.talks}
    priced: dict[tuple[str, str], int] = {}
    for weight, pairs in (
        (conference.weights.presenters, conference.presenters_clash),
        (conference.weights.attendees, conference.attendees_clash),
    ):
        for pair in pairs:
            priced[pair] = priced.get(pair, 0) + weight
    for (one, other), weight in sorted(priced.items()):
        if weight and tracks[one] != tracks[other]:
            both = (
                choice.at[one, session.name] + choice.at[other, session.name] - 1 for session in conference.sessions
            )
            yield Cost("pairs_of_talks", f"{one} and {other}", weight, tuple(both))


def costs_of_moves(conference: Conference, choice: Choice, earlier: tuple[Block, ...]) -> Iterator[Cost]:
    """Needs every room in a group of its own; of a track in parallel rooms it counts too few, never too many."""
    talks, rooms = conference.talks_by_name, set(conference.rooms)
    for name, (session, room) in places(earlier).items():
        if name in talks and session in conference.sessions_by_name and room in rooms:
            held = choice.rooms[talks[name].track, session, (room,)]
            excesses = 1 - choice.at[name, session], 1 - held
            yield Cost("moves", name, conference.price_of_a_move, excesses)
        elif name in talks:
            yield Cost("moves", name, conference.price_of_a_move, (1,))


def read_off(conference: Conference, schedule: Schedule, groups: tuple[Group, ...]) -> Choice:
    """The numbers of a schedule whose talks are whole; an earlier one may name what is gone, which counts nowhere."""
    group_of = {room: group for group in groups for room in group}
    room_of = {name: block.room for block in schedule.blocks for name in block.talks if name}
    given = {(name, block.session) for block in schedule.blocks for name in block.talks if name}
    rooms = {
        (track.name, session.name, group): 0
        for track in conference.tracks
        for session in conference.sessions
        for group in groups
    }
    for block in schedule.blocks:
        key = block.track, block.session, group_of.get(block.room, ())
        if key in rooms:
            rooms[key] += 1
    sessions = [session.name for session in conference.sessions]
    return Choice(
        groups,
        {(talk.name, name): int((talk.name, name) in given) for talk in conference.talks for name in sessions},
        rooms,
        {
            (track.name, name): int(any(rooms[track.name, name, group] for group in groups))
            for track in conference.tracks
            for name in sessions
        },
        {
            (track.name, group): max((rooms[track.name, name, group] for name in sessions), default=0)
            for track in conference.tracks
            for group in groups
        },
        {
            (talk.name, group): int(room_of.get(talk.name) in group)
            for talk in talks_that_mind_their_room(conference)
            for group in groups
        },
    )

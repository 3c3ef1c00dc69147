"""Why is a talk not given when, or where, somebody wanted it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from fairshare.errors import BadProblem
from fairshare.explaining import NO_TIME, Guarded, WhyNot, guard, heard, priced
from fairshare.linear import total
from fairshare.stop import Stop, Watch
from fairshare.timetable.cosplib.check import costs
from fairshare.timetable.cosplib.problem import Conference, Fixed, Schedule
from fairshare.timetable.cosplib.rules import (
    DEFINITIONS,
    RULES,
    Choice,
    Held,
    every_talk_is_given_once,
    fixed_talks_stay,
    single_rooms,
)

SECONDS_FOR_CAUSES = 10.0
# Rooms and sessions are what they are; a talk can be left out or moved.
CAN_GIVE = (every_talk_is_given_once, fixed_talks_stay)

Inside = dict[tuple[str, str, str], Any]  # talk, session, room: 1 if it is given there


@dataclass(frozen=True)
class Wish:
    """That a talk is given in this session; in this room, if one is named."""

    talk: str
    session: str
    room: str | None = None


def causes(conference: Conference, watch: Watch) -> tuple[str, ...]:
    """Of a conference without a schedule."""
    if counted := counted_out(conference):
        return counted
    patience = Watch(watch.stop.lasting(SECONDS_FOR_CAUSES))
    conflict, _ = heard(guarded, (conference, None), patience, until_conflict=True)
    return conflict or (NO_TIME,)


def counted_out(conference: Conference) -> tuple[str, ...]:
    """What needs no search to be seen."""
    longest = max((session.slots for session in conference.sessions), default=0)
    found = [
        f"{talk.name} takes {talk.slots} slots; the longest session has {longest}"
        for talk in conference.talks
        if talk.slots > longest
    ]
    wanted = sum(talk.slots for talk in conference.talks)
    there = sum(session.slots for session in conference.sessions) * len(conference.rooms)
    if wanted > there:
        found.append(f"the talks take {wanted} slots; all rooms in all sessions have {there}")
    return tuple(found)


def why_not(conference: Conference, wish: Wish, answer: Schedule | None = None, *, stop: Stop | None = None) -> WhyNot:
    """With ``answer``, what granting the wish costs beyond it: the best found in the time that ``stop`` gives."""
    from fairshare.timetable.cosplib.solve import solve

    _refuse_strange(conference, wish)

    def granted(rest: Stop) -> Mapping[str, int] | None:
        found = solve(with_wish(conference, wish), stop=rest).solution
        return costs(conference, found) if found else None

    before = costs(conference, replace(answer, earlier=())) if answer else None
    return priced(guarded, (conference, wish), stop, before=before, granted=granted)


def guarded(conference: Conference, wish: Wish | None) -> Guarded:
    """Runs in the process of the engine: the rules under their labels, and the wish without one."""
    from ortools.sat.python import cp_model

    from fairshare.timetable.cosplib.model import variables

    cp = cp_model.CpModel()
    choice = variables(cp, conference, single_rooms(conference))
    for rule in DEFINITIONS:
        for _, holds in rule(conference, choice):
            if holds is not True:
                cp.add(holds)
    named = {*conference.fixed_rooms, *([wish.talk] if wish is not None and wish.room is not None else [])}
    inside = _talks_by_room(cp, conference, choice, {conference.talks_by_name[talk].track for talk in named})
    if wish is not None:
        cp.add(choice.at[wish.talk, wish.session] == 1)
        if wish.room is not None:
            cp.add(inside[wish.talk, wish.session, wish.room] == 1)
    return guard(
        cp,
        chain(
            ((label, holds, rule in CAN_GIVE) for rule in RULES for label, holds in rule(conference, choice)),
            ((label, holds, False) for label, holds in _talks_fit_room_by_room(conference, choice, inside)),
            ((label, holds, True) for label, holds in _fixed_talks_stay_in_their_rooms(conference, inside)),
        ),
    )


def _talks_by_room(cp: Any, conference: Conference, choice: Choice, tracks: set[str]) -> Inside:
    """Of tracks with talks whose room is named: there rooms do not count as equal."""
    inside: Inside = {}
    for talk in conference.talks:
        for session in conference.sessions if talk.track in tracks else ():
            for room in conference.rooms:
                inside[talk.name, session.name, room] = cp.new_bool_var("")
            somewhere = total(inside[talk.name, session.name, room] for room in conference.rooms)
            cp.add(somewhere == choice.at[talk.name, session.name])
    return inside


def _talks_fit_room_by_room(conference: Conference, choice: Choice, inside: Inside) -> Held:
    taken: dict[tuple[str, str, str], list[Any]] = {}
    for (name, session, room), given in inside.items():
        talk = conference.talks_by_name[name]
        taken.setdefault((talk.track, session, room), []).append(talk.slots * given)
    for (track, session, room), slots in taken.items():
        there = conference.sessions_by_name[session].slots * choice.rooms[track, session, (room,)]
        yield f"{track} fits into its rooms in {session}", total(slots) <= there


def _fixed_talks_stay_in_their_rooms(conference: Conference, inside: Inside) -> Held:
    for fixed in conference.fixed:
        if fixed.room is not None:
            label = f"{fixed.talk} stays in {fixed.session}, {fixed.room}"
            yield label, inside[fixed.talk, fixed.session, fixed.room] == 1


def with_wish(conference: Conference, wish: Wish) -> Conference:
    room = wish.room or conference.fixed_rooms.get(wish.talk)
    others = tuple(fixed for fixed in conference.fixed if fixed.talk != wish.talk)
    return replace(conference, fixed=(*others, Fixed(wish.talk, wish.session, room)))


def _refuse_strange(conference: Conference, wish: Wish) -> None:
    if wish.talk not in conference.talks_by_name:
        raise BadProblem("wish.talk", f"there is no talk {wish.talk}")
    if wish.session not in conference.sessions_by_name:
        raise BadProblem("wish.session", f"there is no session {wish.session}")
    if wish.room is not None and wish.room not in conference.rooms:
        raise BadProblem("wish.room", f"there is no room {wish.room}")

"""Why is a session not where, or when, somebody wanted it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from fairshare.errors import BadProblem
from fairshare.explaining import NO_TIME, Guarded, WhyNot, guard, heard, priced
from fairshare.stop import Stop, Watch
from fairshare.timetable.check import costs
from fairshare.timetable.problem import Programme, Timetable
from fairshare.timetable.rules import RULES, a_room_holds_one_session, grounds_against, ways, what_follows

SECONDS_FOR_CAUSES = 10.0


@dataclass(frozen=True)
class Wish:
    """That a session begins then, or is in that room, or both."""

    session: str
    start: datetime | None = None
    room: str | None = None


def causes(programme: Programme, watch: Watch) -> tuple[str, ...]:
    """Of a programme without a timetable."""
    patience = Watch(watch.stop.lasting(SECONDS_FOR_CAUSES))
    for session in programme.sessions:
        if all(any(grounds_against(programme, session, way)) for way in ways(programme, session)):
            alone = replace(programme, sessions=(session,), audiences=())
            conflict, _ = heard(guarded, (alone, None), patience, until_conflict=True)
            return conflict or (f"{session.name} has nowhere to go",)
    conflict, _ = heard(guarded, (programme, None), patience, until_conflict=True)
    return conflict or (NO_TIME,)


def why_not(programme: Programme, wish: Wish, answer: Timetable | None = None, *, stop: Stop | None = None) -> WhyNot:
    """With ``answer``, what granting the wish costs beyond it: the best found in the time that ``stop`` gives."""
    from fairshare.timetable.solve import solve

    _refuse_strange(programme, wish)

    def granted(rest: Stop) -> Mapping[str, int] | None:
        found = solve(with_wish(programme, wish), stop=rest).solution
        return costs(programme, found) if found else None

    before = costs(programme, replace(answer, earlier=())) if answer else None
    return priced(guarded, (programme, wish), stop, before=before, granted=granted)


def guarded(programme: Programme, wish: Wish | None) -> Guarded:
    """Runs in the process of the engine: the rules under their labels, and the wish without one."""
    from ortools.sat.python import cp_model

    from fairshare.timetable.model import add, variables

    cp = cp_model.CpModel()
    choice = variables(cp, programme, all_ways=True)
    for _, holds in what_follows(programme, choice):
        add(cp, holds)
    if wish is not None:
        for (start, room), taken in choice.takes[wish.session].items():
            if wish.start not in (None, start) or wish.room not in (None, room):
                cp.add(taken == 0)
    return guard(
        cp,
        # All but the walls can give.
        (
            (label, holds, rule is not a_room_holds_one_session)
            for rule in RULES
            for label, holds in rule(programme, choice)
        ),
    )


def with_wish(programme: Programme, wish: Wish) -> Programme:
    sessions = tuple(
        replace(session, start=wish.start or session.start, room=wish.room or session.room)
        if session.name == wish.session
        else session
        for session in programme.sessions
    )
    return replace(programme, sessions=sessions)


def _refuse_strange(programme: Programme, wish: Wish) -> None:
    session = programme.sessions_by_name.get(wish.session)
    if session is None:
        raise BadProblem("wish.session", f"there is no session {wish.session}")
    if wish.room is not None and wish.room not in programme.rooms_by_name:
        raise BadProblem("wish.room", f"there is no room {wish.room}")
    if wish.start is not None and wish.start not in {start for start, _ in ways(programme, session)}:
        raise BadProblem("wish.start", f"{wish.start} is not when sessions begin")

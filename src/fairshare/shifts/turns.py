"""Turns at the microphone: about 30 minutes, 15 to 20 where it is hard; round the team of a booth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fairshare.shifts.problem import Problem, Seat, Session, Turn
from fairshare.shifts.rules import places

LONGEST, LONGEST_HARD = 30, 20
SHORTEST, SHORTEST_HARD = 20, 15


def turns(problem: Problem, seats: Iterable[Seat]) -> Iterator[Turn]:
    teams: dict[tuple[str, str], list[str]] = {}
    for seat in seats:
        teams.setdefault((seat.session, seat.booth), []).append(seat.interpreter)
    for session, booth in places(problem):
        team = teams[session.name, booth.name]
        number = _number(session, len(team))
        moments = [session.minutes * index // number for index in range(number + 1)]
        for index in range(number):
            one = team[index % len(team)]
            yield Turn(session.name, booth.name, one, moments[index], moments[index + 1])


def _number(session: Session, people: int) -> int:
    """As few as may be; but so many that all have equally many, where turns do not become too short for it."""
    longest, shortest = (LONGEST_HARD, SHORTEST_HARD) if session.hard else (LONGEST, SHORTEST)
    fewest = -(-session.minutes // longest)
    even = -(-fewest // people) * people
    return even if session.minutes // even >= shortest else fewest

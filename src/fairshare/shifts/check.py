"""A roster looked at without the solver: session by session, person by person."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from fairshare.answer import Finding
from fairshare.shifts.problem import Booth, Interpreter, Problem, Roster, Seat, Session, Turn


def check(problem: Problem, roster: Roster) -> Finding:
    strange = tuple(_strangers(problem, roster))
    if strange:
        return Finding(strange, (0, 0, 0))
    return Finding(tuple(_broken(problem, roster)), objective(problem, roster))


def objective(problem: Problem, roster: Roster) -> tuple[int, ...]:
    """Relays, costs, the hours, the last one as a whole, of whoever works longest; uneven load, where that is asked."""
    longest = max(minutes(problem, roster).values(), default=0)
    found = len(set(roster.relays)), sum(costs(problem, roster).values()), -(-longest // 60)
    if not problem.even_load:
        return found
    return *found, sum(len(_days_of(problem, name)) * hours**2 for name, hours in loads(problem, roster).items())


def costs(problem: Problem, roster: Roster) -> dict[str, int]:
    """By kind, priced."""
    prices, people, sessions = problem.prices, problem.interpreters_by_name, problem.sessions_by_name
    engaged = {(seat.interpreter, sessions[seat.session].day) for seat in roster.seats}
    into_b = [
        seat
        for seat in roster.seats
        if len(into := _booth(problem, seat).into) == 1 and into[0] not in people[seat.interpreter].a
    ]
    return {
        "fees": sum(people[name].fee for name, _ in engaged),
        "into_b": prices.into_b * len(into_b),
        "beyond": prices.beyond * (len(roster.seats) - sum(session.least for session in problem.sessions)),
        "moved": prices.moved * len(roster.moved()),
    }


def minutes(problem: Problem, roster: Roster) -> dict[str, int]:
    """In sessions, by person; of everybody, also of those who are not needed."""
    found = dict.fromkeys(problem.interpreters_by_name, 0)
    for seat in roster.seats:
        found[seat.interpreter] += problem.sessions_by_name[seat.session].minutes
    return found


def loads(problem: Problem, roster: Roster) -> dict[str, int]:
    """Hours, the last one as a whole, by person; as if each had as much to do on all days as on those they can be
    asked for."""
    all_days = len({session.day for session in problem.sessions if session.booths})
    return {
        name: math.ceil(Fraction(some * all_days, 60 * len(_days_of(problem, name)))) if some else 0
        for name, some in minutes(problem, roster).items()
    }


def broken_in_session(problem: Problem, session: Session, roster: Roster) -> Iterator[str]:
    """But for what a person can do in a day, and for turns."""
    teams: dict[str, list[Interpreter]] = {booth.name: [] for booth in session.booths}
    for seat in roster.seats:
        if seat.session == session.name:
            teams[seat.booth].append(problem.interpreters_by_name[seat.interpreter])
    for booth in session.booths:
        if len(teams[booth.name]) < booth.least:
            yield f"{session.name}: {len(teams[booth.name])} in the {booth.name} booth; {booth.least} are needed"
        for one in teams[booth.name]:
            for language in booth.into:
                if language not in one.a + one.b:
                    yield f"{session.name}: {one.name} does not work into {language}"
    people = sum(map(len, teams.values()))
    if people < session.least:
        yield f"{session.name}: {people} interpreters; {session.least} are needed"
    yield from _misunderstood(session, roster, teams)


def broken_of_person(problem: Problem, one: Interpreter, seats: Iterable[Seat]) -> Iterator[str]:
    """Of what a day and a night allow them; ``seats`` are theirs."""
    seats = sorted(seats, key=lambda seat: problem.sessions_by_name[seat.session].start)
    for earlier, later in pairwise(problem.sessions_by_name[seat.session] for seat in seats):
        walk = problem.minutes_to_walk.get((earlier.venue, later.venue), 0)
        needed = walk + problem.pause if earlier.day == later.day else max(walk, problem.night)
        if later.start < earlier.end + timedelta(minutes=needed):
            yield f"{one.name}: {needed} minutes are needed between {earlier.name} and {later.name}"
    worked: dict[date, int] = defaultdict(int)
    spoken: dict[date, Fraction] = defaultdict(Fraction)
    for seat in seats:
        session, booth = problem.sessions_by_name[seat.session], _booth(problem, seat)
        worked[session.day] += session.minutes
        if len(booth.into) == 2:
            spoken[session.day] += Fraction(session.minutes, booth.least)
        if any(away.start < session.end and session.start < away.end for away in one.absences):
            yield f"{one.name} is away during {session.name}"
    for day, some in worked.items():
        if some > min(problem.minutes, problem.minutes if one.minutes is None else one.minutes):
            yield f"{one.name} works {some} minutes on {day}"
        if spoken[day] > 120:
            yield f"{one.name} is at the microphone of two-way booths for {float(spoken[day]):g} minutes on {day}"


def _days_of(problem: Problem, name: str) -> set[date]:
    """On which they are there and work into what a booth needs; if there are none, all that have booths."""
    one = problem.interpreters_by_name[name]
    asked = {
        session.day
        for session in problem.sessions
        if any(set(booth.into) <= {*one.a, *one.b} for booth in session.booths)
        and not any(away.start < session.end and session.start < away.end for away in one.absences)
    }
    return asked or {session.day for session in problem.sessions if session.booths}


def _strangers(problem: Problem, roster: Roster) -> Iterator[str]:
    for seat in roster.seats:
        yield from problem.strange(seat)
    for relay in roster.relays:
        session = problem.sessions_by_name.get(relay.session)
        booths = {booth.name for booth in session.booths} if session else set()
        if not {relay.into, relay.pivot} <= booths:
            yield f"{relay.session}: no relay leads from {relay.pivot} into {relay.into}"


def _broken(problem: Problem, roster: Roster) -> Iterator[str]:
    for seat, times in Counter(roster.seats).items():
        if times > 1:
            yield f"{seat.interpreter} has a seat in {seat.session} {times} times"
    for seat in problem.promised:
        if seat not in roster.seats:
            yield f"{seat.interpreter} is promised to {seat.session}, {seat.booth} booth"
    for session in problem.sessions:
        yield from broken_in_session(problem, session, roster)
    for one in problem.interpreters:
        yield from broken_of_person(problem, one, [seat for seat in roster.seats if seat.interpreter == one.name])
    yield from _broken_turns(problem, roster)


def _misunderstood(session: Session, roster: Roster, teams: dict[str, list[Interpreter]]) -> Iterator[str]:
    relayed = {(relay.into, relay.spoken): relay.pivot for relay in roster.relays if relay.session == session.name}
    if len(relayed) < sum(relay.session == session.name for relay in set(roster.relays)):
        yield f"{session.name}: a language comes by two relays"
    for booth in session.booths:
        if len(booth.into) == 2:
            continue
        for spoken in session.spoken:
            direct = [one for one in teams[booth.name] if spoken in one.a + one.b + one.c]
            pivot = relayed.pop((booth.name, spoken), None)
            if spoken == booth.name or pivot is None:
                if spoken != booth.name and len(direct) < 2:
                    yield f"{session.name}: {len(direct)} in the {booth.name} booth understand {spoken}"
                continue
            givers = [one for one in teams[pivot] if spoken in one.a + one.b + one.c]
            takers = [one for one in teams[booth.name] if {spoken, pivot} & {*one.a, *one.b, *one.c}]
            if pivot in (booth.name, spoken) or len(givers) < 2 or len(takers) < 2:
                yield f"{session.name}: {len(givers)} give relay of {spoken} from {pivot}, {len(takers)} take it"
    for into, spoken in relayed:
        yield f"{session.name}: {spoken} needs no relay into {into}"


def _broken_turns(problem: Problem, roster: Roster) -> Iterator[str]:
    by_place: dict[tuple[str, str], list[Turn]] = defaultdict(list)
    for turn in roster.turns:
        by_place[turn.session, turn.booth].append(turn)
    for session in problem.sessions:
        for booth in session.booths:
            team = {
                seat.interpreter for seat in roster.seats if (seat.session, seat.booth) == (session.name, booth.name)
            }
            if any(_unfit(session, team, by_place.pop((session.name, booth.name), []))):
                yield f"{session.name}: the turns in the {booth.name} booth"
    for session_name, booth_name in by_place:
        yield f"{session_name}: there is no {booth_name} booth to take turns in"


def _unfit(session: Session, team: set[str], turns: list[Turn]) -> Iterator[bool]:
    """Each begins where another ended, nobody speaks twice in a row, or much longer than others."""
    moments = [0, *(turn.end for turn in turns)]
    yield [turn.start for turn in turns] != moments[:-1]
    yield moments[-1] != session.minutes
    yield any(not 0 < turn.end - turn.start <= (20 if session.hard else 30) for turn in turns)
    yield any(one.interpreter == other.interpreter for one, other in pairwise(turns))
    taken = Counter(turn.interpreter for turn in turns)
    yield not set(taken) <= team
    yield max((taken[one] for one in team), default=0) - min((taken[one] for one in team), default=0) > 1


def _booth(problem: Problem, seat: Seat) -> Booth:
    return next(booth for booth in problem.sessions_by_name[seat.session].booths if booth.name == seat.booth)

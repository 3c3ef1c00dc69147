"""What must hold and what costs, each written once: over solver variables and over the 0 and 1 of a roster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any

from fairshare.linear import total
from fairshare.shifts.problem import HOLDS_OUT, Booth, Interpreter, Problem, Relay, Roster, Seat, Session

Held = Iterator[tuple[str, Any]]

AT_LEAST = 2  # of one language there is never a single one
# 4 hours for two, 6 for three, 8 for four: a day in two-way booths is two hours at the microphone each.
AT_THE_MICROPHONE = HOLDS_OUT[2] // 2
TWELFTHS = 12  # a half, a third and a quarter of a minute are whole


@dataclass(frozen=True)
class Choice:
    """``sits``: by session and booth, its people and 1 for those in it; ``relays``: 1 for those that are used;
    ``engaged``: by person and day; ``longest``: hours, rounded up, of whoever works longest; ``load``: by person, 1
    for each hour that is begun, were they there on all days and had as much to do on each."""

    sits: Mapping[tuple[str, str], Mapping[str, Any]]
    relays: Mapping[Relay, Any]
    engaged: Mapping[tuple[str, date], Any]
    longest: Any
    load: Mapping[str, Sequence[Any]]

    def of(self, session: Session, name: str) -> list[Any]:
        """Whatever booth of the session they sit in."""
        rows = (self.sits[session.name, booth.name] for booth in session.booths)
        return [row[name] for row in rows if name in row]


@dataclass(frozen=True)
class Cost:
    kind: str
    amount: Any


def places(problem: Problem) -> Iterator[tuple[Session, Booth]]:
    for session in problem.sessions:
        for booth in session.booths:
            yield session, booth


def heard(session: Session, booth: Booth) -> Iterator[str]:
    """What its people have to understand: a two-way booth works out of both its languages."""
    yield from (language for language in session.spoken if booth.into != (language,))


def possible_relays(session: Session, booth: Booth) -> Iterator[Relay]:
    for spoken in heard(session, booth):
        for pivot in session.booths:
            if len(booth.into) == 1 and pivot != booth and pivot.into != (spoken,):
                yield Relay(session.name, booth.name, spoken, pivot.name)


def grounds_against(problem: Problem, session: Session, booth: Booth, one: Interpreter) -> Iterator[str]:
    """Every one that needs no look at other seats."""
    for language in booth.into:
        if not one.works_into(language):
            able = [other.name for other in problem.interpreters if other.works_into(language)]
            yield f"only {_listed(able)} work into {language}" if able else f"nobody works into {language}"
    for window in one.absences:
        if window.meets(session.start, session.end):
            yield f"{one.name} is away from {window.start:%Y-%m-%d %H:%M} to {window.end:%Y-%m-%d %H:%M}"


def every_booth_has_its_team(problem: Problem, choice: Choice) -> Held:
    for session, booth in places(problem):
        people = total(choice.sits[session.name, booth.name].values())
        yield f"{session.name}, {_named(booth)}: {booth.least} people", people >= booth.least
    for session in problem.sessions:
        if session.least > sum(booth.least for booth in session.booths):
            people = total(total(choice.sits[session.name, booth.name].values()) for booth in session.booths)
            yield f"{session.name} has three languages: {session.least} people", people >= session.least


def nothing_speaks_against_a_seat(problem: Problem, choice: Choice) -> Held:
    for session, booth in places(problem):
        for name, sits in choice.sits[session.name, booth.name].items():
            for ground in grounds_against(problem, session, booth, problem.interpreters_by_name[name]):
                yield ground, sits == 0


def promises_are_kept(problem: Problem, choice: Choice) -> Held:
    for seat in problem.promised:
        sits = choice.sits[seat.session, seat.booth].get(seat.interpreter, 0)
        yield f"{seat.interpreter} is promised to {seat.session}", sits == 1


def nobody_is_in_two_places(problem: Problem, choice: Choice) -> Held:
    """Nor in the next without a pause, the way there, or a night between."""
    for session in problem.sessions:
        for one in problem.interpreters:
            seats = choice.of(session, one.name)
            if len(seats) > 1:
                yield f"{one.name} is in one booth of {session.name}", total(seats) <= 1
    for earlier, later in too_near(problem):
        for one in problem.interpreters:
            first, second = choice.of(earlier, one.name), choice.of(later, one.name)
            if first and second:
                yield f"{one.name} is in {earlier.name} or in {later.name}", total([*first, *second]) <= 1


def days_end(problem: Problem, choice: Choice) -> Held:
    for day, sessions in _days(problem):
        for one in problem.interpreters:
            most = problem.minutes if one.minutes is None else min(one.minutes, problem.minutes)
            minutes = total(session.minutes * sits for session in sessions for sits in choice.of(session, one.name))
            yield f"{one.name} works {most} minutes on {day} at most", minutes <= most
            spoken = total(
                session.minutes * (TWELFTHS // booth.least) * choice.sits[session.name, booth.name].get(one.name, 0)
                for session in sessions
                for booth in session.booths
                if len(booth.into) > 1
            )
            label = f"{one.name} is at the microphone of two-way booths for 2 hours on {day} at most"
            yield label, spoken <= AT_THE_MICROPHONE * TWELFTHS


def languages_are_understood(problem: Problem, choice: Choice) -> Held:
    """By two people directly; or two hear it from another booth, where two understand it directly."""
    for session, booth in places(problem):
        # Who works in a two-way booth understands both its languages.
        if len(booth.into) > 1:
            continue
        sits = choice.sits[session.name, booth.name]
        relays = {one: choice.relays[one] for one in possible_relays(session, booth)}
        for spoken in heard(session, booth):
            used = {relay: some for relay, some in relays.items() if relay.spoken == spoken}
            label = f"{session.name}, {_named(booth)}: two understand {spoken}"
            yield label, _able(problem, sits, spoken) + AT_LEAST * total(used.values()) >= AT_LEAST
            yield f"{session.name}, {_named(booth)}: one relay of {spoken}", total(used.values()) <= 1
        for relay, used_one in relays.items():
            pivots = choice.sits[session.name, relay.pivot]
            label = f"{session.name}: two in the {relay.pivot} booth give relay of {relay.spoken}"
            yield label, _able(problem, pivots, relay.spoken) - AT_LEAST * used_one >= 0
            label = f"{session.name}: two in the {booth.name} booth take relay from the {relay.pivot} booth"
            yield label, _able(problem, sits, relay.spoken, relay.pivot) - AT_LEAST * used_one >= 0


RULES: tuple[Callable[[Problem, Choice], Held], ...] = (
    every_booth_has_its_team,
    nothing_speaks_against_a_seat,
    promises_are_kept,
    nobody_is_in_two_places,
    days_end,
    languages_are_understood,
)


def what_follows(problem: Problem, choice: Choice) -> Held:
    for session, booth in places(problem):
        for name, sits in choice.sits[session.name, booth.name].items():
            yield f"{name} is engaged on {session.day}", choice.engaged[name, session.day] - sits >= 0
    of_all, asked = len(problem.days), problem.days_asked
    for one in problem.interpreters:
        minutes = total(session.minutes * sits for session in problem.sessions for sits in choice.of(session, one.name))
        yield f"{one.name} does not work longest of all", 60 * choice.longest - minutes >= 0
        if not problem.even_load:
            continue
        hours = choice.load.get(one.name, ())
        yield f"the load of {one.name} is counted", 60 * asked[one.name] * total(hours) - of_all * minutes >= 0
        for earlier, later in pairwise(hours):
            yield f"the load of {one.name} is counted hour by hour", earlier - later >= 0


def costs(problem: Problem, choice: Choice, earlier: tuple[Seat, ...] = ()) -> Iterator[Cost]:
    """``choice`` may be of more sessions than the problem's."""
    prices = problem.prices
    for (name, day), engaged in choice.engaged.items():
        if day in problem.days:
            yield Cost("fees", problem.interpreters_by_name[name].fee * engaged)
    for session, booth in places(problem):
        for name, sits in choice.sits[session.name, booth.name].items():
            if len(booth.into) == 1 and booth.into[0] not in problem.interpreters_by_name[name].a:
                yield Cost("into_b", prices.into_b * sits)
    for session in problem.sessions:
        people = total(total(choice.sits[session.name, booth.name].values()) for booth in session.booths)
        yield Cost("beyond", prices.beyond * (people - session.least))
    for seat in earlier:
        former = problem.sessions_by_name.get(seat.session)
        if former is not None and former.booths:
            stays = choice.sits.get((seat.session, seat.booth), {}).get(seat.interpreter, 0)
            yield Cost("moved", prices.moved * (1 - stays))


def goals(problem: Problem, choice: Choice, earlier: tuple[Seat, ...] = ()) -> tuple[Any, ...]:
    """One after the other: relays, costs, hours of whoever works longest; uneven load, where that is asked.

    The first two, of the problem's sessions alone, where ``choice`` is of more.
    """
    relays = total(choice.relays[relay] for place in places(problem) for relay in possible_relays(*place))
    cost = total(cost.amount for cost in costs(problem, choice, earlier))
    found = relays, cost, choice.longest
    return (*found, uneven(problem, choice)) if problem.even_load else found


def uneven(problem: Problem, choice: Choice) -> Any:
    """The square of their load, for each day on which somebody can be asked: least where all loads are equal."""
    # The square of n is the sum of the first n odd numbers.
    return total(
        problem.days_asked[name] * (2 * before + 1) * hour
        for name, hours in choice.load.items()
        for before, hour in enumerate(hours)
    )


def read_off(problem: Problem, roster: Roster) -> Choice:
    """The 0 and 1 of a roster: only of the seats that are taken."""
    sits: dict[tuple[str, str], dict[str, int]] = {(one.name, booth.name): {} for one, booth in places(problem)}
    minutes = dict.fromkeys(problem.interpreters_by_name, 0)
    engaged: dict[tuple[str, date], int] = {}
    for seat in roster.seats:
        session = problem.sessions_by_name[seat.session]
        sits[seat.session, seat.booth][seat.interpreter] = 1
        minutes[seat.interpreter] += session.minutes
        engaged[seat.interpreter, session.day] = 1
    relays = {
        relay: int(relay in roster.relays) for one, booth in places(problem) for relay in possible_relays(one, booth)
    }
    of_all, asked = len(problem.days), problem.days_asked
    load = {name: (1,) * -(-some * of_all // (60 * asked[name])) for name, some in minutes.items() if some}
    return Choice(sits, relays, engaged, -(-max(minutes.values(), default=0) // 60), load)


def too_near(problem: Problem) -> Iterator[tuple[Session, Session]]:
    sessions = sorted((one for one in problem.sessions if one.booths), key=attrgetter("start"))
    walk = max((walk.minutes for walk in problem.walks), default=0)
    most = timedelta(minutes=max(problem.night, problem.pause + walk, walk))
    for index, earlier in enumerate(sessions):
        for later in sessions[index + 1 :]:
            if later.start - earlier.end >= most:
                break
            if later.start - earlier.end < problem.between(earlier, later):
                yield earlier, later


def _able(problem: Problem, sits: Mapping[str, Any], *languages: str) -> Any:
    """How many of those who sit there understand one of the languages."""
    return total(
        some
        for name, some in sits.items()
        if any(problem.interpreters_by_name[name].understands(language) for language in languages)
    )


def _days(problem: Problem) -> Iterator[tuple[date, list[Session]]]:
    for day, sessions in groupby(sorted(problem.sessions, key=attrgetter("start")), key=attrgetter("day")):
        yield day, list(sessions)


def _named(booth: Booth) -> str:
    return f"{booth.name} booth"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

"""What people would get by taking turns: the yardsticks beside which an answer is fair or not.

Serial dictatorship: one after the other takes all that is best for them. Round robin: one place a turn, and again.
Where a country has less than its share, the last of the others go. Both close sessions that stay below their minimum,
the emptiest first, and begin again. Companions choose together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fairshare.places.allotment import Allotment
from fairshare.places.problem import Delegation, Pair, Participant, Problem, Team, knows


def serial_dictatorship(problem: Problem, works: frozenset[Pair] = frozenset()) -> Allotment:
    return _until_all_stand(problem, works, places_a_turn=None)


def round_robin(problem: Problem, works: frozenset[Pair] = frozenset()) -> Allotment:
    return _until_all_stand(problem, works, places_a_turn=1)


def _until_all_stand(problem: Problem, works: frozenset[Pair], places_a_turn: int | None) -> Allotment:
    closed = _least_wished(problem)
    units = _units(problem)
    while True:
        turns = _Turns(problem, closed, works)
        turns.take(units, places_a_turn)
        turns.give_back_for_shares(units)
        lacking = [
            session
            for session in problem.sessions
            if session.id not in closed and turns.audience[session.id] < session.minimum and not session.must_run
        ]
        if not lacking:
            held = frozenset(problem.session) - closed
            return Allotment(frozenset(turns.seats), held, frozenset(work for work in works if work[1] in held))
        closed |= {min(lacking, key=lambda session: turns.audience[session.id] - session.minimum).id}


def _least_wished(problem: Problem) -> frozenset[str]:
    if problem.most_sessions is None:
        return frozenset()
    ranked = sorted(problem.sessions, key=lambda one: (not one.must_run, -len(problem.wishing[one.id])))
    return frozenset(session.id for session in ranked[problem.most_sessions :] if not session.must_run)


def _units(problem: Problem) -> list[tuple[Participant, ...]]:
    """Companions, with the companions of companions, choose as one, when the first of them has their turn."""
    leader: dict[str, str] = {}

    def led_by(person: str) -> str:
        while person in leader:
            person = leader[person]
        return person

    for group in problem.companions:
        for other in group[1:]:
            first, second = led_by(group[0]), led_by(other)
            if first != second:
                leader[second] = first
    units: dict[str, list[Participant]] = {}
    for person in problem.participants:
        units.setdefault(led_by(person.id), []).append(person)
    return [tuple(unit) for unit in units.values()]


@dataclass
class _Turns:
    problem: Problem
    closed: frozenset[str]
    works: frozenset[Pair]
    seats: set[Pair] = field(default_factory=set)
    audience: Counter[str] = field(default_factory=Counter)
    taken: Counter[tuple[str, bool]] = field(default_factory=Counter)
    together: Counter[Pair] = field(default_factory=Counter)
    busy: dict[str, set[str]] = field(default_factory=dict)
    delegations_of: dict[str, list[Delegation]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for delegation in self.problem.delegations:
            for member in delegation.members:
                self.delegations_of.setdefault(member, []).append(delegation)

    def take(self, units: Sequence[tuple[Participant, ...]], places_a_turn: int | None) -> None:
        waiting = [(unit, self._choices(unit)) for unit in units]
        while waiting:
            again = []
            for unit, choices in waiting:
                left = self._taken_by(unit, choices, places_a_turn)
                if left:
                    again.append((unit, left))
            waiting = again

    def _choices(self, unit: tuple[Participant, ...]) -> list[str]:
        """What all of a unit wish for and none of them speaks in, by the sum of their ranks."""
        rank = self.problem.rank
        common = set(unit[0].wished).intersection(*(person.wished for person in unit[1:]))
        common -= {session for person in unit for session in person.speaks_in} | self.closed
        return sorted(common, key=lambda session: (sum(rank[person.id, session] for person in unit), session))

    def _taken_by(self, unit: tuple[Participant, ...], choices: Iterable[str], places: int | None) -> list[str]:
        """What remains to choose from at the next turn."""
        left = iter(choices)
        wanted = min(person.wants for person in unit) - len(self.busy.get(unit[0].id, ()))
        for session in left:
            if wanted <= 0 or places == 0:
                return [session, *left] if wanted > 0 else []
            if self._fits(unit, session):
                self._seat(unit, session)
                wanted -= 1
                places = None if places is None else places - 1
        return []

    def _fits(self, unit: tuple[Participant, ...], name: str) -> bool:
        session, beside = self.problem.session[name], self.problem.beside[name]
        for online, seats in ((False, session.capacity), (True, session.online)):
            wanted = sum(person.online is online for person in unit)
            if wanted and seats is not None and self.taken[name, online] + wanted > seats:
                return False
        new = Counter(one.id for person in unit for one in self.delegations_of.get(person.id, ()))
        return all(
            one.together is None or self.together[one.id, name] + new[one.id] <= one.together
            for person in unit
            for one in self.delegations_of.get(person.id, ())
        ) and all(
            beside.isdisjoint(self.busy.get(person.id, ()))
            and beside.isdisjoint(set(person.speaks_in) - self.closed)
            and self.problem.follows(person, session, self.works)
            for person in unit
        )

    def _seat(self, unit: tuple[Participant, ...], session: str) -> None:
        for person in unit:
            self.seats.add((person.id, session))
            self.audience[session] += 1
            self.taken[session, person.online] += 1
            self.busy.setdefault(person.id, set()).add(session)
            for delegation in self.delegations_of.get(person.id, ()):
                self.together[delegation.id, session] += 1

    def give_back_for_shares(self, units: Sequence[tuple[Participant, ...]]) -> None:
        """The last come go first, those with companions after all others and together with them."""
        unit_of = {person.id: unit for unit in units for person in unit}
        for share in self.problem.shares:
            for session in share.sessions or self.problem.session:
                there = [person for person in self.problem.wishing[session] if (person, session) in self.seats]
                others = [one for one in there if self.problem.participant[one].country != share.country]
                others.sort(key=lambda one: len(unit_of[one]) > 1)
                while others and (len(there) - len(others)) * share.of < share.part * len(there):
                    going = {person.id for person in unit_of[others.pop(0 if len(unit_of[others[0]]) > 1 else -1)]}
                    there = [person for person in there if person not in going]
                    others = [person for person in others if person not in going]
                    self.seats -= {(person, session) for person in going}
                    self.audience[session] -= len(going)


def interpreted_where_most_need_it(problem: Problem) -> frozenset[Pair]:
    """Team by team to where it helps most people who understand nothing else."""
    waiting = {
        session.id: {
            person
            for person in problem.wishing[session.id]
            if not problem.follows_unaided(problem.participant[person], session)
        }
        for session in problem.sessions
    }
    works: set[Pair] = set()
    for team in problem.teams:
        helped = {
            session.id: {one for one in waiting[session.id] if knows(problem.participant[one], team)}
            for session in problem.sessions
            if team in problem.teams_for(session)
        }
        for session in sorted(helped, key=lambda name: -len(helped[name])):
            if helped[session] and _is_free(problem, team, session, works):
                works.add((team.id, session))
                waiting[session] -= helped[session]
    return frozenset(works)


def _is_free(problem: Problem, team: Team, session: str, works: set[Pair]) -> bool:
    mine = {busy for name, busy in works if name == team.id}
    booths = problem.session[session].booths
    return (
        problem.beside_in_time[session].isdisjoint(mine)
        and (team.most is None or len(mine) < team.most)
        and (booths is None or sum(busy == session for _, busy in works) < booths)
    )

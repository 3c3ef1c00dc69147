"""The question: who wishes for which sessions, and what the sessions can give."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from typing import TypeAlias

from fairshare.places.cliques import neighbours
from fairshare.places.validation import refuse_what_is_wrong

Pair: TypeAlias = tuple[str, str]


class Goal(StrEnum):
    """What is best. Of two allotments equal by the first goal, the second decides, and so on."""

    SERVED = "served"  # most people with a place
    PLACES = "places"  # most places given
    LEXIMIN = "leximin"  # fewest people without a place, then with one only, then with two ...
    GREEDY = "greedy"  # most first choices, then most second choices ...
    GENEROUS = "generous"  # fewest last choices, then fewest last but one ...
    RATINGS = "ratings"  # largest sum of ratings, less the price of moves
    SPREAD = "spread"  # delegations heard of in most sessions
    MOVES = "moves"  # fewest people who lose a place that they held


@dataclass(frozen=True, slots=True)
class Session:
    """``capacity`` and ``online`` are seats in the room and on screens; None is no limit.

    It lasts over its ``bands``, or on ``days`` from ``start`` to ``end`` in minutes. With fewer than ``minimum`` in its
    audience it does not take place. ``spoken``: its languages; none where nobody needs one (a walk, a concert).
    """

    id: str
    capacity: int | None = None
    online: int | None = None
    minimum: int = 0
    must_run: bool = False
    bands: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    topic: str = ""
    spoken: tuple[str, ...] = ()
    booths: int | None = None

    def meets(self, other: Session) -> bool:
        """Whether both are on at the same time."""
        if not set(self.bands).isdisjoint(other.bands):
            return True
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return False
        return not set(self.days).isdisjoint(other.days) and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Participant:
    """Wishes are rated (``wishes``: larger is better) or ranked (``order``: best first); nothing else is given.

    ``at_least`` so many places are promised. ``understands``: no language named means all. Who speaks in a session is
    there when it takes place, on no seat of the audience.
    """

    id: str
    wants: int = 1
    wishes: Mapping[str, int] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    at_least: int = 0
    online: bool = False
    understands: tuple[str, ...] = ()
    country: str = ""
    speaks_in: tuple[str, ...] = ()

    @property
    def wished(self) -> Collection[str]:
        return self.order or self.wishes


@dataclass(frozen=True, slots=True)
class Delegation:
    """Spread over sessions: at most ``together`` of its members in the audience of one."""

    id: str
    members: tuple[str, ...]
    together: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """Of each audience (or of those of ``sessions``), at least ``part`` in ``of`` come from the country."""

    country: str
    part: int = 1
    of: int = 3
    sessions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    """Interprets between all its languages, where one of them is spoken; in ``sessions`` only, where some are named."""

    id: str
    languages: tuple[str, ...]
    sessions: tuple[str, ...] = ()
    most: int | None = None


def knows(person: Participant, team: Team) -> bool:
    """Whether the team speaks a language of theirs."""
    return not set(team.languages).isdisjoint(person.understands)


@dataclass(frozen=True)
class Problem:
    """``clashes``: pairs of which nobody gets both, beyond those on at the same time.

    ``companions`` stay together wherever none of them speaks. ``most_sessions``: how many can take place at all.
    ``price_of_a_move``: what moving one person costs, in points of rating.
    """

    sessions: tuple[Session, ...]
    participants: tuple[Participant, ...]
    clashes: tuple[Pair, ...] = ()
    companions: tuple[tuple[str, ...], ...] = ()
    delegations: tuple[Delegation, ...] = ()
    shares: tuple[Share, ...] = ()
    teams: tuple[Team, ...] = ()
    most_sessions: int | None = None
    goals: tuple[Goal, ...] = (Goal.LEXIMIN, Goal.RATINGS)
    price_of_a_move: int = 0

    def __post_init__(self) -> None:
        refuse_what_is_wrong(self)

    @cached_property
    def session(self) -> Mapping[str, Session]:
        return {session.id: session for session in self.sessions}

    @cached_property
    def participant(self) -> Mapping[str, Participant]:
        return {person.id: person for person in self.participants}

    @cached_property
    def rating(self) -> Mapping[Pair, int]:
        """Of every place that somebody might be given. A ranked wish counts from the end of the longest list."""
        longest = max((len(person.order) for person in self.participants), default=0)
        return {
            (person.id, wished): person.wishes[wished] if person.wishes else longest - position
            for person in self.participants
            for position, wished in enumerate(person.wished)
            if wished not in person.speaks_in
        }

    @cached_property
    def rank(self) -> Mapping[Pair, int]:
        """From 1, of the same places. Equal ratings share a rank, and the next follows without a gap."""
        ranks: dict[Pair, int] = {}
        for person in self.participants:
            steps = sorted(set(person.wishes.values()), reverse=True)
            place = {rating: number for number, rating in enumerate(steps, 1)}
            for position, wished in enumerate(person.wished, 1):
                if wished not in person.speaks_in:
                    ranks[person.id, wished] = place[person.wishes[wished]] if person.wishes else position
        return ranks

    @cached_property
    def ranks(self) -> int:
        return max(self.rank.values(), default=0)

    @cached_property
    def wishing(self) -> Mapping[str, tuple[str, ...]]:
        """Who might be in the audience of each session."""
        wishing: dict[str, list[str]] = {session.id: [] for session in self.sessions}
        for person, session in self.rating:
            wishing[session].append(person)
        return {session: tuple(people) for session, people in wishing.items()}

    @cached_property
    def beside_in_time(self) -> Mapping[str, frozenset[str]]:
        at_once = [(a.id, b.id) for a, b in combinations(self.sessions, 2) if a.meets(b)]
        return neighbours(self.session, at_once)

    @cached_property
    def beside(self) -> Mapping[str, frozenset[str]]:
        """Of each session, those that nobody gets beside it."""
        clashes = neighbours(self.session, self.clashes)
        return {session: clashes[session] | others for session, others in self.beside_in_time.items()}

    @cached_property
    def may_not_run(self) -> frozenset[str]:
        """The sessions of which it is open whether they take place."""
        return frozenset(
            session.id
            for session in self.sessions
            if not session.must_run and (session.minimum or self.most_sessions is not None)
        )

    def follows_unaided(self, person: Participant, session: Session) -> bool:
        return not session.spoken or not person.understands or not set(person.understands).isdisjoint(session.spoken)

    def follows(self, person: Participant, session: Session, works: Set[Pair]) -> bool:
        """With what is interpreted in it; ``works``: teams and sessions."""
        return self.follows_unaided(person, session) or any(
            (team.id, session.id) in works and knows(person, team) for team in self.teams_for(session)
        )

    def teams_for(self, session: Session) -> Iterator[Team]:
        """Those who could work in it: they know a language spoken there."""
        for team in self.teams:
            if (not team.sessions or session.id in team.sessions) and not set(team.languages).isdisjoint(
                session.spoken
            ):
                yield team

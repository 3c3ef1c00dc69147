"""Each session in each way in which it can be held: not at all, with no team, with this one, with these two.

Half a team and half of those who need it is a mixture of ways, and the rows of the relaxation also allow mixtures that
no ways make up. Written once for each way, with shares of the ways that add up to one, the rows of a session allow just
these (E. Balas, Disjunctive Programming, Annals of Discrete Mathematics 5, 1979).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np

from fairshare.linear import Row
from fairshare.places.model import Model, number_of
from fairshare.places.problem import Problem, Session, Team, knows
from fairshare.places.relaxation import Numbers

# Of a session with more ways, all with a team are taken as one, in which the teams may be parts.
FEW_WAYS = 3
MOST_WAYS = 24


@dataclass
class Lifted:
    """``parts``: the new variables that make up each of the ``olds``, of which there are so many; ``whole``: those that
    decide, each with its session. It is not possible where a session can be held in no way, nor not be held."""

    olds: int
    rows: list[Row] = field(default_factory=list)
    parts: dict[int, list[int]] = field(default_factory=dict)
    whole: dict[int, str] = field(default_factory=dict)
    variables: int = 0
    is_possible: bool = True

    def new(self, olds: Iterable[int]) -> int:
        for old in olds:
            self.parts.setdefault(old, []).append(self.variables)
        self.variables += 1
        return self.variables - 1

    def back(self, values: Numbers) -> Numbers:
        """Of each old variable what its parts have."""
        found = np.zeros(self.olds)
        for old, parts in self.parts.items():
            found[old] = values[parts].sum()
        return found

    def of(self, terms: Mapping[int, int]) -> dict[int, int]:
        """The same sum of the new variables."""
        found: dict[int, int] = {}
        for old, times in terms.items():
            for new in self.parts.get(old, ()):
                found[new] = found.get(new, 0) + times
        return found


def lifted(model: Model, rows: Sequence[Row], most_ways: int) -> Lifted:
    """``rows`` of the model, the variables of its sessions by their ways; what follows from those stays as it is."""
    found = Lifted(model.variables)
    session_of = _sessions_of(model)
    own: dict[str, list[Row]] = {session: [] for session in model.problem.session}
    common: list[Row] = []
    for row in rows:
        first, *others = {session_of.get(variable) for variable in row.terms} or {None}
        (common if others or first is None else own[first]).append(row)
    for session, its_rows in own.items():
        _lift(found, model, model.problem.session[session], its_rows, most_ways)
    for variable in range(model.variables):
        if variable not in session_of:
            found.new([variable])
    found.rows += [Row(found.of(row.terms), row.low, row.high) for row in common]
    return found


def _sessions_of(model: Model) -> dict[int, str]:
    plan = model.plan
    return {
        **{number_of(take): session for (_, session), take in plan.takes.items()},
        **{number_of(held): session for session, held in plan.held.items()},
        **{number_of(work): session for (_, session), work in plan.works.items()},
    }


def _lift(found: Lifted, model: Model, session: Session, rows: Sequence[Row], most_ways: int) -> None:
    plan, problem = model.plan, model.problem
    takes = [number_of(plan.takes[person, session.id]) for person in problem.wishing[session.id]]
    held = number_of(plan.held[session.id])
    works = {team.id: number_of(plan.works[team.id, session.id]) for team in problem.teams_for(session)}
    ways = _ways(problem, session, most_ways)
    sure = [frozenset[int]()]
    sure += [frozenset({held, *(works[team] for team in teams)}) for teams in ([()] if ways is None else ways)]
    shares = [_written(found, way, true) for true in sure if (way := _way(rows, frozenset(takes), true)) is not None]
    deciding: list[int] = []
    if ways is None:
        true, open_ = frozenset({held}), frozenset(works.values())
        at_least_one = Row(dict.fromkeys(open_, 1), 1, None)
        if (way := _way([*rows, at_least_one], open_.union(takes), true)) is not None:
            shares.append(_written(found, way, true))
            deciding += [found.parts[take][-1] for take in way.takes if take in open_]
    found.whole |= dict.fromkeys([*shares, *deciding], session.id)
    found.rows.append(Row(dict.fromkeys(shares, 1), 1, 1))
    found.is_possible = found.is_possible and bool(shares)


@dataclass(frozen=True)
class _Way:
    """``takes``: what can be 1 in it; ``rows``: of these only, what holds beyond "0 or 1"."""

    takes: Sequence[int]
    rows: Sequence[Row]


def _way(rows: Iterable[Row], takes: Set[int], true: Set[int]) -> _Way | None:
    """Where of all but the ``takes`` just ``true`` is. None if it cannot be."""
    possible = set(takes)
    left = [_without_what_decides(row, takes, true) for row in rows]
    known = -1
    while known != len(possible):
        known, again = len(possible), left
        left = []
        for row in again:
            terms = {take: times for take, times in row.terms.items() if take in possible}
            least, most = sum(min(times, 0) for times in terms.values()), sum(max(times, 0) for times in terms.values())
            low = row.low if row.low is not None and row.low > least else None
            high = row.high if row.high is not None and row.high < most else None
            if (low is not None and low > most) or (high is not None and high < least):
                return None
            if len(terms) == 1 and (low if most == 0 else high) is not None:
                possible -= terms.keys()
            elif low is not None or high is not None:
                left.append(Row(terms, low, high))
    return _Way(sorted(possible), left)


def _without_what_decides(row: Row, takes: Set[int], true: Set[int]) -> Row:
    decided = sum(times for variable, times in row.terms.items() if variable in true)
    return Row(
        {variable: times for variable, times in row.terms.items() if variable in takes},
        None if row.low is None else row.low - decided,
        None if row.high is None else row.high - decided,
    )


def _written(found: Lifted, way: _Way, true: Set[int]) -> int:
    """Its share, and its rows, which hold for as much of it as there is."""
    share = found.new(sorted(true))
    new = {take: found.new([take]) for take in way.takes}
    found.rows += [Row({take: 1, share: -1}, None, 0) for take in new.values()]
    for row in way.rows:
        terms = {new[take]: times for take, times in row.terms.items()}
        if row.low == row.high and row.low is not None:
            found.rows.append(Row({**terms, share: -row.low}, 0, 0))
            continue
        if row.low is not None:
            found.rows.append(Row({**terms, share: -row.low}, 0, None))
        if row.high is not None:
            found.rows.append(Row({**terms, share: -row.high}, None, 0))
    return share


def _ways(problem: Problem, session: Session, most: int) -> list[tuple[str, ...]] | None:
    """Teams each of which brings somebody whom no other brings: nobody misses the others. None if there are more."""
    brought = {team.id: _brought(problem, session, team) for team in problem.teams_for(session)}
    ways: list[tuple[str, ...]] = []
    larger: list[tuple[str, ...]] = [()]
    while larger:
        ways += larger
        if len(ways) > most:
            return None
        if session.booths is not None and len(larger[0]) == session.booths:
            break
        further = ((*way, team) for way in larger for team in brought if not way or team > way[-1])
        larger = [way for way in further if _is_each_missed([brought[team] for team in way])]
    return ways


def _brought(problem: Problem, session: Session, team: Team) -> frozenset[str]:
    wishing = (problem.participant[name] for name in problem.wishing[session.id])
    return frozenset(
        person.id for person in wishing if not problem.follows_unaided(person, session) and knows(person, team)
    )


def _is_each_missed(groups: Sequence[frozenset[str]]) -> bool:
    return all(
        group - frozenset().union(*(other for place, other in enumerate(groups) if place != number))
        for number, group in enumerate(groups)
    )

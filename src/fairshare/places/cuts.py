"""What follows from the rules for whole teams and not for halves: told to the relaxation, its bound is far better.

Half a team lets half of everybody in who needs it, so that a tenth of a team and many who follow it seem to be enough
for a share or a minimum. But where no team works, those who need none must be enough by themselves; where one works, no
more are needed than the rule says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fairshare.linear import Linear, Row
from fairshare.places.model import Model, number_of, sum_of
from fairshare.places.problem import Problem, Session, Share, knows
from fairshare.places.relaxation import Numbers

# What is broken by less is not worth a row.
TOLERANCE = 1e-3


@dataclass(frozen=True)
class _Cover:
    """Those of some people who can be in a session without the ``teams``, and how many cannot."""

    teams: frozenset[str]
    others: tuple[str, ...]
    covered: int


def broken_cuts(model: Model, values: Numbers) -> list[Row]:
    """Those that the relaxed ``values`` do not keep."""
    return [
        row
        for session in model.problem.sessions
        for holds in (*_of_the_minimum(model, session), *_of_shares(model, session, values))
        if (row := _broken(holds, values)) is not None
    ]


def _broken(holds: Any, values: Numbers) -> Row | None:
    if not isinstance(holds, Row):
        return None
    reached = _reached(holds, values)
    is_kept = (holds.low is None or reached >= holds.low - TOLERANCE) and (
        holds.high is None or reached <= holds.high + TOLERANCE
    )
    return None if is_kept else holds


def _reached(terms: Linear | Row, values: Numbers) -> float:
    return sum(times * float(values[number]) for number, times in terms.terms.items())


def _of_the_minimum(model: Model, session: Session) -> Iterator[Any]:
    """A session takes place with its minimum, and with so many of it as each share says."""
    problem, held = model.problem, model.plan.held[session.id]
    wishing = problem.wishing[session.id]
    groups = [(wishing, session.minimum)]
    groups += [
        (_from(problem, share, wishing), -(-session.minimum * share.part // share.of))
        for share in _shares_of(problem, session)
    ]
    for people, least in groups:
        if least:
            for cover in _covers(problem, session, people):
                there = _takes(model, session, cover.others) + min(least, cover.covered) * _teams(model, session, cover)
                yield there >= least * held


def _of_shares(model: Model, session: Session, values: Numbers) -> Iterator[Any]:
    """Of all others, as many as the share allows beside those who need no team; and no more than there are seats for
    as soon as one works."""
    problem, takes = model.problem, model.plan.takes
    wishing = problem.wishing[session.id]
    for share in _shares_of(problem, session):
        theirs = _from(problem, share, wishing)
        most = _seats(problem, session) * (share.of - share.part) // share.of
        guests = sorted(
            (takes[person, session.id] for person in set(wishing) - set(theirs)),
            key=lambda take: (-_reached(take, values), number_of(take)),
        )
        for cover in _covers(problem, session, theirs):
            beside, teams = _takes(model, session, cover.others), _teams(model, session, cover)
            work = _reached(teams, values)
            alone = work + _reached(beside, values)
            yield from (take <= beside + teams for take in guests if _reached(take, values) > alone)
            counted = [take for take in guests if _reached(take, values) > work][:most]
            if counted:
                counted = guests if len(counted) == most else counted
                limit = (share.of - share.part) * beside + share.part * min(len(counted), most) * teams
                yield share.part * sum_of(counted) <= limit


def _covers(problem: Problem, session: Session, people: Sequence[str]) -> Iterator[_Cover]:
    """By the teams of each who needs one, and by all of these."""
    able = tuple(problem.teams_for(session))
    needed: dict[str, frozenset[str]] = {}
    for name in people:
        person = problem.participant[name]
        if not problem.follows_unaided(person, session):
            needed[name] = frozenset(team.id for team in able if knows(person, team))
    kinds = set(needed.values()) - {frozenset()}
    for teams in sorted({*kinds, frozenset().union(*kinds)} - {frozenset()}, key=sorted):
        covered = {name for name, of_them in needed.items() if of_them <= teams}
        yield _Cover(teams, tuple(name for name in people if name not in covered), len(covered))


def _shares_of(problem: Problem, session: Session) -> Iterator[Share]:
    return (share for share in problem.shares if share.part and session.id in (share.sessions or problem.session))


def _from(problem: Problem, share: Share, people: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in people if problem.participant[name].country == share.country)


def _seats(problem: Problem, session: Session) -> int:
    """That could be taken."""
    wishing = [problem.participant[name].online for name in problem.wishing[session.id]]
    on_site, online = wishing.count(False), wishing.count(True)
    return min(on_site, on_site if session.capacity is None else session.capacity) + min(
        online, online if session.online is None else session.online
    )


def _takes(model: Model, session: Session, people: Sequence[str]) -> Linear:
    return sum_of([model.plan.takes[name, session.id] for name in people])


def _teams(model: Model, session: Session, cover: _Cover) -> Linear:
    return sum_of([model.plan.works[team, session.id] for team in sorted(cover.teams)])

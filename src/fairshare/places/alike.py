"""Teams that interpret the same in the same sessions, taken as one of which there are several.

Which of them works where makes no difference to anybody, and a search that knows does not try one after the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fairshare.places.allotment import Allotment
from fairshare.places.cliques import chordal_order
from fairshare.places.problem import Pair, Problem


@dataclass(frozen=True)
class Alike:
    """``problem`` has the first team of each sort; ``members``: those it stands for, itself among them."""

    problem: Problem
    members: Mapping[str, tuple[str, ...]]
    order: Sequence[str]

    @property
    def many(self) -> Mapping[str, int]:
        return {team: len(members) for team, members in self.members.items()}

    def together(self, allotment: Allotment) -> Allotment:
        standing_for = {member: team for team, members in self.members.items() for member in members}
        return replace(allotment, works=frozenset((standing_for[team], session) for team, session in allotment.works))

    def apart(self, allotment: Allotment) -> Allotment:
        """Session after session in an order in which, of those at the same time as one, the earlier are all at once:
        whoever is not there yet is enough.
        """
        busy: dict[str, set[str]] = {member: set() for members in self.members.values() for member in members}
        works: set[Pair] = set()
        for session in self.order:
            for team, members in self.members.items():
                if (team, session) in allotment.works:
                    at_once = self.problem.beside_in_time[session]
                    chosen = next(member for member in members if at_once.isdisjoint(busy[member]))
                    busy[chosen].add(session)
                    works.add((chosen, session))
        return replace(allotment, works=frozenset(works))


def gathered(problem: Problem) -> Alike:
    """Where hours overlap in rings, it may be that four teams are needed though never more than three at once: there
    each stays on its own."""
    order = chordal_order(frozenset(problem.session), problem.beside_in_time)
    sorts: dict[object, list[str]] = {}
    for number, team in enumerate(problem.teams):
        is_like_others = order is not None and team.most is None
        sort = (frozenset(team.languages), frozenset(team.sessions)) if is_like_others else number
        sorts.setdefault(sort, []).append(team.id)
    members = {names[0]: tuple(names) for names in sorts.values()}
    teams = tuple(team for team in problem.teams if team.id in members)
    return Alike(replace(problem, teams=teams), members, order or tuple(problem.session))

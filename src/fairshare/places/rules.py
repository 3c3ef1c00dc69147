"""What must hold, each rule once.

``plan`` holds solver variables when we solve or explain, and 0 or 1 when we check; sums and comparisons mean the same
on both. A rule yields sentences of the problem's own words, each with what must be true for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeAlias

from fairshare.linear import total
from fairshare.places.cliques import cliques, largest_cliques
from fairshare.places.problem import Pair, Participant, Problem, knows


@dataclass(frozen=True)
class Plan:
    """``takes``: participant and session, for every wish. ``held``: session. ``works``: team and session.

    ``many``: of a team, how many alike it stands for; itself, where nothing is said.
    """

    takes: Mapping[Pair, Any]
    held: Mapping[str, Any]
    works: Mapping[Pair, Any]
    many: Mapping[str, int] = field(default_factory=dict)

    def audience(self, problem: Problem, session: str) -> list[Any]:
        return [self.takes[person, session] for person in problem.wishing[session]]


Labelled: TypeAlias = Iterator[tuple[str, Any]]
Rule: TypeAlias = Callable[[Problem, Plan], Labelled]


def a_session_has_so_many_seats(problem: Problem, plan: Plan) -> Labelled:
    for session in problem.sessions:
        wishing = [problem.participant[person] for person in problem.wishing[session.id]]
        for seats, online, where in ((session.capacity, False, "on site"), (session.online, True, "online")):
            if seats is not None:
                takes = [plan.takes[person.id, session.id] for person in wishing if person.online is online]
                yield f"{session.id} has {seats} seats {where}", total(takes) <= seats


def nobody_sits_in_what_does_not_take_place(problem: Problem, plan: Plan) -> Labelled:
    for session in problem.sessions:
        if session.id in problem.may_not_run:
            for person in problem.wishing[session.id]:
                yield (
                    f"nobody sits in {session.id} unless it takes place",
                    plan.takes[person, session.id] <= plan.held[session.id],
                )


def a_session_takes_place_only_with_its_minimum(problem: Problem, plan: Plan) -> Labelled:
    for session in problem.sessions:
        if session.id not in problem.may_not_run:
            yield f"{session.id} takes place", plan.held[session.id] >= 1
        if session.minimum:
            audience = total(plan.audience(problem, session.id))
            yield (
                f"{session.id} needs {session.minimum} people to take place",
                audience >= session.minimum * plan.held[session.id],
            )


def only_so_many_sessions_take_place(problem: Problem, plan: Plan) -> Labelled:
    if problem.most_sessions is not None:
        yield (
            f"at most {problem.most_sessions} sessions take place",
            total(plan.held.values()) <= problem.most_sessions,
        )


def nobody_is_in_two_places(problem: Problem, plan: Plan) -> Labelled:
    """Clashes by whole sets of sessions rather than by pairs: a solver sees further with those."""
    for person in problem.participants:
        for clique in cliques({*person.wished, *person.speaks_in}, problem.beside):
            there = total(
                plan.held[session] if session in person.speaks_in else plan.takes[person.id, session]
                for session in clique
            )
            yield f"{person.id} can be in one only of {', '.join(clique)}", there <= 1


def nobody_gets_more_than_wanted(problem: Problem, plan: Plan) -> Labelled:
    for person in problem.participants:
        takes = total(_takes_of(plan, person))
        if person.wants < len(person.wished):
            yield f"{person.id} wants {person.wants} places", takes <= person.wants
        if person.at_least:
            yield f"{person.id} was promised {person.at_least} places", takes >= person.at_least


def who_is_in_a_session_can_follow_it(problem: Problem, plan: Plan) -> Labelled:
    for person in problem.participants:
        for wished in person.wished:
            session = problem.session[wished]
            if wished in person.speaks_in or problem.follows_unaided(person, session):
                continue
            help_of = [plan.works[team.id, wished] for team in problem.teams_for(session) if knows(person, team)]
            yield (
                f"{person.id} follows {wished} only in {' or '.join(person.understands)}",
                plan.takes[person.id, wished] <= total(help_of),
            )


def a_team_is_in_one_place(problem: Problem, plan: Plan) -> Labelled:
    for team in problem.teams:
        could = {session for name, session in plan.works if name == team.id}
        many = plan.many.get(team.id, 1)
        # Of several alike it is not enough that no two sessions are at once.
        gathered = cliques if many == 1 else largest_cliques
        for clique in gathered(could, problem.beside_in_time):
            if len(clique) > many:
                there = total(plan.works[team.id, session] for session in clique)
                so_many = "one" if many == 1 else f"{many}"
                yield f"team {team.id} can be in {so_many} only of {', '.join(clique)}", there <= many
        if team.most is not None:
            works = total(plan.works[team.id, session] for session in could)
            yield f"team {team.id} works in at most {team.most} sessions", works <= team.most


def a_team_needs_a_booth(problem: Problem, plan: Plan) -> Labelled:
    for session in problem.sessions:
        teams = [plan.works[team.id, session.id] for team in problem.teams_for(session)]
        if session.booths is not None and len(teams) > session.booths:
            yield f"{session.id} has {session.booths} booths", total(teams) <= session.booths


def companions_stay_together(problem: Problem, plan: Plan) -> Labelled:
    for group in problem.companions:
        people = [problem.participant[person] for person in group]
        spoken_in = {session for person in people for session in person.speaks_in}
        for session in dict.fromkeys(session for person in people for session in person.wished):
            if session in spoken_in:
                continue
            takes = [plan.takes.get((person.id, session), 0) for person in people]
            for one, next_one in pairwise(takes):
                yield f"{', '.join(group)} stay together", one - next_one == 0


def delegations_are_spread(problem: Problem, plan: Plan) -> Labelled:
    for delegation in problem.delegations:
        if delegation.together is None:
            continue
        for session in problem.sessions:
            takes = [
                plan.takes[member, session.id]
                for member in delegation.members
                if (member, session.id) in problem.rating
            ]
            if len(takes) > delegation.together:
                yield (
                    f"at most {delegation.together} of {delegation.id} are in one session",
                    total(takes) <= delegation.together,
                )


def each_country_has_its_share(problem: Problem, plan: Plan) -> Labelled:
    for share in problem.shares:
        for session in share.sessions or problem.wishing:
            wishing = problem.wishing[session]
            theirs = total(
                plan.takes[person, session]
                for person in wishing
                if problem.participant[person].country == share.country
            )
            everybody = total(plan.takes[person, session] for person in wishing)
            yield (
                f"at least {share.part} in {share.of} of {session} come from {share.country}",
                share.of * theirs >= share.part * everybody,
            )


RULES: tuple[Rule, ...] = (
    a_session_has_so_many_seats,
    nobody_sits_in_what_does_not_take_place,
    a_session_takes_place_only_with_its_minimum,
    only_so_many_sessions_take_place,
    nobody_is_in_two_places,
    nobody_gets_more_than_wanted,
    who_is_in_a_session_can_follow_it,
    a_team_is_in_one_place,
    a_team_needs_a_booth,
    companions_stay_together,
    delegations_are_spread,
    each_country_has_its_share,
)


def all_rules(problem: Problem, plan: Plan) -> Labelled:
    for rule in RULES:
        yield from rule(problem, plan)


def _takes_of(plan: Plan, person: Participant) -> list[Any]:
    return [plan.takes[person.id, wished] for wished in person.wished if wished not in person.speaks_in]

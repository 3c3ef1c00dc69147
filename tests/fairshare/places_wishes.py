"""Refused places against every choice there is: nothing left out of what forbids them, and nothing in it too many."""

from dataclasses import replace
from functools import reduce

import numpy as np
from hypothesis import strategies as st
from tests.fairshare.places_cases import PEOPLE, SESSIONS, every_allotment, problems

from fairshare.places import Goal, why_not
from fairshare.places.allotment import goals_of, objective
from fairshare.places.explain import figures_in_words
from fairshare.places.rules import Plan, all_rules


@st.composite
def questions(draw):
    """A problem, an allotment of it, and who would rather be elsewhere."""
    problem = draw(problems().filter(lambda one: any(every_allotment(one))))
    possible = sorted(every_allotment(problem), key=repr)
    earlier = draw(st.sampled_from([frozenset(), *(one.seats for one in possible[:20])]))
    allotment = replace(draw(st.sampled_from(possible)), earlier=earlier)
    return problem, allotment, (draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(SESSIONS)))


def agrees_about_the_wish(problem, allotment, wish):
    told = why_not(problem, allotment, *wish)

    if wish not in problem.rating:
        assert told.possible is False
        return
    assert told.possible == any(wish in one.seats for one in every_allotment(problem))
    plan = every_choice(problem, wish)
    rules, figures = where_rules_hold(problem, plan), where_figures_hold(problem, allotment, plan)
    where = rules if not told.possible else rules | figures

    def can_hold(labels):
        return bool(np.any(reduce(np.logical_and, (where[label] for label in labels), True)))

    if not told.because:
        assert can_hold(where)
        return
    assert not can_hold(told.because)
    assert all(can_hold(set(told.because) - {label}) for label in told.because)
    given = [set(one) for one in told.would_give]
    assert all(can_hold(set(where) - one) for one in given)
    assert all(not can_hold(set(where) - one | {label}) for one in given for label in one)
    alone = {label for label in where if can_hold(set(where) - {label})}
    assert {label for one in given for label in one if len(one) == 1} == alone


def every_choice(problem, wish):
    """Columns of 0 and 1, one of each variable, a row for every choice; the wish is 1 in all."""
    works = [(team.id, session.id) for session in problem.sessions for team in problem.teams_for(session)]
    free = [*(pair for pair in problem.rating if pair != wish), *problem.session, *works]
    rows = np.arange(2 ** len(free), dtype=np.int32)
    column = {name: (rows >> number & 1).astype(np.int8) for number, name in enumerate(free)}
    column[wish] = np.ones_like(rows, dtype=np.int8)
    return Plan(
        {pair: column[pair] for pair in problem.rating},
        {session: column[session] for session in problem.session},
        {work: column[work] for work in works},
    )


def where_rules_hold(problem, plan):
    found = {}
    for label, holds in all_rules(problem, plan):
        if holds is not True:
            found[label] = found.get(label, True) & holds
    return found


def where_figures_hold(problem, allotment, plan):
    reached = objective(problem, allotment)
    labels = figures_in_words(problem, allotment)
    counted = [
        figure for goal in goals_of(problem, allotment.earlier) for figure in figures(problem, allotment, plan, goal)
    ]
    found = {}
    for label, figure, value in zip(labels, counted, reached, strict=True):
        found[label] = found.get(label, True) & (figure >= value)
    return found


def figures(problem, allotment, plan, goal):
    places = {
        person: sum((taken for pair, taken in plan.takes.items() if pair[0] == person), 0)
        for person in problem.participant
    }
    most = max(min(person.wants, len(person.wished)) for person in problem.participants)
    levels = [sum((count >= level) + 0 for count in places.values()) for level in range(1, most + 1)]
    ranks = [
        sum((taken for pair, taken in plan.takes.items() if problem.rank[pair] == rank), 0)
        for rank in range(1, max(problem.rank.values(), default=0) + 1)
    ]
    losers = {person for person, _ in allotment.earlier}
    kept = {
        person: reduce(np.logical_and, (plan.takes[pair] == 1 for pair in allotment.earlier if pair[0] == person), True)
        for person in losers
    }
    moved = sum((1 - one for one in kept.values()), 0)
    rated = sum((rating * plan.takes[pair].astype(int) for pair, rating in problem.rating.items()), 0)
    heard = [
        reduce(
            np.logical_or,
            [plan.takes[member, session] for member in one.members if (member, session) in plan.takes],
            False,
        )
        for one in problem.delegations
        for session in problem.session
    ]
    return {
        Goal.SERVED: [sum((count >= 1) + 0 for count in places.values())],
        Goal.PLACES: [sum(places.values())],
        Goal.LEXIMIN: levels,
        Goal.GREEDY: ranks,
        Goal.GENEROUS: [-count for count in reversed(ranks)],
        Goal.RATINGS: [rated - problem.price_of_a_move * moved],
        Goal.SPREAD: [sum(one + 0 for one in heard)],
        Goal.MOVES: [-moved],
    }[goal]

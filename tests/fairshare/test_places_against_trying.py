"""Places beside every answer there is, on thousands of tiny questions."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fairshare.places_cases import every_allotment, problems
from tests.fairshare.places_wishes import agrees_about_the_wish, questions

from fairshare.answer import Status
from fairshare.places import Allotment, check, climbing, solve
from fairshare.places.alike import gathered
from fairshare.places.allotment import objective
from fairshare.places.closer import Closer
from fairshare.places.cuts import broken_cuts
from fairshare.places.model import model_of
from fairshare.places.steps import figure
from fairshare.stop import Stop, Watch

many = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
some = settings(many, max_examples=100)
few = settings(many, max_examples=20)


@many
@given(problems())
def test_no_answer_is_better_and_none_is_missed(problem):
    agrees_with_trying(problem)


@some
@given(problems(), st.sampled_from((1, 2)))
def test_nor_where_one_part_after_the_other_is_planned_anew(problem, workers):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(climbing, "MANY_PAIRS", -1)
        agrees_with_trying(problem, workers)


@many
@given(problems(), st.lists(st.floats(0, 1), min_size=40, max_size=40))
def test_no_cut_takes_an_answer_away(problem, values):
    model = model_of(problem)
    rows = broken_cuts(model, np.resize(values, model.variables))
    if not rows:
        return

    for one in every_allotment(problem):
        taken = model.values(one)
        for row in rows:
            reached = sum(times * taken[number] for number, times in row.terms.items())
            assert row.low is None or reached >= row.low
            assert row.high is None or reached <= row.high


@many
@given(problems())
def test_what_tells_the_ways_of_sessions_apart_forgets_none(problem):
    alike = gathered(problem)
    model = model_of(alike.problem, many=alike.many)
    possible = [model.values(alike.together(one)) for one in every_allotment(problem)]
    if not possible or not model.stages:
        return
    goal = model.stages[0].sum
    best = max(figure(goal, values) for values in possible)
    heard = []
    closer = Closer(model, model.rows, goal, 1, heard.append)

    closer.outline(Watch(Stop()))
    for known in (None, best - 1, best):
        closer.prove(known, Watch(Stop()))

    assert min(heard) >= best


def agrees_with_trying(problem, workers=1):
    possible = list(every_allotment(problem))
    best = max((objective(problem, one) for one in possible), default=None)

    told = []
    answer = solve(problem, workers=workers, on_progress=told.append)

    assert all(event.objective <= best <= (event.bound or best) for event in told)
    assert (answer.status, answer.objective) == (Status.INFEASIBLE if best is None else Status.OPTIMAL, best)
    if best is not None:
        assert answer.bound == best
        assert check(problem, answer.solution).broken == ()
        assert answer.solution in possible


@few
@given(questions())
def test_a_wish_is_refused_for_rules_and_figures_of_which_none_can_be_spared(question):
    agrees_about_the_wish(*question)


@many
@given(problems(), st.data())
def test_the_checker_accepts_exactly_what_holds(problem, data):
    possible = set(every_allotment(problem))
    pairs = st.sampled_from([(p, s) for p in problem.participant for s in problem.session])
    works = [(team.id, s.id) for s in problem.sessions for team in problem.teams]
    drawn = Allotment(
        data.draw(st.frozensets(pairs, max_size=4)),
        data.draw(st.frozensets(st.sampled_from(sorted(problem.session)))),
        data.draw(st.frozensets(st.sampled_from(works))) if works else frozenset(),
    )

    assert (not check(problem, drawn).broken) == (drawn in possible)
    if possible:
        held = data.draw(st.sampled_from(sorted(possible, key=repr)[:20]))
        assert check(problem, held).broken == ()


@many
@given(problems(), st.data())
def test_from_an_earlier_answer_as_few_as_possible_are_moved(problem, data):
    possible = sorted(every_allotment(problem), key=repr)
    if not possible:
        return
    earlier = data.draw(st.sampled_from(possible)).seats
    changed = replace(problem, sessions=(replace(problem.sessions[0], capacity=1), *problem.sessions[1:]))
    candidates = [replace(one, earlier=earlier) for one in every_allotment(changed)]
    best = max((objective(changed, one) for one in candidates), default=None)

    answer = solve(changed, workers=1, start=Allotment(earlier, frozenset()))

    assert answer.objective == best

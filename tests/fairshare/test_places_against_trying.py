"""Places beside every answer there is, on thousands of tiny questions."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fairshare.places_cases import every_allotment, problems

from fairshare.answer import Status
from fairshare.places import Allotment, check, solve
from fairshare.places.allotment import objective

many = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@many
@given(problems())
def test_no_answer_is_better_and_none_is_missed(problem):
    agrees_with_trying(problem)


def agrees_with_trying(problem):
    possible = list(every_allotment(problem))
    best = max((objective(problem, one) for one in possible), default=None)

    answer = solve(problem, workers=1)

    assert (answer.status, answer.objective) == (Status.INFEASIBLE if best is None else Status.OPTIMAL, best)
    if best is not None:
        assert answer.bound == best
        assert check(problem, answer.solution).broken == ()
        assert answer.solution in possible


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

"""Against brute force: the same least cost, none where there is none, and plans that keep every rule."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fairshare.meetings_cases import (
    best_by_trying,
    busy_problems,
    cost_by_counting,
    plans,
    problems,
    with_an_earlier_answer,
)

from fairshare.explaining import Conflict, Correction
from fairshare.maxsat import core_guided
from fairshare.meetings import Meeting, Person, Problem, Sitting, Solution, Wish, check
from fairshare.meetings.choosing import choose_then_schedule
from fairshare.meetings.cost import Scale, costs, settled
from fairshare.meetings.counting import counted_out
from fairshare.meetings.cp import constraint_programming
from fairshare.meetings.encoding import encode
from fairshare.meetings.explain import find_conflict
from fairshare.meetings.solve import Search
from fairshare.meetings.tables import seated
from fairshare.stop import Stop, Watch

MANY = settings(deadline=None, max_examples=120)
SOME = settings(deadline=None, max_examples=40)


def searched(problem, start, engine):
    """The engine in this very process: thousands of interpreters would take an hour."""
    earlier = settled(problem, start)
    search = Search(problem, Scale.of(problem, earlier), earlier, Watch(Stop()), None)
    engine(search)
    assert search.proved
    return search


def by_maxsat(search):
    clauses = encode(search.problem, search.scale, search.earlier).clauses
    assert core_guided(clauses, len(search.known), "glucose4", first=False, exhaust=True, report=search.hear)


def by_cp_sat(search):
    given = (search.problem, search.scale, search.earlier, {})
    constraint_programming(*given, seed=1, workers=1, report=search.hear)


def by_choosing(search):
    given = (search.problem, search.scale, search.earlier)
    choose_then_schedule(encode(*given), *given, conflicts=1000, seed=1, report=search.hear)


def agrees_with_trying(problem, start, engine):
    search = searched(problem, start, engine)
    expected = best_by_trying(problem, start)

    if expected is None:
        assert search.best is None
        return
    found = costs(problem, search.best, search.earlier)
    solution = seated(problem, search.best)
    plan = {problem.meetings[number].name: slot for number, slot in search.best.items()}
    assert tuple(found.values()) == expected == cost_by_counting(problem, plan, start)
    assert search.scale.whole(found) == search.bound == search.cost
    finding = check(problem, solution, start)
    assert (finding.broken, finding.objective) == ((), search.scale.score(search.cost))


@MANY
@given(problems())
def test_maxsat_finds_the_least_cost(problem):
    agrees_with_trying(problem, None, by_maxsat)


@MANY
@given(with_an_earlier_answer(problems()))
def test_maxsat_moves_as_few_people_as_it_can(case):
    agrees_with_trying(*case, by_maxsat)


def test_of_two_alike_the_one_that_was_held_before_stays():
    names = ("P0", "P1")
    problem = Problem(3, 1, tuple(map(Person, names)), (Meeting("M0", names), Meeting("M1", names)))

    agrees_with_trying(problem, Solution((Sitting("M0", 3, 1),)), by_maxsat)


@MANY
@given(busy_problems())
def test_maxsat_is_fair_where_everybody_has_breaks(problem):
    agrees_with_trying(problem, None, by_maxsat)


@SOME
@given(with_an_earlier_answer(problems()))
def test_cp_sat_finds_the_least_cost(case):
    agrees_with_trying(*case, by_cp_sat)


@SOME
@given(with_an_earlier_answer(problems()))
def test_choosing_before_scheduling_finds_the_least_cost(case):
    agrees_with_trying(*case, by_choosing)


@SOME
@given(busy_problems())
def test_cp_sat_is_fair_where_everybody_has_breaks(problem):
    agrees_with_trying(problem, None, by_cp_sat)


@MANY
@given(problems())
def test_what_is_counted_out_has_no_plan(problem):
    if counted_out(problem):
        assert best_by_trying(problem) is None


@MANY
@given(problems())
def test_a_cause_is_found_exactly_where_there_is_no_plan(problem):
    told = []
    find_conflict(problem, None, True, report=told.append)

    assert bool(told) == (best_by_trying(problem) is None)


@MANY
@given(problems(), st.data())
def test_a_wish_is_refused_exactly_where_no_plan_grants_it(problem, data):
    wish = Wish(data.draw(st.sampled_from(problem.meetings)).name, data.draw(st.integers(1, problem.slots)))
    told = []
    find_conflict(problem, wish, False, report=told.append)

    assert bool(told) == all(plan.get(wish.meeting) != wish.slot for plan in plans(problem))
    sizes = [len(one.labels) for one in told if isinstance(one, Conflict)]
    assert sizes == sorted(sizes, reverse=True)
    assert bool(sizes) == any(isinstance(one, Correction) for one in told)

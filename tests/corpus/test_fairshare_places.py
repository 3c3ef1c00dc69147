"""Places: published profiles, a university's timetable, courses; thousands of tiny questions beside trying."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.fairshare.places_cases import problems
from tests.fairshare.places_wishes import agrees_about_the_wish, questions
from tests.fairshare.test_places_against_trying import agrees_with_trying

from fairshare.answer import Status
from fairshare.places import check, read, solve
from fairshare.places.allotment import profile
from fairshare.stop import Stop

PLACES = Path(__file__).resolve().parents[3] / "shared" / "bench" / "places"
# So many in the corpus, thousands by `make soak`.
EXAMPLES = int(os.environ.get("EXAMPLES", "150"))
MANY = settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])

pytestmark = pytest.mark.corpus


def solved(name, **options):
    problem = read(PLACES / name, options)
    answer = solve(problem, stop=Stop(60))
    assert (answer.status, answer.bound) == (Status.OPTIMAL, answer.objective)
    assert check(problem, answer.solution).broken == ()
    return problem, answer


@pytest.mark.parametrize(
    ("name", "goal", "published"),
    [
        ("00038-00000001.soi", "greedy", (20, 9, 5, 0, 1)),
        ("00038-00000001.soi", "generous", (17, 14, 4, 0, 0)),
        ("00038-00000003.soi", "greedy", (24, 5, 2, 1, 0)),
        ("00038-00000003.soi", "generous", (21, 10, 1, 0, 0)),
    ],
)
def test_the_published_profiles_are_reached_and_proved(name, goal, published):
    problem, answer = solved(name, goals=f"places,{goal}")

    assert profile(problem, answer.solution) == published


def test_courses_are_chosen_and_filled_evenly():
    problem, answer = solved("00009-00000002.soc", run=3)

    assert (len(problem.participants), len(answer.solution.seats), len(answer.solution.held)) == (153, 153, 3)
    assert {len(audience) for audience in answer.solution.audience_of.values()} == {51}


@pytest.mark.parametrize(("goal", "objective"), [("leximin", (350, 320, 268, 202, 61, 10)), ("places", (1211,))])
def test_a_universitys_timetable(goal, objective):
    assert solved("umass-350.json", goals=goal)[1].objective == objective


@MANY
@given(problems())
def test_thousands_of_tiny_questions(problem):
    agrees_with_trying(problem)


@MANY
@given(questions())
def test_thousands_of_wishes(case):
    agrees_about_the_wish(*case)

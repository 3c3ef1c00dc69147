"""Meetings: the published instances to their published optima, and thousands of tiny ones to what trying finds."""

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from tests.fairshare.meetings_cases import busy_problems, problems, with_an_earlier_answer
from tests.fairshare.meetings_changed import made_easier, told_otherwise
from tests.fairshare.test_meetings_against_trying import agrees_with_trying, by_maxsat
from tests.fairshare.test_meetings_changed import costs_no_more, costs_the_same

from fairshare.answer import Status
from fairshare.meetings import check, read, solve
from fairshare.stop import Stop

MEETINGS = Path(__file__).resolve().parents[3] / "shared" / "bench" / "meetings"
# So many in the corpus, thousands by `make soak`.
EXAMPLES = int(os.environ.get("EXAMPLES", "150"))
MANY = settings(deadline=None, max_examples=EXAMPLES)

pytestmark = pytest.mark.corpus


def published():
    with (MEETINGS / "published.csv").open(encoding="utf-8") as lines:
        return [(f"{row['instance']}.{row['variant']}", row["optimum"]) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("name", "optimum"), published() if MEETINGS.exists() else [])
def test_the_published_optimum_is_reached_and_proved(name, optimum):
    problem = read(MEETINGS / f"{name}.dzn", {})
    answer = solve(problem, stop=Stop(60))

    if optimum == "UNSAT":
        assert answer.status == Status.INFEASIBLE
        assert answer.because
    else:
        assert (answer.status, answer.objective, answer.bound) == (Status.OPTIMAL, int(optimum), int(optimum))
        assert check(problem, answer.solution).broken == ()


def test_the_smaller_ones_with_catalan_names_are_read():
    found = [read(path, {}) for path in (MEETINGS / "small").glob("*.dzn")]

    assert sorted((len(one.meetings), len(one.people)) for one in found) == [
        (16, 25),
        (35, 35),
        (55, 40),
        (105, 50),
        (125, 55),
        (164, 60),
        (196, 65),
        (241, 70),
        (282, 75),
    ]


@MANY
@given(with_an_earlier_answer(problems()))
def test_maxsat_agrees_with_trying(case):
    agrees_with_trying(*case, by_maxsat)


@MANY
@given(busy_problems())
def test_maxsat_agrees_with_trying_where_everybody_has_breaks(problem):
    agrees_with_trying(problem, None, by_maxsat)


@MANY
@given(told_otherwise())
def test_names_their_order_and_the_direction_of_time_change_nothing(case):
    costs_the_same(*case)


@MANY
@given(made_easier())
def test_less_to_mind_never_hurts(case):
    costs_no_more(*case)

"""What must not matter does not, and more of what is scarce never hurts; thousands more in tests/corpus."""

from hypothesis import HealthCheck, given, settings
from tests.fairshare.timetable.changed import (
    conferences_made_easier,
    conferences_told_otherwise,
    programmes_made_easier,
    programmes_told_otherwise,
)
from tests.fairshare.timetable.trying import conferences_search, found_by, is_exact, programmes_search

SOME = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def programmes_cost_the_same(one, other):
    assert least(one) == least(other)


def programmes_cost_no_more(asked, easier):
    before, after = least(asked), least(easier)
    assert before is None or (after is not None and after <= before)


def least(asked):
    best, bound, impossible = found_by(programmes_search, asked)
    assert impossible == (best is None)
    assert impossible or bound == best.objective
    return None if best is None else best.objective


def conferences_cost_the_same(one, other):
    conferences_cost_no_more(one, other)
    conferences_cost_no_more(other, one)


def conferences_cost_no_more(asked, easier):
    """Not even the bound, where the search may end above the optimum."""
    before, _, _ = found_by(conferences_search, asked)
    after, bound, impossible = found_by(conferences_search, easier)
    assert impossible == (after is None)
    if before is not None:
        assert not impossible
        assert bound <= before.objective
        assert after.objective <= before.objective or not is_exact(easier)


@SOME
@given(programmes_told_otherwise())
def test_names_and_their_order_change_nothing_in_a_programme(told):
    programmes_cost_the_same(*told)


@SOME
@given(programmes_made_easier())
def test_one_more_of_what_is_scarce_or_one_rule_less_never_hurts_a_programme(case):
    programmes_cost_no_more(*case)


@SOME
@given(conferences_told_otherwise())
def test_names_and_their_order_change_nothing_in_a_conference(told):
    conferences_cost_the_same(*told)


@SOME
@given(conferences_made_easier())
def test_one_more_of_what_is_scarce_or_one_rule_less_never_hurts_a_conference(case):
    conferences_cost_no_more(*case)

"""What must not matter does not, and more of what is scarce never hurts; thousands more in tests/corpus."""

from hypothesis import given, settings
from tests.fairshare.meetings_changed import made_easier, told_otherwise
from tests.fairshare.test_meetings_against_trying import by_maxsat, searched

from fairshare.meetings.cost import costs

SOME = settings(deadline=None, max_examples=120)


def least(problem, start):
    """The cost of the best plan, in tiers; none where there is no plan."""
    search = searched(problem, start, by_maxsat)
    return None if search.best is None else tuple(costs(problem, search.best, search.earlier).values())


def costs_the_same(one, other):
    assert least(*one) == least(*other)


def costs_no_more(problem, easier, start):
    before, after = least(problem, start), least(easier, start)
    assert before is None or (after is not None and after <= before)


@SOME
@given(told_otherwise())
def test_names_their_order_and_the_direction_of_time_change_nothing(told):
    costs_the_same(*told)


@SOME
@given(made_easier())
def test_one_more_of_what_is_scarce_or_one_rule_less_never_hurts(case):
    costs_no_more(*case)

"""What the search finds is the best of all that can be tried, and the rules say what the check says."""

import time

from hypothesis import HealthCheck, given, settings
from tests.fairshare.shifts_cases import best, over_days, problems

from fairshare.asking import Bound, Found, Impossible
from fairshare.shifts import check, search
from fairshare.shifts.rules import RULES, goals, read_off


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(problems())
def test_no_roster_is_better(asked):
    agrees_with_trying(asked)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(over_days())
def test_no_load_over_two_days_is_more_even(asked):
    agrees_with_trying(asked)


def agrees_with_trying(asked):
    told = []
    search.run(asked, (), 1, 1, time.monotonic() + 20, report=told.append)
    optimum = best(asked)
    rosters = [one for one in told if isinstance(one, Found)]
    if optimum is None:
        assert (rosters, any(isinstance(one, Impossible) for one in told)) == ([], True)
        return
    found = rosters[-1]
    assert max(one.objective for one in told if isinstance(one, Bound)) == found.objective == optimum
    finding = check(asked, found.solution)
    assert (finding.broken, finding.objective) == ((), optimum)
    choice = read_off(asked, found.solution)
    assert all(holds for rule in RULES for _, holds in rule(asked, choice))
    assert goals(asked, choice) == optimum

"""What the search finds is the best of all that can be tried, and the rules say what the check says."""

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fairshare.shifts_cases import best, can_work, over_days, problems, session

from fairshare.asking import Bound, Found, Impossible
from fairshare.shifts import Interpreter, Problem, Roster, Seat, check, search
from fairshare.shifts.cuts import cuts
from fairshare.shifts.rules import RULES, goals, read_off


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(problems())
def test_no_roster_is_better(asked):
    agrees_with_trying(asked)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(over_days())
def test_no_load_over_two_days_is_more_even(asked):
    agrees_with_trying(asked)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 12), st.sampled_from(["uk", "uk de"])), max_size=5),
    st.sampled_from([None, 0, 90, 120, 200]),
)
def test_no_day_that_somebody_can_work_is_cut_off(work, most):
    someone, sessions, start = Interpreter("someone", ("uk",), ("de",), minutes=most), [], 0
    for number, (pause, length, into) in enumerate(work):
        sessions.append(session(f"s{number}", start + 10 * pause, 20 * length, into=into.split()))
        start += 10 * pause + 20 * length
    asked = Problem((someone,), tuple(sessions), minutes=300)
    length = {one.name: one.minutes / (2 if one.minutes <= 240 else 3) for one in sessions}
    for taken in range(2 ** len(sessions)):
        theirs = [one for number, one in enumerate(sessions) if taken >> number & 1]
        roster = Roster(tuple(Seat(one.name, one.booths[0].name, "someone") for one in theirs))
        can = can_work(asked, someone, [(one, length[one.name] * (len(one.into) == 2)) for one in theirs])
        assert can <= all(cuts(asked, read_off(asked, roster)))


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

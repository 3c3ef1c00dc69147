"""What the searches find is the best of all that can be tried; thousands more are tried in tests/corpus."""

from hypothesis import HealthCheck, given, settings
from tests.fairshare.timetable.cases import conferences, programmes
from tests.fairshare.timetable.trying import compare_conference, compare_programme

SOME = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@SOME
@given(conferences())
def test_no_schedule_of_a_conference_is_better(asked):
    compare_conference(asked)


@SOME
@given(programmes())
def test_no_timetable_of_a_programme_is_better(asked):
    compare_programme(asked)

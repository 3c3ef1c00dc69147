"""What the searches find is the best of all that can be tried; thousands more are tried in tests/corpus."""

from hypothesis import HealthCheck, given, settings
from tests.fairshare.timetable.cases import conference, conferences, programmes
from tests.fairshare.timetable.trying import (
    compare_conference,
    compare_programme,
    conferences_search,
    conferences_with_an_earlier_answer,
    found_by,
    programmes_with_an_earlier_answer,
)

from fairshare.timetable.cosplib import Track, Weights, check

SOME = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@SOME
@given(conferences())
def test_no_schedule_of_a_conference_is_better(asked):
    compare_conference(asked)


@SOME
@given(programmes())
def test_no_timetable_of_a_programme_is_better(asked):
    compare_programme(asked)


@SOME
@given(conferences_with_an_earlier_answer())
def test_no_schedule_that_moves_fewer_talks_is_better(case):
    compare_conference(*case)


@SOME
@given(programmes_with_an_earlier_answer())
def test_no_timetable_that_moves_fewer_sessions_is_better(case):
    compare_programme(*case)


def test_where_no_two_rooms_are_alike_a_rough_question_comes_first_and_its_bound_holds():
    rooms = tuple(f"r{number}" for number in range(8))
    asked = conference(
        rooms=rooms,
        tracks=tuple(
            Track(name, rooms={room: (number * 7 + shift) % 8 for number, room in enumerate(rooms)})
            for shift, name in enumerate(("Water", "Heat"))
        ),
        weights=Weights(track_rooms=1, rooms_per_track=5),
    )

    best, bound, _ = found_by(conferences_search, asked)

    # Each has a room of its own that costs nothing.
    assert (best.objective, bound, check(asked, best.solution).broken) == (0, 0, ())

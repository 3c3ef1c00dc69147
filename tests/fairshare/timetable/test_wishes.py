"""Why not, beside every answer there is; thousands more in tests/corpus."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from tests.fairshare.timetable.cases import conference
from tests.fairshare.timetable.wishes import (
    compare_conferences_wish,
    compare_programmes_wish,
    conferences_and_wishes,
    programmes_and_wishes,
)

from fairshare.timetable import solve
from fairshare.timetable.cosplib import Fixed, Session, Talk, Track, Weights, Wish, why_not

FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
# One slot a session; the first talk is fixed to the dear room.
FIXED = conference(
    sessions=(Session("Mon", 1), Session("Tue", 1)),
    tracks=(Track("Water", rooms={"Saal": 5}),),
    talks=(Talk("w1", "Water"), Talk("w2", "Water"), Talk("w3", "Water")),
    weights=Weights(track_rooms=1),
    fixed=(Fixed("w1", "Mon", "Saal"),),
)


@FEW
@given(programmes_and_wishes())
def test_a_wish_is_granted_at_its_price_or_refused_for_rules_of_which_none_can_be_spared(case):
    compare_programmes_wish(*case)


@FEW
@given(conferences_and_wishes())
def test_so_is_a_wish_for_a_talk(case):
    compare_conferences_wish(*case)


@pytest.mark.parametrize(
    ("wish", "because"),
    [
        (Wish("w1", "Mon", "Keller"), ("w1 stays in Mon, Saal",)),
        (Wish("w2", "Mon", "Saal"), ("Water fits into its rooms in Mon", "w1 stays in Mon, Saal")),
    ],
)
def test_a_talk_fixed_to_a_room_is_in_no_other_and_takes_its_slots(wish, because):
    told = why_not(FIXED, wish)

    assert (told.possible, told.because, told.would_give) == (False, because, (("w1 stays in Mon, Saal",),))


def test_two_talks_fixed_to_one_slot_are_named():
    told = solve(replace(FIXED, fixed=(*FIXED.fixed, Fixed("w2", "Mon", "Saal"))))

    assert told.because == ("Water fits into its rooms in Mon", "w1 stays in Mon, Saal", "w2 stays in Mon, Saal")


def test_a_wish_for_the_session_leaves_a_talk_in_the_room_it_is_fixed_to():
    told = why_not(FIXED, Wish("w1", "Mon"), solve(FIXED).solution)

    assert (told.possible, told.price) == (True, 0)


def test_where_nothing_can_give_nothing_is_said_to():
    told = why_not(replace(FIXED, talks=(Talk("w1", "Water", 2), *FIXED.talks[1:]), fixed=()), Wish("w1", "Mon"))

    assert (told.because, told.would_give) == (("Water fits into its rooms in Mon",), ())

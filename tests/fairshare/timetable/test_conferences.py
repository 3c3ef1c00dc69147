"""What a schedule of a conference costs and breaks; the rules say the same as the evaluator."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fairshare.timetable.cases import conference, conferences, schedules

from fairshare.errors import BadProblem
from fairshare.timetable.cosplib import Block, Fixed, Hours, Schedule, Session, Talk, Track, Weights, check
from fairshare.timetable.cosplib.coarse import coarsened
from fairshare.timetable.cosplib.rules import (
    DEFINITIONS,
    RULES,
    costs,
    costs_of_moves,
    dual_feasible_sizes,
    groups_of_equal_rooms,
    read_off,
    single_rooms,
)

SCHEDULE = Schedule(
    (
        Block("Mon", "Saal", "Water", ("w1", "w2")),
        Block("Mon", "Keller", "Heat", ("h1", None)),
        Block("Tue", "Keller", "Water", (None, "w3")),
    )
)


def objective(asked, schedule=SCHEDULE):
    finding = check(asked, schedule)
    assert finding.broken == ()
    return finding.objective


def talks(**changes):
    """The four, some of them changed by name."""
    plain = {"w1": "Water", "w2": "Water", "w3": "Water", "h1": "Heat"}
    return tuple(Talk(name, track, **changes.get(name, {})) for name, track in plain.items())


WATER, HEAT = Track("Water"), Track("Heat")
THREE = tuple(Session(name, 2) for name in ("Mon", "Noon", "Tue"))


@pytest.mark.parametrize(
    ("weights", "changes", "cost"),
    [
        ({"track_sessions": 2}, {"tracks": (Track("Water", sessions={"Mon": 5}), HEAT)}, 10),
        ({"track_rooms": 2}, {"tracks": (Track("Water", rooms={"Keller": 5}), HEAT)}, 10),
        ({"session_rooms": 2}, {"sessions": (Session("Mon", 2, rooms={"Saal": 5}), Session("Tue", 2))}, 10),
        ({"similar_tracks": 2}, {"similar": {("Water", "Heat"): 5}}, 10),
        ({"rooms_per_track": 2}, {}, 2),
        ({"parallel_tracks": 2}, {}, 0),
        ({"consecutive_tracks": 2}, {}, 0),
        ({"consecutive_tracks": 2}, {"sessions": THREE}, 2),
        ({"talk_sessions": 2}, {"talks": talks(w3={"sessions": {"Tue": 5}})}, 10),
        ({"talk_rooms": 2}, {"talks": talks(w3={"rooms": {"Keller": 5}})}, 10),
        ({"talk_time_zones": 2}, {"hours": Hours(600, 900, 540, 900, 3, 10)}, 2 * 3 * 3),
        ({"talk_time_zones": 2}, {"hours": Hours(600, 900, 545, 900, 3, 10)}, 2 * 3 * 10),
        ({"talk_time_zones": 2}, {"talks": talks(w3={"offset": -120}), "hours": Hours(0, 1440, 540, 900, 3, 10)}, 20),
        ({"talk_order": 2}, {"talks": talks(w1={"order": 1}, w3={"order": 3})}, 0),
        ({"talk_order": 2}, {"talks": talks(w1={"order": 2}, w3={"order": 2}, h1={"order": 1})}, 4),
        ({"presenters": 2}, {"talks": talks(w1={"presenters": ("a",)}, h1={"presenters": ("b", "a")})}, 2),
        ({"presenters": 2}, {"talks": talks(w1={"presenters": ("a",)}, w2={"presenters": ("a",)})}, 0),
        ({"presenters": 2}, {"talks": talks(h1={"presenters": ("a",)}), "tracks": (Track("Water", ("a",)), HEAT)}, 4),
        ({"attendees": 2}, {"talks": talks(w1={"attendees": ("a",)}, h1={"presenters": ("a",)})}, 2),
        ({"attendees": 2}, {"talks": talks(w1={"attendees": ("a",)}), "tracks": (WATER, Track("Heat", ("a",)))}, 2),
        ({"chairs": 2}, {"tracks": (Track("Water", ("a",)), Track("Heat", ("a",)))}, 2),
        ({"presenters_in_slots": 2}, {"talks": talks(w1={"presenters": "a"}, h1={"presenters": "a"})}, 2),
        ({"presenters_in_slots": 2}, {"talks": talks(w2={"presenters": "a"}, h1={"presenters": "a"})}, 0),
        ({"attendees_in_slots": 2}, {"talks": talks(w1={"attendees": "a"}, h1={"presenters": "a"})}, 2),
    ],
)
def test_what_each_weight_prices(weights, changes, cost):
    assert objective(conference(weights=Weights(**weights), **changes)) == cost


def test_a_talk_of_two_slots_pays_twice_and_parallel_rooms_once_for_each_beyond_the_first():
    asked = conference(
        talks=(Talk("w1", "Water", 2, sessions={"Mon": 5}), Talk("w2", "Water")),
        weights=Weights(talk_sessions=1, parallel_tracks=100),
    )
    schedule = Schedule((Block("Mon", "Saal", "Water", ("w1", "w1")), Block("Mon", "Keller", "Water", ("w2", None))))

    assert objective(asked, schedule) == 110


STRANGE = "there is no such session, room or track"
LONG = Block("Tue", "Saal", "Water", (None, None, "w3"))


@pytest.mark.parametrize(
    ("blocks", "broken"),
    [
        (SCHEDULE.blocks[:2], ["w3 has 0 slots, not 1"]),
        ((*SCHEDULE.blocks, SCHEDULE.blocks[1]), ["Heat in Keller, Mon: the room is taken", "h1 has 2 slots, not 1"]),
        ((*SCHEDULE.blocks, Block("Tue", "Saal", "Heat", (None,))), ["Heat in Saal, Tue: nobody talks"]),
        ((*SCHEDULE.blocks, Block("Tue", "Saal", "Heat", ("x",))), ["Heat in Saal, Tue: there is no talk x"]),
        ((*SCHEDULE.blocks[:2], Block("Tue", "Saal", "Heat", ("w3",))), ["Heat in Saal, Tue: w3 is of track Water"]),
        ((*SCHEDULE.blocks, Block("Sun", "Saal", "Heat", ())), [f"Heat in Saal, Sun: {STRANGE}"]),
        ((*SCHEDULE.blocks[:2], LONG), ["Water in Saal, Tue: 3 slots, the session has 2"]),
    ],
)  # fmt: skip
def test_what_makes_a_schedule_none(blocks, broken):
    assert list(check(conference(), Schedule(blocks)).broken) == broken


def test_split_and_missing_talks_have_their_price_too():
    asked = conference(talks=(Talk("w1", "Water", 2), Talk("h1", "Heat")))
    schedule = Schedule((Block("Mon", "Saal", "Water", ("w1", None)), Block("Tue", "Saal", "Water", ("w1", None))))

    finding = check(asked, schedule)

    assert finding.objective == 2 * 10_000_000 + 1_000_000_000
    assert finding.broken == (
        "Water in Saal, Mon: w1 is not given in one piece",
        "Water in Saal, Tue: w1 is not given in one piece",
        "h1 has 0 slots, not 1",
    )


def test_fixed_talks_stay_and_moves_are_counted():
    asked = conference(fixed=(Fixed("w3", "Tue", "Saal"),), price_of_a_move=7)
    moved = Schedule(SCHEDULE.blocks, (Block("Mon", "Saal", "Water", ("w1", "w3")),))

    finding = check(asked, moved)

    assert (finding.broken, finding.objective) == (("w3 does not stay in Tue, Saal",), 7)


@pytest.mark.parametrize(
    ("changes", "item", "fault"),
    [
        ({"rooms": ("Saal", "Saal")}, "rooms[1]", "Saal is there twice"),
        ({"tracks": (WATER, HEAT, Track(""))}, "tracks[2]", "has no name"),
        ({"talks": (Talk("w1", "Wind"),)}, "track of w1", "there is no track Wind"),
        ({"talks": talks(w1={"sessions": {"Sun": 1}})}, "sessions of w1", "there is no Sun"),
        ({"talks": talks(w1={"rooms": {"Saal": -1}})}, "rooms of w1: Saal", "-1 is less than 0"),
        ({"similar": {("Heat", "Water"): 1}}, "similar tracks", "Heat does not come before Water"),
        ({"fixed": (Fixed("w1", "Sun"),)}, "fixed w1", "there is no Sun"),
        ({"price_of_a_move": -1}, "price_of_a_move", "-1 is less than 0"),
    ],
)
def test_what_is_wrong_with_a_conference_is_named(changes, item, fault):
    with pytest.raises(BadProblem) as refused:
        conference(**changes)

    assert (refused.value.item, refused.value.fault) == (item, fault)


@pytest.mark.parametrize(
    ("make", "item"),
    [
        (lambda: Talk("w1", "Water", 0), "w1"),
        (lambda: Session("Mon", -1), "Mon"),
        (lambda: Weights(chairs=-1), "weights.chairs"),
        (lambda: Weights(chairs=10**18), "weights.chairs"),
        (lambda: Hours(unfit=-1), "hours.unfit"),
    ],
)
def test_what_is_wrong_with_a_part_of_it_too(make, item):
    with pytest.raises(BadProblem) as refused:
        make()

    assert refused.value.item == item


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(conferences(), st.data())
def test_the_rules_say_of_a_schedule_what_the_evaluator_says(asked, data):
    """Where no track sits in two rooms at once and nobody looks at slots, which is slotting's part, to the point."""
    some = [schedule for schedule, _ in zip(schedules(asked), range(60), strict=False)]
    if not some:
        return
    schedule = data.draw(st.sampled_from(some))
    apart = check(asked, schedule)
    assert apart.broken == ()

    for groups in (groups_of_equal_rooms(asked), single_rooms(asked)):
        choice = read_off(asked, schedule, groups)
        assert [label for rule in (*RULES, *DEFINITIONS) for label, holds in rule(asked, choice) if not holds] == []
        counted = sum(cost.of_numbers() for cost in costs(asked, choice))
        assert counted <= apart.objective
        parallel = len({(block.session, block.track) for block in schedule.blocks}) < len(schedule.blocks)
        slots = asked.weights.presenters_in_slots or asked.weights.attendees_in_slots or asked.weights.talk_order
        if groups == single_rooms(asked) and not parallel and not slots:
            assert counted == apart.objective


def test_moves_are_counted_by_the_rules_as_by_the_evaluator():
    asked = conference(price_of_a_move=7)
    earlier = (Block("Mon", "Saal", "Water", ("w1", "w3")), Block("Mon", "Keller", "Heat", ("h1", None)))
    choice = read_off(asked, SCHEDULE, single_rooms(asked))

    assert sum(cost.of_numbers() for cost in costs_of_moves(asked, choice, earlier)) == 7
    assert objective(asked, Schedule(SCHEDULE.blocks, earlier)) == 7


@given(st.integers(1, 6), st.lists(st.integers(1, 6), min_size=1, max_size=6))
def test_what_fits_into_a_room_never_counts_more_than_it(slots, sizes):
    if sum(sizes) <= slots:
        assert all(sum(size[one] for one in sizes) <= 2 * slots for size in dual_feasible_sizes(slots, sizes))


@pytest.mark.parametrize(("slots", "sizes", "rooms"), [(3, [2, 2], 1), (4, [3, 2], 1), (3, [4], 9), (4, [3, 3, 3], 2)])
def test_what_does_not_fit_is_seen(slots, sizes, rooms):
    ways = dual_feasible_sizes(slots, sizes)

    assert any(sum(size[one] for one in sizes) > 2 * slots * rooms for size in ways) or max(sizes) > slots


def test_rooms_that_differ_little_are_taken_to_be_alike_at_the_price_of_the_cheapest():
    asked = conference(
        rooms=("Saal", "Keller", "Turm"),
        tracks=(Track("Water", rooms={"Saal": 3, "Keller": 2, "Turm": 50}), Track("Heat", rooms={"Turm": 1})),
        weights=Weights(track_rooms=1),
    )

    rough = coarsened(asked, 2)

    assert groups_of_equal_rooms(rough) == (("Saal", "Keller"), ("Turm",))
    assert [track.rooms for track in rough.tracks] == [{"Saal": 2, "Keller": 2, "Turm": 50}, {"Turm": 1}]
    assert coarsened(asked, 3) == asked

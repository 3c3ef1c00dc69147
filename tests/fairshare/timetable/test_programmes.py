"""What a timetable of a programme must keep, what it costs, and how files of both kinds are read."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fairshare.timetable.cases import at, between, conference, programmes, timetables

from fairshare import timetable
from fairshare.errors import BadProblem, Place
from fairshare.timetable import Audience, Person, Prices, Programme, Room, Session, Timetable, Walk, check, read
from fairshare.timetable import Place as Put
from fairshare.timetable.rules import RULES, costs, read_off, what_follows

ROOMS = (
    Room("Saal", "Rathaus", 300, 1, ("stage",)),
    Room("Keller", "Rathaus", 50, closed=(between(300, 360),)),
    Room("Turm", "Schloss"),
)
PEOPLE = (
    Person("Mayor", arrives=at(30), leaves=at(240), rest=15),
    Person("Guide", absences=(between(60, 90),)),
)


def programme(*sessions, **changes):
    given = {"walks": (Walk("Rathaus", "Schloss", 20),), "portable_booths": 1, "people": PEOPLE}
    return Programme((between(0, 480),), ROOMS, sessions, **(given | changes))


def put(*places):
    return Timetable(tuple(Put(session, at(start), room) for session, start, room in places))


WATER, HEAT = Session("Water", 60), Session("Heat", 60)


@pytest.mark.parametrize(
    ("sessions", "places", "broken"),
    [
        ((WATER,), [], ["Water takes place 0 times"]),
        ((WATER,), [("Water", 0, "Saal"), ("Water", 60, "Saal")], ["Water takes place 2 times"]),
        ((WATER,), [("Water", 0, "Attic")], ["Water: there is no room Attic"]),
        ((WATER,), [("Wind", 0, "Saal")], ["there is no session Wind"]),
        ((WATER,), [("Water", 5, "Saal")], ["Water does not begin on the grid"]),
        ((WATER,), [("Water", 435, "Saal")], ["Water lies outside the hours"]),
        ((WATER,), [("Water", 330, "Keller")], ["Water: Keller is closed"]),
        ((replace(WATER, audience=51),), [("Water", 0, "Keller")], ["Water: Keller is too small"]),
        ((replace(WATER, features=("stage",)),), [("Water", 0, "Turm")], ["Water: Turm has no stage"]),
        ((replace(WATER, start=at(5)),), [("Water", 5, "Saal")], []),
        ((replace(WATER, start=at(5)),), [("Water", 0, "Saal")], ["Water is fixed elsewhere"]),
        ((replace(WATER, room="Turm"),), [("Water", 0, "Saal")], ["Water is fixed elsewhere"]),
        ((replace(WATER, people=("Mayor",)),), [("Water", 30, "Saal")], ["Water: Mayor is not there"]),
        ((replace(WATER, people=("Mayor",)),), [("Water", 45, "Saal")], []),
        ((replace(WATER, people=("Mayor",)),), [("Water", 195, "Saal")], ["Water: Mayor is not there"]),
        ((replace(WATER, people=("Guide",)),), [("Water", 75, "Saal")], ["Water: Guide is not there"]),
        ((replace(WATER, people=("Guide",)),), [("Water", 0, "Saal")], []),
        ((WATER, HEAT), [("Water", 0, "Saal"), ("Heat", 45, "Saal")], ["Water and Heat are both in Saal"]),
        ((WATER, HEAT), [("Water", 0, "Saal"), ("Heat", 60, "Saal")], []),
        ((replace(WATER, booths=3),), [("Water", 0, "Saal")], ["when Water begins, 2 booths are carried; there are 1"]),
        ((replace(WATER, booths=2),), [("Water", 0, "Saal")], []),
        (
            (replace(WATER, booths=1), replace(HEAT, booths=1)),
            [("Water", 0, "Keller"), ("Heat", 45, "Turm")],
            ["when Heat begins, 2 booths are carried; there are 1"],
        ),
        (
            (replace(WATER, people=("Guide",)), replace(HEAT, people=("Guide",))),
            [("Water", 105, "Saal"), ("Heat", 165, "Turm")],
            ["Guide is in Water and in Heat"],
        ),
        (
            (replace(WATER, people=("Guide",)), replace(HEAT, people=("Guide",))),
            [("Water", 105, "Saal"), ("Heat", 165, "Keller")],
            [],
        ),
    ],
)
def test_what_a_timetable_must_keep(sessions, places, broken):
    assert list(check(programme(*sessions), put(*places)).broken) == broken


def test_a_room_needs_time_between_two():
    asked = programme(WATER, HEAT, change=15)

    assert [check(asked, put(("Water", 0, "Saal"), ("Heat", start, "Saal"))).broken for start in (60, 75)] == [
        ("Water and Heat are both in Saal",),
        (),
    ]


def test_what_a_timetable_costs():
    asked = programme(
        WATER,
        replace(HEAT, prefers=(between(0, 60),)),
        Session("Soil", 30),
        audiences=(Audience(("Water", "Heat"), 10), Audience(("Soil", "Heat", "Water"), 5)),
        prices=Prices(missed=2, outside=7, moved=100),
    )
    places = put(("Water", 0, "Saal"), ("Heat", 60, "Turm"), ("Soil", 120, "Turm")).places
    earlier = put(("Water", 0, "Saal"), ("Heat", 60, "Saal"), ("Gone", 0, "Saal")).places

    # From Water nobody is at Heat in time; Heat is late; Heat has another room.
    assert check(asked, Timetable(places, earlier)).objective == 2 * 15 + 7 + 100


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(programmes(), st.data())
def test_the_rules_say_of_a_timetable_what_the_check_says(asked, data):
    answer = data.draw(st.sampled_from([one for one, _ in zip(timetables(asked), range(400), strict=False)]))
    finding = check(asked, answer)
    choice = read_off(asked, answer)

    broken = [label for rule in (*RULES, what_follows) for label, holds in rule(asked, choice) if not holds]

    assert bool(broken) == bool(finding.broken)
    assert sum(cost.of_numbers() for cost in costs(asked, choice)) == finding.objective


NOT_AFTER = f"{at(9)} is not after {at(9)}"


@pytest.mark.parametrize(
    ("change", "item", "fault"),
    [
        ({"step": 0}, "step", "0 is less than 1"),
        ({"change": -1}, "change", "-1 is less than 0"),
        ({"rooms": (*ROOMS, Room("Saal"))}, "rooms[3].name", "Saal is there twice"),
        ({"people": (Person(""),)}, "people[0].name", "is empty"),
        ({"sessions": (WATER, WATER)}, "sessions[1].name", "Water is there twice"),
        ({"sessions": (WATER, Session("Soil", 0))}, "sessions[1].minutes", "0 is less than 1"),
        ({"sessions": (replace(WATER, people=("Nobody",)),)}, "sessions[0].people", "there is no person Nobody"),
        ({"sessions": (replace(WATER, room="Attic"),)}, "sessions[0].room", "there is no room Attic"),
        ({"sessions": (replace(WATER, audience=-1),)}, "sessions[0].audience", "-1 is less than 0"),
        ({"walks": (Walk("Rathaus", "Moon", 5),)}, "walks[0]", "there is no venue Moon"),
        ({"audiences": (Audience(("Wind",)),)}, "audiences[0].sessions", "there is no session Wind"),
        ({"audiences": (Audience(("Water",), 10**10),)}, "audiences[0].size", "10000000000 is more than 1000000000"),
        ({"people": (replace(PEOPLE[0], absences=(between(9, 9),)),)}, "people[0].absences[0].end", NOT_AFTER),
        ({"prices": Prices(moved=-1)}, "prices.moved", "-1 is less than 0"),
        ({"hours": (between(0, 10**7),), "step": 1}, "hours", f"{at(0)} to {at(10**7)} holds more than 1000000 steps"),
        ({"hours": (between(0, 10**6),), "step": 1}, "step", "leaves more than 1000000 ways; take a longer one"),
    ],
)
def test_what_is_wrong_with_a_programme_is_named(change, item, fault):
    with pytest.raises(BadProblem) as refused:
        replace(programme(WATER, HEAT), **change)

    assert (refused.value.item, refused.value.fault) == (item, fault)


QUESTION = """{
 "hours": [{"start": "2025-06-12T09:00:00", "end": "2025-06-12T12:00:00"}],
 "rooms": [{"name": "Saal"}],
 "sessions": [
  {"name": "Water", "minutes": 60},
  {"name": "Heat", "minutes": 60,
   "start": "2025-06-12T10:00:00"}
 ]
}"""


def test_a_programme_is_read_from_json(tmp_path):
    path = tmp_path / "programme.json"
    path.write_text(QUESTION)

    assert read(path, {"move_price": 9}) == Programme(
        (between(0, 180),),
        (Room("Saal"),),
        (WATER, replace(HEAT, start=at(60))),
        prices=Prices(moved=9),
    )


@pytest.mark.parametrize(
    ("old", "new", "item", "line"),
    [
        ('"Heat", "minutes": 60', '"Heat", "minutes": "long"', "sessions[1].minutes", 6),
        ('"Heat", "minutes": 60', '"Heat", "minutes": -60', "sessions[1].minutes", 6),
        ("10:00:00", "ten", "sessions[1].start", 7),
        ("10:00:00", "10:00:00Z", "sessions[1].start", 7),
        ("T12:00", "T08:00", "hours[0].end", 2),
        ('"name": "Heat"', '"nane": "Heat"', "sessions[1].nane", 6),
    ],
)
def test_what_is_wrong_in_json_is_told_with_its_line(tmp_path, old, new, item, line):
    path = tmp_path / "programme.json"
    path.write_text(QUESTION.replace(old, new))

    with pytest.raises(BadProblem) as refused:
        read(path, {})

    assert (refused.value.item, refused.value.place) == (item, Place(line))


def test_answers_come_back_from_json_as_they_went():
    asked, answer = programme(WATER), put(("Water", 0, "Saal"))
    kept = replace(answer, earlier=answer.places)

    for one in (answer, kept):
        raw = json.loads(json.dumps(timetable.solution_to_json(asked, one)))
        assert timetable.solution_from_json(asked, raw) == one
    assert "earlier" not in timetable.solution_to_json(asked, answer)


def test_an_answer_to_something_else_is_refused():
    with pytest.raises(BadProblem, match="solution"):
        timetable.solution_from_json(conference(), {"places": []})
    with pytest.raises(TypeError):
        check(conference(), put())

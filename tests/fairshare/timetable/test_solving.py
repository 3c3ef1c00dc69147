"""Timetables as a caller sees them: answers, causes, earlier answers, stops, the command line."""

import json
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fairshare.engines import engines_at_work
from tests.fairshare.timetable.cases import at, between, conference, workbook

from fairshare import timetable
from fairshare.__main__ import main
from fairshare.answer import Status
from fairshare.errors import BadProblem
from fairshare.stop import Stop
from fairshare.timetable import Audience, Person, Prices, Programme, Room, Session, Wish, cosplib, why_not
from fairshare.timetable.cosplib import Block, Fixed, Talk, Track, Weights

PROGRAMME = Programme(
    (between(0, 180),),
    (Room("Saal", "Rathaus", 300, 2), Room("Keller", "Schloss", 60)),
    (
        Session("Opening", 60, at(60), "Saal", ("Mayor",)),
        Session("Water", 60, None, None, ("Mayor", "Guide"), booths=1),
        Session("Heat", 60, booths=1, prefers=(between(0, 60),)),
    ),
    (Person("Mayor", at(30), rest=15), Person("Guide")),
    audiences=(Audience(("Water", "Heat"), 12),),
    step=60,
)
CONFERENCE = conference(
    sessions=tuple(cosplib.Session(name, 2) for name in ("Mon", "Noon", "Tue")),
    tracks=(Track("Water", sessions={"Mon": 4}), Track("Heat", rooms={"Saal": 1})),
    weights=Weights(
        track_sessions=1, track_rooms=1, rooms_per_track=3, parallel_tracks=3, consecutive_tracks=9, talk_order=2
    ),
)


def test_a_programme_is_solved_to_proof():
    answer = timetable.solve(PROGRAMME, seed=3)

    assert (answer.status, answer.objective, answer.bound, answer.seed) == (Status.OPTIMAL, 0, 0, 3)
    assert {place.session: place.start for place in answer.solution.places} == {
        "Opening": at(60),
        "Water": at(120),
        "Heat": at(0),
    }
    assert timetable.check(PROGRAMME, answer.solution).broken == ()


def test_a_conference_is_solved_to_proof():
    answer = timetable.solve(CONFERENCE)

    assert (answer.status, answer.objective, answer.bound) == (Status.OPTIMAL, 0, 0)
    assert timetable.check(CONFERENCE, answer.solution) == replace(
        timetable.check(CONFERENCE, answer.solution), broken=(), objective=0
    )


@pytest.mark.parametrize("asked", [PROGRAMME, CONFERENCE])
def test_one_worker_gives_the_same_answer_twice(asked):
    first, second = (timetable.solve(asked, workers=1, seed=7) for _ in range(2))

    assert (first.status, first.solution) == (Status.OPTIMAL, second.solution)


def test_names_and_their_order_change_nothing():
    renamed = replace(
        CONFERENCE,
        tracks=tuple(replace(track, name=track.name[::-1]) for track in reversed(CONFERENCE.tracks)),
        talks=tuple(Talk(f"x{talk.name}", talk.track[::-1]) for talk in reversed(CONFERENCE.talks)),
        rooms=CONFERENCE.rooms[::-1],
    )

    assert timetable.solve(renamed).objective == timetable.solve(CONFERENCE).objective


def test_more_rooms_and_more_time_never_hurt():
    tight = replace(PROGRAMME, rooms=PROGRAMME.rooms[:1], sessions=(*PROGRAMME.sessions[:2], Session("Heat", 60)))
    tight = replace(tight, sessions=(*tight.sessions[:2], replace(tight.sessions[2], prefers=(between(60, 120),))))
    roomy = replace(tight, rooms=PROGRAMME.rooms, portable_booths=1)
    longer = replace(roomy, hours=(between(0, 240),))

    objectives = [timetable.solve(asked).objective for asked in (tight, roomy, longer)]

    assert objectives == [1, 0, 0]


def test_an_earlier_timetable_is_changed_as_little_as_its_price_allows():
    before = timetable.solve(PROGRAMME).solution
    closed = replace(PROGRAMME.rooms[0], closed=(between(0, 60),))
    after = replace(PROGRAMME, rooms=(closed, PROGRAMME.rooms[1]), portable_booths=1, prices=Prices(moved=5))
    answer = timetable.solve(after, start=before)

    moved = [place.session for place in before.places if place not in answer.solution.places]
    assert moved == list(answer.solution.moved())
    assert len(moved) == (before.places[2].room == "Saal")
    assert answer.objective == timetable.check(after, answer.solution).objective == 5 * len(moved)


def test_an_earlier_schedule_is_kept_where_moving_costs_more_than_it_saves():
    before = cosplib.Schedule(
        (
            Block("Noon", "Saal", "Water", ("w1", "w2")),
            Block("Tue", "Saal", "Water", ("w3", None)),
            Block("Mon", "Keller", "Heat", ("h1", None)),
        )
    )
    dearer = replace(CONFERENCE, weights=replace(CONFERENCE.weights, talk_sessions=2))
    dearer = replace(dearer, talks=(*dearer.talks[:3], replace(dearer.talks[3], sessions={"Mon": 1})))

    kept = timetable.solve(replace(dearer, price_of_a_move=3), start=before)
    changed = timetable.solve(replace(dearer, price_of_a_move=1), start=before)

    assert (kept.objective, kept.solution.moved()) == (2, ())
    assert (changed.objective, changed.solution.moved()) == (1, ("h1",))


def test_progress_is_told_until_objective_and_bound_meet():
    told = []
    answer = timetable.solve(CONFERENCE, on_progress=told.append)

    assert [one.objective for one in told if one.objective is not None][-1] == answer.objective
    assert all(one.bound <= answer.objective for one in told)
    assert [one.seconds for one in told] == sorted(one.seconds for one in told)


LONG = replace(CONFERENCE, talks=(*CONFERENCE.talks, Talk("w9", "Water", 3)))
FULL = replace(CONFERENCE, rooms=("Saal",), talks=tuple(Talk(f"w{number}", "Water") for number in range(7)))
CROWDED = replace(
    CONFERENCE,
    rooms=("Saal",),
    fixed=(Fixed("w1", "Mon"), Fixed("h1", "Mon")),
)


@pytest.mark.parametrize(
    ("asked", "because"),
    [
        (LONG, ("w9 takes 3 slots; the longest session has 2",)),
        (FULL, ("the talks take 7 slots; all rooms in all sessions have 6",)),
        (
            CROWDED,
            (
                "Mon: at most 1 tracks in Saal",
                "h1 stays in Mon",
                "w1 stays in Mon",
            ),
        ),
    ],
)
def test_why_a_conference_has_no_schedule(asked, because):
    answer = timetable.solve(asked)

    assert (answer.status, answer.solution) == (Status.INFEASIBLE, None)
    assert sorted(answer.because) == sorted(because)


def test_why_a_programme_has_no_timetable():
    absent = replace(PROGRAMME, people=(Person("Mayor", arrives=at(50), rest=15), Person("Guide")))
    assert timetable.solve(absent).because == (
        "Opening takes place once",
        f"Opening stays at {at(60):%Y-%m-%d %H:%M}",
        f"Mayor arrives at {at(50):%Y-%m-%d %H:%M}",
    )

    both = replace(
        PROGRAMME, sessions=(PROGRAMME.sessions[0], replace(PROGRAMME.sessions[1], start=at(60))), audiences=()
    )
    assert sorted(timetable.solve(both).because) == sorted(
        [
            "Opening takes place once",
            "Water takes place once",
            f"Opening stays at {at(60):%Y-%m-%d %H:%M}",
            f"Water stays at {at(60):%Y-%m-%d %H:%M}",
            "Mayor is in Opening and in Water",
        ]
    )


def test_why_a_session_is_not_when_somebody_wanted_it_and_what_would_have_to_give():
    answer = why_not(PROGRAMME, Wish("Water", at(0)))

    assert (answer.possible, answer.because) == (
        False,
        ("Water takes place once", f"Mayor arrives at {at(30):%Y-%m-%d %H:%M}"),
    )
    assert answer.would_give == (("Water takes place once",), (f"Mayor arrives at {at(30):%Y-%m-%d %H:%M}",))


def test_what_a_wish_costs_where_it_can_be_granted():
    solution = timetable.solve(PROGRAMME).solution

    answer = why_not(PROGRAMME, Wish("Heat", at(120)), solution)

    assert why_not(PROGRAMME, Wish("Heat", at(120))).possible is False
    assert answer.possible is False
    assert "there are 0 portable booths" in answer.because

    carried = replace(PROGRAMME, portable_booths=1)
    granted = why_not(carried, Wish("Heat", at(120), "Keller"), solution)
    assert (granted.possible, granted.price, granted.pays) == (True, 13, ("missed: +12", "outside: +1"))


def test_why_a_talk_is_not_given_when_somebody_wanted_it():
    solution = timetable.solve(CONFERENCE).solution
    crowded = replace(CONFERENCE, rooms=("Saal",), fixed=(Fixed("h1", "Mon"),))

    refused = cosplib.why_not(crowded, cosplib.Wish("w1", "Mon"))
    granted = cosplib.why_not(CONFERENCE, cosplib.Wish("w1", "Mon"), solution)

    assert (refused.possible, "h1 stays in Mon" in refused.because) == (False, True)
    assert ("h1 stays in Mon",) in refused.would_give
    assert (granted.possible, granted.price) == (True, 4)


@pytest.mark.parametrize(
    ("asked", "wish"),
    [
        (PROGRAMME, Wish("Wind")),
        (PROGRAMME, Wish("Water", room="Attic")),
        (PROGRAMME, Wish("Water", at(1))),
        (CONFERENCE, cosplib.Wish("x", "Mon")),
        (CONFERENCE, cosplib.Wish("w1", "Sun")),
        (CONFERENCE, cosplib.Wish("w1", "Mon", "Attic")),
    ],
)
def test_a_wish_for_what_is_not_there_is_refused(asked, wish):
    ask = why_not if asked is PROGRAMME else cosplib.why_not
    with pytest.raises(BadProblem, match=r"^wish\."):
        ask(asked, wish)


@pytest.mark.parametrize(
    "asked",
    [
        Programme((), (), ()),
        Programme((between(0, 60),), (Room("Saal"),), ()),
        conference(talks=(), tracks=()),
        conference(talks=(), sessions=(), rooms=()),
    ],
)
def test_a_question_about_nothing_is_answered(asked):
    answer = timetable.solve(asked)

    assert (answer.status, answer.objective) == (Status.OPTIMAL, 0)
    assert timetable.check(asked, answer.solution).broken == ()


def test_sessions_without_rooms_or_hours_have_nowhere_to_go():
    for asked in (Programme((), (Room("Saal"),), (Session("Water", 60),)), Programme((), (), (Session("Water", 60),))):
        answer = timetable.solve(asked)
        assert (answer.status, answer.because) == (Status.INFEASIBLE, ("Water takes place once",))


def test_no_time_is_no_answer():
    answer = timetable.solve(PROGRAMME, stop=Stop(0))

    assert (answer.status, answer.solution, answer.bound) == (Status.UNKNOWN, None, 0)


def large(number):
    names = [f"s{index}" for index in range(number)]
    return Programme(
        tuple(between(1440 * day, 1440 * day + 480) for day in range(3)),
        tuple(Room(f"r{index}") for index in range(6)),
        tuple(Session(name, 60, people=(f"p{index % 9}",)) for index, name in enumerate(names)),
        tuple(Person(f"p{index}") for index in range(9)),
        audiences=tuple(Audience(tuple(names[index : index + 9]), 1 + index) for index in range(0, number, 2)),
    )


def test_a_search_that_is_cancelled_leaves_no_process():
    cancelled = threading.Event()
    threading.Timer(2, cancelled.set).start()
    started = time.monotonic()

    timetable.solve(large(60), stop=Stop(60, cancelled.is_set))

    assert time.monotonic() - started < 10
    assert engines_at_work() == []


def test_the_command_line_solves_a_conference_and_checks_the_answer(tmp_path, capsys):
    question, answer = tmp_path / "conference.xlsx", tmp_path / "answer.json"
    workbook(CONFERENCE).save(question)

    assert main(["timetable", str(question), "--json"]) == 0
    answer.write_text(capsys.readouterr().out)
    assert main(["check", str(question), str(answer)]) == 0

    saved = json.loads(answer.read_text())
    assert (saved["status"], saved["objective"], saved["bound"]) == ("optimal", 0, 0)
    assert main(["timetable", str(question), "--start", str(answer), "--move-price", "2", "--json"]) == 0
    again = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (again["objective"], again["problem"]["move_price"]) == (0, 2)

    saved["solution"]["blocks"][0]["talks"][0] = None
    answer.write_text(json.dumps(saved))
    assert main(["check", str(question), str(answer)]) == 1


def test_the_command_line_tells_the_cell(tmp_path):
    question = tmp_path / "conference.xlsx"
    book = workbook(CONFERENCE)
    book["submissions"]["C3"] = "two"
    book.save(question)

    run = subprocess.run(
        [sys.executable, "-m", "fairshare", "timetable", str(question)], capture_output=True, text=True
    )

    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == f"{question}: cell C3: submissions: two is no whole number\n"


def test_the_example_of_the_page_is_answered():
    asked = timetable.read(Path(__file__).parents[3] / "docs" / "fairshare" / "timetable.json", {})

    answer = timetable.solve(asked)

    assert (answer.status, timetable.check(asked, answer.solution).broken) == (Status.OPTIMAL, ())
    assert answer.objective == 30

"""Rosters as a caller sees them: answers, causes, earlier answers, stand-ins, stops, the command line."""

import json
import threading
import time
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from tests.fairshare.engines import engines_at_work
from tests.fairshare.shifts_cases import at, session

from fairshare import shifts
from fairshare.__main__ import main
from fairshare.answer import Status
from fairshare.errors import BadProblem
from fairshare.shifts import Interpreter, Prices, Problem, Relay, Seat, Walk, Window, Wish, check, why_not
from fairshare.shifts.turns import turns
from fairshare.stop import Stop


def pair(name, **changes):
    return Interpreter(name, ("uk",), ("de",), **({"fee": 600} | changes))


TWO = Problem((pair("Anna"), pair("Bohdan"), pair("Clara", fee=700)), (session("Opening"), session("Water", 90)))


def test_a_question_is_solved_to_proof():
    answer = shifts.solve(TWO, seed=3)

    assert (answer.status, answer.objective, answer.bound, answer.seed) == (
        Status.OPTIMAL,
        (0, 1200, 2),
        (0, 1200, 2),
        3,
    )
    assert {(seat.session, seat.interpreter) for seat in answer.solution.seats} == {
        (name, who) for name in ("Opening", "Water") for who in ("Anna", "Bohdan")
    }
    assert check(TWO, answer.solution).broken == ()


@pytest.mark.parametrize(
    ("minutes", "changes", "booths", "least"),
    [
        (240, {}, [("de/uk", 2)], 2),
        (241, {}, [("de/uk", 3)], 3),
        (361, {}, [("de/uk", 4)], 4),
        (60, {"into": ("uk",)}, [("uk", 2)], 2),
        (60, {"spoken": ("uk",)}, [("de", 2)], 2),
        (60, {"into": ()}, [], 0),
        (60, {"spoken": ("de",), "into": ("de",)}, [], 0),
        (60, {"languages": ("de", "uk", "en")}, [("de", 2), ("uk", 2), ("en", 2)], 6),
        (300, {"languages": ("de", "uk", "en")}, [("de", 3), ("uk", 3), ("en", 3)], 9),
        (60, {"languages": ("de", "uk", "en"), "into": ("de", "uk")}, [("de", 2), ("uk", 2)], 6),
        (60, {"languages": ("de", "uk", "en"), "into": ("de",)}, [("de", 2)], 2),
        (60, {"languages": ("de", "uk", "en", "pl"), "into": ("de", "uk"), "hard": True}, [("de", 3), ("uk", 3)], 6),
    ],
)
def test_teams_are_as_large_as_the_rules_say(minutes, changes, booths, least):
    asked = session("Plenary", 0, minutes, **changes)

    assert ([(booth.name, booth.least) for booth in asked.booths], asked.least) == (booths, least)


@pytest.mark.parametrize(
    ("minutes", "hard", "people", "lengths"),
    [
        (60, False, "ab", [30, 30]),
        (90, False, "ab", [22, 23, 22, 23]),
        (90, False, "abc", [30, 30, 30]),
        (20, False, "ab", [20]),
        (60, True, "ab", [15, 15, 15, 15]),
        (60, True, "abc", [20, 20, 20]),
        (25, True, "ab", [12, 13]),
    ],
)
def test_turns_go_round_the_team(minutes, hard, people, lengths):
    asked = Problem((), (session("Water", 0, minutes, hard=hard),))
    seats = [Seat("Water", "de/uk", name) for name in people]
    taken = list(turns(asked, seats))

    assert [turn.end - turn.start for turn in taken] == lengths
    assert [turn.interpreter for turn in taken] == [people[index % len(people)] for index in range(len(lengths))]


def test_one_worker_gives_the_same_answer_twice():
    first, second = (shifts.solve(TWO, workers=1, seed=7) for _ in range(2))

    assert (first.status, first.solution) == (Status.OPTIMAL, second.solution)


def test_names_and_their_order_change_nothing():
    renamed = replace(
        TWO,
        interpreters=tuple(replace(one, name=one.name[::-1]) for one in reversed(TWO.interpreters)),
        sessions=tuple(replace(one, name=f"x{one.name}") for one in reversed(TWO.sessions)),
    )

    assert shifts.solve(renamed).objective == shifts.solve(TWO).objective


def test_more_people_and_more_languages_never_hurt():
    fewer = replace(TWO, interpreters=TWO.interpreters[1:])
    prices = Prices(into_b=3)
    into_uk = replace(fewer, sessions=(session("Opening", into=("de",)),), prices=prices)
    native = (replace(fewer.interpreters[0], a=("uk", "de"), b=()), fewer.interpreters[1])

    assert [shifts.solve(one).objective for one in (fewer, TWO)] == [(0, 1300, 2), (0, 1200, 2)]
    assert [shifts.solve(one).objective for one in (into_uk, replace(into_uk, interpreters=native))] == [
        (0, 1306, 1),
        (0, 1303, 1),
    ]


def test_work_is_shared_where_it_costs_nothing():
    people = tuple(pair(name, fee=0) for name in "ABCD")
    asked = Problem(people, tuple(session(f"s{number}", 80 * number) for number in range(4)))
    answer = shifts.solve(asked)

    assert answer.objective == (0, 0, 2)
    assert shifts.minutes(asked, answer.solution) == dict.fromkeys("ABCD", 120)


PLENARY = Problem(
    (
        *(Interpreter(f"de{number}", ("de",), (), ("en",)) for number in range(2)),
        *(Interpreter(f"uk{number}", ("uk",), (), ("en", "de")) for number in range(2)),
        *(Interpreter(f"en{number}", ("en",), (), ("uk", "de")) for number in range(2)),
    ),
    (session("Plenary", languages=("de", "uk", "en")),),
)


def test_relay_is_the_last_resort():
    """The German booth understands no Ukrainian; both in the English booth do. One dear person spares it."""
    answer = shifts.solve(PLENARY)
    assert (answer.objective, answer.solution.relays) == ((1, 6, 1), (Relay("Plenary", "de", "uk", "en"),))

    dear = tuple(Interpreter(f"dear{number}", ("de",), (), ("en", "uk"), fee=9000) for number in range(2))
    spared = shifts.solve(replace(PLENARY, interpreters=(*PLENARY.interpreters, *dear)))
    assert (spared.objective, spared.solution.relays) == ((0, 18004, 1), ())


def test_relay_never_hangs_on_a_single_person():
    alone = replace(PLENARY.interpreters[-1], c=("de",))
    answer = shifts.solve(replace(PLENARY, interpreters=(*PLENARY.interpreters[:-1], alone)))

    assert (answer.status, answer.solution) == (Status.INFEASIBLE, None)
    assert "Plenary: two in the en booth give relay of uk" in answer.because
    assert "Plenary, de booth: two understand uk" in answer.because

    relay = Relay("Plenary", "de", "uk", "en")
    roster = shifts.solve(PLENARY).solution
    broken = check(replace(PLENARY, interpreters=(*PLENARY.interpreters[:-1], alone)), roster).broken
    assert roster.relays == (relay,)
    assert "Plenary: 1 give relay of uk from en, 2 take it" in broken


@pytest.mark.parametrize(
    ("people", "sessions", "changes", "because"),
    [
        ((), (session("Water"),), {}, {"Water, de/uk booth: 2 people"}),
        (
            (pair("Anna"), Interpreter("Olha", ("uk",))),
            (session("Water"),),
            {},
            {"Water, de/uk booth: 2 people", "only Anna work into de"},
        ),
        (
            (pair("Anna"), pair("Bohdan", absences=(Window(at(30), at(90)),))),
            (session("Water"),),
            {},
            {"Water, de/uk booth: 2 people", "Bohdan is away from 2025-06-12 09:30 to 2025-06-12 10:30"},
        ),
        (
            (pair("Anna"), pair("Bohdan")),
            (session("Water"), session("Heat", 70)),
            {},
            {"Water, de/uk booth: 2 people", "Heat, de/uk booth: 2 people", "Anna is in Water or in Heat"},
        ),
        (
            (pair("Anna"), pair("Bohdan")),
            (session("Water", venue="hall"), session("Heat", 90, venue="castle")),
            {"walks": (Walk("castle", "hall", 20),)},
            {"Water, de/uk booth: 2 people", "Heat, de/uk booth: 2 people", "Anna is in Water or in Heat"},
        ),
        (
            (pair("Anna"), pair("Bohdan")),
            (session("Ball", 600, 120), session("Breakfast", 1260)),
            {},
            {"Ball, de/uk booth: 2 people", "Breakfast, de/uk booth: 2 people", "Anna is in Ball or in Breakfast"},
        ),
        (
            (pair("Anna"), pair("Bohdan")),
            (session("Water", 0, 180), session("Heat", 240, 180)),
            {},
            {
                "Water, de/uk booth: 2 people",
                "Heat, de/uk booth: 2 people",
                "Anna is at the microphone of two-way booths for 2 hours on 2025-06-12 at most",
            },
        ),
        (
            (pair("Anna", minutes=90), pair("Bohdan")),
            (session("Water"), session("Heat", 120)),
            {},
            {
                "Water, de/uk booth: 2 people",
                "Heat, de/uk booth: 2 people",
                "Anna works 90 minutes on 2025-06-12 at most",
            },
        ),
    ],
)
def test_why_there_is_no_roster(people, sessions, changes, because):
    answer = shifts.solve(Problem(people, sessions, **changes))

    assert (answer.status, answer.solution) == (Status.INFEASIBLE, None)
    assert {one.replace("Bohdan is in", "Anna is in") for one in answer.because} == because


def test_why_somebody_is_not_there_and_what_it_would_cost():
    solution = shifts.solve(TWO).solution
    away = replace(TWO, interpreters=(*TWO.interpreters[:2], pair("Clara", absences=(Window(at(0), at(60)),))))

    refused = why_not(away, Wish("Clara", "Opening"))
    granted = why_not(TWO, Wish("Clara", "Opening"), solution)
    spared = why_not(TWO, Wish("Anna", "Water", away=True), solution)

    absence = "Clara is away from 2025-06-12 09:00 to 2025-06-12 10:00"
    assert (refused.possible, refused.because, refused.would_give) == (False, (absence,), ((absence,),))
    assert (granted.possible, granted.price, granted.pays) == (True, 100, ("cost: +100",))
    assert (spared.possible, spared.price, spared.pays) == (True, 100, ("cost: +100",))


@pytest.mark.parametrize(
    "wish", [Wish("Nobody", "Water"), Wish("Anna", "Wind"), Wish("Anna", "Water", "en"), Wish("Anna", "Silent")]
)
def test_a_wish_for_what_is_not_there_is_refused(wish):
    with pytest.raises(BadProblem, match=r"^wish\."):
        why_not(replace(TWO, sessions=(*TWO.sessions, session("Silent", into=()))), wish)


def test_who_could_stand_in_seat_by_seat():
    solution = shifts.solve(TWO).solution
    found = shifts.stand_ins(TWO, solution, "Anna")

    assert {(seat.session, stand_in) for seat, some in found.items() for stand_in in some} == {
        (name, shifts.StandIn("Clara", 700, 0)) for name in ("Opening", "Water")
    }
    without_german = replace(TWO, interpreters=(*TWO.interpreters[:2], Interpreter("Clara", ("uk",))))
    assert list(shifts.stand_ins(without_german, solution, "Anna").values()) == [(), ()]
    assert shifts.stand_ins(TWO, solution, "Clara") == {}
    with pytest.raises(BadProblem, match="there is no interpreter Nobody"):
        shifts.stand_ins(TWO, solution, "Nobody")


def test_when_one_falls_ill_as_few_as_can_be_move():
    asked = replace(TWO, sessions=(session("Opening"), session("Water", 90)), prices=Prices(moved=1000))
    before = shifts.solve(asked).solution
    answer = shifts.replaced(asked, before, "Anna", ["Water"])

    assert answer.solution.moved() == (Seat("Water", "de/uk", "Anna"),)
    assert answer.objective == (0, 600 + 600 + 700 + 1000, 2)
    everything = shifts.replaced(asked, before, "Anna").solution
    assert {seat.interpreter for seat in everything.seats} == {"Bohdan", "Clara"}
    assert {seat.session for seat in everything.moved()} == {"Opening", "Water"}


def test_promised_seats_are_kept():
    asked = replace(TWO, promised=(Seat("Water", "de/uk", "Clara"),))

    assert Seat("Water", "de/uk", "Clara") in shifts.solve(asked).solution.seats
    assert "Clara is promised to Water, de/uk booth" in check(asked, shifts.solve(TWO).solution).broken


def test_what_is_wrong_in_a_roster_is_found():
    solution = shifts.solve(TWO).solution
    first, *others = solution.turns

    assert check(TWO, replace(solution, seats=(Seat("Wind", "x", "y"),))).broken == (
        "there is no interpreter y",
        "there is no session Wind",
    )
    assert check(TWO, replace(solution, turns=(replace(first, end=40), *others))).broken == (
        "Opening: the turns in the de/uk booth",
    )
    assert check(TWO, replace(solution, seats=(*solution.seats, solution.seats[0]))).broken[0] == (
        "Anna has a seat in Opening 2 times"
    )
    assert check(TWO, replace(solution, relays=(Relay("Opening", "de/uk", "uk", "de/uk"),))).broken == (
        "Opening: uk needs no relay into de/uk",
    )


@pytest.mark.parametrize(
    ("change", "item"),
    [
        ({"interpreters": (pair("Anna"), pair("Anna"))}, "interpreters[1].name"),
        ({"interpreters": (pair("Anna", c=("de",)),)}, "interpreters[0].c"),
        ({"interpreters": (pair("Anna", fee=-1),)}, "interpreters[0].fee"),
        ({"interpreters": (pair("Anna", absences=(Window(at(9), at(9)),)),)}, "interpreters[0].absences[0].end"),
        ({"sessions": (session("Water"), session("Water"))}, "sessions[1].name"),
        ({"sessions": (session("Water", 0, 0),)}, "sessions[0].end"),
        ({"sessions": (session("Water", 0, 481),)}, "sessions[0].end"),
        ({"sessions": (session("Water", spoken=()),)}, "sessions[0].spoken"),
        ({"sessions": (session("Water", into=("de", "de")),)}, "sessions[0].into"),
        ({"walks": (Walk("", "castle", 5),)}, "walks[0]"),
        ({"promised": (Seat("Water", "en", "Anna"),)}, "promised[0]"),
        ({"pause": -1}, "pause"),
        ({"prices": Prices(moved=-1)}, "prices.moved"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(change, item):
    with pytest.raises(BadProblem) as refused:
        replace(TWO, **change)

    assert refused.value.item == item


def test_a_million_rows_are_refused_or_answered_in_time():
    people = tuple(Interpreter(str(number), ("uk",)) for number in range(200_000))
    with pytest.raises(BadProblem, match="leave more than 200,000 ways to fill a seat"):
        Problem(people, tuple(session(str(number), 80 * number) for number in range(6)))


@pytest.mark.parametrize("asked", [Problem((), ()), Problem((pair("Anna"),), (session("Silent", into=()),))])
def test_a_question_about_nothing_is_answered(asked):
    answer = shifts.solve(asked)

    assert (answer.status, answer.objective, answer.solution.seats) == (Status.OPTIMAL, (0, 0, 0), ())


def test_no_time_is_no_answer():
    answer = shifts.solve(TWO, stop=Stop(0))

    assert (answer.status, answer.solution, answer.bound) == (Status.UNKNOWN, None, (0, 0, 0))


def test_a_search_that_is_cancelled_leaves_no_process_and_keeps_its_best():
    asked = Problem(
        tuple(pair(f"i{number}", fee=100 + number * 7 % 13) for number in range(24)),
        tuple(session(f"s{number}", 1440 * (number // 16) + 95 * (number // 4 % 4)) for number in range(48)),
    )
    cancelled = threading.Event()
    told = []

    def on_progress(progress):
        told.append(progress)
        if progress.objective is not None:
            cancelled.set()

    started = time.monotonic()
    answer = shifts.solve(asked, stop=Stop(60, cancelled.is_set), on_progress=on_progress)

    assert time.monotonic() - started < 20
    assert engines_at_work() == []
    assert told[-1].objective == answer.objective >= answer.bound
    assert check(asked, answer.solution).broken == ()


def test_the_command_line_solves_and_checks_the_answer(tmp_path, capsys):
    question, answer = tmp_path / "shifts.json", tmp_path / "answer.json"
    question.write_bytes(msgspec.json.encode(TWO))

    assert main(["shifts", str(question), "--json"]) == 0
    answer.write_text(capsys.readouterr().out)
    assert main(["check", str(question), str(answer)]) == 0
    saved = json.loads(answer.read_text())
    assert (saved["status"], saved["objective"], saved["bound"]) == ("optimal", [0, 1200, 2], [0, 1200, 2])
    assert main(["shifts", str(question), "--start", str(answer), "--move-price", "2", "--json"]) == 0
    capsys.readouterr()

    saved["solution"]["seats"].pop()
    answer.write_text(json.dumps(saved))
    assert main(["check", str(question), str(answer)]) == 1
    question.write_text(question.read_text().replace('"pause":15', '"pause":"long"'))
    assert main(["shifts", str(question)]) == 2
    assert "line 1: pause: " in capsys.readouterr().err


def test_the_example_of_the_page_is_answered():
    asked = shifts.read(Path(__file__).parents[2] / "docs" / "fairshare" / "shifts.json", {})

    answer = shifts.solve(asked)

    assert (answer.status, check(asked, answer.solution).broken) == (Status.OPTIMAL, ())
    assert [relay.pivot for relay in answer.solution.relays] == ["en", "en"]

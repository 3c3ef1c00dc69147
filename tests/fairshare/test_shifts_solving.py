"""Rosters as a caller sees them: answers, causes, earlier answers, stand-ins, stops, the command line."""

import pytest
from tests.fairshare.shifts_cases import session

from fairshare import shifts
from fairshare.answer import Status
from fairshare.shifts import Interpreter, Problem, Seat, check
from fairshare.shifts.turns import turns


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

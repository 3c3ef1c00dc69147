"""Days are searched by themselves, as long as a night lies between."""

import pytest
from tests.fairshare.shifts_cases import session

from fairshare.answer import Status
from fairshare.shifts import Interpreter, Problem, check, solve
from fairshare.shifts.parts import parts

DAY = 1440
THREE = ("de", "uk", "en")
# Of the German booth nobody understands Ukrainian; both in the English booth do.
PEOPLE = tuple(
    Interpreter(f"{mother}{number}", (mother,), (), others, fee=100)
    for mother, others in (("de", ("en",)), ("uk", ("en", "de")), ("en", ("uk", "de")))
    for number in range(2)
)


@pytest.mark.parametrize(
    ("starts", "days"),
    [
        ((), [[]]),
        ((0, 90), [[0, 90]]),
        ((0, DAY), [[0], [DAY]]),
        # Until 22:00, and again from 9:00.
        ((0, 720, DAY), [[0, 720], [DAY]]),
        ((0, 721, DAY), [[0, 721, DAY]]),
        ((0, 721, DAY, 2 * DAY, 2 * DAY + 800, 3 * DAY), [[0, 721, DAY], [2 * DAY, 2 * DAY + 800, 3 * DAY]]),
        ((0, 800, DAY, DAY + 800, 2 * DAY), [[0, 800, DAY, DAY + 800, 2 * DAY]]),
    ],
)
def test_days_belong_together_where_the_night_between_is_short(starts, days):
    asked = Problem(PEOPLE, tuple(session(str(start), start) for start in starts), even_load=True)

    assert [[int(one.name) for one in part.sessions] for part in parts(asked)] == days


def test_what_is_not_interpreted_is_in_no_part():
    asked = Problem(PEOPLE, (session("silent", into=()), session("spoken", DAY)))

    assert [[one.name for one in part.sessions] for part in parts(asked)] == [["spoken"]]


@pytest.mark.parametrize("start", [DAY, 721])
def test_relays_and_costs_of_the_days_are_added(start):
    """The second session is on a day of its own, or in the evening of the first."""
    sessions = tuple(session(f"s{begin}", begin, languages=THREE) for begin in (0, start, 2 * DAY))
    asked = Problem(PEOPLE, sessions)

    answer = solve(asked)

    days = len({one.day for one in sessions})
    assert answer.objective == answer.bound == (3, days * 600, 3)
    assert check(asked, answer.solution).broken == ()


def test_one_impossible_day_is_enough():
    asked = Problem(PEOPLE[2:], (session("fits", 0, languages=("en", "uk"), into=("en",)), session("fails", DAY)))

    answer = solve(asked)

    assert (answer.status, answer.because) == (
        Status.INFEASIBLE,
        ("fails, de/uk booth: 2 people", "nobody works into de"),
    )

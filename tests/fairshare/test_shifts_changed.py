"""What a change of the question does to the answer; wishes and earlier answers beside every way that can be tried."""

import time
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fairshare.shifts_cases import best, problems, session

from fairshare.asking import Bound, Found
from fairshare.shifts import Interpreter, Problem, Seat, Window, Wish, check, minutes, search, solve, why_not
from fairshare.shifts.check import loads

tiny = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
# Each asks engines in processes of their own.
few = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))

NOTHING = (float("inf"),)


def solved(problem, earlier=()):
    """The best, proved; none where there is no roster."""
    told = []
    search.run(problem, earlier, 1, 1, time.monotonic() + 20, report=told.append)
    found = [one for one in told if isinstance(one, Found)]
    if not found:
        return None
    assert max(one.objective for one in told if isinstance(one, Bound)) == found[-1].objective
    return found[-1]


def least(problem):
    found = solved(problem)
    return found.objective if found else NOTHING


@tiny
@given(problems())
def test_other_names_in_another_order_change_nothing(asked):
    renamed = replace(
        asked,
        interpreters=tuple(replace(one, name=f"someone {one.name[::-1]}") for one in reversed(asked.interpreters)),
        sessions=tuple(replace(one, name=f"something {one.name[::-1]}") for one in reversed(asked.sessions)),
    )

    assert least(renamed) == least(asked)


@tiny
@given(problems(), st.permutations(("de", "uk", "en")), st.integers(0, 3))
def test_one_more_interpreter_never_costs_more(asked, languages, fee):
    one, other, third = languages
    more = Interpreter("one more", (one,), (other,), (third,), fee)

    assert least(replace(asked, interpreters=(*asked.interpreters, more))) <= least(asked)


@tiny
@given(problems())
def test_more_hours_allowed_never_hurt(asked):
    longer = replace(asked, minutes=480, interpreters=tuple(replace(one, minutes=None) for one in asked.interpreters))

    assert least(longer) <= least(asked)


@tiny
@given(problems(), st.data())
def test_an_earlier_answer_is_left_for_what_it_costs_at_least(asked, data):
    seats = [
        (number * len(asked.interpreters) + who, index, Seat(one.name, booth.name, person.name))
        for number, one in enumerate(asked.sessions)
        for who, person in enumerate(asked.interpreters)
        for index, booth in enumerate(one.booths)
    ]
    earlier = data.draw(st.lists(st.sampled_from(seats), max_size=4, unique_by=lambda seat: seat[0]))
    asked = replace(asked, prices=replace(asked.prices, moved=data.draw(st.integers(0, 3))))

    found = solved(asked, tuple(seat for *_, seat in earlier))

    assert (found and found.objective) == best(asked, [(place, booth) for place, booth, _ in earlier])
    if found:
        assert check(asked, found.solution).objective == found.objective


@few
@given(problems(), st.data())
def test_a_wish_costs_what_the_best_way_to_grant_it_does(asked, data):
    number = data.draw(st.integers(0, len(asked.sessions) - 1))
    who = data.draw(st.integers(0, len(asked.interpreters) - 1))
    away = data.draw(st.booleans())
    place = number * len(asked.interpreters) + who
    before, granted = best(asked), best(asked, away=[(place, away)])

    wish = Wish(asked.interpreters[who].name, asked.sessions[number].name, away=away)
    said = why_not(asked, wish, solve(asked, workers=1).solution)

    assert said.possible is (granted is not None)
    if before and granted:
        assert said.price == granted[1] - before[1]


def test_load_is_even_below_whoever_works_longest():
    """A day's session of three hours, for two who are alone there, does not make the rest indifferent."""
    pairs = tuple(Interpreter(name, ("uk",), ("de",), fee=0) for name in "ABCD")
    alone = tuple(Interpreter(name, ("uk",), ("en",), fee=0) for name in "XY")
    sessions = (session("long", 0, 180, ("en", "uk")), *(session(f"s{number}", 80 * number) for number in range(4)))

    asked = Problem((*pairs, *alone), sessions, even_load=True)
    answer = solve(asked)

    assert answer.objective == answer.bound == (0, 0, 3, 2 * 9 + 4 * 4)
    assert minutes(asked, answer.solution) == dict.fromkeys("ABCD", 120) | dict.fromkeys("XY", 180)


def test_whoever_is_there_for_a_day_of_two_has_half_as_much_to_do():
    first_day = Window(session("", 1440).start, session("", 2880).start)
    pairs = (
        *(Interpreter(name, ("uk",), ("de",), fee=0) for name in "AB"),
        *(Interpreter(name, ("uk",), ("de",), fee=0, absences=(first_day,)) for name in "CD"),
        Interpreter("without German", ("uk",), fee=0),
        *(Interpreter(name, ("uk",), ("en",), fee=0) for name in "XY"),
    )
    starts = (0, 80, 160, 1440, 1520, 1600)
    long = (session(f"long{day}", day, 240, ("en", "uk")) for day in (0, 1440))
    short = (session(f"s{number}", start) for number, start in enumerate(starts))
    asked = Problem(pairs, (*long, *short), even_load=True)

    answer = solve(asked)

    assert minutes(asked, answer.solution) == (
        dict.fromkeys("XY", 480) | dict.fromkeys("AB", 240) | dict.fromkeys("CD", 120) | {"without German": 0}
    )
    assert loads(asked, answer.solution) == dict.fromkeys("ABCD", 4) | dict.fromkeys("XY", 8) | {"without German": 0}

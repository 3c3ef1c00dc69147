"""Seatings as a caller sees them: answers, deviations, causes, earlier answers, stops, the command line."""

import json
import threading
import time
from dataclasses import replace

import msgspec
import pytest
from tests.fairshare.engines import engines_at_work
from tools.bench_fairshare.rounds import table

from fairshare import seating
from fairshare.__main__ import main
from fairshare.answer import Finding, Status
from fairshare.errors import BadProblem
from fairshare.seating import Chair, Guest, Interpreter, Pair, Prices, Problem, Shape, Solution, Table, Wish, why_not
from fairshare.stop import Stop

ROUND = Problem(
    Table(Shape.RING, (4,)),
    (
        Guest("Mayor", "DE", ("de",)),
        Guest("Minister", "DE", ("de", "en")),
        Guest("Envoy", "UA", ("uk", "en")),
        Guest("Consul", "UA", ("uk",)),
    ),
    interpreters=(Interpreter("Olena", ("de", "uk")),),
)
NEVER = replace(ROUND, prices=Prices(country=None))


def said(problem, solution):
    return [(one.cost, one.says) for one in seating.deviations(problem, solution)]


def crowd(count):
    return Problem(
        Table(Shape.RING, (count,)),
        tuple(Guest(f"guest {n}", "ABCDE"[n * n % 5], ("xyz"[n % 3], "uvw"[n * n * n % 3])) for n in range(count)),
    )


def test_a_round_is_solved_to_proof_and_every_deviation_is_listed():
    answer = seating.solve(ROUND, seed=3)

    assert (answer.status, answer.objective, answer.bound, answer.seed) == (Status.OPTIMAL, 12, 12, 3)
    assert sum(cost for cost, _ in said(ROUND, answer.solution)) == 12
    assert seating.check(ROUND, answer.solution) == Finding((), 12)


def test_a_round_of_sixty_is_proved():
    problem = table(1, interpreters=2, pairs=2)
    answer = seating.solve(problem, stop=Stop(60), workers=1)

    assert (answer.status, answer.bound) == (Status.OPTIMAL, answer.objective)
    assert seating.check(problem, answer.solution) == Finding((), answer.objective)


def test_the_same_seed_gives_the_same_answer_with_one_worker():
    answers = [seating.solve(crowd(6), seed=5, workers=1) for _ in range(2)]

    assert answers[0].solution == answers[1].solution


def test_nobody_moves_without_need_from_an_earlier_answer():
    earlier = Solution(tuple(Chair(guest.name, seat) for guest, seat in zip(ROUND.guests, (4, 3, 2, 1), strict=True)))

    answer = seating.solve(ROUND, start=earlier)

    assert {chair.guest: chair.seat for chair in answer.solution.chairs} == {
        chair.guest: chair.seat for chair in earlier.chairs
    }
    assert seating.check(ROUND, answer.solution).objective == answer.objective


def test_a_table_without_a_seating_names_the_cause():
    problem = replace(
        ROUND, guests=(replace(ROUND.guests[0], seat=2), replace(ROUND.guests[1], seat=2), *ROUND.guests[2:])
    )

    answer = seating.solve(problem)

    assert (answer.status, answer.solution) == (Status.INFEASIBLE, None)
    assert answer.because == ("Mayor sits in seat 2", "Minister sits in seat 2")


def test_why_two_compatriots_do_not_sit_side_by_side():
    told = why_not(NEVER, Wish("Mayor", beside="Minister"))

    assert (told.possible, told.because, told.would_give) == (
        False,
        ("no two of DE sit side by side",),
        (("no two of DE sit side by side", "no two of UA sit side by side"),),
    )


def test_what_a_wish_costs():
    answer = seating.solve(ROUND)
    dearer = why_not(ROUND, Wish("Mayor", seat=4), answer.solution)

    assert dearer.possible
    assert (
        dearer.price
        == seating.solve(replace(ROUND, guests=(replace(ROUND.guests[0], seat=4), *ROUND.guests[1:]))).objective
        - answer.objective
    )


@pytest.mark.parametrize(
    ("change", "item"),
    [
        ({"table": Table(Shape.U, (4,))}, "table.lengths"),
        ({"table": Table(Shape.U, (1, 2, 2))}, "table.lengths[2]"),
        ({"table": Table(Shape.RING, (3,))}, "guests"),
        ({"guests": (*ROUND.guests[:3], ROUND.guests[0])}, "guests[3]"),
        ({"guests": (Guest("Mayor", seat=2),)}, "guests[0].seat"),
        ({"guests": tuple(Guest(str(n)) for n in range(10**6))}, "guests"),
        ({"interpreters": (Interpreter("O", ()), Interpreter("O", ()))}, "interpreters[1]"),
        ({"interpreters": tuple(Interpreter(str(n), ()) for n in range(5))}, "interpreters"),
        ({"pairs": (Pair(("Mayor", "Nobody"), together=True),)}, "pairs[0].guests[1]"),
        ({"pairs": (Pair(("Mayor", "Mayor"), together=True),)}, "pairs[0].guests"),
        (
            {"pairs": (Pair(("Mayor", "Envoy"), together=True), Pair(("Envoy", "Mayor"), together=False))},
            "pairs[1].guests",
        ),
        ({"most_places": -1}, "most_places"),
        ({"prices": Prices(place=-1)}, "prices.place"),
    ],
)
def test_nonsense_is_refused_by_name(change, item):
    with pytest.raises(BadProblem) as refused:
        replace(ROUND, **change)

    assert refused.value.item == item


@pytest.mark.parametrize(
    ("wish", "item"),
    [
        (Wish("Nobody", 1), "wish.guest"),
        (Wish("Mayor", 5), "wish.seat"),
        (Wish("Mayor", beside="Mayor"), "wish.beside"),
    ],
)
def test_a_wish_about_what_there_is_not_is_refused(wish, item):
    with pytest.raises(BadProblem) as refused:
        why_not(ROUND, wish)

    assert refused.value.item == item


def test_the_checker_sees_what_no_solver_would_answer():
    solution = Solution((Chair("Mayor", 1), Chair("Minister", 1), Chair("Ghost", 9)), (seating.Behind("Nobody", 2),))

    assert seating.check(ROUND, solution).broken == (
        "nobody is called Ghost",
        "Envoy has 0 seats",
        "Consul has 0 seats",
        "seat 1 is given to 2 guests",
        "seat 9 is not from 1 to 4",
        "Nobody cannot sit behind seat 2",
    )


def test_an_empty_table_is_solved():
    answer = seating.solve(Problem(Table(Shape.ROWS, (2, 2)), ()))

    assert (answer.status, answer.objective, answer.solution.chairs) == (Status.OPTIMAL, 0, ())


def test_a_search_that_is_cancelled_leaves_no_process():
    cancelled = threading.Event()
    threading.Timer(1.5, cancelled.set).start()
    started = time.monotonic()

    seating.solve(crowd(60), stop=Stop(60, cancelled.is_set))

    assert time.monotonic() - started < 10
    assert engines_at_work() == []


def test_the_command_line_solves_and_checks_the_answer(tmp_path, capsys):
    question, answer = tmp_path / "round.json", tmp_path / "answer.json"
    question.write_bytes(msgspec.json.encode(ROUND))

    assert main(["seating", str(question), "--json"]) == 0
    answer.write_text(capsys.readouterr().out)
    assert main(["check", str(question), str(answer)]) == 0

    saved = json.loads(answer.read_text())
    assert (saved["status"], sum(one["cost"] for one in saved["solution"]["deviations"])) == ("optimal", 12)


def test_a_mistake_in_a_file_is_told_with_its_line(tmp_path, capsys):
    question = tmp_path / "round.json"
    question.write_text('{"table": {"shape": "ring", "lengths": [2]},\n "guests": [{"name": "A"},\n {"name": "A"}]}')

    assert main(["seating", str(question)]) == 2
    assert capsys.readouterr().err.endswith("line 3: guests[1]: 'A' is there twice\n")

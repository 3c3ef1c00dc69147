"""Places as a caller sees them: answers, causes, earlier answers, stops, files, the command line."""

import json
import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fairshare.places_cases import problems

from fairshare.__main__ import main
from fairshare.answer import Status
from fairshare.errors import BadProblem
from fairshare.places import (
    Allotment,
    Delegation,
    Goal,
    Participant,
    Problem,
    Session,
    Share,
    Team,
    WhyNot,
    check,
    read,
    solve,
    why_not,
)
from fairshare.places.comparing import compare, envious
from fairshare.places.reading import from_preflib
from fairshare.places.turns import round_robin, serial_dictatorship
from fairshare.stop import Stop

WATER, SCHOOLS = Session("Water", capacity=2, bands=("9:00",)), Session("Schools", capacity=1, bands=("9:00",))
WALK = Session("Walk", capacity=3, bands=("11:00",))


def wishing(*people, sessions=(WATER, SCHOOLS, WALK), **more):
    return Problem(sessions, tuple(people), **more)


def ranked(name, *order, **more):
    return Participant(name, order=order, **more)


def seats(answer):
    return {person: answer.solution.sessions_of.get(person, ()) for person in ("Anna", "Bohdan", "Clara")}


THREE = wishing(
    ranked("Anna", "Schools", "Water", wants=2),
    ranked("Bohdan", "Schools", "Walk", wants=2),
    ranked("Clara", "Schools", "Water", "Walk", wants=2),
)


def test_who_gets_what_depends_on_what_is_best():
    rooms = tuple(Session(name, capacity=1) for name in "ABC")
    problem = wishing(ranked("Anna", *"ABC"), ranked("Bohdan", *"ABC"), ranked("Clara", *"BC"), sessions=rooms)

    greedy = solve(replace(problem, goals=(Goal.PLACES, Goal.GREEDY)))
    generous = solve(replace(problem, goals=(Goal.PLACES, Goal.GENEROUS)))

    assert (greedy.status, greedy.objective, greedy.bound) == (Status.OPTIMAL, (3, 2, 0, 1), (3, 2, 0, 1))
    assert (generous.status, generous.objective) == (Status.OPTIMAL, (3, 0, -2, -1))
    assert seats(generous)["Clara"] == ("C",)


def test_whoever_has_least_comes_first():
    assert solve(replace(THREE, goals=(Goal.LEXIMIN,))).objective == (3, 2)


def test_a_session_over_several_bands_excludes_all_of_them():
    excursion = Session("Excursion", bands=("9:00", "11:00"))
    problem = wishing(ranked("Anna", "Excursion", "Water", "Walk", wants=3), sessions=(WATER, WALK, excursion))

    assert solve(replace(problem, goals=(Goal.PLACES,))).solution.seats == {("Anna", "Water"), ("Anna", "Walk")}
    assert solve(replace(problem, goals=(Goal.GREEDY,))).solution.seats == {("Anna", "Excursion")}


def test_times_of_day_clash_as_bands_do():
    early, late = (Session(name, days=("Mo",), start=start, end=start + 60) for name, start in (("A", 540), ("B", 600)))
    across = Session("C", days=("Tu", "Mo"), start=590, end=610)
    problem = wishing(ranked("Anna", "C", "A", "B", wants=3), sessions=(early, late, across), goals=(Goal.PLACES,))

    assert solve(problem).solution.seats == {("Anna", "A"), ("Anna", "B")}


def test_a_session_below_its_minimum_does_not_take_place_and_frees_its_speaker():
    small = Session("Talk", minimum=2, bands=("9:00",))
    one = wishing(ranked("Anna", "Talk"), ranked("Eva", "Water", speaks_in=("Talk",)), sessions=(small, WATER))
    two = replace(one, participants=(*one.participants, ranked("Bohdan", "Talk")))

    assert solve(one).solution == Allotment(frozenset({("Eva", "Water")}), frozenset({"Water"}))
    assert solve(two).solution.seats == {("Anna", "Talk"), ("Bohdan", "Talk")}


def test_few_teams_interpret_where_most_is_gained():
    people = [ranked(f"u{number}", "Talk", understands=("uk",)) for number in range(3)]
    people += [ranked(f"v{number}", "Panel", understands=("uk",)) for number in range(2)]
    problem = wishing(
        *people,
        sessions=(Session("Talk", bands=("1",), spoken=("de",)), Session("Panel", bands=("1",), spoken=("de",))),
        teams=(Team("booth", ("de", "uk")),),
    )

    answer = solve(problem)

    assert answer.solution.works == {("booth", "Talk")}
    assert {person for person, _ in answer.solution.seats} == {"u0", "u1", "u2"}


def round_the_clock(*hours):
    """Sessions in German over the hours of each, and for each somebody who needs an interpreter and wishes for it."""
    sessions = tuple(Session(hour, bands=tuple(hour), spoken=("de",)) for hour in hours)
    people = tuple(Participant(hour, order=(hour,), understands=("uk",)) for hour in hours)
    teams = tuple(Team(name, ("de", "uk")) for name in ("Babel", "Logos"))
    return Problem(sessions, people, teams=teams, goals=(Goal.SERVED,))


@pytest.mark.parametrize(
    ("hours", "served"),
    [
        (("ab", "bc", "cd", "de"), 4),
        (("ab", "b", "bc"), 2),
        # Never more than two at once, and yet two teams are not enough.
        (("ab", "bc", "cd", "de", "ea"), 4),
    ],
)
def test_teams_alike_share_the_work_as_their_hours_let_them(hours, served):
    problem = round_the_clock(*hours)

    answer = solve(problem)

    assert (answer.status, answer.objective) == (Status.OPTIMAL, (served,))
    assert check(problem, answer.solution).broken == ()


def test_companions_delegations_and_shares():
    hall = Session("Hall", capacity=4)
    people = [
        ranked(name, "Hall", country=country) for name, country in zip("abcdef", ("DE",) * 4 + ("UA",) * 2, strict=True)
    ]
    problem = wishing(*people, sessions=(hall,), goals=(Goal.PLACES,))

    def audience(**more):
        return {person for person, _ in solve(replace(problem, **more)).solution.seats}

    assert len(audience()) == 4
    assert len(audience(shares=(Share("UA", 1, 2),)) - {"e", "f"}) == 2
    assert len(audience(delegations=(Delegation("Kyiv", ("a", "b", "c", "d"), together=1),))) == 3
    assert len(audience(companions=(("a", "b", "c"), ("d", "e", "f")))) == 3


def test_from_an_earlier_answer_only_those_are_moved_who_must_be():
    first = solve(THREE).solution
    with_less = replace(THREE, sessions=(replace(WATER, capacity=1), SCHOOLS, WALK))

    again, fewer = solve(THREE, start=first), solve(with_less, start=first)

    assert again.solution.seats == first.seats
    assert again.objective[-1] == 0
    assert fewer.objective[-1] >= -1


def test_a_move_has_its_price():
    problem = wishing(Participant("Anna", wishes={"Water": 3, "Schools": 5}), goals=(Goal.RATINGS,))
    start = Allotment(frozenset({("Anna", "Water")}), frozenset(problem.session))

    assert seats(solve(problem, start=start))["Anna"] == ("Schools",)
    assert seats(solve(replace(problem, price_of_a_move=3), start=start))["Anna"] == ("Water",)


def test_what_makes_a_question_infeasible_is_named_by_the_fewest_rules():
    problem = wishing(
        ranked("Anna", "Schools", at_least=1),
        ranked("Bohdan", "Schools", at_least=1),
        ranked("Clara", "Walk", at_least=1),
    )

    answer = solve(problem)

    assert (answer.status, answer.solution) == (Status.INFEASIBLE, None)
    assert answer.because == (
        "Schools has 1 seats on site",
        "Anna was promised 1 places",
        "Bohdan was promised 1 places",
    )


def test_why_not_names_what_forbids_a_wish_and_what_would_have_to_give():
    anna, bohdan = ranked("Anna", "Schools"), ranked("Bohdan", "Schools", "Water")
    problem = wishing(anna, bohdan, goals=(Goal.PLACES,))
    given = Allotment(frozenset({("Anna", "Schools"), ("Bohdan", "Water")}), frozenset(problem.session))
    speaking = wishing(anna, ranked("Bohdan", "Schools", speaks_in=("Water",)))
    alone = ("2 places are given", "Schools has 1 seats on site")
    # Without the last, he still wants one place only.
    because = (*alone, "Bohdan can be in one only of Schools, Water")

    assert why_not(problem, given, "Anna", "Walk") == WhyNot(False, ("Anna has not wished for Walk",))
    assert why_not(problem, given, "Bohdan", "Schools") == WhyNot(True, because, tuple((one,) for one in alone))
    assert why_not(speaking, given, "Bohdan", "Schools") == WhyNot(
        False,
        ("Water takes place", "Bohdan can be in one only of Schools, Water"),
        (("Water takes place",), ("Bohdan can be in one only of Schools, Water",)),
    )


def test_envy_and_the_cost_of_fairness_stand_beside_taking_turns():
    problem = wishing(
        Participant("Anna", wishes={"Schools": 5, "Water": 4}),
        Participant("Bohdan", wishes={"Schools": 5}),
        goals=(Goal.SERVED, Goal.RATINGS),
    )
    answer = solve(problem).solution

    rows = compare(problem, answer)

    assert {name: (row.served, row.ratings, row.envious) for name, row in rows.items()} == {
        "answer": (2, 9, 1),
        "serial dictatorship": (1, 5, 1),
        "round robin": (1, 5, 1),
    }
    assert [round(row.cost, 3) for row in rows.values()] == [0, 0.444, 0.444]
    assert list(envious(problem, answer)) == ["Anna"]


def test_taking_turns_differs_when_several_places_are_wanted():
    problem = wishing(
        ranked("Anna", "Walk", "Water", wants=2),
        ranked("Bohdan", "Walk", "Water", wants=2),
        sessions=(replace(WATER, capacity=1), replace(WALK, capacity=1)),
    )

    assert serial_dictatorship(problem).seats == {("Anna", "Walk"), ("Anna", "Water")}
    assert round_robin(problem).seats == {("Anna", "Walk"), ("Bohdan", "Water")}


few = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(problems(), st.permutations(("A", "B", "C")), st.permutations(("p", "q", "r")))
def test_other_names_change_nothing(problem, sessions, people):
    names = dict(zip(("A", "B", "C"), sessions, strict=True)) | dict(zip(("p", "q", "r"), people, strict=True))
    renamed = Problem(
        tuple(replace(session, id=names[session.id]) for session in problem.sessions),
        tuple(
            replace(
                person,
                id=names[person.id],
                wishes={names[wished]: rating for wished, rating in person.wishes.items()},
                order=tuple(names[wished] for wished in person.order),
                speaks_in=tuple(names[session] for session in person.speaks_in),
            )
            for person in problem.participants
        ),
        tuple((names[a], names[b]) for a, b in problem.clashes),
        tuple(tuple(names[one] for one in group) for group in problem.companions),
        tuple(replace(one, members=tuple(map(names.get, one.members))) for one in problem.delegations),
        tuple(replace(one, sessions=tuple(map(names.get, one.sessions))) for one in problem.shares),
        tuple(replace(one, sessions=tuple(map(names.get, one.sessions))) for one in problem.teams),
        problem.most_sessions,
        problem.goals,
        problem.price_of_a_move,
    )

    first, second = solve(problem, workers=1), solve(renamed, workers=1)

    assert (first.status, first.objective) == (second.status, second.objective)


@few
@given(problems(), st.integers(0, 2))
def test_more_seats_never_hurt(problem, number):
    session = problem.sessions[number]
    larger = replace(session, capacity=None if session.capacity is None else session.capacity + 1, online=None)
    changed = replace(problem, sessions=(*problem.sessions[:number], larger, *problem.sessions[number + 1 :]))

    before, after = solve(problem, workers=1), solve(changed, workers=1)

    assert before.status is Status.INFEASIBLE or after.objective >= before.objective


def test_one_worker_gives_the_same_answer_twice():
    first, second = (solve(THREE, workers=1, seed=7) for _ in range(2))

    assert first.solution == second.solution


@pytest.mark.parametrize(
    ("problem", "item"),
    [
        (lambda: wishing(ranked("Anna", "Water"), ranked("Anna", "Walk")), "participants[1]"),
        (lambda: wishing(sessions=(WATER, WATER)), "sessions[1]"),
        (lambda: wishing(ranked("Anna", "Water", "Wine")), "participants[0].order[1]"),
        (lambda: wishing(ranked("Anna", "Water", wants=1, at_least=2)), "participants[0].at_least"),
        (lambda: wishing(Participant("Anna", wishes={"Water": 1}, order=("Walk",))), "participants[0]"),
        (lambda: wishing(Participant("Anna", wishes={"Water": 10**9})), "participants[0].wishes.Water"),
        (lambda: wishing(sessions=(Session("A", days=("Mo",)),)), "sessions[0]"),
        (lambda: wishing(sessions=(Session("A", days=("Mo",), start=5, end=5),)), "sessions[0].end"),
        (lambda: wishing(sessions=(Session("A", capacity=-1),)), "sessions[0].capacity"),
        (lambda: wishing(clashes=(("Water", "Water"),)), "clashes[0]"),
        (lambda: wishing(companions=(("Anna",),)), "companions[0][0]"),
        (lambda: wishing(delegations=(Delegation("d", ("Anna",)),)), "delegations[0].members[0]"),
        (lambda: wishing(shares=(Share("UA", 2, 1),)), "shares[0]"),
        (lambda: wishing(teams=(Team("t", ("de",)),)), "teams[0].languages"),
        (lambda: wishing(goals=()), "goals"),
        (lambda: wishing(goals=(Goal.PLACES, Goal.PLACES)), "goals[1]"),
        (lambda: wishing(sessions=tuple(Session(str(n)) for n in range(2001))), "sessions"),
    ],
)
def test_a_bad_question_is_refused_with_the_item_that_offends(problem, item):
    with pytest.raises(BadProblem) as refused:
        problem()

    assert refused.value.item == item


def test_nobody_and_nothing_is_solved_at_once():
    answer = solve(Problem((), ()))

    assert (answer.status, answer.solution) == (Status.OPTIMAL, Allotment(frozenset(), frozenset()))


def test_very_many_are_served_by_turns_when_there_is_no_time_for_more():
    people = tuple(Participant(str(number), order=("Walk",)) for number in range(50_000))

    answer = solve(Problem((replace(WALK, capacity=49_999),), people), stop=Stop(0))

    assert (answer.status, answer.objective[0], answer.bound[0]) == (Status.FEASIBLE, 49_999, 50_000)


def test_a_million_rows_are_read_to_the_one_that_is_wrong():
    rows = "1: 1,2\n" * 10**6

    with pytest.raises(BadProblem) as refused:
        from_preflib(SOI + rows + "1: 1,1\n", {})

    assert refused.value.place.line == 1_000_008


LARGE = Problem(
    tuple(Session(str(s), capacity=40, minimum=20, bands=(str(s % 4),)) for s in range(60)),
    tuple(
        Participant(str(p), wants=4, wishes={str((p * 7 + w * w * 11) % 60): 1 + (p + w) % 5 for w in range(14)})
        for p in range(800)
    ),
)


def test_a_search_that_is_cancelled_ends_soon_with_its_best_and_leaves_no_process_behind():
    cancelled = threading.Event()
    threading.Timer(1.5, cancelled.set).start()
    began = time.monotonic()

    answer = solve(LARGE, stop=Stop(60, cancelled.is_set))

    assert time.monotonic() - began < 15
    assert check(LARGE, answer.solution).broken == ()
    assert children() == []


def children():
    listed = subprocess.run(["ps", "-o", "args=", "--ppid", str(os.getpid())], capture_output=True, text=True)
    return [line for line in listed.stdout.splitlines() if "fairshare" in line]


SOI = """# NUMBER ALTERNATIVES: 3
# ALTERNATIVE NAME 1: Bridges
# ALTERNATIVE NAME 2: Heating
# ALTERNATIVE NAME 3: Budget
2: 1,2
1: 1,3
1: 2
"""


def test_strict_orders_are_read():
    problem = from_preflib(SOI, {})

    assert [session.topic for session in problem.sessions] == ["Bridges", "Heating", "Budget"]
    assert [person.order for person in problem.participants] == [("1", "2"), ("1", "2"), ("1", "3"), ("2",)]
    assert solve(problem).objective == (3, 2, 1)
    assert [session.capacity for session in from_preflib(SOI, {"run": 2}).sessions] == [2, 2, 2]


@pytest.mark.parametrize(
    ("old", "new", "line"), [("2: 1,2", "2; 1,2", 5), ("1: 1,3", "1: 1,4", 6), ("1: 2\n", "1: 2,2\n", 7)]
)
def test_what_is_wrong_in_them_is_told_with_its_line(old, new, line, tmp_path, capsys):
    (tmp_path / "bids.soi").write_text(SOI.replace(old, new))

    assert main(["places", str(tmp_path / "bids.soi"), "--json"]) == 2
    assert f"line {line}" in capsys.readouterr().err


OURS = {
    "sessions": [{"id": "a", "topic": "1", "capacity": 1}, {"id": "b", "topic": "1", "capacity": 1}],
    "clashes": [["a", "b"]],
    "participants": [{"id": "p", "wants": 2, "wishes": {"a": 2, "b": 8}}, {"id": "q", "wants": 1, "wishes": {"b": 5}}],
}


def asked(tmp_path, question):
    path = tmp_path / "question.json"
    path.write_text(json.dumps(question, indent=1))
    return path


def test_the_command_line_solves_checks_and_keeps_an_earlier_answer(tmp_path, capsys):
    question, answer = asked(tmp_path, OURS), tmp_path / "answer.json"

    assert main(["places", str(question), "--json", "--goals", "served,ratings"]) == 0
    answer.write_text(capsys.readouterr().out)
    assert json.loads(answer.read_text())["solution"]["places"] == {"p": ["a"], "q": ["b"]}
    assert main(["check", str(question), str(answer)]) == 0
    assert main(["places", str(question), "--json", "--start", str(answer)]) == 0
    again = tmp_path / "again.json"
    capsys.readouterr()
    assert main(["places", str(question), "--json", "--start", str(answer)]) == 0
    again.write_text(capsys.readouterr().out)
    assert json.loads(again.read_text())["solution"]["figures"]["moved"] == []
    assert main(["check", str(question), str(again)]) == 0
    answer.write_text(answer.read_text().replace('"q": ["b"]', '"q": ["a"]'))
    assert main(["check", str(question), str(answer)]) == 1


def test_sections_that_share_a_name_are_one_session_whatever_was_meant(tmp_path, capsys):
    section = {"id": "a", "topic": "2", "capacity": 5}
    question = {**OURS, "sessions": [*OURS["sessions"], section], "clashes": [["a", "b"], ["a", "a"]]}

    assert main(["places", str(asked(tmp_path, question)), "--json"]) == 0
    capsys.readouterr()
    assert (
        main(["places", str(asked(tmp_path, {**question, "sessions": [*OURS["sessions"], {**section, "topic": "1"}]}))])
        == 2
    )
    assert "sessions[2]: a is there twice" in capsys.readouterr().err


def test_a_word_misspelt_is_told_with_its_line(tmp_path, capsys):
    question = {**OURS, "participants": [{"id": "p", "wishs": {"a": 2}}]}

    assert main(["places", str(asked(tmp_path, question))]) == 2
    assert "wishs" in capsys.readouterr().err


def test_the_package_is_there_without_its_engines():
    code = (
        "import sys, fairshare.places; sys.exit(any(name in sys.modules for name in ('ortools', 'highspy', 'pysat')))"
    )

    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_the_example_of_the_documents_is_solved_as_drawn():
    docs = Path(__file__).resolve().parents[2] / "docs" / "fairshare"
    problem = read(docs / "places.json", {})
    answer = solve(problem, workers=1)
    drawn = (docs / "places.svg").read_text("utf-8")

    assert (answer.status, answer.objective) == (Status.OPTIMAL, (9, 4, 5, 4, 4))
    assert len(re.findall("placed<", drawn)) == len(answer.solution.seats)
    assert drawn.count("does not take place") == 1

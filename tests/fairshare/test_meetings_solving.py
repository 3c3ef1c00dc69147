"""Meetings as a caller sees them: answers, causes, earlier answers, stops, the command line."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from fairshare.__main__ import main
from fairshare.answer import Status
from fairshare.errors import BadProblem, Place
from fairshare.meetings import (
    Interpreter,
    Meeting,
    Moderator,
    Person,
    Problem,
    Sitting,
    Solution,
    WhyNot,
    Wish,
    check,
    read,
    solve,
    why_not,
)
from fairshare.stop import Stop

PEOPLE = tuple(Person(name) for name in ("Anna", "Bohdan", "Clara", "Danylo", "Eva", "Fedir"))


def everybody_meets_everybody(slots, tables, **more):
    names = [person.name for person in PEOPLE]
    couples = [(a, b) for index, a in enumerate(names) for b in names[index + 1 :]]
    return Problem(slots, tables, PEOPLE, tuple(Meeting(f"{a}-{b}", (a, b)) for a, b in couples), **more)


LEAGUE = everybody_meets_everybody(7, 3, fairness=1)


def test_six_people_meet_each_other_without_a_break_and_it_is_proved():
    answer = solve(everybody_meets_everybody(5, 3))

    assert (answer.status, answer.objective, answer.bound, answer.seed) == (Status.OPTIMAL, 0, 0, 1)
    assert len(answer.solution.sittings) == 15
    assert check(everybody_meets_everybody(5, 3), answer.solution).broken == ()


def test_one_worker_gives_the_same_answer_twice():
    first, second = (solve(LEAGUE, workers=1, seed=7) for _ in range(2))

    assert (first.status, first.solution) == (Status.OPTIMAL, second.solution)


def test_names_and_their_order_change_nothing():
    renamed = Problem(
        LEAGUE.slots,
        LEAGUE.tables,
        tuple(Person(person.name[::-1]) for person in reversed(LEAGUE.people)),
        tuple(Meeting(f"x{m.name}", tuple(name[::-1] for name in m.people)) for m in reversed(LEAGUE.meetings)),
        fairness=LEAGUE.fairness,
    )

    assert solve(renamed).objective == solve(LEAGUE).objective


def test_more_tables_and_slots_never_hurt():
    costs = [solve(everybody_meets_everybody(slots, tables)).objective for slots, tables in ((8, 2), (8, 3), (9, 3))]

    assert costs == sorted(costs, reverse=True)


def test_progress_is_told_until_objective_and_bound_meet():
    told = []
    answer = solve(LEAGUE, on_progress=told.append)

    assert all(one.bound <= answer.objective for one in told)
    assert [one.objective for one in told if one.objective is not None][-1] == answer.objective
    assert [one.seconds for one in told] == sorted(one.seconds for one in told)


def test_the_most_valuable_set_takes_place_where_not_all_can():
    meetings = tuple(
        Meeting(name, ("Anna", other), value=value)
        for name, other, value in (("low", "Bohdan", 2), ("high", "Clara", 5), ("mid", "Danylo", 4), ("two", "Eva", 3))
    )
    answer = solve(Problem(2, 2, PEOPLE, meetings))

    assert sorted(answer.solution.slot_of) == ["high", "mid"]
    assert answer.objective == (5, 0)


def test_no_pair_loses_two_priorities_for_what_a_third_would_like():
    ours, theirs = ("Lviv", "Leipzig"), ("Poltava", "Münster")
    meetings = (
        Meeting("ours 1", ("Anna", "Bohdan"), value=1, priority_of=ours),
        Meeting("ours 2", ("Anna", "Clara"), value=1, priority_of=ours),
        Meeting("theirs", ("Anna", "Danylo"), value=9, priority_of=theirs),
        Meeting("theirs too", ("Anna", "Eva"), value=9, priority_of=theirs),
    )
    answer = solve(Problem(2, 2, PEOPLE, meetings))

    assert sorted(name.split()[0] for name in answer.solution.slot_of) == ["ours", "theirs"]
    assert answer.objective == (0, 10, 0)


def test_groups_with_moderator_and_interpreter_meet_when_these_are_there():
    problem = Problem(
        4,
        2,
        PEOPLE,
        (
            Meeting("circle", ("Anna", "Bohdan", "Clara"), moderated=True, languages=("de", "uk")),
            Meeting("other", ("Danylo", "Eva", "Fedir"), moderated=True, languages=("uk", "en")),
        ),
        moderators=(Moderator("Moritz", (2, 3)),),
        interpreters=(Interpreter("Iryna", ("uk", "de", "en"), (3, 4)), Interpreter("Jan", ("uk", "de"), (2,))),
    )
    answer = solve(problem)

    assert {(one.meeting, one.slot, one.moderator, one.interpreter) for one in answer.solution.sittings} == {
        ("circle", 2, "Moritz", "Jan"),
        ("other", 3, "Moritz", "Iryna"),
    }


def test_who_cannot_move_stays_and_others_change_tables_as_rarely_as_can_be():
    settled = Person("Anna", table=2)
    meetings = [Meeting(f"a{other.name}", ("Anna", other.name)) for other in PEOPLE[1:5]]
    meetings += [Meeting(f"f{other.name}", ("Fedir", other.name)) for other in PEOPLE[1:5]]
    problem = Problem(4, 3, (settled, *PEOPLE[1:]), tuple(meetings), few_table_changes=True)
    solution = solve(problem).solution

    assert {one.table for one in solution.sittings if "Anna" in one.meeting or one.meeting.startswith("a")} == {2}
    assert len({one.table for one in solution.sittings if one.meeting.startswith("f")}) == 1


def test_an_earlier_answer_is_changed_as_little_as_can_be():
    before = solve(LEAGUE).solution
    off = before.slot_of["Anna-Bohdan"]
    ill = replace(LEAGUE, people=(replace(PEOPLE[0], away=(off,)), *PEOPLE[1:]))
    after = solve(ill, start=before)

    moved = {
        name
        for sitting in after.solution.sittings
        if sitting.slot != before.slot_of[sitting.meeting]
        for name in sitting.meeting.split("-")
    }
    assert after.status == Status.OPTIMAL
    assert after.objective[0] == len(moved)
    assert {"Anna", "Bohdan"} <= moved
    assert after.objective == check(ill, after.solution, before).objective


@pytest.mark.parametrize("workers", [1, 2])
def test_too_many_meetings_for_one_person_are_named(workers):
    problem = replace(everybody_meets_everybody(5, 3), people=(Person("Anna", away=(2,)), *PEOPLE[1:]))
    answer = solve(problem, workers=workers)

    assert answer.status == Status.INFEASIBLE
    assert answer.because[0] == "Anna has 5 meetings that must take place, and slots 1, 3, 4, 5 for that"
    assert answer.because[-1] == "Anna is away in slot 2"


def test_a_conflict_of_several_rules_is_named_by_the_fewest():
    meetings = (
        Meeting("first", ("Anna", "Bohdan"), slot=2),
        Meeting("second", ("Clara", "Danylo"), after=("first",)),
        Meeting("third", ("Eva", "Fedir"), after=("second",)),
        Meeting("beside", ("Anna", "Fedir")),
    )
    answer = solve(Problem(3, 2, PEOPLE, meetings))

    assert (answer.status, sorted(answer.because)) == (
        Status.INFEASIBLE,
        sorted(
            [
                "meeting first (Anna, Bohdan) takes place",
                "meeting second (Clara, Danylo) takes place",
                "meeting third (Eva, Fedir) takes place",
                "meeting first (Anna, Bohdan) is fixed to slot 2",
                "meeting second (Clara, Danylo) comes after meeting first (Anna, Bohdan)",
                "meeting third (Eva, Fedir) comes after meeting second (Clara, Danylo)",
            ]
        ),
    )


def test_too_few_tables_are_named():
    answer = solve(everybody_meets_everybody(7, 2))

    assert answer.status == Status.INFEASIBLE
    assert answer.because[0].startswith("15 meetings must take place in slots 1, 2, 3, 4, 5, 6, 7; with 2 tables")


def test_why_not_names_what_forbids_a_wish_and_what_would_have_to_give():
    problem = Problem(
        2,
        1,
        (Person("Anna", away=(1,)), *PEOPLE[1:]),
        (Meeting("wish", ("Anna", "Bohdan"), value=1), Meeting("there", ("Clara", "Danylo"), slot=2)),
    )

    assert why_not(problem, Wish("wish")) == WhyNot(
        possible=False,
        because=(
            "meeting there (Clara, Danylo) takes place",
            "Anna is away in slot 1",
            "meeting there (Clara, Danylo) is fixed to slot 2",
            "there is room for 1 table",
        ),
        would_give=(
            ("meeting there (Clara, Danylo) takes place",),
            ("Anna is away in slot 1",),
            ("meeting there (Clara, Danylo) is fixed to slot 2",),
            ("there is room for 1 table",),
        ),
    )
    assert why_not(problem, Wish("there", 2)) == WhyNot(possible=True)


@pytest.mark.parametrize(
    ("problem", "item"),
    [
        (lambda: Problem(0, 1, (), ()), "slots"),
        (lambda: Problem(1, 1, (Person("A"), Person("A")), ()), "people[1]"),
        (lambda: Problem(1, 1, (Person("A", away=(2,)),), ()), "people[0].away[0]"),
        (lambda: Problem(1, 1, PEOPLE, (Meeting("m", ("Anna",)),)), "meetings[0].people"),
        (lambda: Problem(1, 1, PEOPLE, (Meeting("m", ("Anna", "Anna")),)), "meetings[0].people[1]"),
        (lambda: Problem(1, 1, PEOPLE, (Meeting("m", ("Anna", "Nobody")),)), "meetings[0].people[1]"),
        (lambda: Problem(1, 1, PEOPLE, (Meeting("m", ("Anna", "Eva"), after=("m",)),)), "meetings[0].after"),
        (lambda: Problem(1, 1, PEOPLE, (Meeting("m", ("Anna", "Eva"), priority_of=("a", "b")),)), "meetings[0].value"),
        (lambda: Problem(1, 1, PEOPLE, (Meeting("m", ("Anna", "Eva")),) * 10**6), "meetings"),
    ],
)
def test_a_bad_question_is_refused_with_the_item_that_offends(problem, item):
    with pytest.raises(BadProblem) as refused:
        problem()

    assert refused.value.item == item


def test_a_file_of_very_many_rows_is_refused_with_its_line(tmp_path, capsys):
    path = tmp_path / "many.json"
    meetings = [{"name": str(number), "people": ["Anna", "Eva"]} for number in range(100_000)]
    asked = {"slots": 9, "tables": 2, "people": [{"name": "Anna"}, {"name": "Eva"}], "meetings": meetings}
    path.write_text(json.dumps(asked).replace('"meetings"', '\n"meetings"', 1), encoding="utf-8")

    assert main(["meetings", str(path)]) == 2
    assert "line 2: meetings: too many: 100,000 meetings in 9 slots" in capsys.readouterr().err


def test_nobody_and_nothing_is_solved_at_once():
    assert solve(Problem(3, 1, (), ())).solution == Solution(())


def test_no_time_is_no_answer():
    answer = solve(LEAGUE, stop=Stop(0))

    assert (answer.status, answer.solution) == (Status.UNKNOWN, None)


# Hard for minutes: each of 60 people meets 20 others in the 26 slots left to them, with few tables to spare.
HARD = Problem(
    30,
    40,
    tuple(Person(str(a), away=tuple({(a * 7 + other * 5) % 30 + 1 for other in range(4)})) for a in range(60)),
    tuple(Meeting(f"{a}-{b}", (str(a), str(b % 60))) for a in range(60) for b in range(a + 1, a + 11)),
    fairness=1,
)


def test_a_search_that_is_cancelled_ends_soon_and_leaves_no_process_behind():
    cancelled = threading.Event()
    threading.Timer(1.5, cancelled.set).start()
    started = time.monotonic()
    answer = solve(HARD, stop=Stop(60, cancelled.is_set))

    assert answer.status in (Status.FEASIBLE, Status.UNKNOWN)
    assert time.monotonic() - started < 10
    assert children_of(os.getpid()) == []


def children_of(pid):
    found = subprocess.run(["ps", "-o", "args=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    return [line for line in found.splitlines() if "fairshare" in line]


DZN = """nBusiness = 3;
nMeetings = 2;
nTables = 1;
nTotalSlots = 3;
nMorningSlots = 2;
requested = [|1, 2, 1,
|2, 3, 3, |];
forbidden = [{0},
{1},
{0}];
fixed = [0, 3];
precedences = [{}, {1}];
"""


@pytest.fixture
def dzn(tmp_path):
    path = tmp_path / "small.dzn"
    path.write_text(DZN, encoding="utf-8")
    return path


def test_files_of_the_literature_are_read(dzn):
    assert read(dzn, {}) == Problem(
        3,
        1,
        (Person("1"), Person("2", away=(1,)), Person("3")),
        (Meeting("1", ("1", "2"), slots=(1, 2)), Meeting("2", ("2", "3"), slot=3, after=("1",))),
        fairness=2,
    )


def test_their_catalan_names_are_read(dzn, tmp_path):
    catalan = tmp_path / "catalan.dzn"
    text = DZN.replace("precedences = [{}, {1}];\n", "")
    names = zip(
        ("nBusiness", "nMeetings", "nTables", "nTotalSlots", "nMorningSlots", "requested", "forbidden", "fixed"),
        ("nEmpreses", "nReunions", "nTaules", "nFrangesTotal", "nFrangesMati", "demanades", "prohibides", "fixat"),
        strict=True,
    )
    for english, other in names:
        text = text.replace(english, other)
    catalan.write_text(text.replace("{1},", "{1,0,},").rstrip().rstrip(";"), encoding="utf-8")

    assert read(catalan, {}).meetings == (
        Meeting("1", ("1", "2"), slots=(1, 2)),
        Meeting("2", ("2", "3"), slot=3),
    )


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("|2, 3, 3, |]", "|2, 4, 3, |]", 7),
        ("|2, 3, 3, |]", "|2, 3, |]", 7),
        ("|2, 3, 3, |]", "|2, 3, 4, |]", 7),
        ("{1},\n{0}]", "{7},\n{0}]", 9),
        ("{1},\n{0}]", "{1}]", 8),
        ("fixed = [0, 3]", "fixed = [0, 4]", 11),
        ("[{}, {1}]", "[{2}, {1}]", 12),
        ("[{}, {1}]", "[{}, {1]", 12),
        ("nTables = 1", "nTables = x", 3),
        ("nTables = 1", "nTables = 0", 3),
        ("nTables = 1;\n", "", 1),
        ("nTables = 1", "nTables = []", 1),
        ("nTables = 1", "nTables = 1;\nnTables = 1", 4),
    ],
)
def test_what_is_wrong_in_them_is_told_with_its_line(dzn, old, new, line, capsys):
    assert old in DZN
    dzn.write_text(DZN.replace(old, new), encoding="utf-8")

    with pytest.raises(BadProblem) as refused:
        read(dzn, {})

    assert refused.value.place == Place(line)
    assert main(["meetings", str(dzn)]) == 2
    assert f"line {line}: " in capsys.readouterr().err


def test_the_command_line_solves_and_checks(dzn, tmp_path, capsys):
    assert main(["meetings", str(dzn), "--json", "--time", "60", "--seed", "3", "--workers", "2"]) == 0
    text = capsys.readouterr().out
    saved = tmp_path / "answer.json"
    saved.write_text(text, encoding="utf-8")
    shown = json.loads(text)

    assert list(shown) == ["problem", "status", "objective", "bound", "seconds", "solution"]
    assert (shown["status"], shown["objective"], shown["bound"]) == ("optimal", 0, 0)
    assert [(one["meeting"], one["slot"]) for one in shown["solution"]["meetings"]] == [("1", 2), ("2", 3)]
    assert main(["check", str(dzn), str(saved)]) == 0
    assert capsys.readouterr().out == "holds, objective 0\n"

    saved.write_text(text.replace('"slot": 2', '"slot": 1'), encoding="utf-8")
    assert main(["check", str(dzn), str(saved)]) == 1
    assert capsys.readouterr().out == "2 is away in slot 1\n"


def test_the_command_line_says_what_makes_a_question_infeasible(dzn, capsys):
    dzn.write_text(DZN.replace("[0, 3]", "[0, 2]"), encoding="utf-8")

    assert main(["meetings", str(dzn), "--json"]) == 1
    shown = json.loads(capsys.readouterr().out)
    assert (shown["status"], shown["solution"]) == ("infeasible", None)
    assert shown["because"] == [
        "2 has 2 meetings that must take place, and slot 2 for that",
        "2 is in one meeting at a time",
        "meeting 1 (1, 2) takes place",
        "meeting 2 (2, 3) takes place",
        "2 is away in slot 1",
        "meeting 1 (1, 2) is only in slots 1, 2",
        "meeting 2 (2, 3) is fixed to slot 2",
    ]


def test_our_own_files_are_read_and_an_earlier_answer_is_kept(tmp_path, capsys):
    question = tmp_path / "question.json"
    asked = {
        "slots": 3,
        "tables": 2,
        "people": [{"name": "Ганна"}, {"name": "Jörg", "prefers": [2]}],
        "meetings": [{"name": "talk", "people": ["Ганна", "Jörg"], "value": 4}],
    }
    question.write_text(json.dumps(asked, indent=1, ensure_ascii=False), encoding="utf-8")
    answer = tmp_path / "answer.json"
    assert main(["meetings", str(question), "--json"]) == 0
    answer.write_text(capsys.readouterr().out, encoding="utf-8")
    assert json.loads(answer.read_text("utf-8"))["solution"]["meetings"][0]["slot"] == 2

    asked["people"][1]["prefers"] = [3]
    question.write_text(json.dumps(asked, indent=1, ensure_ascii=False), encoding="utf-8")
    assert main(["meetings", str(question), "--json", "--start", str(answer)]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["solution"]["meetings"][0]["slot"], shown["objective"]) == (2, [0, 0, 1])

    question.write_text(json.dumps({**asked, "tables": "many"}, indent=1, ensure_ascii=False), encoding="utf-8")
    assert main(["meetings", str(question)]) == 2
    assert "line 3: tables: " in capsys.readouterr().err


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_command_line_still_prints_its_best(tmp_path, kind):
    from fairshare.meetings import files

    question = tmp_path / "hard.json"
    question.write_bytes(files.msgspec.json.encode(HARD))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-m", "fairshare", "meetings", str(question), "--json"],
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    ) as started:
        deadline = time.monotonic() + 20
        while not children_of(started.pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(1)
        started.send_signal(kind)
        shown = json.loads(started.communicate(timeout=15)[0])

    assert shown["status"] in ("feasible", "unknown")
    assert started.returncode in (0, 3)
    assert children_of(started.pid) == []


def test_the_package_is_there_without_its_engines():
    script = "import sys, fairshare.meetings; print([one for one in ('ortools', 'pysat') if one in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment)

    assert shown.stdout == "[]\n"


def test_the_example_of_the_documents_is_solved_as_drawn():
    docs = Path(__file__).resolve().parents[2] / "docs" / "fairshare"
    problem = read(docs / "meetings.json", {})
    answer = solve(problem, workers=1)
    names = set(re.findall(r">([^<]+)</text>", (docs / "meetings.svg").read_text("utf-8")))

    assert (answer.status, answer.objective) == (Status.OPTIMAL, (1, 2))
    assert {meeting.name for meeting in problem.meetings} - names == set(problem.meeting_number) - set(
        answer.solution.slot_of
    )


def test_an_answer_that_breaks_rules_is_found_out():
    problem = Problem(2, 1, PEOPLE, (Meeting("a", ("Anna", "Bohdan")), Meeting("b", ("Anna", "Eva"), moderated=True)))
    solution = Solution((Sitting("a", 1, 1), Sitting("b", 1, 2, moderator="Nobody")))

    assert check(problem, solution).broken == (
        "Anna is in one meeting at a time",
        "there is room for 1 table",
        "0 moderators can come in slot 1",
        "meeting b is at table 2, which there is not",
        "meeting b has no moderator who is there in slot 1",
    )

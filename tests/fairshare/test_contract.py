"""What every family owes whoever asks by the command line: one object, an exit, a cause, a line, an answer kept."""

import json
import re

import pytest

from fairshare.__main__ import main

HOURS = {"start": "2025-06-12T09:00:00", "end": "2025-06-12T11:00:00"}
MEETINGS = {
    "slots": 2,
    "tables": 1,
    "people": [{"name": "Anna"}, {"name": "Bohdan"}, {"name": "Clara"}],
    "meetings": [{"name": "water", "people": ["Anna", "Bohdan"]}, {"name": "heat", "people": ["Anna", "Clara"]}],
}
PLACES = {
    "sessions": [{"id": "Water", "capacity": 1}, {"id": "Heat", "capacity": 1}],
    "participants": [
        {"id": "Anna", "order": ["Water"], "at_least": 1},
        {"id": "Bohdan", "order": ["Water", "Heat"], "at_least": 1},
    ],
}
SHIFTS = {
    "interpreters": [{"name": name, "a": ["uk"], "b": ["de"]} for name in ("Anna", "Bohdan", "Clara")],
    "sessions": [
        {
            "name": "Water",
            "start": "2025-06-12T09:00:00",
            "end": "2025-06-12T10:00:00",
            "spoken": ["de", "uk"],
            "into": ["de", "uk"],
        }
    ],
}
TIMETABLE = {
    "hours": [HOURS],
    "rooms": [{"name": "Saal"}],
    "sessions": [{"name": "Water", "minutes": 60}, {"name": "Heat", "minutes": 60}],
    "step": 60,
}
ASKED = {"meetings": MEETINGS, "places": PLACES, "shifts": SHIFTS, "timetable": TIMETABLE}

# What is changed so that there is no answer, and what is said then.
IMPOSSIBLE = {
    "meetings": ({"slots": 1}, "Anna has 2 meetings that must take place, and slot 1 for that"),
    "places": (
        {"sessions": [{"id": "Water", "capacity": 1}, {"id": "Heat", "capacity": 0}]},
        "Heat has 0 seats on site",
    ),
    "shifts": ({"interpreters": SHIFTS["interpreters"][:1]}, "Water, de/uk booth: 2 people"),
    "timetable": ({"hours": [HOURS | {"end": "2025-06-12T10:00:00"}]}, "Heat takes place once"),
}
# A list of which the last is there twice.
TWICE = {"meetings": "meetings", "places": "participants", "shifts": "interpreters", "timetable": "sessions"}

each_family = pytest.mark.parametrize("family", ASKED)


@pytest.fixture
def ask(tmp_path, capsys):
    """Exit, and what was written to both."""
    question = tmp_path / "question.json"

    def asked(family, question_of, *options):
        question.write_text(question_of if isinstance(question_of, str) else json.dumps(question_of, indent=1))
        code = main([family, str(question), *options])
        return code, *capsys.readouterr()

    return asked


@each_family
def test_the_answer_is_one_object_that_the_checker_accepts(ask, family, tmp_path, capsys):
    code, out, err = ask(family, ASKED[family], "--json")
    shown = json.loads(out)

    assert (code, err, list(shown)) == (
        0,
        "",
        ["problem", "status", "objective", "bound", "seconds", "solution"],
    )
    assert (shown["problem"]["family"], shown["status"]) == (family, "optimal")
    assert shown["bound"] == shown["objective"]
    (tmp_path / "answer.json").write_text(out)
    assert main(["check", str(tmp_path / "question.json"), str(tmp_path / "answer.json")]) == 0
    assert capsys.readouterr().out.startswith("holds, objective ")


@each_family
def test_from_its_own_answer_nobody_is_moved(ask, family, tmp_path):
    _, out, _ = ask(family, ASKED[family], "--json", "--seed", "1")
    (tmp_path / "answer.json").write_text(out)

    code, again, _ = ask(family, ASKED[family], "--json", "--seed", "9", "--start", str(tmp_path / "answer.json"))

    assert code == 0
    assert without_history(json.loads(again)["solution"]) == without_history(json.loads(out)["solution"])


def without_history(solution):
    return {name: some for name, some in solution.items() if name not in ("earlier", "figures", "turns")}


@each_family
def test_none_is_told_with_its_cause(ask, family):
    change, cause = IMPOSSIBLE[family]
    code, out, _ = ask(family, ASKED[family] | change, "--json")
    shown = json.loads(out)

    assert (code, shown["status"], shown["solution"]) == (1, "infeasible", None)
    assert cause in shown["because"]


@each_family
def test_progress_is_told_to_those_who_watch(ask, family):
    _, out, err = ask(family, ASKED[family])

    assert out.startswith("optimal: objective ")
    assert err
    assert all(re.fullmatch(r" +\d+\.\d s  objective .+  bound .+", line) for line in err.splitlines())


@each_family
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "line 1: is not JSON"),
        ("[1", "line 1: is not JSON"),
        ("[]", "line 1: "),
        ('{\n"nonsense": 1}', "line 2: nonsense"),
    ],
)
def test_what_is_no_question_is_refused_with_its_line(ask, family, text, fault):
    code, out, err = ask(family, text, "--json")

    assert (code, out) == (2, "")
    assert f"question.json: {fault}" in err


@each_family
def test_what_is_there_twice_is_refused_with_its_line(ask, family):
    rows = ASKED[family][TWICE[family]]
    asked = ASKED[family] | {TWICE[family]: [*rows, rows[-1]]}
    code, out, err = ask(family, asked, "--json")

    assert (code, out) == (2, "")
    assert re.search(rf"line \d+: {TWICE[family]}\[{len(rows)}\].*: .*twice", err)


@each_family
def test_nothing_at_all_is_answered_or_refused(ask, family):
    empty = {name: [] if isinstance(value, list) else value for name, value in ASKED[family].items()}
    code, _, _ = ask(family, empty, "--json")

    assert code == 0

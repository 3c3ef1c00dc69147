"""CoSPLib's conferences of ../shared: the evaluator on the authors' schedules, and what the search reaches."""

import os
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from tests.fairshare.timetable.cases import conferences, programmes
from tests.fairshare.timetable.changed import (
    conferences_made_easier,
    conferences_told_otherwise,
    programmes_made_easier,
    programmes_told_otherwise,
)
from tests.fairshare.timetable.test_changed import (
    conferences_cost_no_more,
    conferences_cost_the_same,
    programmes_cost_no_more,
    programmes_cost_the_same,
)
from tests.fairshare.timetable.trying import (
    compare_conference,
    compare_programme,
    conferences_with_an_earlier_answer,
    programmes_with_an_earlier_answer,
)
from tests.fairshare.timetable.wishes import (
    compare_conferences_wish,
    compare_programmes_wish,
    conferences_and_wishes,
    programmes_and_wishes,
)

from fairshare.answer import Status
from fairshare.stop import Stop
from fairshare.timetable.cosplib import Block, Schedule, check, read_conference, solve
from fairshare.timetable.cosplib.check import costs

pytestmark = pytest.mark.corpus

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "bench" / "timetable"
# So many in the corpus, thousands by `make soak`.
EXAMPLES = int(os.environ.get("EXAMPLES", "150"))
MANY = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


def published(path):
    """The authors' schedule, and what they say it costs."""
    book = openpyxl.load_workbook(path, data_only=True)
    rows = [list(row) for row in book["sol"].iter_rows(values_only=True)]
    rooms = rows[0][1:]
    end = next(number for number, row in enumerate(rows[1:], start=1) if row[0] is None)
    tracks = {(row[0], room): name for row in rows[1:end] for room, name in zip(rooms, row[1:], strict=True) if name}
    talks = {}
    for row in rows[end:]:
        for room, name in zip(rooms, row[1:], strict=True):
            talks.setdefault((row[0], room), []).append(name)
    blocks = [Block(session, room, track, tuple(talks[session, room])) for (session, room), track in tracks.items()]
    return Schedule(tuple(blocks)), int(re.search(r"= (\d+)", book["violations"]["A2"].value)[1])


def as_published(conference):
    """The files were changed after the schedules were valued: order without a price, a gap 10, similar tracks 1, and no
    price on rooms that a session cannot have."""
    return replace(
        conference,
        weights=replace(conference.weights, talk_order=0, consecutive_tracks=10, session_rooms=0),
        similar=dict.fromkeys(conference.similar, 1),
    )


# In the authors' sheet for OR60F the kinds add up to 664, 21 less than they say.
@pytest.mark.parametrize(
    ("name", "kind", "unexplained", "today"),
    [
        ("N2OR", "exact", 0, 2),
        ("N2OR", "extended", 0, 2),
        ("GECCO19", "exact", 0, 1_000_116),
        ("GECCO19", "extended", 0, 2_000_007),
        ("GECCO21", "exact", 0, 11_280),
        ("GECCO21", "extended", 0, 11_130),
        ("OR60F", "exact", 21, 1_664),
        ("OR60F", "extended", 0, 433),
    ],
)
def test_the_authors_schedules_cost_what_they_say(name, kind, unexplained, today):
    conference = read_conference(FOLDER / f"{name}.xlsx")
    schedule, said = published(FOLDER / "published" / kind / f"{name}Solution.xlsx")

    finding = check(conference, schedule)

    assert (finding.broken, finding.objective) == ((), today)
    assert sum(costs(as_published(conference), schedule).values()) == said - unexplained


def test_the_smallest_conference_is_solved_to_proof():
    conference = read_conference(FOLDER / "N2OR.xlsx")

    answer = solve(conference, stop=Stop(60))

    assert (answer.status, answer.objective, answer.bound) == (Status.OPTIMAL, 1, 1)
    assert check(conference, answer.solution).objective == 1


@MANY
@given(conferences())
def test_no_schedule_of_thousands_of_conferences_is_better(asked):
    compare_conference(asked)


@MANY
@given(programmes())
def test_no_timetable_of_thousands_of_programmes_is_better(asked):
    compare_programme(asked)


@MANY
@given(conferences_with_an_earlier_answer())
def test_no_schedule_of_thousands_that_moves_fewer_talks_is_better(case):
    compare_conference(*case)


@MANY
@given(programmes_with_an_earlier_answer())
def test_no_timetable_of_thousands_that_moves_fewer_sessions_is_better(case):
    compare_programme(*case)


@MANY
@given(conferences_told_otherwise())
def test_names_and_their_order_change_nothing_in_thousands_of_conferences(case):
    conferences_cost_the_same(*case)


@MANY
@given(programmes_told_otherwise())
def test_names_and_their_order_change_nothing_in_thousands_of_programmes(case):
    programmes_cost_the_same(*case)


@MANY
@given(conferences_made_easier())
def test_less_to_mind_never_hurts_thousands_of_conferences(case):
    conferences_cost_no_more(*case)


@MANY
@given(programmes_made_easier())
def test_less_to_mind_never_hurts_thousands_of_programmes(case):
    programmes_cost_no_more(*case)


@MANY
@given(conferences_and_wishes())
def test_thousands_of_wishes_for_talks(case):
    compare_conferences_wish(*case)


@MANY
@given(programmes_and_wishes())
def test_thousands_of_wishes_for_sessions(case):
    compare_programmes_wish(*case)

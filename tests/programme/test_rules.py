"""Findings of the rules, as tables over plain values."""

from __future__ import annotations

import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from tests.programmes import programme

from hromada.kernel.localised import Localised
from hromada.programme.presentation.times import short_day
from hromada.programme.rules import Code, Plan, Planned, PlannedRoom, Severity, findings
from hromada.programme.snapshot import Access, Format

BERLIN = ZoneInfo("Europe/Berlin")
HALL = PlannedRoom(name=Localised({"de": "Großer Saal"}), capacity=100, booths=2, streamed=True)
CLOSET = PlannedRoom(name=Localised({"de": "Kammer"}), capacity=10, booths=0)


def at(clock: str, day: int = 14) -> datetime:
    return datetime.fromisoformat(f"2030-05-{day:02}T{clock}").replace(tzinfo=BERLIN)


def session(key: str, start: str = "10:00", end: str = "11:00", **facts: object) -> Planned:
    times = {"starts": at(start), "ends": at(end)}
    return Planned(key=key, title=Localised({"de": key.upper()}), **(times | facts))


def plan(*sessions: Planned) -> Plan:
    return Plan(
        first_day=date(2030, 5, 14),
        last_day=date(2030, 5, 16),
        zone=BERLIN,
        sessions=sessions,
        rooms={"hall": HALL, "closet": CLOSET},
        people={"ada": Localised({"de": "Ada Lindenbach"}), "bo": Localised({"de": "Bo Dubenko"})},
    )


def found(*sessions: Planned) -> list[tuple[Code, tuple[str, ...]]]:
    return [(finding.code, finding.sessions) for finding in findings(plan(*sessions))]


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        pytest.param(
            [session("a", room="hall"), session("b", "11:00", "12:00", room="hall")], [], id="one after another"
        ),
        pytest.param(
            [session("a", room="hall"), session("b", "10:59", "12:00", room="hall")],
            [(Code.ROOM_TWICE, ("a", "b"))],
            id="a minute too early",
        ),
        pytest.param([session("a", room="hall"), session("b", room="closet")], [], id="side by side in two rooms"),
        pytest.param([session("a"), session("b")], [], id="nowhere at the same time"),
        pytest.param(
            [session("forum", room="hall"), session("a", room="hall", parent="forum")],
            [],
            id="a forum and its workshop",
        ),
        pytest.param(
            [
                session("forum", room="hall"),
                session("part", room="hall", parent="forum"),
                session("a", room="hall", parent="part"),
            ],
            [],
            id="a forum and the talk in its workshop",
        ),
        pytest.param(
            [
                session("forum"),
                session("a", room="hall", parent="forum"),
                session("b", room="hall", parent="forum"),
            ],
            [(Code.ROOM_TWICE, ("a", "b"))],
            id="two workshops of one forum",
        ),
        pytest.param(
            [
                session("a", "10:00", "13:00", room="hall"),
                session("b", room="hall"),
                session("c", "12:00", "14:00", room="hall"),
            ],
            [(Code.ROOM_TWICE, ("a", "b")), (Code.ROOM_TWICE, ("a", "c"))],
            id="each pair that meets, and no other",
        ),
        pytest.param(
            [session("a", people=frozenset({"ada"})), session("b", "10:30", "12:00", people=frozenset({"ada", "bo"}))],
            [(Code.PERSON_TWICE, ("a", "b"))],
            id="one person in two places",
        ),
        pytest.param(
            [session("forum", people=frozenset({"ada"})), session("a", parent="forum", people=frozenset({"ada"}))],
            [],
            id="who hosts the forum may speak in its workshop",
        ),
        pytest.param(
            [session("a", parent="b"), session("b", parent="a", starts=at("10:00"), ends=at("11:00"))],
            [],
            id="a circle in imported data comes to an end",
        ),
        pytest.param(
            [session("a", starts=at("10:00", 13), ends=at("11:00", 13))],
            [(Code.OUTSIDE_DAYS, ("a",))],
            id="the day before",
        ),
        pytest.param(
            [session("a", starts=at("00:30", 17), ends=at("01:00", 17))],
            [(Code.OUTSIDE_DAYS, ("a",))],
            id="the day after",
        ),
        pytest.param([session("a", starts=at("20:00", 16), ends=at("01:00", 17))], [], id="into the last night"),
        pytest.param(
            [session("a", starts=at("20:00", 16), ends=at("09:00", 17))],
            [(Code.OUTSIDE_DAYS, ("a",))],
            id="until the next morning",
        ),
        pytest.param([session("a", capacity_on_site=100, room="hall")], [], id="a full hall"),
        pytest.param(
            [session("a", capacity_on_site=101, room="hall")],
            [(Code.CAPACITY_ABOVE_ROOM, ("a",))],
            id="one place too many",
        ),
        pytest.param([session("a", capacity_on_site=101)], [], id="places without a room"),
        pytest.param(
            [session("a", room="hall", floor=("de", "uk"), interpreted=("de", "uk", "en"))],
            [],
            id="two languages at once",
        ),
        pytest.param(
            [session("a", room="hall", floor=("de",), interpreted=("uk", "en", "pl"))],
            [(Code.MORE_LANGUAGES_THAN_BOOTHS, ("a",))],
            id="three languages at once and two booths",
        ),
        pytest.param([session("a", room="closet", floor=("de",), interpreted=("de",))], [], id="into what is spoken"),
        pytest.param(
            [session("a", interpreted=("uk",))], [(Code.NO_FLOOR_LANGUAGE, ("a",))], id="interpreted from nothing"
        ),
        pytest.param([session("a", floor=("de",))], [], id="spoken and not interpreted"),
        pytest.param(
            [session("open", access=Access.PUBLIC), session("a", access=Access.INVITATION, parent="open")],
            [(Code.INVITATION_IN_PUBLIC, ("a", "open"))],
            id="by invitation in the open",
        ),
        pytest.param(
            [session("forum"), session("a", access=Access.INVITATION, parent="forum")],
            [],
            id="by invitation among the registered",
        ),
        pytest.param([session("a", "11:00", "10:00")], [(Code.ENDS_BEFORE_START, ("a",))], id="ends before it begins"),
        pytest.param([session("a", "11:00", "11:00")], [(Code.ENDS_BEFORE_START, ("a",))], id="ends as it begins"),
        pytest.param([session("a", starts=None, ends=None)], [(Code.NO_TIME, ("a",))], id="no time"),
        pytest.param([session("a", ends=None)], [(Code.NO_TIME, ("a",))], id="no end"),
        pytest.param(
            [session("forum"), session("a", "10:30", "11:30", parent="forum")],
            [(Code.OUTSIDE_PARENT, ("a", "forum"))],
            id="longer than the forum",
        ),
        pytest.param([session("a", room="hall", format=Format.HYBRID)], [], id="hybrid where there is a stream"),
        pytest.param(
            [session("a", room="closet", format=Format.HYBRID)],
            [(Code.NO_STREAM, ("a",))],
            id="hybrid without a stream",
        ),
        pytest.param([session("a", room="elsewhere", capacity_on_site=5000)], [], id="a room that nobody described"),
    ],
)
def test_findings(sessions: list[Planned], expected: list[tuple[Code, tuple[str, ...]]]) -> None:
    assert found(*sessions) == expected


def test_conflicts_come_before_gaps_and_both_in_the_order_of_time() -> None:
    late = session("late", "15:00", "14:00")
    gap = session("gap", "08:00", "09:00", interpreted=("uk",))
    early = session("early", "09:00", "08:00")

    ordered = findings(plan(late, gap, early))

    assert [(finding.sessions[0], finding.severity) for finding in ordered] == [
        ("early", Severity.CONFLICT),
        ("late", Severity.CONFLICT),
        ("gap", Severity.GAP),
    ]


def test_a_finding_names_what_where_and_what_to_do_in_the_readers_language() -> None:
    double = plan(session("a", people=frozenset({"ada"})), session("b", "10:30", "12:00", people=frozenset({"ada"})))
    sentences = {}
    for language in ("de", "uk", "en"):
        with override(language):
            (finding,) = findings(double)
            sentences[language] = finding.sentence
            facts = ["Ada Lindenbach", "A", "B", short_day(date(2030, 5, 14)), "10:30–11:00"]
            assert [fact for fact in facts if fact not in finding.sentence] == []
    assert sentences["en"].endswith("Move one of them, or let someone else take the place.")
    assert len(set(sentences.values())) == 3


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_every_rule_has_a_sentence_without_gaps(language: str) -> None:
    broken = plan(
        session("no-time", starts=None),
        session("backwards", "11:00", "10:00"),
        session("early", starts=at("10:00", 1), ends=at("11:00", 1)),
        session("forum", "08:00", "09:00", access=Access.PUBLIC),
        session(
            "a", room="closet", parent="forum", access=Access.INVITATION, capacity_on_site=20, people=frozenset({"bo"})
        ),
        session("b", room="closet", interpreted=("uk", "en"), people=frozenset({"bo"}), format=Format.HYBRID),
    )

    with override(language):
        told = {finding.code: finding.sentence for finding in findings(broken)}

    assert set(told) == set(Code)
    assert [sentence for sentence in told.values() if "%(" in sentence or "None" in sentence] == []


def test_a_generated_programme_is_free_of_conflicts() -> None:
    assert findings(Plan.of(programme(120))) == []


def test_a_room_that_is_taken_by_all_at_once_is_told_in_bounded_length() -> None:
    crowd = [session(f"s{number:04}", room="hall") for number in range(1000)]

    assert len(findings(plan(*crowd))) < 5 * len(crowd)


def test_ten_times_the_sessions_take_about_ten_times_as_long() -> None:
    """Wide bounds, so that a busy machine does not fail it; squared effort would be a hundredfold."""

    def seconds(sessions: int) -> float:
        planned = Plan.of(programme(sessions))
        best = float("inf")
        for _attempt in range(3):
            fresh = Plan(**{name: getattr(planned, name) for name in planned.__dataclass_fields__})
            before = time.perf_counter()
            findings(fresh)
            best = min(best, time.perf_counter() - before)
        return best

    assert seconds(5000) < 30 * seconds(500)

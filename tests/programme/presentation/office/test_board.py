"""Where cards stand on the board: to the minute, side by side when at once, a forum beside what it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from hromada.kernel.localised import Localised
from hromada.programme.models import Edition, Room
from hromada.programme.planning import Planning, Row
from hromada.programme.presentation.office.board import Board, side_by_side
from hromada.programme.snapshot import Access, Format, Kind

DAY = date(2030, 5, 14)
BERLIN = ZoneInfo("Europe/Berlin")
HALL, CLOSET = Room(pk=1, key="hall"), Room(pk=2, key="closet")


def at(clock: str | datetime, day: int = 14) -> datetime:
    if isinstance(clock, datetime):
        return clock
    return datetime.fromisoformat(f"2030-05-{day:02}T{clock}").replace(tzinfo=BERLIN).astimezone(UTC)


def row(pk: int, starts: str | datetime = "10:00", ends: str | datetime = "11:00", **facts: object) -> Row:
    plain = Row(
        pk=pk, key=f"s{pk}", kind=Kind.WORKSHOP, title=Localised({"de": f"S{pk}"}), starts=at(starts), ends=at(ends),
        room_id=1, venue_id=None, parent_id=None, format=Format.ON_SITE, access=Access.REGISTERED, listed=False,
        floor=(), interpreted=(), capacity_on_site=None, sign_up=False,
    )  # fmt: skip
    return replace(plain, **facts)


def board(*rows: Row, day: date = DAY, **options: object) -> Board:
    edition = Edition(slug="auental", starts_on=DAY, ends_on=date(2030, 5, 16), languages=["de"])
    visible = options.pop("visible", {one.pk for one in rows})
    planning = Planning(edition=edition, base=0, rooms=(HALL, CLOSET), venues=(), rows=rows, visible=visible)
    return Board(planning, day, **options)


def places(shown: Board, column: str = "hall") -> dict[int, tuple[int, int, int, int, int, int]]:
    """By session: start, length, lane of lanes, inner of inners."""
    slots = next(one for one in shown.columns() if one.key == column).slots
    return {s.row.pk: (s.starts, s.minutes, s.lane, s.lanes, s.inner, s.inners) for s in slots}


@pytest.mark.parametrize(
    ("spans", "lanes"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([(0, 60), (60, 90)], [(0, 1), (0, 1)], id="one after another"),
        pytest.param([(0, 60), (30, 90)], [(0, 2), (1, 2)], id="two at once"),
        pytest.param([(0, 90), (10, 20), (30, 40)], [(0, 2), (1, 2), (1, 2)], id="a lane is taken again"),
        pytest.param(
            [(0, 60), (30, 90), (80, 95), (95, 99)], [(0, 2), (1, 2), (0, 2), (0, 1)], id="a chain, then alone"
        ),
        pytest.param([(0, 9), (0, 9), (0, 9)], [(0, 3), (1, 3), (2, 3)], id="three at once"),
    ],
)
def test_what_is_at_once_stands_side_by_side(spans, lanes):
    assert side_by_side(spans) == lanes


def test_a_column_for_each_room_and_one_for_what_has_none():
    shown = board(row(1), row(2, room_id=None), row(3, room_id=2))

    assert [(column.key, [slot.row.pk for slot in column.slots]) for column in shown.columns()] == [
        ("", [2]),
        ("hall", [1]),
        ("closet", [3]),
    ]


def test_hidden_rooms_and_other_peoples_sessions_are_not_drawn():
    shown = board(row(1), row(2), row(3, room_id=2), rooms={1}, visible={1, 3})

    assert [(column.key, [slot.row.pk for slot in column.slots]) for column in shown.columns()] == [
        ("", []),
        ("hall", [1]),
    ]


def test_a_forum_stands_beside_what_it_holds_in_its_room():
    forum = row(1, "13:00", "16:30", kind=Kind.FORUM)
    shown = board(forum, row(2, "13:00", "14:30", parent_id=1), row(3, "14:00", "16:30", parent_id=1))

    assert places(shown) == {
        1: (13 * 60, 210, 0, 1, 0, 1),
        2: (13 * 60, 90, 0, 1, 0, 2),
        3: (14 * 60, 150, 0, 1, 1, 2),
    }
    assert {s.row.pk: (s.is_band, s.is_held) for s in shown.columns()[1].slots} == {
        1: (True, False),
        2: (False, True),
        3: (False, True),
    }


def test_what_is_held_by_what_is_held_stands_in_the_outermost():
    shown = board(
        row(1, "13:00", "16:00"), row(2, "13:00", "15:00", parent_id=1), row(3, "14:00", "15:30", parent_id=2)
    )

    assert [slot.is_band for slot in shown.columns()[1].slots] == [True, False, False]
    assert places(shown)[3] == (14 * 60, 90, 0, 1, 1, 2)


def test_a_part_outside_the_time_of_its_forum_stands_by_itself():
    shown = board(row(1, "13:00", "14:00"), row(2, "15:00", "16:00", parent_id=1))

    assert [(slot.is_band, slot.is_held) for slot in shown.columns()[1].slots] == [(False, False), (False, False)]


def test_a_circle_in_imported_data_holds_nothing_and_loses_nothing():
    shown = board(row(1, parent_id=2), row(2, parent_id=1), row(3, parent_id=2))

    assert set(places(shown)) == {1, 2, 3}


def test_a_room_taken_twice_shows_both_side_by_side():
    assert places(board(row(1, "10:00", "11:00"), row(2, "10:30", "12:00"))) == {
        1: (600, 60, 0, 2, 0, 1),
        2: (630, 90, 1, 2, 0, 1),
    }


def test_a_night_belongs_to_the_day_on_which_it_began_until_six():
    shown = board(row(1, ends=at("01:30", 15), starts=at("22:00")), row(2, starts=at("23:00"), ends=at("09:00", 15)))

    assert {pk: place[:2] for pk, place in places(shown).items()} == {1: (22 * 60, 210), 2: (23 * 60, 420)}
    assert shown.hours == (8, 30)


@pytest.mark.parametrize(
    ("starts", "ends", "hours"),
    [
        ("10:00", "11:00", (8, 20)),
        ("07:30", "09:00", (6, 20)),
        ("00:10", "01:00", (0, 20)),
        ("19:30", "21:15", (8, 23)),
    ],
)
def test_the_board_leaves_room_before_the_first_and_after_the_last(starts, ends, hours):
    assert board(row(1, starts, ends)).hours == hours


def test_a_session_stands_at_what_the_clock_says_when_the_clocks_are_changed():
    night = date(2030, 10, 27)
    starts, ends = (datetime(2030, 10, 27, hour, tzinfo=BERLIN).astimezone(UTC) for hour in (1, 4))

    assert places(board(row(1, starts=starts, ends=ends), day=night)) == {1: (60, 180, 0, 1, 0, 1)}

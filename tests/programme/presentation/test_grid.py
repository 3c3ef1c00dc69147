"""Where the sessions of a day stand: tables of small days, and what holds for every generated programme."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

import pytest
from tests.programmes import programme

from hromada.kernel.localised import Localised
from hromada.programme.presentation.grid import Cell, Column, Grid, arrange
from hromada.programme.snapshot import Kind, Room, Session

ROOMS = [Room(key=key, name=Localised({"en": key}), position=n) for n, key in enumerate(("hall", "a", "b", "c"))]


def at(clock: str) -> datetime:
    hours, minutes = clock.split(":")
    return datetime(2027, 5, 12, int(hours), int(minutes), tzinfo=UTC)


def session(key: str, span: str, room: str | None = None, **fields: object) -> Session:
    starts, ends = span.split("-")
    values: dict[str, object] = {"kind": Kind.WORKSHOP, "title": Localised({"en": key}), **fields}
    return Session(
        key=key,
        uid=uuid5(NAMESPACE_URL, key),
        starts=at(starts),
        ends=at(ends),
        room=room,
        **values,  # type: ignore[arg-type]
    )


def test_what_runs_alone_takes_the_whole_width_and_what_runs_in_parallel_stands_in_its_rooms():
    grid = arrange(
        [
            session("opening", "9:00-10:00", "hall"),
            session("one", "10:00-11:00", "a"),
            session("two", "10:00-11:00", "b"),
        ],
        ROOMS,
    )

    assert grid.columns == (Column("a", None, 1, 2), Column("b", None, 2, 3))
    assert grid.cells == {"opening": Cell(1, 2, 1, 3), "one": Cell(2, 3, 1, 2), "two": Cell(2, 3, 2, 3)}


def test_a_long_session_spans_the_rows_of_the_short_ones_beside_it():
    grid = arrange(
        [
            session("long", "10:00-12:00", "a"),
            session("first", "10:00-10:10", "b"),
            session("second", "11:00-12:00", "b"),
        ],
        ROOMS,
    )

    assert [row.minutes for row in grid.rows] == [10, 50, 60]
    assert grid.cells == {"long": Cell(1, 4, 1, 2), "first": Cell(1, 2, 2, 3), "second": Cell(3, 4, 2, 3)}


def test_a_forum_frames_the_workshops_in_its_own_room():
    grid = arrange(
        [
            session("forum", "10:00-12:00", "a", kind=Kind.FORUM),
            session("one", "10:00-11:00", "a", parent="forum"),
            session("two", "11:00-12:00", parent="forum"),
            session("beside", "10:00-12:00", "b"),
        ],
        ROOMS,
    )

    assert grid.inside == {"one": "forum", "two": "forum"}
    assert grid.heads == {"forum": 1}
    assert grid.cells == {
        "forum": Cell(1, 4, 1, 2),
        "one": Cell(2, 3, 1, 2),
        "two": Cell(3, 4, 1, 2),
        "beside": Cell(1, 4, 2, 3),
    }


def test_a_forum_frames_parallel_workshops_over_the_columns_of_their_rooms():
    grid = arrange(
        [
            session("forum", "10:00-12:00", kind=Kind.FORUM),
            session("one", "10:00-12:00", "a", parent="forum"),
            session("two", "10:00-12:00", "b", parent="forum"),
            session("beside", "10:00-12:00", "c"),
        ],
        ROOMS,
    )

    assert grid.spread == {"forum"}
    assert grid.cells == {
        "forum": Cell(1, 3, 1, 3),
        "one": Cell(2, 3, 1, 2),
        "two": Cell(2, 3, 2, 3),
        "beside": Cell(1, 3, 3, 4),
    }


def test_a_forum_whose_rooms_lie_around_another_session_frames_nothing():
    grid = arrange(
        [
            session("forum", "10:00-12:00", "a", kind=Kind.FORUM),
            session("two", "10:00-12:00", "c", parent="forum"),
            session("between", "10:00-12:00", "b"),
        ],
        ROOMS,
    )

    assert (grid.inside, grid.spread) == ({}, frozenset())
    assert grid.cells == {"forum": Cell(1, 2, 1, 2), "between": Cell(1, 2, 2, 3), "two": Cell(1, 2, 3, 4)}


def test_a_market_beside_everything_takes_the_last_column_and_leaves_the_rest_its_width():
    grid = arrange(
        [
            session("market", "9:00-17:00", "hall", kind=Kind.MARKET),
            session("opening", "9:00-10:00", "a"),
            session("one", "10:00-11:00", "a"),
            session("two", "10:00-11:00", "b"),
            session("evening", "18:00-20:00", "a"),
        ],
        ROOMS,
    )

    assert [column.room for column in grid.columns] == ["a", "b", "hall"]
    assert grid.cells["market"] == Cell(1, 4, 3, 4)
    assert grid.cells["opening"] == Cell(1, 2, 1, 3)
    assert grid.cells["evening"] == Cell(5, 6, 1, 4)


def test_sessions_without_a_room_stand_side_by_side_after_the_rooms():
    grid = arrange(
        [
            session("one", "10:00-12:00", "a"),
            session("tour", "10:00-12:00"),
            session("walk", "11:00-12:00"),
            session("castle", "10:00-11:00", venue="castle"),
        ],
        ROOMS,
    )

    assert grid.columns == (Column("a", None, 1, 2), Column(None, "castle", 2, 3), Column(None, None, 3, 5))
    assert (grid.cells["tour"].left, grid.cells["walk"].left) == (3, 4)


def test_two_sessions_in_one_room_at_once_are_both_seen():
    grid = arrange([session("one", "10:00-12:00", "a"), session("two", "11:00-13:00", "a")], ROOMS)

    assert grid.columns == (Column("a", None, 1, 3),)
    assert {cell.left for cell in grid.cells.values()} == {1, 2}


def test_sessions_that_are_each_other_s_parent_do_not_hang_the_page():
    grid = arrange(
        [session("one", "10:00-11:00", "a", parent="two"), session("two", "10:00-11:00", "a", parent="one")], ROOMS
    )

    assert set(grid.cells) == {"one", "two"}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("size", [12, 120, 400])
def test_nothing_covers_anything_else(size: int, seed: int):
    whole = programme(size, seed)
    days: dict[object, list[Session]] = {}
    for one in whole.sessions:
        days.setdefault(whole.local(one.starts).date(), []).append(one)

    grids = [arrange(sessions, whole.rooms) for sessions in days.values()]

    assert sum(len(grid.cells) for grid in grids) == size
    assert [pair for grid in grids for pair in covering(grid)] == []


def covering(grid: Grid) -> list[tuple[str, str]]:
    """Pairs of sessions in the same frame (or in none) whose cells share a field, or stand in a heading."""
    keys = sorted(grid.cells)
    shared = [
        (one, other)
        for one in keys
        for other in keys
        if one < other
        and grid.inside.get(one) == grid.inside.get(other)
        and overlap(grid.cells[one], grid.cells[other])
    ]
    in_heading = [(key, frame) for key, frame in grid.inside.items() if grid.cells[key].top <= grid.heads[frame]]
    return shared + in_heading


def overlap(one: Cell, other: Cell) -> bool:
    rows = one.top < other.bottom and other.top < one.bottom
    return rows and one.left < other.right and other.left < one.right


def test_the_grid_of_a_thousand_sessions_is_quickly_laid():
    whole = programme(1000)
    begun = datetime.now(UTC)

    arrange(whole.sessions[:200], whole.rooms)

    assert datetime.now(UTC) - begun < timedelta(seconds=0.5)

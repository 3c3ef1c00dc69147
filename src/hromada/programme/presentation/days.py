"""A programme as days of cards, each with its grid; what the programme page shows for the wishes of a reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hromada.programme.presentation.cards import Card, Cards
from hromada.programme.presentation.filters import Wishes
from hromada.programme.presentation.grid import Cell, Column, Grid, arrange
from hromada.programme.presentation.times import brief_day, day_of, long_day, short_day
from hromada.programme.snapshot import Programme, Session

_AXIS = 1
"""Grid lines taken by the clock on the left and the rooms on top."""

_SIDES = {
    "t": ".{}{{grid-row-start:{}}}",
    "b": ".{}{{grid-row-end:{}}}",
    "l": ".{}{{grid-column-start:{}}}",
    "r": ".{}{{grid-column-end:{}}}",
    "h": ".{}>.session__face{{grid-row:1/span {}}}",
}


@dataclass(frozen=True)
class Head:
    name: SafeString | str
    places: str


@dataclass(frozen=True)
class Tick:
    clock: str
    places: str


@dataclass(frozen=True)
class Day:
    """``rules`` are this day's lines of the page's own style sheet."""

    anchor: str
    name: str
    short: str
    brief: str
    cards: tuple[Card, ...]
    heads: tuple[Head, ...]
    ticks: tuple[Tick, ...]
    rules: str
    count: int


def days(
    programme: Programme, cards: Cards, wishes: Wishes, traits: Mapping[str, Mapping[str, frozenset[str]]]
) -> list[Day]:
    """The days on which something fits the wishes."""
    by_day: dict[date, list[Session]] = {}
    for session in programme.sessions:
        if wishes.fits(traits[session.key]):
            by_day.setdefault(day_of(session.starts, programme.edition), []).append(session)
    return [_day(day, sessions, programme, cards) for day, sessions in sorted(by_day.items())]


def _day(day: date, sessions: Sequence[Session], programme: Programme, cards: Cards) -> Day:
    grid = arrange(sessions, programme.rooms)
    anchor = f"day-{day.isoformat()}"
    return Day(
        anchor=anchor,
        name=long_day(day),
        short=short_day(day),
        brief=brief_day(day),
        cards=tuple(_cards(sessions, grid, cards)),
        heads=tuple(_heads(grid.columns, cards)),
        ticks=tuple(_ticks(sessions, grid, programme)),
        rules=_rules(anchor, grid),
        count=len(sessions),
    )


def _cards(sessions: Sequence[Session], grid: Grid, cards: Cards) -> Iterator[Card]:
    contents: dict[str, list[Card]] = {}
    for session in sessions:
        if frame := grid.inside.get(session.key):
            places = _classes(grid.cells[session.key])
            if cards.like_its_frame(session, frame):
                places += " alike"
            contents.setdefault(frame, []).append(cards.card(session, places, framed=session.parent == frame, level=4))
    for session in sessions:
        if session.key in grid.inside:
            continue
        cell = grid.cells[session.key]
        places = _classes(cell, _AXIS)
        if cell.right - cell.left > 1 and session.key not in grid.spread:
            places += " wide"
        if session.key in grid.heads:
            places += f" h{grid.heads[session.key]} frame{' frame--spread' if session.key in grid.spread else ''}"
        yield cards.card(session, places, contents.get(session.key, ()))


def _classes(cell: Cell, shift: int = 0) -> str:
    return f"t{cell.top + shift} b{cell.bottom + shift} l{cell.left + shift} r{cell.right + shift}"


def _heads(columns: Sequence[Column], cards: Cards) -> Iterator[Head]:
    """Names of the columns; a single one needs none."""
    if len(columns) < 2:
        return
    for column in columns:
        name = cards.place(column.room, column.venue) or _("Other places")
        yield Head(name, f"l{column.first + _AXIS} r{column.last + _AXIS}")


def _ticks(sessions: Sequence[Session], grid: Grid, programme: Programme) -> Iterator[Tick]:
    """The clock at the left, wherever something begins."""
    begins = {session.starts for session in sessions}
    headed: int | None = None
    for number, row in enumerate(grid.rows, 1):
        if row.starts is None:
            headed = number
            continue
        if row.starts in begins:
            yield Tick(programme.local(row.starts).strftime("%H:%M"), f"t{(headed or number) + _AXIS}")
        headed = None


def _rules(anchor: str, grid: Grid) -> str:
    """Heights of the rows, a little by their length and else by what stands in them; idle ones are short."""
    busy: set[int] = set()
    for key, cell in grid.cells.items():
        if key not in grid.inside:
            busy.update(range(cell.top, cell.bottom))
    heights = []
    for number, row in enumerate(grid.rows, 1):
        if row.starts is None:
            heights.append("auto")
        elif number not in busy:
            heights.append("minmax(1.5rem,auto)")
        else:
            heights.append(f"minmax({min(max(row.minutes / 12, 1.75), 7):.4g}rem,auto)")
    width = grid.columns[-1].last - 1 if grid.columns else 1
    return f"#{anchor} .day__grid{{grid-template:auto {' '.join(heights)}/auto repeat({width},minmax(11rem,1fr))}}"


def style_sheet(shown: Sequence[Day]) -> SafeString:
    """The places of the cards as rules, only those that occur: the page carries no style attribute."""
    used: set[str] = set()
    for day in shown:
        placed: list[Head | Tick | Card] = [*day.heads, *day.ticks, *day.cards]
        placed += [inner for card in day.cards for inner in card.contents]
        used.update(*(one.places.split() for one in placed))
    rules = "".join(_SIDES[name[0]].format(name, name[1:]) for name in sorted(used) if name[1:].isdigit())
    css = "@media (min-width:64em){" + "".join(day.rules for day in shown) + rules + "}"
    return mark_safe(css)  # noqa: S308  # numbers and dates of our own making

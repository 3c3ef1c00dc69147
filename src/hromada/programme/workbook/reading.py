"""From the bytes of a workbook to its rows: sheets and columns are known by what they are called, in any language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from hromada.kernel.refusal import Refusal
from hromada.programme.importing.assembling import HOUSE_ZONE
from hromada.programme.importing.notes import Notes, told
from hromada.programme.workbook import values, words
from hromada.programme.workbook.book import Book, Row, in_language
from hromada.programme.workbook.cells import Allowance, Cell, Grid, column_number, grid_of
from hromada.programme.workbook.faults import Faults
from hromada.programme.workbook.package import opened
from hromada.programme.workbook.tables import CONFERENCE, SESSIONS, TABLES, Column, Sort, Table
from hromada.programme.workbook.values import Wrong

_ROWS_BEFORE_THE_HEAD = 10
# So many heads of a table make a sheet one of it, whatever it is called.
_HEADS_THAT_TELL = 4
# A cell left blank says nothing: the row keeps what it has.
_BLANK_SAYS_NOTHING = frozenset((Sort.UID, Sort.CHOICE))


@dataclass
class FileBook:
    """``told``: the fields of which each table's sheets speak. ``found`` counts rows of sessions."""

    book: Book
    notes: Notes
    faults: Faults
    told: dict[str, set[str]] = field(default_factory=dict)

    @property
    def found(self) -> int:
        return len(self.book.rows("sessions"))


def read_workbook(content: bytes, zone: ZoneInfo | None = None) -> FileBook:
    """Faults of single cells are gathered; Refusal is raised where the file as such cannot be read.

    ``zone`` is that of the conference; without one, the sheet of the conference names it."""
    package = opened(content)
    allowance = Allowance()
    notes, faults = Notes(), Faults()
    sheets = []
    for sheet in package.sheets:
        if words.plain(sheet.title) in words.titles_beside():
            continue
        grid = grid_of(package, sheet, allowance)
        if (found := _recognised(grid)) is not None:
            sheets.append((grid, *found))
        elif grid.rows:
            notes.not_kept(_sheet(grid.title), _("this sheet is none of a programme."))
    if not any(table is not CONFERENCE for _grid, table, _row in sheets):
        raise Refusal(
            "not_a_programme",
            _("None of the sheets is one of a programme. Please begin with a workbook that Hromada has written."),
        )
    if zone is None:
        zone = _zone(sheets)
    reading = _Reading(FileBook(Book((), zone), notes, faults))
    for grid, table, head in sheets:
        reading.read(grid, table, head)
    return reading.file


def _recognised(grid: Grid) -> tuple[Table, int] | None:
    """The table that a sheet holds, and the row with its heads."""
    wanted = words.tables_by_title().get(words.plain(grid.title))
    if wanted is None and values.day_of_title(grid.title):
        wanted = SESSIONS
    for number in list(grid.rows)[:_ROWS_BEFORE_THE_HEAD]:
        heads = [cell for cell in grid.rows[number].values() if isinstance(cell, str)]
        counted = {table.name: sum(words.column_of(table, head) is not None for head in heads) for table in TABLES}
        if wanted is not None and counted[wanted.name] >= 2:
            return wanted, number
        best = max(TABLES, key=lambda table: counted[table.name])
        if wanted is None and counted[best.name] >= _HEADS_THAT_TELL:
            return best, number
    return (wanted, 0) if wanted is not None else None


def _zone(sheets: list[tuple[Grid, Table, int]]) -> ZoneInfo:
    for grid, table, head in sheets:
        if table is CONFERENCE:
            column = next((at for at, cell in grid.rows.get(head, {}).items() if _is_zone(cell)), 0)
            named = [cells.get(column) for number, cells in grid.rows.items() if number > head]
            if named and named[0] in available_timezones():
                return ZoneInfo(str(named[0]))
    return ZoneInfo(HOUSE_ZONE)


def _is_zone(cell: Cell) -> bool:
    found = words.column_of(CONFERENCE, cell) if isinstance(cell, str) else None
    return found is not None and found[0].name == "time_zone"


class _Reading:
    def __init__(self, file: FileBook) -> None:
        self.file = file

    def read(self, grid: Grid, table: Table, head: int) -> None:
        columns = self._columns(grid, table, head)
        if not any(column is table.key for column, _code in columns.values()):
            self.file.faults.add(
                grid.title, f"A{max(head, 1)}",
                _("the column “%(head)s” is missing; without it no row is found again.") % {"head": table.key.head},
            )  # fmt: skip
            return
        self._refuse_merged(grid, head, columns)
        self.file.told.setdefault(table.name, set()).update(
            in_language(column.name, code) if code else column.name for column, code in columns.values()
        )
        rows = self.file.book.tables.setdefault(table.name, [])
        # What nobody sees is left behind when a row is emptied.
        seen = [at for at, (column, _code) in columns.items() if not column.is_hidden]
        for number, cells in grid.rows.items():
            if number > head and any(_says_something(cells.get(at)) for at in seen):
                rows.append(self._row(grid, table, number, cells, columns))

    def _columns(self, grid: Grid, table: Table, head: int) -> dict[int, tuple[Column, str]]:
        found: dict[int, tuple[Column, str]] = {}
        for at, cell in sorted(grid.rows.get(head, {}).items()):
            place = f"{get_column_letter(at)}{head}"
            meant = words.column_of(table, cell) if isinstance(cell, str) else None
            if meant is None:
                self.file.notes.unknown_field(_sheet(grid.title), values.shown(cell))
            elif meant in found.values():
                self.file.faults.add(grid.title, place, _("this column is there twice."))
            else:
                found[at] = meant
                self._add_language(meant[1])
        return found

    def _add_language(self, code: str) -> None:
        book = self.file.book
        if code and code not in book.languages:
            book.languages = (*book.languages, code)

    def _refuse_merged(self, grid: Grid, head: int, columns: dict[int, tuple[Column, str]]) -> None:
        for merged in grid.merged:
            found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", merged)
            if found and int(found[4]) >= head and found[1] and self._touches(found, columns):
                self.file.faults.add(
                    grid.title, f"{found[1]}{found[2]}",
                    _("the cells %(cells)s are merged; please part them, so that each row has its own.")
                    % {"cells": merged},
                )  # fmt: skip

    @staticmethod
    def _touches(found: re.Match[str], columns: dict[int, tuple[Column, str]]) -> bool:
        first, last = column_number(found[1]), column_number(found[3])
        return any(first <= at <= last for at in columns)

    def _row(
        self, grid: Grid, table: Table, number: int, cells: dict[int, Cell], columns: dict[int, tuple[Column, str]]
    ) -> Row:
        row = Row("", sheet=grid.title, number=number)
        clocks: dict[str, values.Clock | date | None] = {}
        for at, (column, code) in columns.items():
            name = in_language(column.name, code) if code else column.name
            place = row.cells[name] = f"{get_column_letter(at)}{number}"
            try:
                self._take(row, table, column, name, cells.get(at), clocks)
            except Wrong as wrong:
                self.file.faults.add(grid.title, place, wrong.sentence)
                row.wrong.add(name)
        if table is SESSIONS:
            self._take_times(row, clocks)
        return row

    def _take(
        self, row: Row, table: Table, column: Column, name: str, cell: Cell | None,
        clocks: dict[str, values.Clock | date | None],
    ) -> None:  # fmt: skip
        if column.sort is Sort.KEY:
            row.key = _key(cell)
            return
        if column.sort is Sort.BASE:
            row.base = cell if isinstance(cell, str) else ""
            return
        value = values.value_of(column, cell)
        if table is SESSIONS and column.sort in (Sort.DAY, Sort.CLOCK):
            clocks[name] = value  # type: ignore[assignment]  # what these two sorts give
        elif value is not None or (column.sort not in _BLANK_SAYS_NOTHING and column.name != "position"):
            row.values[name] = value  # type: ignore[assignment]  # mentions become keys when all sheets are read

    def _take_times(self, row: Row, clocks: dict[str, values.Clock | date | None]) -> None:
        """Begin and end as moments on the clocks of the place."""
        if row.wrong & {"day", "starts", "ends"}:
            row.wrong |= {"starts", "ends"}
            return
        day = clocks.get("day") or values.day_of_title(row.sheet)
        for name in ("starts", "ends"):
            if name not in clocks:
                continue
            given = clocks[name]
            starts = row.values.get("starts")
            if name == "ends" and isinstance(starts, datetime):
                day = starts.date()
            try:
                row.values[name] = self._moment(given, day)
            except Wrong as wrong:
                self.file.faults.add(row.sheet, row.cell(name), wrong.sentence)
                row.wrong.add(name)

    def _moment(self, given: values.Clock | date | None, day: object) -> datetime | None:
        if given is None:
            return None
        if isinstance(given, timedelta):
            if not isinstance(day, date):
                raise Wrong(_("there is a time, but no day: please write one in the column of days."))
            given = datetime.combine(day, time()) + given
        found = given if isinstance(given, datetime) else datetime.combine(given, time())
        values.refuse_hour_that_never_is(found, self.file.book.zone)
        return found


def _key(cell: Cell | None) -> str:
    if cell is None:
        return ""
    values.refuse_computed(cell)
    found = values.text(cell).strip()
    if found and not re.fullmatch(r"[\w-]{1,130}", found, re.ASCII):
        raise Wrong(_("“%(found)s” is no key. In a new row, leave the key blank.") % {"found": told(found)})
    return found


def _says_something(cell: Cell | None) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def _sheet(title: str) -> str:
    return _("sheet “%(sheet)s”") % {"sheet": told(title)}

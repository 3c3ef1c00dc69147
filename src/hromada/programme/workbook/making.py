"""The draft of an edition as an XLSX file, in one language of the interface."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

from hromada.programme import labels, models
from hromada.programme.exports.printed.colours import legible_on_white
from hromada.programme.workbook import looks, texts, words
from hromada.programme.workbook.book import Book, Row, Value
from hromada.programme.workbook.explaining import explanation
from hromada.programme.workbook.naming import Names, name_of
from hromada.programme.workbook.of_draft import stored_book
from hromada.programme.workbook.since import digests
from hromada.programme.workbook.tables import EXPLANATION, LISTS, SESSIONS, TABLES, Column, Sort, Table

# A conference longer than that gets sheets only for days on which something is.
_MOST_EMPTY_DAYS = 14
# So many rows below the last one have drop-downs too, for what is added.
_ROOM_TO_GROW = 200
_LONGEST_TITLE = 31
_AUTHOR = "Hromada"


def draft_workbook(edition: models.Edition, language: str) -> bytes:
    """Everything of the draft: only for those who may edit it. Sheets, heads and words of lists in ``language``."""
    book = stored_book(edition).book
    with override(language):
        return _Making(book, language, edition.colour, _days(edition, book)).content()


def _days(edition: models.Edition, book: Book) -> list[date]:
    used = {starts.date() for row in book.rows("sessions") if isinstance(starts := row.values["starts"], datetime)}
    length = (edition.ends_on - edition.starts_on).days + 1
    if length <= _MOST_EMPTY_DAYS:
        used |= {edition.starts_on + timedelta(days=number) for number in range(length)}
    return sorted(used)


class _Making:
    def __init__(self, book: Book, language: str, colour: str, days: list[date]) -> None:
        self.book = book
        self.language = language
        self.days = days
        self.names = Names(book, language)
        self.workbook = Workbook(write_only=True)
        looks.add_styles(self.workbook, legible_on_white(colour))
        self.choices = {column: words.choices(column) for table in TABLES for column in table.columns if column.choices}
        self.yes_no = words.yes_no()
        self.lists: dict[str, str] = {}
        self.list_columns: list[tuple[str, list[str]]] = []

    def content(self) -> bytes:
        self._explanation()
        rows = self._sessions_by_day()
        for day in self.days:
            self._table(SESSIONS, _title_of_day(day), rows[day])
        self._table(SESSIONS, str(SESSIONS.title), rows[None])
        for table in TABLES:
            if table is not SESSIONS:
                self._table(table, str(table.title), self._in_order(table))
        self._lists()
        self.workbook.active = 1
        properties = self.workbook.properties
        properties.creator, properties.language = _AUTHOR, self.language
        properties.title = name_of(self.book.rows("conference")[0], "name", (self.language, *self.book.languages))
        file = io.BytesIO()
        self.workbook.save(file)
        return file.getvalue()

    def _explanation(self) -> None:
        sheet = self.workbook.create_sheet(str(EXPLANATION)[:_LONGEST_TITLE])
        sheet.sheet_view.showGridLines = False
        sheet.column_dimensions["A"].width = 26
        sheet.column_dimensions["B"].width = looks.EXPLANATION_WIDTH
        for number, (style, first, second) in enumerate(explanation(self.book.zone), 1):
            sheet.row_dimensions[number].height = looks.height_of(second) if second else looks.HEAD_HEIGHT
            sheet.append([_styled(sheet, first, style), _styled(sheet, second, "hromada text")])
        looks.print_well(sheet, str(EXPLANATION))

    def _sessions_by_day(self) -> dict[date | None, list[Row]]:
        rows: dict[date | None, list[Row]] = {None: [], **{day: [] for day in self.days}}
        positions = {row.key: number for number, row in enumerate(self.book.rows("rooms"))}
        for row in self.book.rows("sessions"):
            starts = row.values["starts"]
            rows[starts.date() if isinstance(starts, datetime) else None].append(row)
        for several in rows.values():
            several.sort(
                key=lambda row: (str(row.values["starts"]), positions.get(str(row.values["room"]), -1), row.key)
            )
        return rows

    def _in_order(self, table: Table) -> list[Row]:
        rows = list(self.book.rows(table.name))
        starts = {row.key: str(row.values["starts"]) for row in self.book.rows("sessions")}
        if table.name == "appearances":
            rows.sort(key=lambda row: self._person_and_time(row, starts))
        elif table.name == "people":
            rows.sort(key=lambda row: self.names.label("people", row.key).casefold())
        elif table.hangs_on:
            rows.sort(key=lambda row: (starts[str(row.values["session"])], str(row.values["session"])))
        return rows

    def _person_and_time(self, row: Row, starts: dict[str, str]) -> tuple[str, str, str, int]:
        session = str(row.values["session"])
        return self.names.label("people", str(row.values["person"])).casefold(), starts[session], session, int(row.key)

    def _table(self, table: Table, title: str, rows: Sequence[Row]) -> None:
        sheet = self.workbook.create_sheet(title[:_LONGEST_TITLE])
        columns = list(_columns(table, self.book.languages))
        for number, (column, _code, _name) in enumerate(columns, 1):
            dimension = sheet.column_dimensions[get_column_letter(number)]
            dimension.width, dimension.hidden = column.width, column.is_hidden
        sheet.freeze_panes = f"{get_column_letter(_frozen(table, columns))}2"
        sheet.row_dimensions[1].height = looks.HEAD_HEIGHT
        sheet.append([_head(sheet, column, code) for column, code, _name in columns])
        pen = _Pen(sheet)
        for number, row in enumerate(rows, 2):
            row.base = row.base or digests(table, row.values, self.book.languages)
            sheet.row_dimensions[number].height = looks.ROW_HEIGHT
            sheet.append([self._cell(pen, at, column, row, name) for at, (column, _code, name) in enumerate(columns)])
        last = max(len(rows) + 1, 2)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
        looks.print_well(sheet, title)
        for number, (column, _code, _name) in enumerate(columns, 1):
            looks.restrict(sheet, column, get_column_letter(number), last + _ROOM_TO_GROW, self._list_of(column))
        looks.mark_gaps(sheet, [column for column, _code, _name in columns], last + _ROOM_TO_GROW)

    def _cell(self, pen: _Pen, at: int, column: Column, row: Row, name: str) -> Any:
        value = self._shown(column, row, name)
        is_long = isinstance(value, datetime) and column.sort is Sort.CLOCK
        return pen.cell(at, value, looks.style_of(column, is_long=is_long))

    def _shown(self, column: Column, row: Row, name: str) -> Any:
        """The value as a cell has it."""
        if column.sort is Sort.KEY:
            return int(row.key) if row.key.isdecimal() else row.key
        if column.sort is Sort.BASE:
            return row.base or None
        starts = row.values.get("starts")
        if column.name == "day":
            return starts.date() if isinstance(starts, datetime) else None
        value = row.values.get(name)
        if column.sort is Sort.CLOCK and isinstance(value, datetime):
            is_same_day = isinstance(starts, datetime) and starts.date() == value.date()
            return value.time() if is_same_day else value
        return self._in_words(column, value)

    def _in_words(self, column: Column, value: Value) -> Any:
        match column.sort:
            case Sort.CHOICE:
                return self.choices[column][str(value)]
            case Sort.YES_NO:
                return self.yes_no[bool(value)]
            case Sort.LANGUAGE:
                return labels.language(str(value)) if value else None
            case Sort.LANGUAGES if isinstance(value, tuple):
                return ", ".join(map(labels.language, value)) or None
            case Sort.REFERENCE:
                return self.names.label(column.of, str(value)) if value else None
            case Sort.REFERENCES if isinstance(value, frozenset):
                ordered = [row.key for row in self.book.rows(column.of) if row.key in value]
                return "\n".join(self.names.label(column.of, key) for key in ordered) or None
            case _:
                return value

    def _list_of(self, column: Column) -> str:
        """The range with the words that a cell of the column may hold; blank where anything goes."""
        if column.sort is Sort.CHOICE:
            name, found = f"{column.choices}", list(self.choices[column].values())
        elif column.sort is Sort.YES_NO:
            name, found = "yes or no", list(self.yes_no.values())
        elif column.sort is Sort.LANGUAGE:
            name, found = "languages", [labels.language(code) for code in labels.LANGUAGES]
        elif column.sort is Sort.REFERENCE and column.of not in ("network", "appearances"):
            name, found = column.of, self.names.labels(column.of)
        else:
            return ""
        if name not in self.lists and found:
            self.list_columns.append((name, found))
            letter = get_column_letter(len(self.list_columns))
            self.lists[name] = f"'{_quoted(str(LISTS))}'!${letter}$1:${letter}${len(found)}"
        return self.lists.get(name, "")

    def _lists(self) -> None:
        sheet = self.workbook.create_sheet(str(LISTS)[:_LONGEST_TITLE])
        sheet.sheet_state = "hidden"
        longest = max(len(found) for _name, found in self.list_columns)
        for number in range(longest):
            line = [found[number] if number < len(found) else None for _name, found in self.list_columns]
            sheet.append([_styled(sheet, text, "Normal") for text in line])


class _Pen:
    """Cells of one sheet, used again row after row: a row is written the moment it is appended."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.cells: dict[tuple[int, str], Any] = {}

    def cell(self, at: int, value: Any, style: str) -> Any:
        cell = self.cells.get((at, style))
        if cell is None:
            cell = self.cells[at, style] = WriteOnlyCell(self.sheet)
            cell.style = style
        return _holding(cell, value)


def _holding(cell: Any, value: Any) -> Any:
    if isinstance(value, str):
        cell.value = texts.escaped(value)
        # Text it is, whatever it begins with: openpyxl takes “=” for a formula and “#N/A” for an error.
        cell.data_type = "s"
        cell.quotePrefix = texts.is_dangerous(value)
    else:
        cell.value = value
    return cell


def _styled(sheet: Any, value: Any, style: str) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.style = style
    return _holding(cell, value)


def _head(sheet: Any, column: Column, code: str) -> Any:
    cell = _styled(sheet, words.head(column, code), "hromada head")
    if column.note is not None:
        cell.comment = Comment(str(column.note), _AUTHOR, height=90, width=260)
    return cell


def _columns(table: Table, languages: Iterable[str]) -> Iterator[tuple[Column, str, str]]:
    """Each column with its language and the field that it holds."""
    for column in table.columns:
        if column.by_language:
            yield from ((column, code, f"{column.name}:{code}") for code in languages)
        else:
            yield column, "", column.name


def _frozen(table: Table, columns: Sequence[tuple[Column, str, str]]) -> int:
    """What names a row stays in sight: everything up to the first column of it."""
    return 2 + next(number for number, (column, _code, _name) in enumerate(columns) if column.name == table.called)


def _title_of_day(day: date) -> str:
    return date_format(day, "D d.m.Y").replace(".", "", date_format(day, "D").count("."))


def _quoted(title: str) -> str:
    return title.replace("'", "''")

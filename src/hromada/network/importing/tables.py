"""A CSV file as rows with their line numbers; what cannot be read at all is told once, with its line."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# Tabs and line ends may stand in a quoted cell; they become a space.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_SPACE = re.compile(r"\s+")
_LINE_END = re.compile(r"[\r\n]")

MOST_ROWS = 100_000
"""All municipalities of Europe."""

_MOST_LINES = 1_048_576
"""Of a spreadsheet, blank ones among them."""

_LONGEST_HEADER = 10_000
"""Signs. A line of sixteen million commas would be as many columns."""


@dataclass(frozen=True)
class Columns:
    """What a file must have, and what it may have; anything else is taken for a misspelling."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """``fault`` says why the row as a whole cannot be used; its cells are then empty."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    fault: str = ""


@dataclass(frozen=True)
class Problem:
    """Why a file cannot be read any further; without a line, it is the file as such."""

    sentence: str
    line: int | None = None

    def __str__(self) -> str:
        if self.line is None:
            return self.sentence
        return _("line %(line)d: %(sentence)s") % {"line": self.line, "sentence": self.sentence}


@dataclass(frozen=True)
class Table:
    rows: tuple[Row, ...] = ()
    problem: Problem | None = None


class Source(Protocol):
    """A file on disk, or one that was sent."""

    @property
    def name(self) -> str: ...

    def read_bytes(self) -> bytes: ...


@dataclass(frozen=True)
class SentFile:
    name: str
    content: bytes

    def read_bytes(self) -> bytes:
        return self.content


def read_table(source: Source, columns: Columns) -> Table:
    try:
        content = source.read_bytes()
    except OSError as error:
        return Table(problem=Problem(_("The file cannot be read: %(reason)s.") % {"reason": error.strerror}))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Table(problem=Problem(_("The file is not in UTF-8. Please save it as 'CSV UTF-8'."), line))
    return _table(text, columns)


def _table(text: str, columns: Columns) -> Table:
    if len(text) > _LONGEST_HEADER and _LINE_END.search(text, 0, _LONGEST_HEADER) is None:
        return Table(problem=Problem(_("The line with the names of the columns is far too long to be meant."), 1))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    begins = 1
    try:
        header = [name.strip() for name in next(reader, [])]
        if fault := _fault_of_header(header, columns):
            return Table(problem=Problem(fault, 1))
        begins = reader.line_num + 1
        for cells in reader:
            if len(rows) == MOST_ROWS or begins > _MOST_LINES:
                too_many = _("The file has more than %(limit)d rows; no network needs as many.")
                return Table(problem=Problem(too_many % {"limit": MOST_ROWS}, begins))
            if any(cell.strip() for cell in cells):
                rows.append(_row(begins, header, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        return Table(tuple(rows), Problem(_in_words(error), begins))
    if not rows:
        return Table(problem=Problem(_("The file has no rows.")))
    return Table(tuple(rows))


def _in_words(error: csv.Error) -> str:
    if "field limit" in str(error):
        return _("A cell is too long to be meant; perhaps a quotation mark is missing.")
    return _("A quotation mark is opened and not closed, or stands in the middle of a cell.")


def _fault_of_header(header: list[str], columns: Columns) -> str:
    if not any(header):
        return _("The file is empty.")
    if len(header) == 1 and ";" in header[0]:
        return _("The columns are separated by semicolons. Please save the file with commas.")
    twice = sorted(name for name, count in Counter(header).items() if count > 1)
    missing = [name for name in columns.required if name not in header]
    unknown = [name for name in header if name not in (*columns.required, *columns.optional)]
    faults = []
    if missing:
        faults.append(
            ngettext("This column is missing: %(names)s.", "These columns are missing: %(names)s.", len(missing))
            % {"names": ", ".join(missing)}
        )
    if unknown:
        faults.append(
            ngettext("This column is not known: %(names)s.", "These columns are not known: %(names)s.", len(unknown))
            % {"names": ", ".join(shown(name) for name in unknown[:10])}
        )
    if twice:
        faults.append(_("These columns stand there twice: %(names)s.") % {"names": ", ".join(map(shown, twice))})
    return " ".join(faults)


def _row(line: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        fault = _("The row has %(found)d cells; the header has %(wanted)d.") % {
            "found": len(cells),
            "wanted": len(header),
        }
        return Row(line, fault=fault)
    # All cells at once: a file may have millions, and hardly one of them has such a sign.
    if _UNWRITABLE.search("".join(cells)):
        name = next(name for name, cell in zip(header, cells, strict=True) if _UNWRITABLE.search(cell))
        return Row(line, fault=_("There is a control character in the column %(name)s.") % {"name": name})
    return Row(line, {name: " ".join(cell.split()) for name, cell in zip(header, cells, strict=True)})


def shown(text: str) -> str:
    """Part of a file's own text inside a sentence of ours: short, and without what could disturb a terminal."""
    plain = _UNWRITABLE.sub("�", _SPACE.sub(" ", text))
    return f"'{plain[:60]}…'" if len(plain) > 60 else f"'{plain}'"

"""The cells of one sheet as Python values; those that are not there cost nothing."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeAlias

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel

from hromada.kernel.refusal import Refusal
from hromada.programme.importing.notes import told
from hromada.programme.workbook.package import Attributes, Package, Sheet
from hromada.programme.workbook.texts import LONGEST_TEXT, unescaped

MOST_ROWS = 10_000
MOST_CELLS = 400_000
MOST_LETTERS = 12_000_000
MOST_MERGED = 2_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_MOST_COLUMNS = 16_384


@dataclass(frozen=True)
class Formula:
    """A cell that is computed: what it would give here is not known."""


@dataclass(frozen=True)
class Broken:
    """What Excel shows where a formula failed, as ``#REF!``."""

    shown: str


Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | Formula | Broken


@dataclass
class Grid:
    """``rows`` by number, in the order of the file; each with its cells by the number of the column, without blanks."""

    title: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)


@dataclass
class Allowance:
    """What all sheets of a workbook may hold together."""

    cells: int = MOST_CELLS
    letters: int = MOST_LETTERS


def grid_of(package: Package, sheet: Sheet, allowance: Allowance) -> Grid:
    content = package.part(sheet.part)
    if content is None:
        raise Refusal(
            "broken_workbook",
            _("The workbook is damaged: the sheet “%(sheet)s” is missing.") % {"sheet": told(sheet.title)},
        )
    walking = _Walking(package, sheet.title, allowance)
    package.walk(sheet.part, content, walking.start, walking.end, walking.characters)
    return walking.grid


class _Walking:
    def __init__(self, package: Package, title: str, allowance: Allowance) -> None:
        self.package = package
        self.grid = Grid(title)
        self.allowance = allowance
        self.row = self.column = 0
        self.attributes: Attributes = {}
        self.inside: list[str] = []
        self.pieces: list[str] = []
        self.has_formula = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "row":
            self.row = self._number(attributes.get("r"), self.row + 1)
            self.column = 0
        elif tag == "c":
            self.attributes = attributes
            self.pieces.clear()
            self.has_formula = False
        elif tag == "f":
            self.has_formula = True
        elif tag == "mergeCell" and len(self.grid.merged) < MOST_MERGED:
            self.grid.merged.append(attributes.get("ref", ""))
        self.inside.append(tag)

    def end(self, tag: str) -> None:
        self.inside.pop()
        if tag == "c":
            self._keep()

    def characters(self, text: str) -> None:
        tag = self.inside[-1]
        if (tag == "v" and self.inside[-2:-1] == ["c"]) or (
            tag == "t" and "is" in self.inside and "rPh" not in self.inside
        ):
            self.pieces.append(text)

    def _keep(self) -> None:
        if reference := self.attributes.get("r"):
            self.row, self.column = self._place(reference)
        else:
            self.column += 1
        value = Formula() if self.has_formula else self._value("".join(self.pieces))
        if value is None or self.row < 1 or self.column > _MOST_COLUMNS:
            return
        cells = self.grid.rows.get(self.row)
        if cells is None:
            if len(self.grid.rows) >= MOST_ROWS:
                raise self._too_large(
                    _("The sheet “%(sheet)s” has more than %(most)d rows, up to row %(row)d and beyond.")
                    % {"sheet": told(self.grid.title), "most": MOST_ROWS, "row": self.row}
                )
            cells = self.grid.rows[self.row] = {}
        cells[self.column] = value
        self.allowance.cells -= 1
        self.allowance.letters -= len(value) if isinstance(value, str) else 0
        if self.allowance.cells < 0 or self.allowance.letters < 0:
            raise self._too_large(
                _("The sheet “%(sheet)s” makes the workbook larger than any programme: cell %(cell)s.")
                % {"sheet": told(self.grid.title), "cell": f"{get_column_letter(self.column)}{self.row}"}
            )

    def _value(self, text: str) -> Cell | None:
        kind = self.attributes.get("t", "n")
        if not text:
            return None
        match kind:
            case "s":
                strings = self.package.strings
                return (strings[int(text)] or None) if _is_index(text) and int(text) < len(strings) else Broken("?")
            case "inlineStr" | "str":
                return unescaped(text)[:LONGEST_TEXT]
            case "b":
                return text.strip() in ("1", "true")
            case "e":
                return Broken(text[:20])
            case "d":
                return _iso(text)
            case _:
                return self._number_or_date(text)

    def _number_or_date(self, text: str) -> Cell:
        try:
            number = float(text[:40])
        except ValueError:
            return Broken(text[:20])
        if not math.isfinite(number):
            return Broken(text[:20])
        style = self.attributes.get("s", "")
        if (
            _is_index(style)
            and int(style) in self.package.dates
            and (found := moment(number, self.package.epoch)) is not None
        ):
            return found
        return int(number) if number.is_integer() and abs(number) < 2**53 else number

    def _place(self, reference: str) -> tuple[int, int]:
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            raise self._broken(reference)
        return int(found[2]), column_number(found[1])

    def _number(self, text: str | None, otherwise: int) -> int:
        if text is None:
            return otherwise
        if not _is_index(text):
            raise self._broken(text)
        return int(text)

    def _broken(self, reference: str) -> Refusal:
        return Refusal(
            "broken_workbook",
            _("The workbook is damaged: in the sheet “%(sheet)s”, a cell calls itself “%(cell)s”.")
            % {"sheet": told(self.grid.title), "cell": told(reference)},
        )

    @staticmethod
    def _too_large(sentence: str) -> Refusal:
        return Refusal("too_large", sentence)


def moment(number: float, epoch: object = WINDOWS_EPOCH) -> datetime | time | None:
    """What a number means as a date, to the second; below one, it is a time of day."""
    try:
        found = from_excel(round(number * 86_400) / 86_400, epoch)
    except (ValueError, OverflowError):
        return None
    if isinstance(found, datetime):
        return (found + timedelta(microseconds=500_000)).replace(microsecond=0)
    if isinstance(found, time):
        return (
            (datetime.combine(date(2000, 1, 1), found) + timedelta(microseconds=500_000)).time().replace(microsecond=0)
        )
    return None


def _iso(text: str) -> Cell:
    readers: tuple[Callable[[str], datetime | time], ...] = (datetime.fromisoformat, time.fromisoformat)
    for read in readers:
        try:
            return read(text.strip()).replace(tzinfo=None, microsecond=0)
        except ValueError:
            continue
    return Broken(text[:20])


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _is_index(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 9

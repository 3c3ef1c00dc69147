"""A workbook as plain values: rows by table and key, each with its values by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

# Text, numbers, yes or no, moments on the clocks of the place, keys of other rows, codes of languages.
Value: TypeAlias = str | int | bool | datetime | date | tuple[str, ...] | frozenset[str] | None


@dataclass(eq=False)
class Row:
    """``key`` is blank in a row that someone added. ``cells`` tells where each field of a file's row stands, ``wrong``
    which of them have a fault already, ``base`` what they said when the file was written (``since``)."""

    key: str
    values: dict[str, Value] = field(default_factory=dict)
    sheet: str = ""
    number: int = 0
    cells: dict[str, str] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    base: str = ""

    def cell(self, name: str) -> str:
        """Where the field stands, or the row begins."""
        return self.cells.get(name) or next(iter(self.cells.values()), f"A{self.number}")


@dataclass
class Book:
    """``languages`` are those of columns; ``tables`` holds the rows in their order by the name of the table."""

    languages: tuple[str, ...]
    zone: ZoneInfo
    tables: dict[str, list[Row]] = field(default_factory=dict)

    def rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    def by_key(self, table: str) -> dict[str, Row]:
        return {row.key: row for row in self.rows(table)}


def in_language(name: str, code: str) -> str:
    """The field that holds one language of a text: ``title:de``."""
    return f"{name}:{code}"


def texts(values: Mapping[str, Value], name: str) -> dict[str, str]:
    """A text by language, out of the fields of a row."""
    prefix = f"{name}:"
    return {one.removeprefix(prefix): str(value) for one, value in values.items() if one.startswith(prefix) and value}

"""What a workbook said when it was written, so that it takes nothing back that others have changed since.

Every row carries a short digest of each of its cells in a hidden column. A cell that still says what it said was not
touched: whatever the draft has by now stays. Where both have changed the same, the cell is told as a fault.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from hromada.programme.workbook.book import Row, Value, in_language
from hromada.programme.workbook.tables import Sort, Table

_DIGITS = 7
_STAMP = re.compile(r"(\d{1,18}) (\S{1,200}) ((?:[a-z]+=\d{1,18},?)*)")


@dataclass(frozen=True)
class Stamp:
    """Of which edition the workbook is, in which languages, and the last row of each table that it knew."""

    edition: int
    languages: tuple[str, ...]
    last: Mapping[str, int]

    def __str__(self) -> str:
        last = ",".join(f"{table}={number}" for table, number in self.last.items())
        return f"{self.edition} {','.join(self.languages)} {last}"

    @classmethod
    def read(cls, text: str) -> Stamp | None:
        """None where there is none, or none that can be read."""
        found = _STAMP.fullmatch(text)
        if found is None:
            return None
        pairs = (one.partition("=") for one in found[3].split(",") if one)
        return cls(int(found[1]), tuple(found[2].split(",")), {name: int(number) for name, _sign, number in pairs})


def digests(table: Table, values: Mapping[str, Value], languages: tuple[str, ...]) -> str:
    """Those of all fields of a row, in the order of the table."""
    return "".join(digest(values.get(name)) for name in _fields(table, languages))


def digests_by_field(table: Table, row: Row, stamp: Stamp) -> dict[str, str]:
    """What the row said when it was written; nothing where it does not tell."""
    fields = _fields(table, stamp.languages)
    if len(row.base) != len(fields) * _DIGITS:
        return {}
    return {name: row.base[at * _DIGITS : (at + 1) * _DIGITS] for at, name in enumerate(fields)}


def digest(value: Value) -> str:
    said = repr(sorted(value)) if isinstance(value, frozenset) else repr(value)
    return blake2b(said.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _fields(table: Table, languages: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for column in table.columns:
        if column.by_language:
            found += [in_language(column.name, code) for code in languages]
        elif column.sort not in (Sort.KEY, Sort.DAY, Sort.UID, Sort.BASE):
            found.append(column.name)
    return found

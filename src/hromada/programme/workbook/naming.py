"""What rows are called in the cells of other rows: a name where it is enough, else with the key in square brackets."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from hromada.programme.workbook.book import Book, Row, in_language
from hromada.programme.workbook.tables import BY_NAME, PEOPLE, TABLES
from hromada.programme.workbook.words import plain

# Titles and names of people change between two uses of a workbook, and two may have the same: their key is with them.
_ALWAYS_WITH_KEY = frozenset(("sessions", "people", "appearances"))
_KEY_AT_THE_END = re.compile(r"(.*?)\s*\[([\w-]{1,130})\]\s*", re.DOTALL)
_LONGEST_NAME = 90


def name_and_key(text: str) -> tuple[str, str]:
    """``Water [forum-12]`` as its two parts; the key is blank where there is none."""
    found = _KEY_AT_THE_END.fullmatch(text)
    return (found[1].strip(), found[2]) if found else (text.strip(), "")


class Names:
    """``label`` is what a cell says of the row with the key, in the language of the workbook."""

    def __init__(self, book: Book, language: str) -> None:
        self.book = book
        self.language = language

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for name in [PEOPLE.name, *(table.name for table in TABLES if table.name != PEOPLE.name)]:
            called = {row.key: self._called(name, row, found) for row in self.book.rows(name)}
            counted = Counter(map(plain, called.values()))
            found[name] = {
                key: f"{text} [{key}]" if self._needs_key(name, text, counted) else text for key, text in called.items()
            }
        return found

    def _called(self, table: str, row: Row, found: dict[str, dict[str, str]]) -> str:
        if table == "appearances":
            return name_and_key(found["people"].get(str(row.values["person"]), ""))[0]
        # A semicolon would part two names of one cell.
        text = name_of(row, BY_NAME[table].called, (self.language, *self.book.languages)).replace(";", ",")
        return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"

    def _needs_key(self, table: str, text: str, counted: Counter[str]) -> bool:
        is_plain = text and counted[plain(text)] == 1 and not re.search(r"[,\[\]…]", text)
        return table in _ALWAYS_WITH_KEY or not is_plain

    def label(self, table: str, key: str) -> str:
        return self._labels.get(table, {}).get(key, key)

    def labels(self, table: str) -> list[str]:
        return list(self._labels.get(table, {}).values())


def name_of(row: Row, column: str, languages: tuple[str, ...]) -> str:
    """In the first of the languages that has one."""
    return next((str(text) for code in languages if (text := row.values.get(in_language(column, code)))), "")


def names_of(row: Row, column: str) -> list[str]:
    """In every language."""
    prefix = f"{column}:"
    return [str(text) for name, text in row.values.items() if name.startswith(prefix) and text]

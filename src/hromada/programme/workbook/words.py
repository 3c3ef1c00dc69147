"""Words of cells in every language of the interface: closed lists, yes and no, languages, heads, titles of sheets."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override, pgettext

from hromada.programme import labels
from hromada.programme.models import Appearance
from hromada.programme.workbook.tables import BY_NAME, EXPLANATION, LISTS, TABLES, Column, Table

_LANGUAGE_IN_HEAD = re.compile(r"(.+?)\s*\(([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\)", re.IGNORECASE)
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def choices(column: Column) -> dict[str, str]:
    """Words of a closed list in the active language, by value."""
    if column.choices is Appearance.State:
        return {str(value): str(word) for value, word in Appearance.State.choices}
    known: tuple[Mapping[Any, Promise], ...] = (
        labels.KINDS, labels.FORMATS, labels.ACCESSES, labels.PARTS, labels.PRESENCES,
    )  # fmt: skip
    named = next(one for one in known if column.choices is type(next(iter(one))))
    return {str(value): str(word) for value, word in named.items()}


def yes_no() -> dict[bool, str]:
    return {True: pgettext("workbook", "yes"), False: pgettext("workbook", "no")}


def head(column: Column, code: str = "") -> str:
    return f"{column.head} ({code})" if code else str(column.head)


def plain(word: str) -> str:
    """As words are compared: without regard to case and to white space around and between."""
    return " ".join(word.split()).casefold()


def _in_all_languages(said: Callable[[], Mapping[str, str]]) -> dict[str, str]:
    """Values by their words in any language; the word of one language never means what another says otherwise."""
    found: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {plain(word): value for value, word in said().items()}
    return found


@cache
def choices_by_word(column: Column) -> dict[str, str]:
    values = {value: value for value in choices(column)}
    return {plain(value.replace("_", " ")): value for value in values} | _in_all_languages(lambda: choices(column))


@cache
def yes_no_by_word() -> dict[str, bool]:
    found = _in_all_languages(lambda: {str(value): word for value, word in yes_no().items()})
    return {"x": True, "✓": True, "-": False, "–": False} | {word: value == "True" for word, value in found.items()}


@cache
def _languages_by_word() -> dict[str, str]:
    return _in_all_languages(lambda: {code: str(name) for code, name in labels.LANGUAGES.items()})


def language_code(word: str) -> str | None:
    """The code of a language that is given by name or code; None when it is neither."""
    if found := _languages_by_word().get(plain(word)):
        return found
    return word.strip() if _CODE.fullmatch(word.strip()) and len(word.strip()) <= 12 else None


@cache
def tables_by_title() -> dict[str, Table]:
    return {
        title: BY_NAME[name]
        for title, name in _in_all_languages(lambda: {table.name: str(table.title) for table in TABLES}).items()
    }


@cache
def titles_beside() -> frozenset[str]:
    """Sheets of ours that hold nothing to read."""
    return frozenset(_in_all_languages(lambda: {"explanation": str(EXPLANATION), "lists": str(LISTS)}))


@cache
def columns_by_head(table: Table) -> dict[str, Column]:
    by_name = {column.name: column for column in table.columns}
    heads = _in_all_languages(lambda: {name: str(column.head) for name, column in by_name.items()})
    return {word: by_name[name] for word, name in heads.items()}


def column_of(table: Table, text: str) -> tuple[Column, str] | None:
    """The column, and the language, that a head means; None when it means none of the table."""
    columns = columns_by_head(table)
    if found := _LANGUAGE_IN_HEAD.fullmatch(text.strip()):
        column = columns.get(plain(found[1]))
        if column is not None and column.by_language:
            return column, found[2]
    column = columns.get(plain(text))
    return (column, "") if column is not None and not column.by_language else None

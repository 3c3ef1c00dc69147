"""Plain rules of the network: dates as exact as they are known, what is searched, addresses, the order of names."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from datetime import date

from django.utils.text import slugify
from django.utils.translation import get_language

from hromada.kernel.folding import folded

_PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_UKRAINIAN_ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_RANK_OF_LETTER = {letter: chr(0x430 + rank) for rank, letter in enumerate(_UKRAINIAN_ALPHABET)} | {"’": "", "'": ""}
LONGEST_SLUG = 100
MOST_WORDS = 8


def is_partial_date(text: str) -> bool:
    """Whether ``text`` is a year, a month or a day that exists: 2023, 2023-02, 2023-02-23."""
    if not _PARTIAL_DATE.fullmatch(text):
        return False
    parts = [int(part) for part in text.split("-")]
    try:
        date(*parts, *([1] * (3 - len(parts))))
    except ValueError:
        return False
    return True


def searched_text(texts: Iterable[str]) -> str:
    """Every word that finds an organisation, folded, once, each with a space before it.

    People without umlauts on their keyboard type 'Muenster'; so both ways of writing are kept.
    """
    words: dict[str, None] = {}
    for text in texts:
        for way_of_writing in (text, text.translate(_DIGRAPHS)):
            words.update(dict.fromkeys(folded(way_of_writing).split()))
    return "".join(f" {word}" for word in words)


def searched_words(query: str) -> list[str]:
    """What is looked for, at most eight words: each must begin a word of what is found."""
    return folded(query).split()[:MOST_WORDS]


def free_slug(name: str, country: str, taken: Container[str]) -> str:
    """The name in an address: plain letters, with the country or a number only where the name is taken."""
    plain = slugify(folded(name.translate(_DIGRAPHS)))[:LONGEST_SLUG].strip("-") or "organisation"
    for slug in (plain, f"{plain}-{country.lower()}"):
        if slug not in taken:
            return slug
    number = 2
    while f"{plain}-{number}" in taken:
        number += 1
    return f"{plain}-{number}"


def order_of_name(name: str) -> str:
    """A key that sorts names as a reader expects: by the Ukrainian alphabet in Ukrainian, without accents elsewhere.

    A name that has no Ukrainian form comes after those that have one.
    """
    if get_language() == "uk":
        letters = name.casefold()
        foreign = "1" if letters and letters[0] not in _RANK_OF_LETTER else "0"
        return foreign + "".join(_RANK_OF_LETTER.get(letter, letter) for letter in letters)
    return folded(name)


def rearranged(row: Sequence[str], step: str) -> list[str]:
    """The row after one step: ``up:7``, ``down:7`` and ``out:7`` of one that stands in it, ``add:7`` at its end."""
    verb, _colon, one = step.partition(":")
    if verb == "add":
        return list(dict.fromkeys([*row, one]))
    row = list(row)
    if one not in row:
        return row
    at = row.index(one)
    row.remove(one)
    if verb in ("up", "down"):
        row.insert(max(at - 1, 0) if verb == "up" else at + 1, one)
    elif verb != "out":
        row.insert(at, one)
    return row


def next_step(row: Sequence[str], step: str) -> str:
    """What who works by keyboard would do next: move the same one on, back where it has come to the end, or else
    ``find`` another."""
    verb, _colon, one = step.partition(":")
    if verb not in ("up", "down") or one not in row or len(row) < 2:
        return "find"
    if one == row[0]:
        return f"down:{one}"
    return f"up:{one}" if one == row[-1] else step

"""Where fixed terms stand in a text, in whatever case and number the language has put them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hromada.kernel.localised import Localised

# Endings of German and Ukrainian change two letters of a word and add up to three.
_CHANGING, _ADDED, _SHORTEST_STEM = 2, 3, 4


@dataclass(frozen=True)
class Known:
    """A term as it is known: its word in each language, and what is to be said about it."""

    wording: Localised
    note: Localised


@dataclass(frozen=True)
class Place:
    start: int
    end: int
    written: str
    wanted: str
    term: Known


def occurring(text: str, source: str, target: str, terms: Iterable[Known]) -> list[Place]:
    """In the order of the text, of two at the same place the longer first; those without a word in ``target`` are
    left out."""
    found = [
        Place(match.start(), match.end(), match.group(), term.wording[target], term)
        for term in terms
        if source in term.wording and target in term.wording
        for match in _pattern(term.wording[source]).finditer(text)
    ]
    return sorted(found, key=lambda place: (place.start, -place.end))


def once_each(places: Sequence[Place]) -> list[Place]:
    """For showing: each term where it stands first."""
    return list({place.term: place for place in reversed(places)}.values())[::-1]


@lru_cache(maxsize=2000)
def _pattern(term: str) -> re.Pattern[str]:
    words = (_word(word) for word in term.split())
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)


def _word(word: str) -> str:
    stem = word[:-_CHANGING] if len(word) - _CHANGING >= _SHORTEST_STEM else word
    return rf"{re.escape(stem)}\w{{0,{_CHANGING + _ADDED}}}" if stem != word else rf"{re.escape(word)}\w{{0,{_ADDED}}}"

"""What a reader of a file did beside reading: every mending, every leaving-out, with its place and reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_PLACES_TOLD = 3
_LONGEST_VALUE_TOLD = 60


class Weight(StrEnum):
    MENDED = "mended"
    LEFT_OUT = "left out"
    NOT_KEPT = "not kept"


@dataclass(frozen=True)
class Note:
    """``places`` are lines or items of the file where ``sentence`` holds, in their order."""

    weight: Weight
    sentence: str
    places: tuple[str, ...]

    def __str__(self) -> str:
        told = ", ".join(self.places[:MOST_PLACES_TOLD])
        if (rest := len(self.places) - MOST_PLACES_TOLD) > 0:
            told += " " + ngettext("and %(count)d more", "and %(count)d more", rest) % {"count": rest}
        return f"{_in_words(self.weight)}: {self.sentence} ({told})"


@dataclass
class Notes:
    """Notes in the making: the same sentence is told once, with all its places."""

    _places: dict[tuple[Weight, str], list[str]] = field(default_factory=dict)

    def mended(self, place: str, sentence: str) -> None:
        self._places.setdefault((Weight.MENDED, sentence), []).append(place)

    def left_out(self, place: str, sentence: str) -> None:
        self._places.setdefault((Weight.LEFT_OUT, sentence), []).append(place)

    def not_kept(self, place: str, sentence: str) -> None:
        self._places.setdefault((Weight.NOT_KEPT, sentence), []).append(place)

    def unknown_field(self, place: str, name: str) -> None:
        self.not_kept(place, _("the field “%(name)s” has no place here.") % {"name": told(name)})

    def all(self) -> Iterator[Note]:
        for (weight, sentence), places in self._places.items():
            yield Note(weight, sentence, tuple(places))


def told(value: str) -> str:
    """A value from a file as a sentence may repeat it: one line, not long, printable."""
    clean = "".join(sign if sign.isprintable() else "\ufffd" for sign in " ".join(value.split()))
    return clean if len(clean) <= _LONGEST_VALUE_TOLD else clean[: _LONGEST_VALUE_TOLD - 1] + "…"


def _in_words(weight: Weight) -> str:
    match weight:
        case Weight.MENDED:
            return _("corrected")
        case Weight.LEFT_OUT:
            return _("left out")
        case Weight.NOT_KEPT:
            return _("not kept")

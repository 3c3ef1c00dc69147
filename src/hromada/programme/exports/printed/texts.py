"""Texts as Typst sets them: in characters that our fonts have, with the language when it is not the reader's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import pgettext

from hromada.kernel.localised import Localised
from hromada.programme.exports.printed.glyphs import drawable

# A text: {"text": …} and, when it is not in the document's language, "lang".
Spoken = dict[str, Any]


def spoken(text: Localised) -> Spoken | None:
    """The text for a reader of the active language; None when there is none."""
    shown = drawable(" ".join(text.text().split()))
    if not shown.strip():
        return None
    return {"text": shown} | _language(text)


def spoken_in(text: Localised, language: str) -> Spoken:
    """The text in a language that it has."""
    return {"text": drawable(" ".join(text[language].split())), "lang": language}


def paragraphs(text: Localised) -> Iterator[Spoken]:
    for line in drawable(text.text()).split("\n"):
        if line.strip():
            yield {"text": line.strip()} | _language(text)


def _language(text: Localised) -> Spoken:
    return {"lang": text.language()} if text.is_fallback() else {}


def long_date(day: date) -> str:
    """'14 November 2023'."""
    return date_format(day, pgettext("date format: day, month, year", "j F Y"))


def date_range(first: date, last: date) -> str:
    """'13–15 November 2023', as far as the days share month and year."""
    if first >= last:
        return long_date(first)
    if (first.year, first.month) == (last.year, last.month):
        start = date_format(first, pgettext("date format: first day of a range within a month", "j"))
        return f"{start}–{long_date(last)}"
    return f"{long_date(first)} – {long_date(last)}"

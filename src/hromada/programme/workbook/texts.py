"""Text as a cell can hold it: both sides of a comparison have gone through here, so that only words count."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from hromada.programme.exports.clean import clean_text

# What a cell of Excel holds, in units of UTF-16.
LONGEST_TEXT = 32_767
_BREAKS = re.compile(r"[\n\t]+")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def line(text: str) -> str:
    """In one line; no-break spaces stay."""
    return fitting(_BREAKS.sub(" ", clean_text(text)).strip())


def paragraphs(text: str) -> str:
    return fitting(clean_text(text).strip())


def fitting(text: str) -> str:
    """As much of the text as a cell can hold."""
    if len(text) * 2 <= LONGEST_TEXT or units(text) <= LONGEST_TEXT:
        return text
    return text.encode("utf-16-le")[: LONGEST_TEXT * 2].decode("utf-16-le", "ignore").strip()


def units(text: str) -> int:
    return len(text) + sum(sign > "\uffff" for sign in text)


def is_dangerous(text: str) -> bool:
    """A spreadsheet would take it for a formula, or a program that is fed with the sheet would."""
    return text.startswith(_DANGEROUS)


def escaped(text: str) -> str:
    """What would be read as an escaped sign (``_x0041_``) is escaped itself."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def on_the_clocks(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """At the place of the conference, to the second."""
    return None if moment is None else moment.astimezone(zone).replace(tzinfo=None, microsecond=0)

"""From a cell to a value, or to the sentence that says why it is none."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from hromada.programme.importing.notes import told
from hromada.programme.workbook import texts, words
from hromada.programme.workbook.book import Value
from hromada.programme.workbook.cells import Broken, Cell, Formula, moment
from hromada.programme.workbook.tables import Column, Sort

EARLIEST_YEAR, LATEST_YEAR = 1970, 2200
_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::(\d{2}))?")
_DAY_AND_CLOCK = re.compile(r"(.+?)[,T\s]+(\S+)")
_SEPARATORS = re.compile(r"[,;\n]")
_is_web_address = URLValidator(schemes=["http", "https"])


class Wrong(Exception):  # noqa: N818  # it is the cell that is wrong, not the program
    """``sentence`` tells what is wrong with the cell and what it should hold."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Mention(str):
    """What a cell calls a row of another sheet; which one that is, is known when all sheets are read."""

    __slots__ = ()


# A time of day as the time since midnight, or a whole moment on the clocks of the place.
Clock = timedelta | datetime


def shown(cell: Cell) -> str:
    """The cell's content as a sentence repeats it."""
    if isinstance(cell, Broken):
        return told(cell.shown)
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return told(str(cell))


def refuse_computed(cell: Cell) -> None:
    if isinstance(cell, Formula):
        raise Wrong(_("here is a formula; please write what it gives (copy, then “paste values only”)."))
    if isinstance(cell, Broken):
        raise Wrong(_("“%(found)s” is an error of Excel.") % {"found": told(cell.shown)})


def value_of(column: Column, cell: Cell | None) -> Value | Mention | tuple[Mention, ...] | Clock:
    """Raises Wrong. A blank cell is a value too."""
    if cell is not None:
        refuse_computed(cell)
    if isinstance(cell, str) and not cell.strip():
        cell = None
    match column.sort:
        case Sort.DAY:
            return None if cell is None else day(cell)
        case Sort.CLOCK:
            return None if cell is None else clock(cell)
        case Sort.NUMBER:
            return column.blank if cell is None else whole_number(cell, column.most)
        case Sort.YES_NO:
            return cell is not None and yes_or_no(cell)
        case _:
            return _from_text(column, "" if cell is None else text(cell))


def _from_text(column: Column, said: str) -> Value | Mention | tuple[Mention, ...]:
    match column.sort:
        case Sort.CHOICE:
            return choice(column, said)
        case Sort.LANGUAGES:
            return tuple(language(word) for word in _SEPARATORS.split(said) if word.strip())
        case Sort.LANGUAGE:
            return language(said) if said.strip() else None
        case Sort.REFERENCE:
            return Mention(texts.line(said)) if said.strip() else None
        case Sort.REFERENCES:
            return tuple(Mention(word.strip()) for word in re.split(r"[;\n]", said) if word.strip())
        case Sort.ADDRESS:
            return web_address(said, column.most) if said.strip() else None
        case Sort.UID:
            return uid(said) if said.strip() else None
        case Sort.TEXT:
            return texts.paragraphs(said) or None
        case _:
            return _fitting(texts.line(said), column.most) or None


def text(cell: Cell) -> str:
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise Wrong(_("“%(found)s” is a date, a time or a yes here; please format the cell as text and write it anew.")
                    % {"found": shown(cell)})  # fmt: skip
    return cell if isinstance(cell, str) else str(cell)


def whole_number(cell: Cell, most: int) -> int:
    found = cell.strip() if isinstance(cell, str) else cell
    if isinstance(found, str) and found.isascii() and found.isdecimal() and len(found) <= 12:
        found = int(found)
    if isinstance(found, bool) or not isinstance(found, int):
        raise Wrong(_("“%(found)s” is not a whole number.") % {"found": shown(cell)})
    if not 0 <= found <= most:
        raise Wrong(_("%(found)s is not between 0 and %(most)s.") % {"found": told(str(found)), "most": most})
    return found


def yes_or_no(cell: Cell) -> bool:
    if isinstance(cell, bool) or cell in (0, 1):
        return bool(cell)
    found = words.yes_no_by_word().get(words.plain(cell)) if isinstance(cell, str) else None
    if found is None:
        raise Wrong(
            _("“%(found)s” is neither %(yes)s nor %(no)s.")
            % {"found": shown(cell), "yes": words.yes_no()[True], "no": words.yes_no()[False]}
        )
    return found


def choice(column: Column, said: str) -> str | None:
    if not said.strip():
        return None
    found = words.choices_by_word(column).get(words.plain(said))
    if found is None:
        raise Wrong(
            _("“%(found)s” is not in the list: %(known)s.")
            % {"found": told(said), "known": ", ".join(words.choices(column).values())}
        )
    return found


def language(word: str) -> str:
    code = words.language_code(word)
    if code is None:
        raise Wrong(
            _("“%(found)s” is no language that is known; please write its name or its code, as “de”.")
            % {"found": told(word)}
        )
    return code


def day(cell: Cell) -> date:
    found: date | None = None
    if isinstance(cell, datetime):
        found = cell.date()
    elif isinstance(cell, date):
        found = cell
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and cell >= 1:
        counted = moment(cell)
        found = counted.date() if isinstance(counted, datetime) else None
    elif isinstance(cell, str):
        found = day_in(cell.strip())
    if found is None or not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise Wrong(_("“%(found)s” is not a day such as 13.05.2027.") % {"found": shown(cell)})
    return found


def day_in(said: str) -> date | None:
    """``13.05.2027`` or ``2027-05-13``."""
    if parts := _DAY.fullmatch(said):
        year, month, number = int(parts[3]), int(parts[2]), int(parts[1])
    elif parts := _ISO_DAY.fullmatch(said):
        year, month, number = int(parts[1]), int(parts[2]), int(parts[3])
    else:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None


def day_of_title(title: str) -> date | None:
    """The day that a sheet is named after, as ``We 12.05.2027``."""
    found = _DAY.search(title) or _ISO_DAY.search(title)
    return day_in(found[0]) if found else None


def clock(cell: Cell) -> Clock:
    found: Clock | None = None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        counted = moment(cell)
        cell = cell if counted is None else counted
    if isinstance(cell, datetime):
        # A whole day and no date: 24:00.
        found = timedelta(days=1) if cell.year < 1901 and cell.time() == time() else cell
    elif isinstance(cell, time):
        found = timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    elif isinstance(cell, str):
        found = _clock_in(cell.strip())
    if found is None or (isinstance(found, datetime) and not EARLIEST_YEAR <= found.year <= LATEST_YEAR):
        raise Wrong(_("“%(found)s” is not a time such as 9:30.") % {"found": shown(cell)})
    return found


def _clock_in(said: str) -> Clock | None:
    if parts := _CLOCK.fullmatch(said):
        hours, minutes, seconds = int(parts[1]), int(parts[2]), int(parts[3] or 0)
        found = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return found if minutes < 60 and seconds < 60 and found <= timedelta(days=1) else None
    if (parts := _DAY_AND_CLOCK.fullmatch(said)) and (on := day_in(parts[1])):
        at = _clock_in(parts[2])
        return datetime.combine(on, time()) + at if isinstance(at, timedelta) else None
    return None


def refuse_hour_that_never_is(local: datetime, zone: ZoneInfo) -> None:
    """Of the night in which clocks are put forward."""
    there = local.replace(tzinfo=zone)
    if there.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
        raise Wrong(_("%(time)s is skipped on that day: clocks are put forward.") % {"time": f"{local:%H:%M}"})


def web_address(said: str, most: int) -> str:
    found = _fitting(texts.line(said), most)
    try:
        _is_web_address(found)
        parts = urlsplit(found)
    except (ValidationError, ValueError):
        parts = None
    if parts is None or not parts.netloc:
        raise Wrong(_("“%(found)s” is no address of the web such as https://example.org/.") % {"found": told(said)})
    return found


def uid(said: str) -> str:
    try:
        return str(UUID(said.strip()))
    except ValueError as error:
        raise Wrong(_("“%(found)s” is no UID.") % {"found": told(said)}) from error


def _fitting(said: str, most: int) -> str:
    if len(said) > most:
        raise Wrong(_("the text has %(count)d characters; at most %(most)d fit.") % {"count": len(said), "most": most})
    return said

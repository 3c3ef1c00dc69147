"""The sheet that explains the others."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from hromada.programme.workbook.tables import APPEARANCES, CONFERENCE, PEOPLE, SESSIONS


def explanation(zone: ZoneInfo) -> Iterator[tuple[str, str, str]]:
    """Style of the first cell, first cell, second cell."""
    yield "hromada title", _("How this workbook works"), ""
    for term, text in _terms(zone):
        yield "hromada term", term, text


def _terms(zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    yield (
        _("A sheet a day"),
        _("Sessions stand on the sheet of their day in the order of time; those without a time on “%(sheet)s”.")
        % {"sheet": SESSIONS.title},
    )
    yield (
        _("Times"),
        _("They are those of the clocks at the place of the conference (%(zone)s). To move a session to another day, "
          "change its day; it need not change the sheet.") % {"zone": zone},
    )  # fmt: skip
    yield (
        _("Languages"),
        _("A text has a column for each language. Yellow cells show where one is missing."),
    )
    yield (
        _("People"),
        _("“%(people)s” has a row for each person in each session. A new person is simply written there by name; "
          "“%(names)s” has their names in all languages.")
        % {"people": APPEARANCES.title, "names": PEOPLE.title},
    )  # fmt: skip
    yield (
        _("New rows"),
        _("Write below the last row, or copy a row and empty its key. Hromada gives keys when the file is imported."),
    )
    yield (
        _("Deleted rows"),
        _("The preview lists them as missing. They are removed only if you choose so when you import."),
    )
    yield (
        _("Keys"),
        _("The grey column finds the row again. What stands in square brackets behind a name is a key too, and counts "
          "more than the name."),
    )  # fmt: skip
    yield (
        _("What may be changed"),
        _("Rows may be sorted, filtered and hidden, columns moved or left out, sheets of your own added. Heads and "
          "words of lists are understood in German, Ukrainian and English."),
    )  # fmt: skip
    yield (
        _("What is not read"),
        _("Formulas, merged cells, and columns or sheets that Hromada does not know. “%(sheet)s” is only read when a "
          "conference is made anew.") % {"sheet": CONFERENCE.title},
    )  # fmt: skip
    yield (
        _("When something is wrong"),
        _("Nothing is written. You get a copy of the file in which every cell in question is red, with a note that "
          "says why."),
    )  # fmt: skip

"""The conference that a workbook makes anew."""

from __future__ import annotations

from datetime import date
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from hromada.kernel.localised import Localised
from hromada.kernel.refusal import Refusal
from hromada.programme.importing.notes import told
from hromada.programme.models import Edition
from hromada.programme.workbook.book import Row, texts
from hromada.programme.workbook.reading import FileBook
from hromada.programme.workbook.tables import CONFERENCE

_TEXTS = ("name", "motto", "city")


def edition_of(file: FileBook, slug: str) -> Edition:
    """Not saved yet. What is wrong with its row is added to the faults of the file."""
    rows = file.book.rows(CONFERENCE.name)
    if len(rows) != 1:
        raise Refusal(
            "no_conference",
            _("To make a conference anew, the workbook needs the sheet “%(sheet)s” with exactly one row.")
            % {"sheet": CONFERENCE.title},
        )
    row = rows[0]
    _check(row, file)
    starts_on, ends_on = row.values.get("starts_on"), row.values.get("ends_on")
    languages = row.values.get("languages")
    return Edition(
        slug=slug,
        starts_on=starts_on if isinstance(starts_on, date) else date.min,
        ends_on=ends_on if isinstance(ends_on, date) else date.max,
        time_zone=file.book.zone.key,
        languages=list(languages) if isinstance(languages, tuple) and languages else list(file.book.languages),
        **{name: Localised(texts(row.values, name)) for name in _TEXTS},
    )


def _check(row: Row, file: FileBook) -> None:
    def fault(name: str, sentence: str) -> None:
        if name not in row.wrong:
            file.faults.add(row.sheet, row.cell(name), sentence)

    if not texts(row.values, "name"):
        fault("name", _("it needs a text in at least one language."))
    first, last = row.values.get("starts_on"), row.values.get("ends_on")
    for name, day in (("starts_on", first), ("ends_on", last)):
        if day is None:
            fault(name, _("this must not be blank in a new row."))
    if isinstance(first, date) and isinstance(last, date) and last < first:
        fault("ends_on", _("the last day lies before the first."))
    zone = row.values.get("time_zone")
    if zone and zone not in available_timezones():
        fault("time_zone", _("“%(zone)s” is no time zone that is known.") % {"zone": told(str(zone))})

"""Times and days as people read them: the conference's clock, 24 hours, in the active language."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from hromada.programme.snapshot import EditionFacts


def clock(instant: datetime, edition: EditionFacts) -> str:
    return instant.astimezone(edition.zone).strftime("%H:%M")


def span(starts: datetime, ends: datetime, edition: EditionFacts) -> str:
    """'09:00–10:30'; an end on another day names that day."""
    local_start, local_end = starts.astimezone(edition.zone), ends.astimezone(edition.zone)
    if local_start.date() == local_end.date():
        return f"{local_start:%H:%M}–{local_end:%H:%M}"
    return f"{local_start:%H:%M} – {short_day(local_end.date())}, {local_end:%H:%M}"


def long_day(day: date) -> str:
    """'Tuesday, 14 November 2023'."""
    return date_format(day, pgettext("date format: weekday, day, month, year", "l, j F Y"))


def short_day(day: date) -> str:
    """'Tue, 14 Nov'."""
    return date_format(day, pgettext("date format: short weekday, day, short month", "D, j M"))


def brief_day(day: date) -> str:
    """'Tue 14'."""
    return date_format(day, pgettext("date format: short weekday, day", "D j"))


def day_and_time(instant: datetime, edition: EditionFacts) -> str:
    """'14 November 2023, 10:42'."""
    local = instant.astimezone(edition.zone)
    return f"{date_format(local, pgettext('date format: day, month, year', 'j F Y'))}, {local:%H:%M}"


def length(starts: datetime, ends: datetime) -> str:
    """'1 h 30 min', '45 min'."""
    hours, minutes = divmod(int((ends - starts).total_seconds() // 60), 60)
    parts = {"hours": hours, "minutes": minutes}
    if not hours:
        return gettext("%(minutes)d min") % parts
    return gettext("%(hours)d h %(minutes)d min") % parts if minutes else gettext("%(hours)d h") % parts


def day_of(instant: datetime, edition: EditionFacts) -> date:
    """The day on which something that begins then is listed: the date at the place of the conference."""
    return instant.astimezone(edition.zone).date()

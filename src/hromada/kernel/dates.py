"""Days and hours as people write them in each language."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def days(first: date, last: date) -> str:
    """One day or several, saying month and year once where they are the same: '13–15 November 2023'."""
    if first == last:
        return date_format(first, "DATE_FORMAT")
    if (first.year, first.month) == (last.year, last.month):
        # Translators: days of one month; German "13.–15. November 2023".
        return pgettext("days of one month", "%(first)s–%(last)s") % {
            "first": first.day,
            "last": date_format(last, "DATE_FORMAT"),
        }
    return _("%(first)s to %(last)s") % {
        "first": date_format(first, "DATE_FORMAT" if first.year != last.year else "MONTH_DAY_FORMAT"),
        "last": date_format(last, "DATE_FORMAT"),
    }


def hours(starts: datetime, ends: datetime, zone: ZoneInfo) -> str:
    """'10:00–11:30' on the clocks of ``zone``."""
    return f"{starts.astimezone(zone):%H:%M}–{ends.astimezone(zone):%H:%M}"

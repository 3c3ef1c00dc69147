"""What schedule.xml and schedule.json have in common: an event as named texts, in the dialects of two decades."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from hromada.programme.importing import values
from hromada.programme.importing.notes import Notes, told
from hromada.programme.importing.raw import RawItem, RawLink, RawPerson

CARRIES = frozenset(
    ("kind", "title", "abstract", "note", "starts", "ends", "room", "topics", "floor", "appearances", "materials")
)
KNOWN = frozenset(
    (
        "id", "guid", "code", "date", "start", "end", "duration", "room", "slug", "url", "title", "subtitle", "track",
        "type", "language", "abstract", "description", "persons", "links", "attachments",
    )
)  # fmt: skip


def item(
    place: str, event: Mapping[str, Any], room: str, of_day: tuple[date | None, timedelta], notes: Notes
) -> RawItem:
    """``of_day``: the day in whose element it stands, and the hour at which that day begins."""
    for name, value in event.items():
        if name not in KNOWN and value not in ("", None, [], {}, False):
            notes.unknown_field(place, name)
    starts = _starts(place, event, of_day, notes)
    ends = values.moment(text(event.get("end")))
    duration = values.length(text(event.get("duration")))
    if ends is None and starts is not None and duration is not None:
        ends = starts + duration
    return RawItem(
        place=place,
        uid=text(event.get("guid")) or text(event.get("code")) or text(event.get("id")),
        slug=text(event.get("slug")),
        address=text(event.get("url")),
        title=text(event.get("title")),
        subtitle=text(event.get("subtitle")),
        abstract=text(event.get("abstract")),
        description=text(event.get("description")),
        starts=starts,
        ends=ends,
        room=text(event.get("room")) or room,
        track=text(event.get("track")),
        kind=text(event.get("type")),
        language=text(event.get("language")),
        persons=[person(one) for one in several(event.get("persons"))],
        links=list(_links(event.get("links"))),
        attachments=list(_links(event.get("attachments"))),
    )


def _starts(
    place: str, event: Mapping[str, Any], of_day: tuple[date | None, timedelta], notes: Notes
) -> datetime | None:
    if whole := values.moment(text(event.get("date"))):
        return whole
    first, change = of_day
    time = values.clock(text(event.get("start")))
    if first is None or time is None:
        return None
    notes.mended(place, _("it names only the hour; the day is that of its <day>."))
    # Before the hour at which the day changes it is still the night of the day before.
    night = timedelta(days=1) if time < change else timedelta()
    return datetime(first.year, first.month, first.day) + night + time  # noqa: DTZ001  # on the clocks of the place


def person(value: Any) -> RawPerson:
    if not isinstance(value, Mapping):
        return RawPerson(text(value))
    name = next((found for key in ("public_name", "name", "full_public_name") if (found := text(value.get(key)))), "")
    return RawPerson(
        name,
        part=text(value.get("role")),
        confirmed=value.get("confirmed") is not False,
        biography=text(value.get("biography")),
    )


def _links(value: Any) -> Iterable[RawLink]:
    for one in several(value):
        if isinstance(one, Mapping):
            address = next((found for key in ("url", "href", "link") if (found := text(one.get(key)))), "")
            yield RawLink(text(one.get("title")) or text(one.get("text")), address)
        else:
            yield RawLink("", text(one))


def several(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def text(value: Any) -> str:
    """A value as text; one in several languages in the first that has any."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        found = (value.get(code) for code in ("de", "uk", "en", *value))
        return next((one for one in found if isinstance(one, str) and one), "")
    return "" if value is None or isinstance(value, bool | list) else str(value)


def change_of_day(start: str) -> timedelta:
    """From the moment at which a day begins, its hour; a night until 9:00 belongs to the day before."""
    began = values.moment(start)
    hours = timedelta(hours=began.hour, minutes=began.minute) if began else timedelta()
    return hours if hours <= timedelta(hours=9) else timedelta(hours=4)


def place_of(number: int, title: str) -> str:
    return _("item %(number)d, “%(title)s”") % {"number": number, "title": told(title)}

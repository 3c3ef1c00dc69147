"""xCal as pentabarf and pretalx write it: iCalendar in XML."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from lxml import etree

from hromada.programme.importing.notes import Notes
from hromada.programme.importing.raw import RawItem, RawPerson, RawSchedule
from hromada.programme.importing.reading.xml_tree import text_of

CARRIES = frozenset(("kind", "title", "abstract", "note", "starts", "ends", "room", "floor", "appearances"))
_KNOWN = frozenset(
    (
        "uid", "title", "subtitle", "language", "language-code", "dtstart", "dtend", "duration", "summary",
        "description", "category", "location", "attendee", "event-id", "event-slug", "url",
    )
)  # fmt: skip


def read(root: etree._Element, notes: Notes) -> RawSchedule:
    raw = RawSchedule(form="xCal", carries=CARRIES)
    raw.title = next((text_of(one).strip() for one in root.iter() if _name(one) == "x-wr-calname"), "")
    for event in (one for one in root.iter() if _name(one) == "vevent"):
        raw.found += 1
        place = _("line %(line)d") % {"line": event.sourceline or 0}
        texts: dict[str, str] = {}
        for child in event:
            if text := text_of(child).strip():
                texts.setdefault(_name(child), text)
                if _name(child) not in _KNOWN:
                    notes.unknown_field(place, _name(child))
        raw.items.append(
            RawItem(
                place=place,
                uid=texts.get("uid", ""),
                title=texts.get("summary") or texts.get("title", ""),
                subtitle=texts.get("subtitle", ""),
                description=texts.get("description", ""),
                starts=calendar_moment(texts.get("dtstart", "")),
                ends=calendar_moment(texts.get("dtend", "")),
                room=texts.get("location", ""),
                kind=texts.get("category", ""),
                language=texts.get("language-code") or texts.get("language", ""),
                persons=[RawPerson(text_of(one)) for one in event if _name(one) == "attendee"],
            )
        )
    return raw


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def calendar_moment(text: str) -> datetime | None:
    """``20210402T100000`` on the clocks of the place, or with Z in UTC; a day alone is no time."""
    text = text.strip()
    try:
        form = "%Y%m%dT%H%M%S%z" if text.endswith("Z") else "%Y%m%dT%H%M%S"
        found = datetime.strptime(text, form)  # noqa: DTZ007  # the clocks of the place are set later
    except ValueError:
        return None
    return found if 1970 <= found.year <= 2200 else None

"""iCalendar, also as those write it who never read RFC 5545: read line by line, so that one bad line stays one."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from hromada.kernel.refusal import Refusal
from hromada.programme.importing import values
from hromada.programme.importing.notes import Notes
from hromada.programme.importing.raw import RawItem, RawSchedule
from hromada.programme.importing.reading.xcal import calendar_moment

CARRIES = frozenset(("title", "abstract", "starts", "ends", "room"))
_MOST_LINES = 200_000
# Name and parameters of a line; what a pattern looks through is bounded.
_LONGEST_HEAD = 4_000
_LINE = re.compile(r"([A-Za-z][A-Za-z0-9-]*)((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(.*)", re.DOTALL)
_ESCAPE = re.compile(r"\\([\\;,nN])")
_KNOWN = frozenset(
    (
        "UID", "DTSTART", "DTEND", "DURATION", "SUMMARY", "DESCRIPTION", "LOCATION", "DTSTAMP", "URL",
        "SEQUENCE", "STATUS", "LAST-MODIFIED", "CREATED",
    )
)  # fmt: skip

_Property = tuple[str, str, str]


def read(content: bytes, notes: Notes) -> RawSchedule:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refusal("encoding", _("The file is not written in UTF-8: line %(line)d.") % {"line": line}) from error
    raw = RawSchedule(form="iCalendar", carries=CARRIES)
    event: dict[str, _Property] | None = None
    began = last = 0
    inside: list[str] = []
    for number, name, parameters, value in _lines(text, notes):
        last = number
        if name == "BEGIN":
            inside.append(value.strip().upper())
            if inside[-1] == "VEVENT":
                raw.found += 1
                event, began = {}, number
        elif name == "END":
            if event is not None and value.strip().upper() == "VEVENT":
                _add(raw, event, began, notes)
                event = None
            if inside:
                inside.pop()
        elif event is not None and inside[-1:] == ["VEVENT"]:
            event.setdefault(name, (name, parameters, value))
            if name not in _KNOWN:
                notes.unknown_field(_at(number), name)
        elif name == "X-WR-CALNAME":
            raw.title = _plain(value)
        elif name in ("X-WR-TIMEZONE", "TZID") and value.strip() in available_timezones():
            raw.zone = raw.zone or value.strip()
    if inside:
        raise Refusal(
            "truncated",
            _("The calendar breaks off: %(name)s is not closed (line %(line)d).")
            % {"name": inside[-1][:40], "line": last},
        )
    return raw


def _lines(text: str, notes: Notes) -> list[tuple[int, str, str, str]]:
    """Number, name, parameters and value of each line, folded ones put together."""
    split = text.split("\n")
    if len(split) > _MOST_LINES:
        raise Refusal("too_large", _("The file has more lines than any schedule needs."))
    unfolded: list[tuple[int, list[str]]] = []
    for number, line in enumerate((one.removesuffix("\r") for one in split), 1):
        if line[:1] in (" ", "\t") and unfolded:
            unfolded[-1][1].append(line[1:])
        elif line.strip():
            unfolded.append((number, [line]))
    found = []
    for number, parts in unfolded:
        whole = "".join(parts)
        if match := _LINE.fullmatch(whole[:_LONGEST_HEAD]):
            found.append((number, match[1].upper(), match[2], match[3] + whole[_LONGEST_HEAD:]))
        else:
            notes.left_out(_at(number), _("a line that is none of a calendar."))
    return found


def _add(raw: RawSchedule, event: dict[str, _Property], began: int, notes: Notes) -> None:
    place = _at(began)
    if _value(event, "STATUS").upper() == "CANCELLED":
        notes.left_out(place, _("it is cancelled."))
        return
    starts = _moment(event.get("DTSTART"))
    ends = _moment(event.get("DTEND"))
    if ends is None and starts is not None and (duration := values.length(_value(event, "DURATION"))):
        ends = starts + duration
    if "TZID" in event.get("DTSTART", ("", "", ""))[1] and not raw.zone and starts and starts.tzinfo:
        raw.zone = str(starts.tzinfo)
    raw.items.append(
        RawItem(
            place=place,
            uid=_value(event, "UID"),
            title=_value(event, "SUMMARY"),
            description=_value(event, "DESCRIPTION"),
            starts=starts,
            ends=ends,
            room=_value(event, "LOCATION"),
        )
    )


def _moment(given: _Property | None) -> datetime | None:
    if given is None:
        return None
    found = calendar_moment(given[2])
    zone = re.search(r";TZID=\"?([^\";:]+)", given[1])
    if found and found.tzinfo is None and zone and zone[1] in available_timezones():
        return found.replace(tzinfo=ZoneInfo(zone[1]))
    return found


def _value(event: dict[str, _Property], name: str) -> str:
    return _plain(event.get(name, ("", "", ""))[2])


def _plain(value: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def _at(number: int) -> str:
    return _("line %(line)d") % {"line": number}

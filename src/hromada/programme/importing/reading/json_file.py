"""schedule.json, and what the API of pretalx gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from hromada.kernel.refusal import Refusal
from hromada.programme.importing import values
from hromada.programme.importing.notes import Notes
from hromada.programme.importing.raw import RawItem, RawSchedule
from hromada.programme.importing.reading import frab

_MOST_CONTAINERS = 300_000
_MOST_VALUES = 1_500_000
_OF_CONFERENCE = frozenset(
    (
        "acronym", "title", "description", "start", "end", "daysCount", "timeslot_duration", "time_zone_name", "colors",
        "url", "tracks", "rooms", "days",
    )
)  # fmt: skip
_OF_SUBMISSION = frozenset(
    (
        "code", "title", "speakers", "submission_type", "state", "description", "abstract", "duration",
        "content_locale", "slots", "slot", "track",
    )
)  # fmt: skip


def read(content: bytes, notes: Notes) -> RawSchedule:
    tree = _tree(content)
    schedule = tree.get("schedule") if isinstance(tree, Mapping) else None
    conference = schedule.get("conference") if isinstance(schedule, Mapping) else None
    if isinstance(conference, Mapping) and isinstance(schedule, Mapping):
        generator = tree.get("generator")
        return _frab(
            conference,
            frab.text(schedule.get("base_url")),
            isinstance(generator, Mapping) and generator.get("name") == "Hromada",
            notes,
        )
    return _pretalx(tree, notes)


def _tree(content: bytes) -> Any:
    if content.count(b"{") + content.count(b"[") > _MOST_CONTAINERS or content.count(b",") > _MOST_VALUES:
        raise Refusal("too_large", _("The file has more lists and values than any schedule needs."))
    try:
        return msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf").rstrip(b"\0"))
    except RecursionError as error:
        raise Refusal("too_deep", _("The JSON is nested deeper than any schedule.")) from error
    except UnicodeDecodeError as error:
        raise Refusal("encoding", _("The file is not written in UTF-8.")) from error
    except msgspec.DecodeError as error:
        at = re.search(r"byte (\d+)", str(error))
        line = content.count(b"\n", 0, int(at[1])) + 1 if at else content.count(b"\n") + 1
        raise Refusal(
            "broken_json", _("The JSON breaks off or is broken in line %(line)d.") % {"line": line}
        ) from error


def _frab(conference: Mapping[str, Any], address: str, ours: bool, notes: Notes) -> RawSchedule:
    for name, value in conference.items():
        if name not in _OF_CONFERENCE and value not in ("", None, [], {}):
            notes.unknown_field("conference", name)
    colours = conference.get("colors")
    raw = RawSchedule(
        form="schedule.json",
        carries=frab.CARRIES,
        title=frab.text(conference.get("title")),
        acronym=frab.text(conference.get("acronym")),
        description=frab.text(conference.get("description")),
        first_day=values.day(frab.text(conference.get("start"))),
        last_day=values.day(frab.text(conference.get("end"))),
        zone=frab.text(conference.get("time_zone_name")),
        address=address,
        colour=frab.text(colours.get("primary")) if isinstance(colours, Mapping) else "",
        ours=ours,
        tracks=[
            (frab.text(one.get("name")), frab.text(one.get("slug")))
            if isinstance(one, Mapping)
            else (frab.text(one), "")
            for one in frab.several(conference.get("tracks"))
        ],
        capacities=dict(_capacities(conference.get("rooms"))),
    )
    for day in frab.several(conference.get("days")):
        if isinstance(day, Mapping):
            _day(day, raw, notes)
    return raw


def _day(day: Mapping[str, Any], raw: RawSchedule, notes: Notes) -> None:
    of_day = values.day(frab.text(day.get("date"))), frab.change_of_day(frab.text(day.get("day_start")))
    rooms = day.get("rooms")
    for room, events in rooms.items() if isinstance(rooms, Mapping) else ():
        for event in frab.several(events):
            raw.found += 1
            if isinstance(event, Mapping):
                place = frab.place_of(raw.found, frab.text(event.get("title")))
                raw.items.append(frab.item(place, event, room, of_day, notes))
            else:
                notes.left_out(frab.place_of(raw.found, ""), _("it is no event, but a bare value."))


def _capacities(rooms: Any) -> Iterator[tuple[str, int]]:
    for one in frab.several(rooms):
        if isinstance(one, Mapping):
            capacity = one.get("capacity")
            if isinstance(capacity, int) and 0 < capacity < 2**31 and (name := frab.text(one.get("name"))):
                yield name, capacity


def _pretalx(tree: Any, notes: Notes) -> RawSchedule:
    """Submissions wherever they stand: a page of results, a list, or days with their hours."""
    raw = RawSchedule(form="pretalx API", carries=frab.CARRIES - {"topics", "note", "materials"})
    for submission in _submissions(tree, 8):
        slots = [one for one in frab.several(submission.get("slots")) if isinstance(one, Mapping)]
        if not slots and isinstance(submission.get("slot"), Mapping):
            slots = [submission["slot"]]
        place = frab.place_of(raw.found + 1, frab.text(submission.get("title")))
        for name, value in submission.items():
            if name not in _OF_SUBMISSION and value not in ("", None, [], {}, False):
                notes.unknown_field(place, name)
        if not slots:
            raw.found += 1
            notes.left_out(place, _("it has no place in the schedule."))
        for slot in slots:
            raw.found += 1
            raw.items.append(_item(place, submission, slot, raw))
    if not raw.found:
        raise Refusal("not_a_schedule", _("This is JSON, but no schedule: no event is found in it."))
    return raw


def _submissions(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping) and "title" in value and ("slots" in value or "slot" in value):
        yield value
    elif depth and isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _submissions(one, depth - 1)


def _item(place: str, submission: Mapping[str, Any], slot: Mapping[str, Any], raw: RawSchedule) -> RawItem:
    room = slot.get("room")
    room_name = frab.text(room.get("name") if isinstance(room, Mapping) else room)
    if isinstance(room, Mapping):
        raw.capacities.update(_capacities([{"name": room_name, "capacity": room.get("capacity")}]))
    kind = submission.get("submission_type")
    several = len(frab.several(submission.get("slots"))) > 1
    code = frab.text(submission.get("code"))
    return RawItem(
        place=place,
        uid=f"{code}/{frab.text(slot.get('id'))}" if several else code,
        slug="",
        title=frab.text(submission.get("title")),
        abstract=frab.text(submission.get("abstract")),
        description=frab.text(submission.get("description")),
        starts=values.moment(frab.text(slot.get("start"))),
        ends=values.moment(frab.text(slot.get("end"))),
        room=room_name,
        track=frab.text(submission.get("track")),
        kind=frab.text(kind.get("name") if isinstance(kind, Mapping) else kind),
        language=frab.text(submission.get("content_locale")),
        persons=[frab.person(one) for one in frab.several(submission.get("speakers"))],
    )

"""schedule.xml of pentabarf, frab, pretalx and their kin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from hromada.kernel.refusal import Refusal
from hromada.programme.importing import values
from hromada.programme.importing.notes import Notes
from hromada.programme.importing.raw import RawSchedule
from hromada.programme.importing.reading import frab
from hromada.programme.importing.reading.xml_tree import text_of

_OF_CONFERENCE = frozenset(
    (
        "acronym", "title", "start", "end", "days", "timeslot_duration", "base_url", "url", "time_zone_name", "color",
        "track", "day_change",
    )
)  # fmt: skip


def read(root: etree._Element, notes: Notes) -> RawSchedule:
    if (
        next(root.iter("event"), None) is None
        and (other := next(root.iter("entry", "talk", "session"), None)) is not None
    ):
        raise Refusal(
            "unknown_dialect",
            _("This schedule is of another kind: line %(line)d holds “%(name)s” where “event” is expected.")
            % {"line": other.sourceline or 1, "name": str(other.tag)},
        )
    raw = _conference(root, notes)
    for day in root.iter("day"):
        of_day = values.day(day.get("date", "")), frab.change_of_day(day.get("start", ""))
        for event in day.iter("event"):
            raw.found += 1
            around = event.getparent()
            room = around.get("name", "") if around is not None and around.tag == "room" else ""
            place = _("line %(line)d") % {"line": event.sourceline or 0}
            raw.items.append(frab.item(place, _event(event), room, of_day, notes))
    for room_element in root.iter("room"):
        if room_element.get("name") and not len(room_element):
            notes.left_out(
                _("line %(line)d") % {"line": room_element.sourceline or 0}, _("a room in which nothing takes place.")
            )
    return raw


def _conference(root: etree._Element, notes: Notes) -> RawSchedule:
    found = root.find("conference")
    conference = found if found is not None else etree.Element("conference")
    for child in conference:
        if child.tag not in _OF_CONFERENCE and text_of(child).strip():
            notes.unknown_field(_("line %(line)d") % {"line": child.sourceline or 0}, str(child.tag))
    generator = root.find("generator")
    colour = conference.find("color")
    return RawSchedule(
        form="schedule.xml",
        carries=frab.CARRIES,
        title=text_of(conference.find("title")),
        acronym=text_of(conference.find("acronym")),
        first_day=values.day(text_of(conference.find("start"))),
        last_day=values.day(text_of(conference.find("end"))),
        zone=text_of(conference.find("time_zone_name")).strip(),
        address=text_of(conference.find("base_url")).strip(),
        colour=colour.get("primary", "") if colour is not None else "",
        ours=generator is not None and generator.get("name") == "Hromada",
        tracks=[
            (track.get("name") or text_of(track), track.get("slug", ""))
            for track in (*conference.iter("track"), *root.iterfind("tracks/track"))
        ],
    )


def _event(event: etree._Element) -> dict[str, Any]:
    found: dict[str, Any] = {"guid": event.get("guid"), "id": event.get("id")}
    for child in event:
        name = str(child.tag)
        if name == "persons":
            found[name] = [_person(one) for one in child.iter("person")]
        elif name in ("links", "attachments"):
            found[name] = [{"url": one.get("href", ""), "title": text_of(one)} for one in child]
        elif name == "recording":
            # Whether it may be recorded is settled between people; a licence alone is empty in most files.
            found[name] = text_of(child).replace("false", "").strip()
        else:
            found[name] = text_of(child).strip()
    return found


def _person(person: etree._Element) -> dict[str, str]:
    if len(person):
        return {str(child.tag): text_of(child) for child in person}
    return {"name": person.text or ""}

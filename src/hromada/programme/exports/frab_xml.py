"""schedule.xml in the frab / c3voc dialect, valid by its XSD."""

from __future__ import annotations

from datetime import timedelta

from lxml import etree

from hromada import __version__
from hromada.programme.exports.addresses import export_address
from hromada.programme.exports.frab import Event, Link, Schedule, ScheduleDay, schedule
from hromada.programme.snapshot import Programme, ReleaseFacts

SCHEMA = "https://c3voc.de/schedule/schema.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def schedule_xml(programme: Programme, release: ReleaseFacts, language: str, base: str) -> bytes:
    plan = schedule(programme, release, language, base)
    root = etree.Element("schedule", nsmap={"xsi": _XSI})
    root.set(f"{{{_XSI}}}noNamespaceSchemaLocation", SCHEMA)
    etree.SubElement(root, "generator", name=plan.generator, system=plan.base, version=__version__)
    _text(root, "url", export_address(base, language, programme, "schedule.xml"))
    _text(root, "version", plan.version)
    _conference(root, plan)
    for day in plan.days:
        _day(root, day)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return content


def _text(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, name, attributes).text = text or None


def _conference(root: etree._Element, plan: Schedule) -> None:
    conference = etree.SubElement(root, "conference")
    _text(conference, "acronym", plan.acronym)
    _text(conference, "title", plan.title)
    _text(conference, "start", plan.first_day.isoformat())
    _text(conference, "end", plan.last_day.isoformat())
    _text(conference, "days", str(len(plan.days)))
    _text(conference, "timeslot_duration", "00:05")
    _text(conference, "time_zone_name", plan.time_zone)
    _text(conference, "base_url", plan.address)
    _text(conference, "url", plan.address)
    etree.SubElement(conference, "color", primary=plan.colour)
    for track in plan.tracks:
        etree.SubElement(conference, "track", {"name": track.name} | ({"slug": track.slug} if track.slug else {}))


def _day(root: etree._Element, plan: ScheduleDay) -> None:
    day = etree.SubElement(
        root,
        "day",
        index=str(plan.index),
        date=plan.date.isoformat(),
        start=plan.starts.isoformat(),
        end=plan.ends.isoformat(),
    )
    for place, events in plan.events_by_place:
        room = etree.SubElement(day, "room", name=place.name, guid=str(place.guid))
        for event in events:
            _event(room, event)


def _event(room: etree._Element, plan: Event) -> None:
    event = etree.SubElement(room, "event", guid=str(plan.guid), id=str(plan.number))
    _text(event, "date", plan.starts.isoformat())
    _text(event, "start", plan.starts.strftime("%H:%M"))
    _text(event, "duration", duration(plan.duration))
    _text(event, "room", plan.place.name)
    _text(event, "slug", plan.slug)
    _text(event, "url", plan.address)
    _text(event, "title", plan.title)
    _text(event, "subtitle", plan.subtitle)
    _text(event, "track", plan.track)
    _text(event, "type", plan.kind)
    _text(event, "language", plan.language)
    _text(event, "abstract", plan.abstract)
    _text(event, "description", plan.description)
    persons = etree.SubElement(event, "persons")
    for person in plan.persons:
        _text(persons, "person", person.name, id=str(person.number), guid=str(person.guid))
    _links(event, "links", "link", plan.links)
    _links(event, "attachments", "attachment", plan.attachments)


def _links(event: etree._Element, several: str, one: str, links: tuple[Link, ...]) -> None:
    element = etree.SubElement(event, several)
    for link in links:
        _text(element, one, link.title, href=link.address)


def duration(length: timedelta) -> str:
    """``hh:mm``; what lasts longer than the schema's two digits of hours as ``d:hh:mm``, as pretalx writes it."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    if hours < 100:
        return f"{hours:02}:{minutes:02}"
    return f"{hours // 24}:{hours % 24:02}:{minutes:02}"

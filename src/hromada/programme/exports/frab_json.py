"""schedule.json in the frab / c3voc dialect, valid by its JSON schema."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import msgspec

from hromada import __version__
from hromada.programme.exports.frab import Event, Link, Person, Schedule, ScheduleDay, schedule
from hromada.programme.exports.places import Place
from hromada.programme.snapshot import Programme, ReleaseFacts

SCHEMA = "https://c3voc.de/schedule/schema.json"
# The schema knows zones of the form Area/Place, and UTC, only.
_ZONE_OF_THE_SCHEMA = re.compile(r"[A-Z][a-z]+/[A-Z][a-z]+|UTC$")


def schedule_json(programme: Programme, release: ReleaseFacts, language: str, base: str) -> bytes:
    plan = schedule(programme, release, language, base)
    return msgspec.json.encode(
        {
            "$schema": SCHEMA,
            "generator": {"name": plan.generator, "version": __version__, "url": plan.base},
            "schedule": {"version": plan.version, "base_url": plan.address, "conference": _conference(plan)},
        }
    )


def _conference(plan: Schedule) -> dict[str, Any]:
    zone = {"time_zone_name": plan.time_zone} if _ZONE_OF_THE_SCHEMA.match(plan.time_zone) else {}
    return {
        "acronym": plan.acronym,
        "title": plan.title,
        "description": plan.description,
        "start": plan.first_day,
        "end": plan.last_day,
        "daysCount": len(plan.days),
        "timeslot_duration": "00:05",
        **zone,
        "colors": {"primary": plan.colour},
        "url": plan.address,
        "tracks": [{"name": track.name} | ({"slug": track.slug} if track.slug else {}) for track in plan.tracks],
        "rooms": [_room(place) for place in plan.places],
        "days": [_day(day) for day in plan.days],
    }


def _room(place: Place) -> dict[str, Any]:
    return {"name": place.name, "guid": place.guid, "capacity": place.room.capacity if place.room else None}


def _day(day: ScheduleDay) -> dict[str, Any]:
    return {
        "index": day.index,
        "date": day.date,
        "day_start": day.starts.isoformat(),
        "day_end": day.ends.isoformat(),
        "rooms": {place.name: [_event(event) for event in events] for place, events in day.events_by_place},
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "guid": event.guid,
        "id": event.number,
        "slug": event.slug,
        "url": event.address,
        "date": event.starts.isoformat(),
        "start": event.starts.strftime("%H:%M"),
        "end": event.ends.isoformat(),
        "duration": duration(event.duration),
        "room": event.place.name,
        "title": event.title,
        "subtitle": event.subtitle,
        "track": event.track or None,
        "type": event.kind,
        "language": event.language or None,
        "abstract": event.abstract,
        "description": event.description,
        "persons": [_person(person) for person in event.persons],
        "links": [_reference(link, "related") for link in event.links],
        "attachments": [_reference(link, "paper") for link in event.attachments],
    }


def _person(person: Person) -> dict[str, Any]:
    # `name` would make it a person of both kinds that the schema knows, and it wants exactly one.
    return {
        "id": person.number,
        "guid": person.guid,
        "public_name": person.name,
        "url": person.address,
        "role": person.part,
        "confirmed": person.confirmed,
        "biography": person.biography or None,
    }


def _reference(link: Link, kind: str) -> dict[str, str]:
    return {"type": kind, "url": link.address, "title": link.title}


def duration(length: timedelta) -> str:
    """``hh:mm`` with as many digits of hours as it takes."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return f"{hours:02}:{minutes:02}"

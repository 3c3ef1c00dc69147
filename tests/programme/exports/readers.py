"""Readers of our exports, written from the formats alone: they share no line with the writers."""

from __future__ import annotations

import io
import json
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pypdf
from icalendar import Calendar

from hromada.programme.snapshot import Programme


@dataclass(frozen=True)
class Read:
    """A session as a reader of an export knows it."""

    uid: str
    title: str
    starts: datetime
    ends: datetime
    people: tuple[str, ...] = ()


def as_read(text: str) -> str:
    """A line of text as any format carries it: no control characters, white space as single spaces."""
    kept = (
        " " if character in "\t\n\r\x85" else character
        for character in text
        if character in "\t\n\r\x85" or (unicodedata.category(character) not in ("Cc", "Cs") and character not in "￾￿")
    )
    return " ".join("".join(kept).split())


def expected(programme: Programme, language: str, mark: str) -> list[Read]:
    """What the sessions of the programme must be read as, whoever has not confirmed being marked."""

    def person(one) -> str:
        name = as_read(programme.speaker_by_key[one.speaker].name.text(language))
        return name if one.standing == "confirmed" else f"{name} ({mark})"

    return sorted(
        (
            Read(
                uid=str(session.uid),
                title=as_read(session.title.text(language)),
                starts=session.starts,
                ends=session.ends,
                people=tuple(dict.fromkeys(map(person, session.appearances))),
            )
            for session in programme.sessions
        ),
        key=lambda read: read.uid,
    )


def without_people(reads: list[Read]) -> list[Read]:
    return [Read(read.uid, read.title, read.starts, read.ends) for read in reads]


def read_xml(content: bytes) -> list[Read]:
    found = []
    for event in ElementTree.fromstring(content).iterfind("day/room/event"):
        starts = datetime.fromisoformat(event.findtext("date", ""))
        assert starts.strftime("%H:%M") == event.findtext("start")
        people = tuple(" ".join((person.text or "").split()) for person in event.iterfind("persons/person"))
        found.append(Read(event.get("guid", ""), event.findtext("title", ""), starts, starts + _length(event), people))
    return sorted(found, key=lambda read: read.uid)


def _length(event: ElementTree.Element) -> timedelta:
    hours, minutes = event.findtext("duration", "").split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))


def read_json(content: bytes) -> list[Read]:
    found = []
    for day in json.loads(content)["schedule"]["conference"]["days"]:
        for name, events in day["rooms"].items():
            for event in events:
                assert event["room"] == name
                found.append(
                    Read(
                        event["guid"],
                        event["title"],
                        datetime.fromisoformat(event["date"]),
                        datetime.fromisoformat(event["end"]),
                        tuple(person["public_name"] for person in event["persons"]),
                    )
                )
    return sorted(found, key=lambda read: read.uid)


def read_ics(content: bytes) -> list[Read]:
    events = Calendar.from_ical(content).walk("VEVENT")
    found = [Read(str(event["UID"]), str(event["SUMMARY"]), event["DTSTART"].dt, event["DTEND"].dt) for event in events]
    return sorted(found, key=lambda read: read.uid)


def texts_of_pages(content: bytes) -> list[str]:
    """What stands on each page; soft hyphens and the ends of lines are not part of it."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return [" ".join(one.extract_text().replace("\u00ad\n", "").split()) for one in pages]

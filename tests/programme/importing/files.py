"""Small schedule files, written by hand, one of each dialect; with what a test wants to say in them."""

from __future__ import annotations

import json
from html import escape

WELCOME = "0b6fdb4c-5d3f-4c30-8f0e-0d5c51b3a001"
WATER = "0b6fdb4c-5d3f-4c30-8f0e-0d5c51b3a002"
LUNCH = "0b6fdb4c-5d3f-4c30-8f0e-0d5c51b3a003"


def event(guid=WELCOME, title="Welcome", *, start="09:00", day="2027-05-10", duration="0:45", persons=(), **fields):
    return {
        "id": "7",
        "guid": guid,
        "date": f"{day}T{start}:00+02:00",
        "start": start,
        "duration": duration,
        "room": "Hall",
        "slug": "auental-" + title.lower().replace(" ", "_"),
        "title": title,
        "track": "Water",
        "type": "Workshop",
        "language": "en",
        "abstract": "",
        "description": "",
        "persons": persons,
        **fields,
    }


THREE = (
    event(persons=("Anna Linde", "Olena Shevchuk"), abstract="Good morning."),
    event(WATER, "Water in towns", start="10:00", room="Room 2", language="de", type="Podium", abstract="Über Wasser."),
    event(LUNCH, "Lunch", start="12:00", type="break", track="", language=""),
)


def frab_xml(events=THREE, *, head="", prologue="", conference="", **facts):
    told = {
        "acronym": "auental", "title": "Auental 2027", "start": "2027-05-10", "end": "2027-05-11",
        "time_zone_name": "Europe/Berlin", **facts,
    }  # fmt: skip
    rooms = "".join(_xml_event(one) for one in events)
    texts = "".join(f"<{name}>{escape(text)}</{name}>\n" for name, text in told.items() if text)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n{prologue}<schedule>\n{head}<conference>\n{texts}{conference}'
        f'</conference>\n<day index="1" date="2027-05-10" start="2027-05-10T06:00:00+02:00">\n'
        f'<room name="Hall">\n{rooms}</room>\n</day>\n</schedule>\n'
    ).encode()


def _xml_event(given):
    told = {name: text for name, text in given.items() if name not in ("id", "guid", "persons", "links")}
    texts = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in told.items())
    persons = "".join(f'<person id="{n}">{escape(name)}</person>' for n, name in enumerate(given["persons"]))
    links = "".join(f'<link href="{escape(url)}">{escape(name)}</link>' for name, url in given.get("links", ()))
    guid = f' guid="{given["guid"]}"' if given["guid"] else ""
    return f'<event id="{given["id"]}"{guid}>{texts}<persons>{persons}</persons><links>{links}</links></event>\n'


def frab_json(events=THREE, **facts):
    days = [{"index": 1, "date": "2027-05-10", "rooms": {"Hall": [_json_event(one) for one in events]}}]
    conference = {
        "acronym": "auental", "title": "Auental 2027", "start": "2027-05-10", "end": "2027-05-11",
        "time_zone_name": "Europe/Berlin", "rooms": [{"name": "Hall", "capacity": 80}], "days": days, **facts,
    }  # fmt: skip
    return json.dumps({"schedule": {"version": "1", "conference": conference}}, indent=1).encode()


def _json_event(given):
    links = [{"url": url, "title": name} for name, url in given.get("links", ())]
    return {**given, "persons": [{"public_name": name} for name in given["persons"]], "links": links}


def pretalx_dump(*titles):
    slots = [
        {
            "code": f"CODE{number}",
            "title": title,
            "speakers": [{"code": "A", "name": "Anna Linde"}],
            "submission_type": {"name": {"en": "Workshop"}},
            "content_locale": "en",
            "description": "Words.",
            "slots": [
                {
                    "id": number,
                    "room": {"name": {"en": "Hall"}, "capacity": 80},
                    "start": f"2027-05-10T{9 + number:02}:00:00+02:00",
                    "end": f"2027-05-10T{9 + number:02}:45:00+02:00",
                }
            ],
        }
        for number, title in enumerate(titles)
    ]
    return json.dumps({"schedule": {"2027-05-10": {"540": {"1": slots[0]}}, "more": slots[1:]}}).encode()


def xcal(*titles):
    events = "".join(
        f"<vevent><uid>{number}@@example.org</uid><summary>{escape(title)}</summary>"
        f"<dtstart>20270510T{9 + number:02}0000</dtstart><dtend>20270510T{9 + number:02}4500</dtend>"
        f"<location>Hall</location><category>Workshop</category><attendee>Anna Linde</attendee></vevent>"
        for number, title in enumerate(titles)
    )
    return f"<iCalendar xmlns:p='urn:example'><vcalendar>{events}</vcalendar></iCalendar>".encode()


def icalendar(*titles, more=""):
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}@example.org\r\nDTSTART;TZID=Europe/Kyiv:20270510T{9 + number:02}0000\r\n"
        f"DURATION:PT45M\r\nLOCATION:Hall\r\nSUMMARY:{title}\r\nDESCRIPTION:One\\, two\\nthr\r\n ee\r\n"
        f"{more}END:VEVENT\r\n"
        for number, title in enumerate(titles)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n".encode()

"""Files of every dialect become the same plain programme; what is mended or left out is said with its place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.utils.translation import override
from tests.programme.importing.files import (
    LUNCH,
    THREE,
    WATER,
    WELCOME,
    event,
    frab_json,
    frab_xml,
    icalendar,
    pretalx_dump,
    xcal,
)  # fmt: skip

from hromada.programme.importing import values
from hromada.programme.importing.reading import read
from hromada.programme.snapshot import Kind


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def told(reading):
    return [str(note) for note in reading.notes]


@pytest.mark.parametrize("file", [frab_xml(), frab_json()])
def test_schedule_xml_and_json_say_the_same(file):
    reading = read(file)
    plan = reading.programme

    assert (reading.found, len(plan.sessions), reading.left_out) == (3, 3, 0)
    assert (plan.edition.slug, plan.edition.name, plan.edition.starts_on, plan.edition.ends_on) == (
        "auental", {"en": "Auental 2027"}, date(2027, 5, 10), date(2027, 5, 11),
    )  # fmt: skip
    assert [
        (one.key, one.uid, one.kind, one.title, one.starts.hour, one.room, one.topics) for one in plan.sessions
    ] == [
        ("welcome", UUID(WELCOME), Kind.WORKSHOP, {"en": "Welcome"}, 7, "hall", ("water",)),
        ("water_in_towns", UUID(WATER), Kind.PANEL, {"de": "Water in towns"}, 8, "room-2", ("water",)),
        ("lunch", UUID(LUNCH), Kind.BREAK, {"en": "Lunch"}, 10, "hall", ()),
    ]
    assert [(one.key, one.name) for one in plan.speakers] == [
        ("anna-linde", {"en": "Anna Linde"}), ("olena-shevchuk", {"en": "Olena Shevchuk"}),
    ]  # fmt: skip
    assert plan.sessions[1].abstract == {"de": "Über Wasser."}
    assert told(reading) == []


def test_pretalx_xcal_and_icalendar_are_told_by_their_content():
    readings = [read(file("Welcome", "Water")) for file in (pretalx_dump, xcal, icalendar)]

    assert [(one.form, [str(each.title) for each in one.programme.sessions]) for one in readings] == [
        ("pretalx API", ["Welcome", "Water"]), ("xCal", ["Welcome", "Water"]), ("iCalendar", ["Welcome", "Water"]),
    ]  # fmt: skip
    assert [one.programme.sessions[0].starts for one in readings] == [
        datetime(2027, 5, 10, hour, tzinfo=UTC) for hour in (7, 7, 6)
    ]  # fmt: skip
    assert readings[2].programme.sessions[0].abstract == {"en": "One, two\nthree"}


def test_an_hour_before_the_day_begins_is_of_the_night_after_it():
    late = event(start="01:30", date="")

    reading = read(frab_xml([late]))

    assert reading.programme.sessions[0].starts == datetime(2027, 5, 10, 23, 30, tzinfo=UTC)
    assert told(reading) == ["corrected: it names only the hour; the day is that of its <day>. (line 12)"]


def test_unknown_fields_are_counted_and_not_dropped_in_silence():
    reading = read(frab_json([event(mood="fine"), event(WATER, "Water", mood="good"), event(LUNCH, "Lunch", mood="")]))

    assert told(reading) == ["not kept: the field “mood” has no place here. (item 1, “Welcome”, item 2, “Water”)"]


def test_html_becomes_plain_text_and_what_a_browser_would_run_is_gone():
    hostile = "<p>One &amp; two</p><ul><li>a</li><li>b</li></ul><script>alert(1)</script><p>if a &lt; b</p>"

    reading = read(frab_xml([event(abstract=hostile)]))

    assert reading.programme.sessions[0].abstract == {"en": "One & two\n\n– a\n– b\n\nif a < b"}
    assert told(reading) == ["corrected: its HTML is made plain text. (line 12)"]


def test_two_with_one_uid_both_stay_and_the_earlier_one_keeps_it():
    both = [event(start="15:00"), event(start="09:00")]

    first, again = read(frab_xml(both)), read(frab_xml(both[::-1]))

    assert first.programme.sessions == again.programme.sessions
    assert first.programme.sessions[0].uid == UUID(WELCOME)
    assert len({one.uid for one in first.programme.sessions}) == 2
    assert told(first) == ["corrected: its uid stands for another session too; it is given one of its own. (line 12)"]


def test_what_has_no_time_is_left_out_and_counted():
    reading = read(frab_json([event(date="", start="soon"), event(WATER, "Water")]))

    assert (reading.found, len(reading.programme.sessions), reading.left_out) == (2, 1, 1)
    assert told(reading) == ["left out: it has no day and hour that can be read. (item 1, “Welcome”)"]


def test_links_that_lead_nowhere_are_left_out():
    links = [("Slides", "https://example.org/a b.pdf"), ("Trick", "javascript:alert(1)")]

    reading = read(frab_xml([event(links=links)]))

    assert [(one.title, one.url) for one in reading.programme.sessions[0].materials] == [
        ({"en": "Slides"}, "https://example.org/a%20b.pdf")
    ]
    assert told(reading) == ["left out: the link “javascript:alert(1)” leads nowhere on the web. (line 12)"]


def test_a_calendar_in_which_more_ends_than_began_is_read():
    reading = read(icalendar("Welcome", more="END:VALARM\r\nCLASS:PUBLIC\r\n"))

    assert (reading.found, [str(one.title) for one in reading.programme.sessions]) == (1, ["Welcome"])


def test_a_cancelled_calendar_entry_is_left_out():
    reading = read(icalendar("Welcome", more="STATUS:CANCELLED\r\n"))

    assert (reading.found, reading.left_out) == (1, 1)
    assert told(reading)[0] == "left out: it is cancelled. (line 3)"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("0:45", 45), ("01:30", 90), ("1:02:00", 1560), ("00:45:00", 45), ("30", 30), ("PT1H5M", 65), ("long", None)],
)  # fmt: skip
def test_lengths_are_read_as_the_field_writes_them(text, minutes):
    found = values.length(text)

    assert (found and found.total_seconds() / 60) == minutes


@pytest.mark.parametrize(
    ("text", "codes"),
    [("de", ("de",)), ("en, de", ("en", "de")), ("German", ("de",)), ("de-formal", ("de",)), ("українська", ("uk",))],
)  # fmt: skip
def test_languages_are_read_by_code_and_by_name(text, codes):
    assert values.languages(text) == (codes, ())


def test_every_kind_is_read_by_its_name_in_every_language():
    from hromada.programme.labels import KINDS

    for language in ("de", "uk", "en"):
        with override(language):
            assert [values.kind(str(label)) for label in KINDS.values()] == [(kind, True) for kind in KINDS]


def test_the_events_are_the_same_whatever_their_order():
    assert read(frab_xml(THREE)).programme.sessions == read(frab_xml(THREE[::-1])).programme.sessions

"""schedule.xml and schedule.json: what other software reads of a programme is the programme."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from tests.programme.exports.hostile import HOSTILE_TEXTS, programmes, with_text
from tests.programme.exports.readers import expected, read_json, read_xml
from tests.programme.exports.releases import BASE, MARKS, release
from tests.programmes import programme

from hromada.kernel.localised import Localised
from hromada.programme.exports.frab_json import schedule_json
from hromada.programme.exports.frab_xml import schedule_xml
from hromada.programme.exports.identity import numbers
from hromada.programme.snapshot import Access, Format, Material, Programme

LANGUAGES = ("de", "uk", "en")


def events_of(plan: Programme, language: str = "de") -> dict[str, dict]:
    """The events of schedule.json by the guid."""
    days = json.loads(schedule_json(plan, release(), language, BASE))["schedule"]["conference"]["days"]
    return {event["guid"]: event for day in days for events in day["rooms"].values() for event in events}


def only(plan: Programme, **changes: object) -> Programme:
    """The programme with its first session alone, changed."""
    return replace(plan, sessions=(replace(plan.sessions[0], parent=None, **changes),))


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_formats_are_read_back_as_the_programme_in_every_language(language):
    plan = programme(120)
    sessions = expected(plan, language, MARKS[language])

    assert read_xml(schedule_xml(plan, release(), language, BASE)) == sessions
    assert read_json(schedule_json(plan, release(), language, BASE)) == sessions


@settings(max_examples=60, deadline=None)
@given(plan=programmes())
def test_whatever_is_typed_is_read_back_from_both_formats(plan):
    sessions = expected(plan, "en", MARKS["en"])
    titled = {read.uid: read.title for read in sessions if read.title}

    for read in (
        read_xml(schedule_xml(plan, release(), "en", BASE)),
        read_json(schedule_json(plan, release(), "en", BASE)),
    ):
        assert [(one.uid, one.starts, one.ends) for one in read] == [(s.uid, s.starts, s.ends) for s in sessions]
        assert {one.uid: one.title for one in read if one.uid in titled} == titled


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_in_every_field_stays_text(text):
    plan = with_text(programme(12), text)

    root = ElementTree.fromstring(schedule_xml(plan, release(), "de", BASE))
    harmless = ElementTree.fromstring(schedule_xml(programme(12), release(), "de", BASE))

    assert {element.tag for element in root.iter()} <= {element.tag for element in harmless.iter()}
    assert len(root.findall("day/room/event")) == len(events_of(plan)) == 12


def test_the_same_release_gives_the_same_bytes():
    first, second = programme(30), programme(30)

    assert schedule_xml(first, release(), "uk", BASE) == schedule_xml(second, release(), "uk", BASE)
    assert schedule_json(first, release(), "uk", BASE) == schedule_json(second, release(), "uk", BASE)


def test_numbers_stay_with_their_sessions_when_others_come_and_go():
    plan = programme(60)
    later = replace(plan, sessions=plan.sessions[20:])

    before = {guid: event["id"] for guid, event in events_of(plan).items()}
    after = {guid: event["id"] for guid, event in events_of(later).items()}

    assert after == {str(session.uid): before[str(session.uid)] for session in later.sessions}


def test_two_sessions_that_draw_the_same_number_are_told_apart():
    one, other = UUID(int=7), UUID(int=7 + 2**31 - 1)

    assert numbers([other, one]) == {one: 8, other: 9}


def test_a_person_who_has_not_confirmed_is_shown_as_such_by_name_and_for_machines():
    plan = programme(60)
    marked = Counter()
    for event in events_of(plan, "uk").values():
        for person in event["persons"]:
            marked[(person["confirmed"], person["public_name"].endswith(f"({MARKS['uk']})"))] += 1

    assert set(marked) == {(True, False), (False, True)}


def test_a_text_of_another_language_says_which_language_it_is():
    plan = only(programme(12), title=Localised({"uk": "Вода"}), abstract=Localised({"uk": "Про воду"}))
    [in_german], [in_ukrainian] = events_of(plan, "de").values(), events_of(plan, "uk").values()

    assert (in_german["title"], in_german["subtitle"]) == ("Вода", "nur auf Ukrainisch")
    assert in_german["abstract"] == "[nur auf Ukrainisch]\nПро воду"
    assert (in_ukrainian["subtitle"], in_ukrainian["abstract"]) == ("", "Про воду")


def test_a_session_by_invitation_says_so_beside_its_title():
    [event] = events_of(only(programme(12), access=Access.INVITATION, title=Localised({"de": "Empfang"}))).values()

    assert event["subtitle"] == "nur auf Einladung"


def test_a_session_belongs_to_the_day_on_which_it_begins_at_the_place_of_the_conference():
    # 22:30 UTC on the 12th is half past midnight of the 13th in Berlin.
    starts = datetime(2027, 5, 12, 22, 30, tzinfo=UTC)
    plan = only(programme(12), starts=starts, ends=starts + timedelta(minutes=30))

    days = ElementTree.fromstring(schedule_xml(plan, release(), "de", BASE)).findall("day")

    assert [(day.get("index"), day.get("date"), len(day.findall("room/event"))) for day in days] == [
        ("1", "2027-05-12", 0),
        ("2", "2027-05-13", 1),
        ("3", "2027-05-14", 0),
    ]
    assert (days[1].get("start"), days[1].get("end")) == ("2027-05-13T00:00:00+02:00", "2027-05-14T00:00:00+02:00")


def test_a_day_lasts_until_its_last_session_is_over():
    starts = datetime(2027, 5, 12, 20, 0, tzinfo=UTC)
    plan = only(programme(12), starts=starts, ends=starts + timedelta(hours=4))

    [first, *_others] = ElementTree.fromstring(schedule_xml(plan, release(), "de", BASE)).findall("day")

    assert first.get("end") == "2027-05-13T02:00:00+02:00"


@pytest.mark.parametrize(
    ("length", "in_xml", "in_json"),
    [
        (timedelta(minutes=5), "00:05", "00:05"),
        (timedelta(hours=99, minutes=59), "99:59", "99:59"),
        (timedelta(hours=100), "4:04:00", "100:00"),
        (timedelta(hours=-1), "00:00", "00:00"),
    ],
)
def test_lengths_are_written_as_each_schema_wants_them(length, in_xml, in_json):
    plan = programme(12)
    plan = only(plan, ends=plan.sessions[0].starts + length)
    [event] = events_of(plan).values()

    root = ElementTree.fromstring(schedule_xml(plan, release(), "de", BASE))

    assert (root.findtext("day/room/event/duration"), event["duration"]) == (in_xml, in_json)


def test_rooms_of_the_same_name_are_told_apart_by_venue_or_key():
    plan = programme(12)
    named = tuple(
        replace(room, name=Localised({"de": "Saal"}), venue="congress" if n < 2 else "town-hall")
        for n, room in enumerate(plan.rooms[:3])
    )
    sessions = tuple(replace(plan.sessions[n], room=room.key, venue=None) for n, room in enumerate(named))

    rooms = {event["room"] for event in events_of(replace(plan, rooms=named, sessions=sessions)).values()}

    assert rooms == {"Saal, Kongresshalle (room-1)", "Saal, Kongresshalle (room-2)", "Saal, Rathaus"}


def test_a_session_without_a_room_stands_in_its_venue_online_or_at_a_place_to_be_announced():
    plan = programme(12)
    first, second, third = plan.sessions[:3]
    sessions = (
        replace(first, room=None, venue="town-hall"),
        replace(second, room=None, venue=None, format=Format.ONLINE),
        replace(third, room=None, venue=None, format=Format.ON_SITE),
    )

    rooms = [event["room"] for event in events_of(replace(plan, sessions=sessions)).values()]

    assert sorted(rooms) == ["Online", "Ort wird bekannt gegeben", "Rathaus"]


def test_addresses_are_absolute_and_those_that_are_not_of_the_web_are_left_out():
    urls = ("https://example.org/a b.pdf", "/media/plan.pdf", "javascript:alert(1)", "http://[", "mailto:a@example.org")
    plan = only(
        programme(12), key="water", materials=tuple(Material(title=Localised({"de": "Plan"}), url=url) for url in urls)
    )
    [event] = events_of(plan).values()

    assert event["url"] == f"{BASE}/de/auental-2027/sessions/water/"
    assert [link["url"] for link in event["attachments"]] == ["https://example.org/a%20b.pdf", f"{BASE}/media/plan.pdf"]


def test_a_session_of_a_forum_links_to_it():
    plan = programme(120)
    child = next(session for session in plan.sessions if session.parent)
    [link] = events_of(plan)[str(child.uid)]["links"]

    assert link["url"] == f"{BASE}/de/auental-2027/sessions/{child.parent}/"

"""Calendars: what a subscriber's calendar knows is the programme, and follows it from release to release."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from icalendar import Calendar
from tests.programme.exports.hostile import HOSTILE_TEXTS, programmes, with_text
from tests.programme.exports.readers import expected, read_ics, without_people
from tests.programme.exports.releases import BASE, MARKS, release
from tests.programmes import programme

from hromada.kernel.localised import Localised
from hromada.programme.exports.icalendar import programme_calendar, selection_calendar, session_calendar
from hromada.programme.snapshot import Finality, Format, Programme


def events(content: bytes) -> dict[str, object]:
    return {str(event["UID"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def only_event(plan: Programme, language: str = "de", **options: object):
    [event] = events(programme_calendar(plan, release(), language, BASE, **options)).values()
    return event


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_the_calendar_is_read_back_as_the_programme_in_every_language(language):
    plan = programme(120)

    read = read_ics(programme_calendar(plan, release(), language, BASE))

    assert read == without_people(expected(plan, language, MARKS[language]))


@settings(max_examples=60, deadline=None)
@given(plan=programmes())
def test_whatever_is_typed_is_read_back(plan):
    sessions = without_people(expected(plan, "en", MARKS["en"]))
    titled = {read.uid: read.title for read in sessions if read.title}

    read = read_ics(programme_calendar(plan, release(), "en", BASE))

    assert [(one.uid, one.starts, one.ends) for one in read] == [(s.uid, s.starts, s.ends) for s in sessions]
    assert {one.uid: one.title for one in read if one.uid in titled} == titled


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_in_every_field_adds_no_event_and_no_long_line(text):
    content = programme_calendar(with_text(programme(12), text), release(), "de", BASE)

    assert len(events(content)) == 12
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert [line for line in content.split(b"\r\n") if line == b"BEGIN:VEVENT"] == [b"BEGIN:VEVENT"] * 12


def test_the_same_release_gives_the_same_bytes():
    first, second = programme(30), programme(30)

    assert programme_calendar(first, release(), "uk", BASE) == programme_calendar(second, release(), "uk", BASE)


def test_a_session_keeps_its_uid_and_counts_the_releases():
    plan = programme(12)
    moved = replace(plan.sessions[0], starts=plan.sessions[0].starts + timedelta(hours=1))
    later = replace(plan, sessions=(moved, *plan.sessions[1:]))

    before = events(programme_calendar(plan, release(1), "de", BASE))
    after = events(programme_calendar(later, release(2), "de", BASE, earlier=[plan]))

    assert set(before) == set(after)
    assert {event["SEQUENCE"] for event in before.values()} == {1}
    assert {event["SEQUENCE"] for event in after.values()} == {2}
    assert {event["DTSTAMP"].dt for event in after.values()} == {datetime(2027, 3, 2, 9, 30, 15, tzinfo=UTC)}


def test_a_calendar_keeps_its_uid_when_the_conference_is_renamed():
    plan = programme(12)
    renamed = replace(plan, edition=replace(plan.edition, name=Localised({"de": "Neuer Name"})))

    before, after = (Calendar.from_ical(programme_calendar(one, release(), "de", BASE)) for one in (plan, renamed))

    assert (before["UID"], str(after["X-WR-CALNAME"])) == (after["UID"], "Neuer Name")


def test_what_an_earlier_release_announced_and_this_one_lacks_is_cancelled():
    plan = programme(12)
    gone, *staying = plan.sessions
    latest = replace(plan, sessions=tuple(staying))

    found = events(programme_calendar(latest, release(), "de", BASE, earlier=[plan, latest]))

    assert {uid for uid, event in found.items() if event["STATUS"] == "CANCELLED"} == {str(gone.uid)}
    assert len(found) == 12
    assert "DESCRIPTION" not in found[str(gone.uid)]


@pytest.mark.parametrize(("finality", "status"), [(Finality.PRELIMINARY, "TENTATIVE"), (Finality.FINAL, "CONFIRMED")])
def test_a_preliminary_programme_is_tentative(finality, status):
    found = events(programme_calendar(programme(12), release(finality=finality), "de", BASE))

    assert {event["STATUS"] for event in found.values()} == {status}


@pytest.mark.parametrize(
    ("day", "offset"), [(datetime(2023, 10, 28, 8, tzinfo=UTC), 2), (datetime(2023, 10, 30, 8, tzinfo=UTC), 1)]
)
def test_times_stand_in_the_zone_of_the_conference_with_its_own_change_of_clocks(day, offset):
    plan = programme(12)
    around = (day, datetime(2023, 10, 29, 12, tzinfo=UTC))
    sessions = tuple(
        replace(session, starts=starts, ends=starts + timedelta(hours=1))
        for session, starts in zip(plan.sessions, around, strict=False)
    )
    content = programme_calendar(replace(plan, sessions=sessions), release(), "de", BASE)
    calendar = Calendar.from_ical(content)
    [zone] = calendar.walk("VTIMEZONE")

    event = calendar.walk("VEVENT")[0]

    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event["DTSTART"].dt == day
    # By the definition that the calendar brings along, not by the one that this machine has.
    assert day.astimezone(zone.to_tz()).utcoffset() == timedelta(hours=offset)
    assert zone["TZID"] == "Europe/Berlin"


def test_a_conference_in_universal_time_needs_no_time_zone():
    plan = programme(12)
    content = programme_calendar(replace(plan, edition=replace(plan.edition, time_zone="UTC")), release(), "de", BASE)

    assert b"VTIMEZONE" not in content
    assert read_ics(content) == without_people(expected(plan, "de", MARKS["de"]))


def test_an_event_says_where_who_and_in_which_languages():
    plan = programme(120)
    session = next(
        s for s in plan.sessions if s.room == "room-1" and any(a.standing != "confirmed" for a in s.appearances)
    )
    unsure = next(a for a in session.appearances if a.standing != "confirmed")
    alone = replace(plan, sessions=(replace(session, parent=None),))
    event = only_event(alone)
    name = plan.speaker_by_key[unsure.speaker].name.text("de")

    assert str(event["LOCATION"]) == "Saal 1, Kongresshalle, Am Ufer 1"
    assert f"{name} (angefragt)" in str(event["DESCRIPTION"])
    assert "Sprachen: Deutsch, Ukrainisch" in str(event["DESCRIPTION"]).splitlines()
    assert event["URL"] == f"{BASE}/de/auental-2027/sessions/{session.key}/"
    assert event["SUMMARY"].params["LANGUAGE"] == session.title.language("de")


def test_a_title_that_falls_back_says_its_language():
    plan = programme(12)
    session = replace(plan.sessions[0], title=Localised({"uk": "Вода"}), parent=None)
    event = only_event(replace(plan, sessions=(session,)))

    assert (str(event["SUMMARY"]), event["SUMMARY"].params["LANGUAGE"]) == ("Вода", "uk")
    assert str(event["DESCRIPTION"]).startswith("nur auf Ukrainisch\n")


def test_an_online_session_is_located_online():
    plan = programme(12)
    session = replace(plan.sessions[0], room=None, venue=None, format=Format.ONLINE, parent=None)

    assert str(only_event(replace(plan, sessions=(session,)))["LOCATION"]) == "Online"


def test_calendars_are_asked_to_look_again_every_hour_and_know_their_name():
    calendar = Calendar.from_ical(programme_calendar(programme(12), release(), "de", BASE))

    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert str(calendar["X-PUBLISHED-TTL"]) == "PT1H"
    assert str(calendar["X-WR-CALNAME"]) == str(calendar["NAME"]) == "Partnerschaftskonferenz"
    assert str(calendar["METHOD"]) == "PUBLISH"


def test_a_selection_holds_its_sessions_alone_and_says_how_many_it_could_not_find():
    plan = programme(12)
    gone, chosen, *others = plan.sessions
    latest = replace(plan, sessions=(chosen, *others))

    content = selection_calendar(
        latest, release(), "de", BASE, keys=[chosen.key, gone.key, "nope", "nope", "never"], earlier=[plan]
    )

    statuses = {uid: str(event["STATUS"]) for uid, event in events(content).items()}
    assert statuses == {str(chosen.uid): "CONFIRMED", str(gone.uid): "CANCELLED"}
    description = Calendar.from_ical(content)["DESCRIPTION"]
    assert str(description) == "2 Programmpunkte dieser Auswahl gehören nicht zum Programm."


def test_a_single_session_has_a_calendar_of_its_own_as_long_as_any_release_knew_it():
    plan = programme(12)
    first, *rest = plan.sessions
    latest = replace(plan, sessions=tuple(rest))

    there = session_calendar(plan, release(), "de", BASE, key=first.key)
    gone = session_calendar(latest, release(), "de", BASE, key=first.key, earlier=[plan])

    assert {uid: str(event["STATUS"]) for uid, event in events(there).items()} == {str(first.uid): "CONFIRMED"}
    assert {uid: str(event["STATUS"]) for uid, event in events(gone).items()} == {str(first.uid): "CANCELLED"}
    assert session_calendar(latest, release(), "de", BASE, key="nope", earlier=[plan]) is None


def test_local_times_are_those_on_the_clocks_of_the_place():
    plan = programme(12)
    event = only_event(replace(plan, sessions=(replace(plan.sessions[0], parent=None),)))

    assert event["DTSTART"].dt.replace(tzinfo=None) == plan.sessions[0].starts.astimezone(
        ZoneInfo("Europe/Berlin")
    ).replace(tzinfo=None)

"""The field's own files: all of them are read or refused, what is imported survives an export, versions follow."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from hromada.kernel.refusal import Refusal
from hromada.programme.actions import import_programme, publish
from hromada.programme.differences.changes import ChangeKind
from hromada.programme.differences.comparing import between
from hromada.programme.exports.frab_json import schedule_json
from hromada.programme.exports.frab_xml import schedule_xml
from hromada.programme.importing.reading import read
from hromada.programme.models import Edition, Session
from hromada.programme.snapshot import Finality, from_json
from hromada.programme.snapshotting import programme_of

pytestmark = [pytest.mark.corpus, pytest.mark.django_db]

SCHEDULES = Path(__file__).resolve().parents[3] / "shared" / "data" / "schedules"
ITEMS = {
    "36c3-wiki.schedule.xml": 631, "38c3-schedule.xml": 1007, "debconf23.xml": 117, "divoc_r2r-schedule.ics": 45,
    "divoc_r2r-schedule.json": 45, "divoc_r2r-schedule.xcal": 45, "divoc_r2r-schedule.xml": 45,
    "fosdem-2026-pretalx-full.xml": 1079, "pyconfr-2025-final.api.json": 111, "voc-example-pretalx-democon.json": 36,
    "bad/voc-example-invalid-example.json": 1, "versions/36c3-stages-2019-12-13-2afd88f.xml": 92,
    "versions/36c3-stages-2019-12-22-2212cda.xml": 443, "versions/36c3-stages-2019-12-27-17b6cd4.xml": 655,
    "versions/36c3-stages-2019-12-29-a803cf8.xml": 495, "versions/36c3-stages-2020-01-18-final.xml": 498,
}  # fmt: skip
REFUSED = {
    "bad/europython-2014-schedule.xml": (
        "This schedule is of another kind: line 1 holds “entry” where “event” is expected."
    ),
    "bad/jres_2022.ics": "The file is not written in UTF-8: line 1600.",
}
VERSIONS = [name for name in ITEMS if name.startswith("versions/")]


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def test_every_file_has_its_expectation():
    files = [file for file in SCHEDULES.rglob("*.*") if "schema" not in file.parts]

    assert sorted(str(file.relative_to(SCHEDULES)) for file in files) == sorted([*ITEMS, *REFUSED])


@pytest.mark.parametrize(("name", "count"), ITEMS.items())
def test_a_file_is_imported_whole_and_a_second_time_changes_nothing(name, count):
    content = (SCHEDULES / name).read_bytes()

    report = import_programme(content, slug="imported", by=None, new=True)
    again = import_programme(content, slug="imported", by=None)

    assert (report.reading.found, len(report.plan.new), report.reading.left_out) == (count, count, 0)
    assert (len(again.plan.unchanged), again.changes_anything) == (count, False)


@pytest.mark.parametrize(("name", "sentence"), REFUSED.items())
def test_a_bad_file_is_refused_and_leaves_nothing(name, sentence):
    with pytest.raises(Refusal) as refused:
        import_programme((SCHEDULES / name).read_bytes(), slug="imported", by=None, new=True)

    assert (str(refused.value), Edition.objects.count()) == (sentence, 0)


def carried(plan, write):
    """What the dialects have no field for: XML knows no capacity of rooms and no description of the conference."""
    if write is schedule_json:
        return plan
    edition = replace(plan.edition, motto={})
    return replace(plan, edition=edition, rooms=tuple(replace(room, capacity=None) for room in plan.rooms))


@pytest.mark.parametrize("write", [schedule_xml, schedule_json])
@pytest.mark.parametrize("name", ITEMS)
def test_an_import_survives_export_and_import_field_for_field(name, write):
    report = import_programme((SCHEDULES / name).read_bytes(), slug="imported", by=None, new=True)
    edition = Edition.objects.get()
    release = publish(edition, finality=Finality.FINAL, note={}, by=None)
    before = from_json(bytes(release.content))
    content = write(before, release.facts, report.reading.language, "https://hromada.example")
    Session.objects.all().delete()
    Edition.objects.update(slug="before")

    import_programme(content, slug="imported", by=None, new=True)

    after = carried(programme_of(Edition.objects.get(slug="imported")), write)
    assert carried(before, write).edition == after.edition
    assert [one for one in zip(carried(before, write).sessions, after.sessions, strict=True) if one[0] != one[1]] == []
    assert carried(before, write) == after


def independent(content):
    """The file read by itself, without anything of ours: by guid, what a visitor would notice."""
    found = defaultdict(list)
    for day in ElementTree.fromstring(content).iter("day"):
        for event in day.iter("event"):
            hours, minutes = map(int, event.findtext("duration").split(":"))
            starts = datetime.fromisoformat(event.findtext("date"))
            length = timedelta(hours=hours, minutes=minutes) or timedelta(minutes=5)
            found[event.get("guid")].append(
                (
                    " ".join(re.sub(r"<[^>]*>", "", event.findtext("title")).split()),
                    starts.timestamp(),
                    (starts + length).timestamp(),
                    " ".join(event.findtext("room").split()),
                    event.findtext("language"),
                )
            )
    return {guid: sorted(times) for guid, times in found.items()}


def of_release(plan, guids):
    """The same of a release; a second session of one guid has a uid of its own, and is told by its title."""
    rooms = {room.key: str(room.name) for room in plan.rooms}
    facts = {
        str(one.uid): (
            str(one.title),
            one.starts.timestamp(),
            one.ends.timestamp(),
            rooms.get(one.room, ""),
            "".join(one.floor),
        )
        for one in plan.sessions
    }
    known = {guid: [facts.pop(guid)] for guid in guids if guid in facts}
    return known, sorted(facts.values())


def test_the_five_versions_give_five_releases_whose_differences_are_those_of_the_files():
    plans, files = [], []
    for number, name in enumerate(VERSIONS):
        content = (SCHEDULES / name).read_bytes()
        import_programme(content, slug="congress", by=None, new=not number, remove_gone=True)
        release = publish(Edition.objects.get(), finality=Finality.PRELIMINARY, note={}, by=None)
        plans.append(from_json(bytes(release.content)))
        files.append(independent(content))
        once = {guid: times for guid, times in files[-1].items() if len(times) == 1}
        known, others = of_release(plans[-1], once)
        assert known == once
        assert others == sorted(time for times in files[-1].values() if len(times) > 1 for time in times)

    for before, after, old, new in zip(plans, plans[1:], files, files[1:], strict=False):
        twice = {guid for file in (old, new) for guid, times in file.items() if len(times) > 1}
        keys = {str(one.uid): one.key for plan in (before, after) for one in plan.sessions}
        same = (old.keys() & new.keys()) - twice
        expected = (
            {keys[guid] for guid in new.keys() - old.keys() - twice},
            {keys[guid] for guid in old.keys() - new.keys() - twice},
            {keys[guid] for guid in same if but_for_capitals(old[guid]) != but_for_capitals(new[guid])},
        )
        assert noticed(before, after, {keys[guid] for guid in (old.keys() | new.keys()) - twice}) == expected


def but_for_capitals(times):
    """A room that is only written otherwise is told once, as a change of the room."""
    return [(title, starts, ends, room.casefold(), language) for title, starts, ends, room, language in times]


def noticed(before, after, keys):
    """What our differences say: keys of new, of cancelled, and of moved, relocated or renamed sessions.

    A title in another language is another title."""
    told = defaultdict(set)
    for one in between(before, after).sessions:
        for change in one.changes:
            told[change.kind].add(one.session.key)
    changed = told[ChangeKind.MOVED] | told[ChangeKind.PLACE] | told[ChangeKind.TITLE]
    return told[ChangeKind.NEW] & keys, told[ChangeKind.CANCELLED] & keys, changed & keys


def test_the_largest_file_is_imported_in_time():
    content = (SCHEDULES / "fosdem-2026-pretalx-full.xml").read_bytes()
    began = time.perf_counter()

    import_programme(content, slug="imported", by=None, new=True)

    assert time.perf_counter() - began < 8


@pytest.mark.parametrize("name", [name for name in ITEMS if name.startswith("versions/")])
def test_the_same_bytes_give_the_same_programme(name):
    content = (SCHEDULES / name).read_bytes()

    assert read(content).programme == read(content).programme

"""What goes out comes in again: nothing is lost, nothing else is touched, and a changed cell changes one field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from django.db import transaction
from django.utils.translation import override
from tests.programme.workbook.drafts import Desk, at, difference, everything, rich_draft

from hromada.programme.actions import import_programme
from hromada.programme.models import Appearance, Edition, Material, SessionBody
from hromada.programme.snapshotting import programme_of
from hromada.programme.workbook.making import draft_workbook
from hromada.programme.workbook.tables import CONFERENCE, TABLES, Sort

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def bring(content, **options):
    return import_programme(content, slug="auental", by=None, **options)


@pytest.mark.parametrize(("language", "reader"), [("de", "uk"), ("uk", "en"), ("en", "de")])
def test_what_nobody_changed_changes_nothing_whatever_the_languages(language, reader):
    edition = rich_draft()
    before = everything()

    with override(reader):
        report = bring(draft_workbook(edition, language), remove_gone=True)

    assert (report.changes_anything, len(report.sessions.unchanged), report.remarks) == (False, 5, ())
    assert everything() == before


def test_a_workbook_saved_by_another_program_is_the_same():
    edition = rich_draft()

    report = bring(Desk.of(edition).content, remove_gone=True)

    assert (report.changes_anything, report.remarks) == (False, ())


CHANGES = {
    ("forum", "Day"): (date(2027, 5, 13), {("Session", "starts"): at(13, 8), ("Session", "ends"): at(13, 10, 30)}),
    ("forum", "Begins"): (time(9, 30), {("Session", "starts"): at(12, 7, 30)}),
    ("forum", "Ends"): ("13.05.2027 00:30", {("Session", "ends"): at(12, 22, 30)}),
    ("forum", "Title (de)"): ("Forum", {("Session", "title"): {"de": "Forum", "uk": "Форум", "fr": "Le forum"}}),
    ("forum", "Title (fr)"): (None, {("Session", "title"): {"de": "Forum „Wasser“", "uk": "Форум"}}),
    ("forum", "Kind"): ("Воркшоп", {("Session", "kind"): "workshop"}),
    ("forum", "Room"): ("Nische [twin-2]", {("Session", "room_id"): "twin-2"}),
    ("someday", "Part of"): ("Forum [forum]", {("Session", "parent_id"): "forum"}),
    ("forum", "Languages spoken"): ("Ukrainian", {("Session", "floor"): ["uk"]}),
    ("forum", "Languages interpreted into"): (None, {("Session", "interpreted"): []}),
    ("forum", "Format"): ("vor Ort", {("Session", "format"): "on_site"}),
    ("forum", "Access"): ("By invitation", {("Session", "access"): "invitation"}),
    ("forum", "Announced although by invitation"): ("ja", {("Session", "listed"): True}),
    ("forum", "With sign-up"): (False, {("Session", "sign_up"): False}),
    ("forum", "Places on site"): ("70", {("Session", "capacity_on_site"): 70}),
    ("forum", "Places online"): (None, {("Session", "capacity_online"): None}),
    ("forum", "Topics"): ("Energie, Wärme [odd]", "topics"),
    ("part", "Venue"): ("Rathaus", {("Session", "venue_id"): "town-hall"}),
    ("forum", "Abstract (en)"): (None, {("Session", "abstract"): {"de": "Erster Absatz.\n\nZweiter – 24.\xa0Mai."}}),
    ("forum", "Note (de)"): ("Neu", {("Session", "note"): {"uk": "+380 …", "de": "Neu"}}),
    ("declined", "Person"): ("Nobody Yet", {("Appearance", "person_id"): "Nobody Yet"}),
    ("successor", "Session"): ("Irgendwann", {("Appearance", "session_id"): "someday"}),
    ("successor", "Part"): ("Host", {("Appearance", "part"): "host"}),
    ("successor", "State"): ("zugesagt", {("Appearance", "state"): "confirmed"}),
    ("successor", "Presence"): ("In person", {("Appearance", "presence"): "in_person"}),
    ("successor", "Function as announced (uk)"): (None, {("Appearance", "function"): {"de": "Bürgermeisterin"}}),
    ("successor", "Organisation as announced (de)"): ("Lwiw", {("Appearance", "organisation_name"): {"de": "Lwiw"}}),
    ("successor", "In the network"): (None, {("Appearance", "organisation_id"): None}),
    ("successor", "Position"): (7, {("Appearance", "position"): 7}),
    ("successor", "In the place of"): (None, {("Appearance", "replaces_id"): None}),
    ("anna", "Name (uk)"): ("Ганна", {("Person", "name"): {"de": "Anna Linde", "uk": "Ганна"}}),
    ("big", "Name (uk)"): ("Зала", {("Room", "name"): {"de": "Saal 1", "uk": "Зала"}}),
    ("twin", "Venue"): ("Rathaus", {("Room", "venue_id"): "town-hall"}),
    ("big", "Places"): (290, {("Room", "capacity"): 290}),
    ("big", "Interpreters’ booths"): (None, {("Room", "booths"): 0}),
    ("big", "With a stream"): ("ні", {("Room", "streamed"): False}),
    ("big", "Position"): (9, {("Room", "position"): 9}),
    ("hall", "Name (de)"): ("Hallen", {("Venue", "name"): {"de": "Hallen", "uk": "Хол"}}),
    ("hall", "Address"): (None, {("Venue", "address"): ""}),
    ("hall", "What takes place there (en)"): ("All", {("Venue", "role"): {"de": "Plenum", "en": "All"}}),
    ("hall", "Position"): (4, {("Venue", "position"): 4}),
    ("water", "Name (en)"): ("Waters", {("Topic", "name"): {"de": "Wasser", "en": "Waters"}}),
    ("water", "Position"): (5, {("Topic", "position"): 5}),
    ("body", "Session"): ("Irgendwann [someday]", {("SessionBody", "session_id"): "someday"}),
    ("body", "Name (de)"): ("Lwiw", {("SessionBody", "name"): {"de": "Lwiw", "uk": "Львів"}}),
    ("body", "In the network"): (None, {("SessionBody", "organisation_id"): None}),
    ("body", "Position"): (3, {("SessionBody", "position"): 3}),
    ("material", "Session"): ("Irgendwann", {("Material", "session_id"): "someday"}),
    ("material", "Title (uk)"): ("Слайди", {("Material", "title"): {"de": "Folien", "uk": "Слайди"}}),
    ("material", "Address"): ("https://example.org/", {("Material", "url"): "https://example.org/"}),
    ("material", "Language"): ("Німецька", {("Material", "language"): "de"}),
    ("material", "Position"): (2, {("Material", "position"): 2}),
}  # fmt: skip


def keys():
    """Keys that the database gave, by a name."""
    return {
        "declined": Appearance.objects.get(state="declined").pk,
        "successor": Appearance.objects.get(replaces__isnull=False).pk,
        "body": SessionBody.objects.get(organisation__isnull=False).pk,
        "material": Material.objects.get().pk,
    }


SHEETS = {"declined": "People", "successor": "People", "body": "Organisers", "material": "Material"}


def test_a_changed_cell_changes_that_field_and_nothing_else():
    edition = rich_draft()
    content, before, numbers = draft_workbook(edition, "en"), everything(), keys()
    pks = {one.key: one.pk for one in [*edition.sessions.all(), *edition.rooms.all(), *edition.venues.all()]}
    pks["Nobody Yet"] = Appearance.objects.get(part="host").person_id
    found, expected = {}, {}
    for (key, head), (value, wanted) in CHANGES.items():
        desk = Desk(content)
        desk.write(numbers.get(key, key), head, value, SHEETS.get(key))
        with transaction.atomic():
            report = bring(desk.content)
            changed = difference(before, everything())
            transaction.set_rollback(True)
        found[key, head] = (
            sorted(changed) if wanted == "topics" else {name: after for name, (_b, after) in changed.items()}
        )
        expected[key, head] = (
            ["topics"]
            if wanted == "topics"
            else {name: pks.get(one, one) if "_id" in name[1] else one for name, one in wanted.items()}
        )
        assert report.changes_anything

    assert found == expected


def test_every_column_is_among_those_that_are_tried():
    tried = {head.partition(" (")[0] for _key, head in CHANGES}
    told = {
        str(column.head)
        for table in TABLES
        if table is not CONFERENCE
        for column in table.columns
        if column.sort not in (Sort.KEY, Sort.UID, Sort.BASE)
    }

    assert tried == told


def without_numbers(plan):
    return replace(plan, edition=replace(plan.edition, slug="", number=None))


def test_a_conference_made_of_a_workbook_is_the_one_that_it_was_written_of():
    edition = rich_draft()
    content = draft_workbook(edition, "uk")
    uids = list(edition.sessions.order_by("key").values_list("uid", flat=True))
    whole, before = programme_of(edition), draft_workbook(edition, "en")
    Edition.objects.filter(pk=edition.pk).update(slug="before")
    edition.sessions.all().delete()

    report = bring(content, new=True)

    made = Edition.objects.get(slug="auental")
    assert (len(report.sessions.new), bring(content).changes_anything) == (5, False)
    assert list(made.sessions.order_by("key").values_list("uid", flat=True)) == uids
    assert without_numbers(programme_of(made)) == without_numbers(whole)
    assert rows(draft_workbook(made, "en")) == rows(before)


def rows(content):
    """All that a workbook says, without the numbers that the database gives."""
    desk = Desk(content)
    return {
        sheet.title: sorted(
            str([_unnumbered(cell.value) for cell in row if sheet.cell(1, cell.column).value != "Base"])
            for row in sheet.iter_rows()
        )
        for sheet in desk.workbook
        if sheet.title != "Lists"
    }


def _unnumbered(value):
    if isinstance(value, str):
        name, _bracket, key = value.rpartition(" [")
        return name if key[:-1].isdecimal() or key.startswith("person-") else value
    return None if isinstance(value, int) else value


def test_a_uid_of_another_conference_is_not_taken_twice():
    content = draft_workbook(rich_draft(), "en")

    import_programme(content, slug="copy", by=None, new=True)

    copied = Edition.objects.get(slug="copy").sessions.values_list("uid", flat=True)
    assert set(copied).isdisjoint(Edition.objects.get(slug="auental").sessions.values_list("uid", flat=True))
    assert not import_programme(content, slug="copy", by=None).changes_anything

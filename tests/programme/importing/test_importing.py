"""A file becomes a draft, or changes one: what is new, changed and gone; what the draft knows better stays."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from django.utils.translation import override
from tests.programme.importing.files import LUNCH, THREE, WATER, event, frab_json, frab_xml, icalendar
from tests.programmes import programme
from tests.stored_programmes import store

from hromada.accounts.models import Person
from hromada.kernel import wording
from hromada.kernel.audit import history_of, name_of
from hromada.kernel.refusal import Refusal
from hromada.programme.actions import import_programme, publish
from hromada.programme.exports.frab_json import schedule_json
from hromada.programme.exports.frab_xml import schedule_xml
from hromada.programme.models import Appearance, Edition, Room, Session, Topic
from hromada.programme.snapshot import Finality, Presence
from hromada.programme.snapshotting import programme_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def bring(content, **options):
    return import_programme(content, slug="auental", by=None, **options)


def counts(report):
    plan = report.plan
    return len(plan.new), len(plan.changed), len(plan.unchanged), len(plan.gone)


def everything():
    tables = (Edition, Session, Appearance, Room, Topic, Person)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_a_file_makes_a_conference():
    organiser = Person.objects.create_user("office@example.org")

    report = import_programme(frab_xml(), slug="auental", by=organiser, new=True)

    edition = Edition.objects.get()
    assert (edition.slug, edition.name, edition.is_public, counts(report)) == (
        "auental", {"en": "Auental 2027"}, False, (3, 0, 0, 0),
    )  # fmt: skip
    assert programme_of(edition).sessions == report.reading.programme.sessions
    entry = history_of(edition).first()
    assert (entry.verb, entry.by, entry.details["found"], entry.details["new"]) == ("file_imported", organiser, 3, 3)


@pytest.mark.parametrize("file", [frab_xml(), frab_json(), icalendar("Welcome", "Water")])
def test_a_second_import_says_that_nothing_changed_and_writes_nothing(file):
    bring(file, new=True)
    before = everything()

    with override("en"):
        report = bring(file)

    assert (report.lines()[0], report.plan.new, report.plan.changed) == ("Nothing changed.", [], [])
    assert everything() == before


def test_a_trial_run_writes_nothing():
    with override("en"):
        report = bring(frab_xml(), new=True, dry_run=True)

    assert report.lines()[:3] == [
        "A trial run: nothing was written.",
        "schedule.xml: 3 items found, 3 read, 0 left out.",
        "auental: 3 new, 0 changed, 0 unchanged; 0 not in the file and kept.",
    ]
    assert everything() == [[]] * 6


def test_what_is_new_changed_and_gone_is_told_and_written():
    bring(frab_xml(), new=True)
    later = [event(start="09:30", persons=("Anna Linde",), abstract="Good morning."), *THREE[1:2], event("n", "News")]

    with override("en"):
        report = bring(frab_xml(later))

    assert counts(report) == (1, 1, 1, 1)
    assert [set(one.became) for one in report.plan.changed] == [{"starts", "ends", "appearances"}]
    assert "  changed: Welcome (starts, ends, appearances)" in report.lines()
    assert sorted(Session.objects.values_list("key", flat=True)) == ["lunch", "news", "water_in_towns", "welcome"]


def test_what_the_file_lacks_goes_only_when_that_is_wished():
    bring(frab_xml(), new=True)

    bring(frab_xml(THREE[:2]), remove_gone=True)

    assert sorted(Session.objects.values_list("key", flat=True)) == ["water_in_towns", "welcome"]


def test_a_session_by_invitation_is_never_taken_for_gone():
    bring(frab_xml(), new=True)
    Session.objects.filter(uid=LUNCH).update(access="invitation")

    report = bring(frab_xml(THREE[:2]), remove_gone=True)

    assert (counts(report), Session.objects.count()) == ((0, 0, 2, 0), 3)


def test_texts_in_other_languages_and_what_is_known_of_people_stay():
    bring(frab_xml(), new=True)
    session = Session.objects.get(key="welcome")
    Session.objects.filter(pk=session.pk).update(title={"en": "Welcome", "uk": "Вітання"})
    session.appearances.filter(person__key="anna-linde").update(function={"en": "Mayor"}, presence=Presence.VIDEO_LINK)

    report = bring(
        frab_xml([event(title="Good morning", abstract="Good morning.", persons=("Anna Linde",)), *THREE[1:]])
    )

    session.refresh_from_db()
    assert (counts(report), session.title, session.key) == (
        (0, 1, 2, 0),
        {"en": "Good morning", "uk": "Вітання"},
        "welcome",
    )
    assert [(one.function, one.presence) for one in session.appearances.all()] == [({"en": "Mayor"}, "video_link")]


def test_a_translation_is_stale_once_a_file_has_rewritten_its_source():
    bring(frab_xml(), new=True)
    session = Session.objects.get(key="welcome")
    Session.objects.filter(pk=session.pk).update(title={"en": "Welcome", "fr": "Bienvenue"})

    bring(frab_xml([event(title="Good morning"), *THREE[1:]]))

    session.refresh_from_db()
    thing = name_of(session)
    standings = wording.standings(thing, "title", session.title, ["en", "fr"], wording.rows_of([thing]))
    assert {code: one.is_stale for code, one in standings.items()} == {"en": False, "fr": True}


def test_someone_who_declined_is_not_brought_back():
    bring(frab_xml(), new=True)
    Appearance.objects.filter(person__key="anna-linde").update(state="declined")

    report = bring(frab_xml())

    assert counts(report) == (0, 0, 3, 0)
    assert Appearance.objects.standing().count() == 1


def test_a_person_of_the_same_name_is_the_same_and_one_of_the_same_key_is_not():
    anna = Person.objects.create(key="anna-linde", name={"de": "Anna Linde"})
    Person.objects.create(key="olena-shevchuk", name={"de": "Olena Schewtschuk"})

    report = bring(frab_xml(), new=True)

    appearances = Appearance.objects.order_by("position").values_list("person__key", flat=True)
    assert (list(appearances), report.plan.known_people) == ([anna.key, "olena-shevchuk-2"], 1)


def test_a_uid_of_another_conference_is_not_taken_twice():
    import_programme(frab_xml(), slug="first", by=None, new=True)

    bring(frab_xml(), new=True)

    assert counts(bring(frab_xml())) == (0, 0, 3, 0)
    assert Session.objects.count() == 6


def test_a_refused_file_leaves_everything_as_it_was():
    bring(frab_xml(), new=True)
    before = everything()

    with pytest.raises(Refusal):
        bring(frab_json([event(WATER, "New"), event(end="2027-05-10T08:00:00+02:00")]))

    assert everything() == before


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, "There is no conference at the address “elsewhere”; --new makes one of the file."),
        ({"new": True}, "“news” is the address of another page; choose another name."),
    ],
)
def test_a_wrong_conference_is_refused(options, sentence):
    with override("en"), pytest.raises(Refusal) as refused:
        import_programme(frab_xml(), slug="news" if options else "elsewhere", by=None, **options)

    assert str(refused.value) == sentence


@pytest.mark.parametrize("count", [1, 3])
def test_an_import_costs_the_same_for_one_and_three(count, django_assert_max_num_queries):
    bring(frab_xml([event("x", "Before")]), new=True)

    with django_assert_max_num_queries(33):
        bring(frab_xml(THREE[:count]))


def released(edition):
    release = publish(edition, finality=Finality.FINAL, note={}, by=None)
    return programme_of(edition), release.facts


def carried(plan):
    """Without what neither dialect has a field for, or only one of them."""
    return replace(
        plan,
        edition=replace(plan.edition, motto={}),
        rooms=tuple(replace(room, capacity=None) for room in plan.rooms),
    )


@pytest.mark.parametrize("write", [schedule_xml, schedule_json])
@pytest.mark.parametrize("file", [frab_xml(), frab_json()])
def test_what_was_imported_exported_and_imported_again_is_the_same_field_for_field(file, write):
    report = bring(file, new=True)
    edition = Edition.objects.get()
    plan, release = released(edition)
    content = write(plan, release, report.reading.language, "https://hromada.example")
    Session.objects.all().delete()
    Edition.objects.update(slug="before")

    bring(content, new=True)

    assert carried(programme_of(Edition.objects.get(slug="auental"))) == carried(plan)


@pytest.mark.parametrize("write", [schedule_xml, schedule_json])
@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_our_own_export_changes_nothing_in_its_own_draft(write, language):
    edition = store(programme(40))
    plan, release = released(edition)
    content = write(plan, release, language, "https://hromada.example")

    report = import_programme(content, slug=edition.slug, by=None)

    assert [(str(one.given.title), dict(one.became)) for one in report.plan.changed] == []
    assert (len(report.plan.new), len(report.plan.unchanged)) == (0, len(plan.sessions))


def test_a_room_that_is_written_otherwise_is_renamed():
    bring(frab_xml(), new=True)

    report = bring(frab_xml([THREE[0], {**THREE[1], "room": "ROOM 2"}, THREE[2]]))

    assert (counts(report), Room.objects.get(key="room-2").name) == ((0, 0, 3, 0), {"en": "ROOM 2"})


def test_two_rooms_that_are_written_nearly_alike_are_two():
    bring(frab_xml(), new=True)

    bring(frab_xml([*THREE, event("x", "News", room="ROOM 2", start="15:00")]))

    assert sorted(Room.objects.values_list("key", flat=True)) == ["hall", "room-2", "room-2-2"]


@pytest.mark.django_db(transaction=True)
def test_the_command_brings_a_file_and_says_what_it_did(tmp_path, database_url):
    file = tmp_path / "schedule.xml"
    file.write_bytes(frab_xml())
    environment = {**os.environ, "DATABASE_URL": database_url, "HROMADA_DEBUG": "1", "LC_ALL": "de_DE.UTF-8"}
    command = [sys.executable, "-c", "import sys; from hromada.config.cli import main; sys.exit(main())"]

    answers = [
        subprocess.run(
            [*command, "import", "programme", str(file), "--edition", "auental", *more],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        for more in (["--new"], ["--dry-run"], ["--new"])
    ]

    assert [answer.returncode for answer in answers] == [0, 0, 2]
    assert answers[0].stdout.splitlines()[1] == "schedule.xml: 3 Einträge gefunden, 3 gelesen, 0 ausgelassen."
    assert answers[1].stdout.splitlines()[0] == "Nichts hat sich geändert."
    assert answers[2].stderr.endswith("hromada: Unter der Adresse „auental“ gibt es bereits eine Konferenz.\n")

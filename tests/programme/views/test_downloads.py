"""What visitors download of a programme: the right release, the right file, and nothing that is not public."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.urls import resolve
from django_tasks_db.models import DBTaskResult
from icalendar import Calendar
from tests.programme.exports.readers import texts_of_pages
from tests.programmes import programme
from tests.stored_programmes import store

from hromada.kernel.localised import Localised
from hromada.programme import actions, models, tasks
from hromada.programme.actions import files
from hromada.programme.snapshot import Finality

HOME = "/de/auental-2027/"
SECRET = "Vertrauliches"


@pytest.fixture
def edition(db) -> models.Edition:
    """A public edition of 12 sessions, published twice: the second time one is gone; all others were changed since."""
    edition = store(programme(12), is_public=True)
    publish(edition, Finality.PRELIMINARY, datetime(2027, 3, 1, 9, tzinfo=UTC))
    gone(edition).delete()
    publish(edition, Finality.FINAL, datetime(2027, 4, 1, 9, tzinfo=UTC))
    edition.sessions.update(title=Localised({"de": SECRET}), note=Localised({"de": SECRET}))
    return edition


def gone(edition: models.Edition) -> models.Session:
    return edition.sessions.filter(parent=None, children=None).order_by("key").last()


def publish(edition: models.Edition, finality: Finality, at: datetime) -> models.Release:
    return actions.publish(edition, finality=finality, note={}, by=None, published_at=at)


def words(content: bytes) -> str:
    return " ".join(texts_of_pages(content)) if content.startswith(b"%PDF") else content.decode()


def statuses(content: bytes) -> list[str]:
    return sorted(str(event["STATUS"]) for event in Calendar.from_ical(content).walk("VEVENT"))


@pytest.mark.parametrize(
    ("address", "content_type", "name"),
    [
        ("programme.pdf", "application/pdf", "auental-2027-programme-2-de.pdf"),
        ("programme.ics", "text/calendar; charset=utf-8", "auental-2027-programme-2-de.ics"),
        ("schedule.xml", "application/xml; charset=utf-8", "auental-2027-schedule-2-de.xml"),
        ("schedule.json", "application/json", "auental-2027-schedule-2-de.json"),
    ],
)
def test_a_download_says_what_it_is_what_it_is_called_and_when_it_changed(client, edition, address, content_type, name):
    answer = client.get(HOME + address)

    assert answer.status_code == 200
    assert {header: answer[header] for header in ("Content-Type", "Content-Disposition", "Last-Modified")} == {
        "Content-Type": content_type,
        "Content-Disposition": f'inline; filename="{name}"',
        "Last-Modified": "Thu, 01 Apr 2027 09:00:00 GMT",
    }


@pytest.mark.parametrize("address", ["programme.pdf", "programme.ics", "schedule.xml", "schedule.json"])
def test_what_is_not_published_yet_is_in_no_download_until_it_is(client, edition, address):
    before = words(client.get(HOME + address).content)
    publish(edition, Finality.FINAL, datetime(2027, 4, 2, 9, tzinfo=UTC))
    after = words(client.get(HOME + address).content)

    assert (SECRET in before, SECRET in after) == (False, True)


@pytest.mark.parametrize("address", ["programme.pdf", "programme.ics", "schedule.xml", "schedule.json"])
@pytest.mark.parametrize("where", ["/de/nowhere-2027/", HOME + "releases/3/"])
def test_what_was_never_published_is_not_found(client, edition, where, address):
    assert client.get(where + address).status_code == 404


@pytest.mark.parametrize("address", ["programme.pdf", "programme.ics", "schedule.xml", "schedule.json"])
def test_a_hidden_edition_has_no_downloads(client, edition, address):
    models.Edition.objects.update(is_public=False)

    assert client.get(HOME + address).status_code == 404


def test_an_older_release_keeps_its_downloads(client, edition):
    old, new = (
        ElementTree.fromstring(client.get(HOME + where + "schedule.xml").content) for where in ("releases/1/", "")
    )

    assert [(root.findtext("version"), len(root.findall("day/room/event"))) for root in (old, new)] == [
        ("1 (Vorläufig)", 12),
        ("2 (Endgültig)", 11),
    ]
    assert client.get(HOME + "releases/1/programme.pdf").content != client.get(HOME + "programme.pdf").content


def test_the_calendar_cancels_what_was_announced_and_is_gone(client, edition):
    assert statuses(client.get(HOME + "programme.ics").content) == ["CANCELLED"] + ["CONFIRMED"] * 11
    assert statuses(client.get(HOME + "releases/1/programme.ics").content) == ["TENTATIVE"] * 12


def test_a_session_has_a_calendar_as_long_as_a_release_knew_it(client, edition):
    old, new = (
        {event["slug"].split("-", 2)[2] for event in events(client.get(HOME + where + "schedule.json").content)}
        for where in ("releases/1/", "")
    )
    [key] = old - new

    assert statuses(client.get(f"{HOME}sessions/{min(new)}.ics").content) == ["CONFIRMED"]
    assert statuses(client.get(f"{HOME}sessions/{key}.ics").content) == ["CANCELLED"]
    assert client.get(f"{HOME}sessions/nope.ics").status_code == 404


def events(content: bytes) -> list[dict]:
    days = json.loads(content)["schedule"]["conference"]["days"]
    return [event for day in days for room in day["rooms"].values() for event in room]


def test_a_selection_holds_what_was_chosen_and_an_empty_one_nothing(client, edition):
    keys = [event["slug"].split("-", 2)[2] for event in events(client.get(HOME + "schedule.json").content)]

    chosen = client.get(HOME + "programme.ics", {"sessions": ",".join([*keys[:2], "nope"])})
    empty = client.get(HOME + "programme.ics", {"sessions": ""})

    assert (statuses(chosen.content), statuses(empty.content)) == (["CONFIRMED"] * 2, [])
    assert chosen["Content-Disposition"] == 'inline; filename="auental-2027-my-programme-2-de.ics"'


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_every_address_in_a_download_leads_to_a_page(client, edition, language):
    content = client.get(f"/{language}/auental-2027/schedule.json").content
    addresses = [
        address for event in events(content) for address in (event["url"], *(p["url"] for p in event["persons"]))
    ]

    assert {resolve(address.removeprefix("http://testserver")).view_name for address in addresses} == {
        "programme:session",
        "programme:person",
    }


def test_publishing_leaves_the_files_to_the_worker_who_makes_them_once(edition):
    release = models.Release.objects.get(number=2)
    waiting = [
        result.args_kwargs["args"]
        for result in DBTaskResult.objects.filter(task_path=tasks.make_release_files.module_path)
    ]

    tasks.make_release_files.func(release.pk)
    made = list(models.ReleaseFile.objects.values_list("pk", "language"))
    tasks.make_release_files.func(release.pk)

    assert [release.pk] in waiting
    assert sorted(language for _pk, language in made) == ["de", "en", "uk"]
    assert list(models.ReleaseFile.objects.values_list("pk", "language")) == made


def test_what_the_worker_made_is_what_visitors_get(client, edition):
    tasks.make_release_files.func(models.Release.objects.get(number=2).pk)
    stored = models.ReleaseFile.objects.get(language="uk")

    assert client.get("/uk/auental-2027/programme.pdf").content == bytes(stored.content)


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_before_the_worker_was_there_get_the_same_file_made_once():
    edition = store(programme(12), is_public=True)
    release = publish(edition, Finality.FINAL, datetime(2027, 3, 1, 9, tzinfo=UTC))
    answers: list[bytes] = []

    def ask() -> None:
        try:
            answers.append(files.pdf_of(release.pk, "de"))
        finally:
            connection.close()

    asking = [threading.Thread(target=ask) for _one in range(3)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()

    assert models.ReleaseFile.objects.count() == 1
    assert len(answers) == 3
    assert len(set(answers)) == 1


@pytest.mark.parametrize("releases", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("schedule.xml", 1), ("schedule.json", 1), ("programme.ics", 2)])
def test_a_download_costs_the_same_after_one_release_and_after_three(
    client, db, django_assert_num_queries, address, queries, releases
):
    edition = store(programme(12), is_public=True)
    for number in range(1, releases + 1):
        edition.sessions.update(note=Localised({"de": f"Stand {number}"}))
        publish(edition, Finality.FINAL, datetime(2027, 3, number, 9, tzinfo=UTC))
    client.get(HOME + address)

    with django_assert_num_queries(queries):
        client.get(HOME + address)

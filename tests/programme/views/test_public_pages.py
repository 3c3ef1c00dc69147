"""Public pages of the programme: what they answer, and that their price does not grow with the programme."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.test import Client
from tests.programmes import programme
from tests.stored_programmes import store

from hromada.kernel.localised import Localised
from hromada.programme import models, queries
from hromada.programme.actions.releases import publish
from hromada.programme.snapshot import Finality

pytestmark = pytest.mark.django_db

HOME = "/en/auental-2027/"
QUERIES = 3
"""The releases of the edition, the content of the latest; once more the releases, for the frame."""


def published(sessions: int, slug: str = "auental-2027", **flags: bool) -> models.Edition:
    edition = store(programme(sessions, slug=slug), **{"is_public": True, **flags})
    release(edition, 1)
    return edition


def release(edition: models.Edition, day: int) -> None:
    publish(edition, finality=Finality.FINAL, note={}, by=None, published_at=datetime(2023, 5, day, tzinfo=UTC))


def forget() -> None:
    """As in a process that has not read the programme yet."""
    queries._kept.clear()


@pytest.mark.parametrize("sessions", [12, 100])
@pytest.mark.parametrize("path", ["programme/", "sessions/{key}/", "people/", "people/{person}/", "my-programme/"])
def test_a_page_costs_the_same_few_queries_for_twelve_sessions_and_for_a_hundred(
    client: Client, path: str, sessions: int, django_assert_num_queries
) -> None:
    whole = programme(sessions)
    published(sessions)
    forget()

    with django_assert_num_queries(QUERIES):
        answer = client.get(HOME + path.format(key=whole.sessions[0].key, person=whole.speakers[0].key))

    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["programme/", "people/", "changes/", "my-programme/", "releases/1/programme/"])
def test_the_pages_of_an_edition_that_is_not_public_do_not_exist(client: Client, path: str) -> None:
    published(12, is_public=False)

    assert client.get(HOME + path).status_code == 404


def test_a_draft_that_was_never_published_does_not_exist(client: Client) -> None:
    store(programme(12), is_public=True)

    assert client.get(f"{HOME}programme/").status_code == 404


@pytest.mark.parametrize("path", ["sessions/nothing/", "people/nobody/", "releases/7/programme/", "releases/0/people/"])
def test_what_no_release_knows_is_not_found(client: Client, path: str) -> None:
    published(12)

    assert client.get(HOME + path).status_code == 404


def test_a_cancelled_session_says_when_it_was_last_announced(client: Client) -> None:
    edition = published(12)
    gone = edition.sessions.order_by("starts").last()
    assert gone
    key = gone.key
    gone.delete()
    release(edition, 2)

    answer = client.get(f"{HOME}sessions/{key}/")

    assert answer.status_code == 410
    assert "last announced in version 1 of the programme" in answer.content.decode()
    assert f'href="{HOME}releases/1/sessions/{key}/"' in answer.content.decode()
    assert client.get(f"{HOME}releases/1/sessions/{key}/").status_code == 200


def test_the_front_of_an_older_release_is_its_programme_and_of_one_that_never_was_nothing(client: Client) -> None:
    published(3)

    there, nowhere = client.get(f"{HOME}releases/1/"), client.get(f"{HOME}releases/2/")

    assert (there.status_code, there.headers["Location"]) == (302, f"{HOME}releases/1/programme/")
    assert nowhere.status_code == 404


def test_a_session_that_is_new_is_not_found_in_the_older_release(client: Client) -> None:
    edition = published(12)
    first = edition.sessions.exclude(children__isnull=False).order_by("starts").first()
    assert first
    first.pk, first.key, first.uid = None, "brand-new", "00000000-0000-0000-0000-000000000001"
    first.room = None
    first.save(force_insert=True)
    release(edition, 2)

    assert client.get(f"{HOME}sessions/brand-new/").status_code == 200
    assert client.get(f"{HOME}releases/1/sessions/brand-new/").status_code == 404


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("", "From version 2 to version 3"),
        ("?from=1&to=3", "From version 1 to version 3"),
        ("?from=3&to=1", "From version 1 to version 3"),
        ("?to=2", "From version 1 to version 2"),
        ("?from=99&to=nonsense", "From version 2 to version 3"),
        ("?from=²&to=1e9", "From version 2 to version 3"),
    ],
)
def test_any_two_releases_can_be_compared(client: Client, query: str, heading: str) -> None:
    edition = published(12)
    for day in (2, 3):
        edition.motto = Localised({"en": f"Motto of day {day}"})
        edition.save()
        release(edition, day)

    assert heading in client.get(f"{HOME}changes/{query}").content.decode()


def test_of_a_text_that_changed_in_three_languages_the_reader_is_told_theirs(client: Client) -> None:
    edition = published(12)
    for day, word in ((2, "old"), (3, "<b>new</b>")):
        session = edition.sessions.order_by("starts", "key").first()
        assert session
        session.abstract = Localised({code: f"{code}: {word} words" for code in ("de", "uk", "en")})
        session.save()
        release(edition, day)

    told = client.get(f"{HOME}changes/").content.decode()

    assert '<p lang="en">en: <del>old</del><ins>&lt;b&gt;new&lt;/b&gt;</ins> words</p>' in told
    assert told.count("<del>") == 1


def test_a_choice_in_the_address_is_shown_with_its_clashes_and_unknown_ones_are_counted(client: Client) -> None:
    whole = programme(40)
    published(40)
    parallel = [s for s in whole.sessions if s.parent is None and s.kind == "workshop"][:2]
    keys = ",".join([*(session.key for session in parallel), "unknown", "<script>"])

    shown = client.get(f"{HOME}my-programme/", {"sessions": keys}).content.decode()

    assert shown.count("<article") == 2
    assert "2 sessions of this choice are no longer in the programme." in shown
    assert '<script>"' not in shown


def test_the_service_worker_knows_its_words_in_every_language(client: Client) -> None:
    answer = client.get("/sw.js")

    assert answer.headers["Content-Type"].startswith("text/javascript")
    known = json.loads(answer.content.decode().split("self.hromada = ", 1)[1].split(";\n", 1)[0])
    assert {code: said["title"] for code, said in known["words"].items()} == {
        "de": "Kein Netz",
        "uk": "Немає мережі",
        "en": "No network",
    }

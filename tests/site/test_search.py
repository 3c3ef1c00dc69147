"""Search: one place over everything public."""

from datetime import UTC, datetime

import pytest
from tests.programmes import programme

from hromada.kernel.localised import Localised
from hromada.network.models import Organisation
from hromada.site.searching import search

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 11, 14, tzinfo=UTC)


@pytest.fixture
def kyjiw():
    return Organisation.objects.create(
        slug="kyjiw", name=Localised({"de": "Kyjiw", "uk": "Київ", "en": "Kyiv"}), aliases=["Kiew"], country="UA"
    )


@pytest.mark.parametrize("query", ["Kiew", "Kyiv", "Київ", "київ", "kyj", "KYJIW"])
def test_kyjiw_is_found_under_every_name(kyjiw, query):
    assert search(query, [], NOW).organisations == [kyjiw]


def test_what_is_called_so_comes_before_what_lies_there(kyjiw):
    browary = Organisation.objects.create(
        slug="browary", name=Localised({"de": "Browary"}), region=Localised({"de": "Oblast Kyjiw"}), country="UA"
    )

    assert search("kyj", [], NOW).organisations == [kyjiw, browary]


def test_a_blank_query_finds_nothing(kyjiw):
    assert search("  ", [programme(sessions=5)], NOW).count == 0


def test_a_session_is_found_by_its_title_in_another_language_and_by_its_people():
    held = programme(sessions=40, seed=3)
    wanted = next(session for session in held.sessions if session.appearances and "uk" in session.title)
    speaker = held.speaker_by_key[wanted.appearances[0].speaker]

    by_title = search(wanted.title["uk"], [held], NOW).sessions
    by_person = search(str(speaker.name), [held], NOW)

    assert (held.edition, wanted) in by_title
    assert (held.edition, wanted) in by_person.sessions
    assert (held.edition, speaker) in by_person.people


def test_who_spoke_twice_is_found_once_in_the_latest():
    latest, earlier = programme(sessions=40, seed=3), programme(sessions=40, seed=3)
    speaker = latest.speakers[0]

    found = [person for person in search(str(speaker.name), [latest, earlier], NOW).people if person[1] == speaker]

    assert found == [(latest.edition, speaker)]


@pytest.mark.parametrize("query", ["\x00", "%_\\", "'; drop table", "x" * 100_000, "🦊", "\u202e"])
def test_whatever_is_typed_is_answered(client, query):
    assert client.get("/uk/search/", {"q": query}).status_code == 200


def test_what_was_typed_stays_text(client):
    page = client.get("/de/search/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in page

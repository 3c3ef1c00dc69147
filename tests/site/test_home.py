"""The home of a conference, and the way there."""

import json
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from tests.programmes import programme
from tests.stored_programmes import store

from hromada.kernel.localised import Localised
from hromada.programme.actions.releases import publish
from hromada.programme.models import Edition
from hromada.programme.snapshot import Finality, Kind
from hromada.site.views.home import days_in_brief

pytestmark = pytest.mark.django_db


def conference(slug: str = "auental-2027", *, sessions: int = 12, **flags: bool) -> Edition:
    edition = store(programme(sessions=sessions, slug=slug, number=None), **{"is_public": True, **flags})
    publish(edition, finality=Finality.FINAL, note={}, by=None, published_at=datetime(2027, 5, 1, tzinfo=UTC))
    return edition


@pytest.mark.parametrize(
    ("accepted", "address"),
    [
        ("uk,de;q=0.8", "/uk/"),
        ("de-AT", "/de/"),
        ("en-GB,en;q=0.9", "/en/"),
        ("fr", "/de/"),
        ("", "/de/"),
        ("\u0000;q=x", "/de/"),
    ],
)
def test_the_door_leads_to_the_visitors_language(accepted, address):
    answer = Client(headers={"accept-language": accepted}).get("/")

    assert (answer.status_code, answer.url, answer["Vary"]) == (302, address, "Accept-Language, Cookie")


def test_the_language_leads_to_the_conference_that_is_marked_else_to_the_last(client):
    conference("auental-2027")
    conference("auental-2025", is_current=True)

    assert client.get("/uk/").url == "/uk/auental-2025/"

    Edition.objects.update(is_current=False)
    Edition.objects.filter(slug="auental-2025").update(starts_on=date(2020, 5, 1))
    assert client.get("/uk/").url == "/uk/auental-2027/"


def test_before_the_first_conference_there_is_a_page_that_says_so(client):
    store(programme(sessions=12), is_public=True)

    assert "<h1>Noch keine Konferenz</h1>" in client.get("/de/").content.decode()


def test_hidden_and_unpublished_conferences_have_no_home(client):
    conference("auental-2027", is_public=False)
    store(programme(sessions=12, slug="auental-2028"), is_public=True)

    assert [client.get(f"/de/{slug}/").status_code for slug in ("auental-2027", "auental-2028", "nowhere")] == [404] * 3


def test_the_home_names_its_conference_and_leads_to_the_others(client):
    conference("auental-2027")
    conference("auental-2025")
    conference("auental-2023", is_public=False)

    shown = client.get("/de/auental-2027/").context

    assert (shown["edition"].slug, [other.slug for other in shown["others"]]) == ("auental-2027", ["auental-2025"])


@pytest.mark.parametrize(("others", "sessions"), [(1, 12), (3, 48)])
def test_the_home_costs_the_same_for_one_and_three(client, django_assert_num_queries, others, sessions):
    conference("auental-2027", sessions=sessions)
    for number in range(others):
        conference(f"auental-{2000 + number}")
    client.get("/de/auental-2027/")

    # The conference with its releases for the page and for the frame, the others, the news.
    with django_assert_num_queries(5):
        client.get("/de/auental-2027/")


def test_a_day_in_brief_is_what_stands_for_itself_and_no_break():
    whole = programme(sessions=48)

    days = days_in_brief(whole)

    named = [session for brief in days for session in brief.sessions]
    remarkable = [
        session
        for session in whole.sessions
        if session.parent is None and session.kind not in (Kind.BREAK, Kind.REGISTRATION)
    ]
    assert {session.parent for session in named} == {None}
    assert {session.kind for session in named} & {Kind.BREAK, Kind.REGISTRATION} == set()
    assert max(len(brief.sessions) for brief in days) <= 6
    assert len(named) + sum(brief.more for brief in days) == len(remarkable)
    assert [brief.day for brief in days] == sorted(brief.day for brief in days)


def test_hostile_words_in_a_conference_stay_words(client):
    hostile = '"><script>alert(1)</script>\u202e' + "x" * 5000
    edition = store(programme(sessions=12), is_public=True)
    Edition.objects.filter(pk=edition.pk).update(
        name=Localised({"de": hostile}), motto=Localised({"uk": hostile}), city=Localised({"en": hostile})
    )
    publish(edition, finality=Finality.FINAL, note={}, by=None)

    for language in ("de", "uk", "en"):
        page = client.get(f"/{language}/auental-2027/").content.decode()
        assert "<script>alert" not in page
        assert page.count("&lt;script&gt;alert(1)") >= 3


def test_a_motto_that_is_missing_in_a_language_is_shown_in_another_and_says_so(client):
    edition = store(programme(sessions=12), is_public=True)
    Edition.objects.filter(pk=edition.pk).update(motto=Localised({"uk": "Разом"}))
    publish(edition, finality=Finality.FINAL, note={}, by=None)

    page = client.get("/de/auental-2027/").content.decode()

    assert '<h1><span lang="uk">Разом</span>  <span class="only-in">nur auf Ukrainisch</span></h1>' in page


def test_every_menu_entry_of_the_frame_leads_somewhere(client):
    conference("auental-2027")
    page = client.get("/uk/auental-2027/")

    addresses = [entry.address for entry in page.context["nav"]()]
    addresses += [entry.address for group in page.context["footer"]() for entry in group.entries]

    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_search_engines_read_the_same_as_people(client):
    edition = store(programme(sessions=12), is_public=True)
    Edition.objects.filter(pk=edition.pk).update(
        name=Localised({"uk": "Конференція </script><script>"}), description=Localised({"de": "Drei Tage"})
    )
    publish(edition, finality=Finality.FINAL, note={}, by=None)

    page = client.get("/uk/auental-2027/").content.decode()
    described = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])

    assert {name: described[name] for name in ("@type", "name", "description", "startDate", "url", "inLanguage")} == {
        "@type": "Event",
        "name": "Конференція </script><script>",
        "description": "Drei Tage",
        "startDate": "2027-05-12",
        "url": "http://testserver/uk/auental-2027/",
        "inLanguage": ["de", "uk", "en"],
    }
    assert '<meta property="og:title" content="Конференція &lt;/script&gt;&lt;script&gt;">' in page
    assert '<link rel="alternate" hreflang="de" href="http://testserver/de/auental-2027/">' in page
    assert '<link rel="alternate" hreflang="x-default" href="http://testserver/auental-2027/">' in page
    assert '<link rel="canonical" href="http://testserver/uk/auental-2027/">' in page
    assert '<meta property="og:locale" content="uk_UA">' in page


def test_every_page_of_a_conference_is_passed_on_with_its_picture(client):
    edition = store(programme(sessions=3), is_public=True)
    Edition.objects.filter(pk=edition.pk).update(
        picture="bridge.webp",
        picture_width=16,
        picture_height=9,
        picture_alternative=Localised({"de": "Brücke"}),
        picture_credit="Hromada",
    )
    publish(edition, finality=Finality.FINAL, note={}, by=None)

    for below in ("", "programme/", "changes/"):
        page = client.get(f"/uk/auental-2027/{below}").content.decode()
        assert '<meta property="og:image" content="http://testserver/media/bridge.webp">' in page
        assert '<meta property="og:image:alt" content="Brücke">' in page

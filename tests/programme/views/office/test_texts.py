"""Translating at the desk: what is missing or stale beside its source, drafts, fixed terms."""

from __future__ import annotations

import re
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from tests.factories import (
    AppearanceFactory,
    EditionFactory,
    MaterialFactory,
    PersonFactory,
    RoomFactory,
    SessionBodyFactory,
    SessionFactory,
    TopicFactory,
    VenueFactory,
)
from tests.programme.translating.provider import provider
from tests.programme.views.office.desks import at_the_desk, co_organising

from hromada.kernel.audit import last_of, name_of
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry, Wording
from hromada.programme import actions
from hromada.programme.access import desk_of
from hromada.programme.models import Session, Term
from hromada.programme.texts import gaps_of

pytestmark = pytest.mark.django_db

NAMES = Localised({"de": "Konferenz", "uk": "Конференція", "en": "Conference"})


@pytest.fixture
def edition():
    return EditionFactory(slug="auental", name=NAMES, city=Localised(), languages=["de", "uk", "en"])


@pytest.fixture
def forum(edition):
    return SessionFactory(
        edition=edition, key="forum", title=Localised({"de": "Am Runden Tisch", "en": "At the round table"})
    )


@pytest.fixture
def client(edition):
    return at_the_desk(edition)


def here(**query: str) -> str:
    return "/en/office/auental/texts/?" + "&".join(f"{name}={value}" for name, value in query.items())


def at(thing, name: str = "title", language: str = "uk") -> str:
    return f"/en/office/auental/texts/{name_of(thing)}/{name}/{language}/"


def shown(page: bytes) -> list[tuple[str, str]]:
    """Thing and source of each text on the page."""
    found = re.findall(r"<h2>(.*?)</h2>.*?text__source[^>]*>(.*?)</div>", page.decode(), re.DOTALL)
    return [(thing.strip(), source.strip()) for thing, source in found]


def test_what_is_missing_stands_beside_its_source(client, forum, edition):
    RoomFactory(edition=edition, name=Localised({"de": "Saal", "uk": "Зала", "en": "Hall"}))
    TopicFactory(edition=edition, name=Localised({"en": "Water"}))

    page = client.get(here(language="uk")).content

    assert shown(page) == [("At the round table", "Am Runden Tisch"), ("Water", "Water")]
    assert shown(client.get(here(language="uk", kind="topic")).content) == [("Water", "Water")]
    assert "Nothing of this is missing" in client.get(here(language="en")).content.decode()


def test_what_became_stale_is_found_and_confirmed_or_rewritten(client, forum):
    actions.edit_session(forum, {"title": Localised({"de": "Runder Tisch", "en": "At the round table"})}, by=None)
    stale = shown(client.get(here(language="en", state="stale")).content)

    client.post(at(forum, language="en"), {"text": "At the round table", "base": last_of(forum), "verb": "confirm"})

    assert stale == [("At the round table", "Runder Tisch")]
    assert shown(client.get(here(language="en")).content) == []
    assert Wording.objects.get(language="en").state == "reviewed"
    assert AuditEntry.objects.filter(verb="reviewed").get().part_of == ""


def test_a_text_is_written_in_its_place_with_and_without_scripts(client, forum, edition):
    part = client.post(
        at(forum), {"text": "За круглим\r\nстолом ", "base": last_of(forum)}, headers={"HX-Request": "true"}
    )
    whole = client.post(at(forum, language="en"), {"text": "Round table", "base": last_of(forum)})

    forum.refresh_from_db()
    assert forum.title == {"de": "Am Runden Tisch", "uk": "За круглим\nстолом", "en": "Round table"}
    assert "<html" not in part.content.decode()
    assert "Saved." in part.content.decode()
    assert whole["Location"] == here(language="en")


def test_biographies_and_functions_stand_beside_their_source_too(client, forum, edition):
    everywhere = Localised({"de": "Ada", "uk": "Ада", "en": "Ada"})
    speaker = AppearanceFactory(
        session=forum,
        function=Localised({"de": "Bürgermeisterin"}),
        organisation_name=Localised(),
        person__name=everywhere,
        person__biography=Localised({"de": "Ingenieurin.", "en": "An engineer."}),
    )
    person = speaker.person
    values = {"biography": Localised({"de": "Ingenieurin und Bürgermeisterin.", "en": "An engineer."})}
    actions.edit_person(person, values, by=client.person, within=edition)

    found = {kind: shown(client.get(here(language="uk", kind=kind)).content) for kind in ("person", "appearance")}
    assert found == {
        "person": [("Ada", "Ingenieurin und Bürgermeisterin.")],
        "appearance": [(str(speaker), "Bürgermeisterin")],
    }
    assert shown(client.get(here(language="en", kind="person", state="stale")).content) == [
        ("Ada", "Ingenieurin und Bürgermeisterin.")
    ]
    assert (
        gaps_of(desk_of(client.person, "auental"))["en"].stale,
        gaps_of(desk_of(client.person, "auental"))["uk"].missing,
    ) == (1, 3)

    client.post(at(person, "biography"), {"text": "Інженерка.", "base": last_of(person), "verb": "write"})
    person.refresh_from_db()
    assert person.biography["uk"] == "Інженерка."
    assert co_organising(forum).get(at(person, "biography")).status_code == 404


def test_of_people_a_machine_gets_what_they_let_everyone_read_and_no_names(client, forum, settings):
    settings.TRANSLATOR, settings.TRANSLATOR_URL = "deepl", "http://127.0.0.1:9/"
    texts = {"name": Localised({"de": "Ada"}), "biography": Localised({"de": "Ingenieurin."})}
    private, public = PersonFactory(**texts), PersonFactory(**texts, published_with_consent_on=date(2030, 1, 1))
    for person in (private, public):
        AppearanceFactory(session=forum, person=person)

    page = client.get(here(language="uk", kind="person")).content.decode()
    forms = re.findall(r'<form class="text" method="post" action="(.*?)".*?</form>', page, re.DOTALL)
    offered = re.findall(
        r'<form class="text" method="post" action="((?:(?!</form>).)*?)" hx(?:(?!</form>).)*"draft"', page, re.DOTALL
    )

    assert len(forms) == 4
    assert offered == [at(public, "biography")]
    refused = [at(private, "name"), at(private, "biography"), at(public, "name")]
    assert [client.post(address, {"verb": "draft"}).status_code for address in refused] == [404] * 3


def test_what_somebody_else_has_written_meanwhile_is_shown_and_not_lost(client, forum):
    base = last_of(forum)
    actions.edit_session(forum, {"title": Localised({**forum.title, "uk": "Круглий стіл"})}, by=None)

    answer = client.post(at(forum), {"text": "За столом", "base": base})

    forum.refresh_from_db()
    text = answer.content.decode()
    assert (answer.status_code, forum.title["uk"]) == (422, "Круглий стіл")
    assert ("Круглий стіл" in text, "За столом" in text) == (True, True)


def test_fixed_terms_are_offered_where_they_occur(client, forum):
    Term.objects.all().delete()
    Term.objects.create(wording=Localised({"de": "Runder Tisch", "uk": "круглий стіл"}))
    Term.objects.create(wording=Localised({"de": "Plenum", "uk": "пленарне засідання"}))

    page = client.get(here(language="uk")).content.decode()

    assert re.findall(r'data-word="([^"]+)"', page) == ["круглий стіл"]


@pytest.mark.parametrize("dialect", ["deepl", "libretranslate"])
def test_a_machine_s_draft_is_marked_until_a_person_confirms_it(client, forum, settings, dialect):
    Term.objects.all().delete()
    Term.objects.create(wording=Localised({"de": "Runder Tisch", "uk": "круглий стіл"}))
    with provider() as service:
        settings.TRANSLATOR, settings.TRANSLATOR_URL, settings.TRANSLATOR_KEY = dialect, service.url, ""
        offered = "Draft by machine" in client.get(here(language="uk")).content.decode()
        drafted = client.post(at(forum), {"verb": "draft"}, headers={"HX-Request": "true"}).content.decode()

    forum.refresh_from_db()
    in_form = client.get("/en/office/auental/sessions/forum/").content.decode()
    still_to_do = shown(client.get(here(language="uk", state="draft")).content)
    client.post(at(forum), {"text": forum.title["uk"], "base": last_of(forum), "verb": "confirm"})
    assert (offered, forum.title["uk"]) == (True, "AM круглий стіл")
    assert ("machine draft" in drafted, "machine draft" in in_form) == (True, True)
    assert len(still_to_do) == 1
    assert "machine draft" not in client.get("/en/office/auental/sessions/forum/").content.decode()


def test_a_provider_that_fails_is_told_in_words_and_nothing_is_changed(client, forum, settings):
    with provider() as service:
        service.answer = (456, b"Quota exceeded")
        settings.TRANSLATOR, settings.TRANSLATOR_URL, settings.TRANSLATOR_KEY = "deepl", service.url, ""
        answer = client.post(at(forum), {"verb": "draft"}, headers={"HX-Request": "true"})

    forum.refresh_from_db()
    assert (answer.status_code, "uk" in forum.title) == (409, False)
    assert "The translation service gave no draft." in answer.content.decode()


def test_without_a_provider_there_is_no_such_verb(client, forum):
    assert client.post(at(forum), {"verb": "draft"}).status_code == 404
    assert "Draft by machine" not in client.get(here(language="uk")).content.decode()


def test_a_co_organiser_translates_their_branch_only(forum, edition):
    elsewhere = SessionFactory(edition=edition, title=Localised({"de": "Anderswo"}))
    room = RoomFactory(edition=edition, name=Localised({"de": "Saal"}))
    person = AppearanceFactory(session=forum, person__name=Localised({"de": "Mara"}))
    client = co_organising(forum)

    page = shown(client.get(here(language="uk")).content)
    answers = [
        client.post(at(thing, name), {"text": "Так"}).status_code
        for thing, name in ((elsewhere, "title"), (room, "name"), (person.person, "name"), (forum, "kind"))
    ]

    assert page == [("At the round table", "Am Runden Tisch")]
    assert answers == [404] * 4
    assert client.post(at(forum, language="fr"), {"text": "Oui"}).status_code == 404
    assert client.get("/en/office/auental/terms/").status_code == 404


def test_hostile_text_stays_text(client, forum):
    Session.objects.filter(pk=forum.pk).update(title=Localised({"de": "<script>alert(1)</script> Runder Tisch"}))
    Term.objects.create(wording=Localised({"de": "Tisch", "uk": '"><script>alert(2)</script>'}))

    page = client.get(here(language="uk")).content.decode()

    assert "<script>alert" not in page


def test_gaps_are_counted_by_language_with_as_many_queries_for_many(edition, django_assert_num_queries):
    desk = desk_of(at_the_desk(edition).person, "auental")
    only_german = Localised({"de": "a"})
    for _ in range(3):
        session = SessionFactory(edition=edition, title=Localised({"de": "a", "uk": "б"}), abstract=only_german)
        AppearanceFactory(session=session, function=only_german, person__name=NAMES)
        SessionBodyFactory(session=session, name=NAMES)
        MaterialFactory(session=session, title=Localised({"de": "Folien"}), language="de")
        VenueFactory(edition=edition, name=NAMES)
    actions.edit_session(session, {"title": Localised({"de": "c", "uk": "б"})}, by=None)

    with django_assert_num_queries(11):
        gaps = gaps_of(desk)

    assert {code: (one.missing, one.stale, one.drafts) for code, one in gaps.items()} == {
        "de": (0, 0, 0),
        "uk": (6, 1, 0),
        "en": (9, 0, 0),
    }


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_few_as_for_many(client, edition, count, django_assert_num_queries):
    for number in range(count):
        session = SessionFactory(edition=edition, title=Localised({"de": f"Forum {number}"}))
        AppearanceFactory(session=session, function=Localised({"de": "Rätin"}))

    with django_assert_num_queries(17):
        client.get(here(language="uk"))


def test_a_new_installation_begins_with_the_terms_of_the_glossary():
    Term.objects.all().delete()
    begin = import_module("hromada.programme.migrations.0006_terms")

    begin.begin_with_the_glossary(apps, None)

    worded = [term.wording for term in Term.objects.all()]
    assert Localised({"de": "Runder Tisch", "uk": "круглий стіл", "en": "round table"}) in worded
    assert all(set(wording) == {"de", "uk", "en"} for wording in worded)


def test_terms_are_listed_added_changed_and_taken_out(client, edition):
    Term.objects.all().delete()
    terms = "/en/office/auental/terms/"

    client.post(terms, {"wording_de": "Stadtwerke", "wording_uk": "комунальне підприємство", "note_en": "Plural"})
    made = Term.objects.get()
    client.post(f"{terms}{made.pk}/", {"wording_de": "Stadtwerk", "wording_uk": "підприємство", "base": last_of(made)})
    page = client.get(terms).content.decode()
    client.post(f"{terms}{made.pk}/remove/")

    assert made.note == {"en": "Plural"}
    assert re.findall(r'<td lang="(\w+)"[^>]*>([^<]+)</td>', page) == [("de", "Stadtwerk"), ("uk", "підприємство")]
    assert Term.objects.count() == 0
    assert client.post(terms, {"wording_de": ""}).status_code == 422

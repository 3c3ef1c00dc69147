"""News and documents: a change, a creation and a deletion are taken back from the history; the public sees it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils.translation import override
from tests.factories import DocumentFactory, EditionFactory, NewsFactory, PersonFactory
from tests.programme.views.office.desks import at_the_desk

from hromada.kernel import pages
from hromada.kernel.audit import name_of
from hromada.kernel.histories.taking_back import take_back
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.kernel.refusal import Refusal
from hromada.library import actions
from hromada.library.models import Document, News
from hromada.programme.actions import publish
from hromada.programme.models import Role
from hromada.programme.snapshot import Finality

pytestmark = pytest.mark.django_db

HERE = "/en/office/auental/history/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def edition():
    edition = EditionFactory(slug="auental", is_public=True)
    publish(edition, finality=Finality.FINAL, note={}, by=None)
    return edition


@pytest.fixture
def forgotten(monkeypatch) -> list[str]:
    """Each time the kept public pages were forgotten."""
    told: list[str] = []
    monkeypatch.setattr(pages, "forget_all", lambda: told.append("forgotten"))
    return told


def last() -> AuditEntry:
    return AuditEntry.objects.latest("pk")


def press(client: Client, entry: AuditEntry) -> int:
    return client.post(f"{HERE}{entry.pk}/take-back/").status_code


def public(address: str) -> int:
    return Client().get(address).status_code


def test_a_deleted_item_comes_back_to_the_public_and_goes_again(edition):
    item = actions.publish_news(NewsFactory(editions=[edition], slug="water"), by=None)
    deleted = actions.delete_news(item, by=None)
    organiser = at_the_desk(edition, Role.Kind.ORGANISER)
    seen = [public("/de/news/water/")]

    for entry in (deleted, None, None):
        press(organiser, entry or last())
        seen.append(public("/de/news/water/"))

    assert seen == [404, 200, 404, 200]
    assert list(News.objects.get().editions.all()) == [edition]


def test_a_publication_is_taken_back_by_the_organisers_only(edition):
    item = NewsFactory(editions=[edition], slug="water")
    actions.edit_news(item, {"title": Localised({"de": "Wasser"})}, by=None)
    wording = last()
    actions.publish_news(item, by=None)
    publication = last()
    reader, editor, organiser = (at_the_desk(edition, kind) for kind in ("reader", "editor", "organiser"))

    answers = [(press(client, wording), press(client, publication)) for client in (reader, editor, organiser)]

    # Of the organiser the wording is asked for once more.
    assert answers == [(404, 404), (302, 404), (409, 302)]
    assert public("/de/news/water/") == 404


def test_a_new_item_goes_unless_somebody_has_worked_on_it(edition):
    values: dict[str, Any] = {"title": Localised({"de": "Wasser"}), "published_by": Localised({"de": "Redaktion"})}
    item = actions.create_news({**values, "editions": [edition]}, by=None)
    created = last()
    actions.edit_news(item, {"body": Localised({"de": "Text"})}, by=None)
    organiser = at_the_desk(edition, Role.Kind.ORGANISER)

    worked_on = press(organiser, created)
    press(organiser, last())
    as_it_was = press(organiser, created)

    assert (worked_on, as_it_was, News.objects.count()) == (409, 302, 0)


def test_an_item_whose_conference_is_gone_comes_back_without_it(edition):
    other = EditionFactory()
    item = NewsFactory(editions=[edition, other])
    deleted = actions.delete_news(item, by=None)
    other.delete()

    take_back(deleted, by=None)

    assert list(News.objects.get().editions.all()) == [edition]


def test_a_document_comes_back_with_its_file_or_not_at_all(edition):
    kept, gone = DocumentFactory.create_batch(2, edition=edition)
    Document.objects.filter(pk=kept.pk).update(is_offered=True)
    entries = [actions.delete_document(document, by=None) for document in (kept, gone)]
    default_storage.delete(gone.file.name)

    take_back(entries[0], by=None)
    with override("en"), pytest.raises(Refusal, match="no longer kept"):
        take_back(entries[1], by=None)

    assert [(one, default_storage.exists(one.file.name)) for one in Document.objects.all()] == [(kept, True)]
    assert "Dokumentation" in Client().get("/de/auental/downloads/").content.decode()


def test_a_move_is_one_change_to_whoever_made_it(edition):
    one, two, three = DocumentFactory.create_batch(3, edition=edition)
    actions.move_document(three, up=True, by=None)

    take_back(last(), by=None)
    back = list(Document.objects.all())
    take_back(last(), by=None)

    assert (back, list(Document.objects.all())) == ([one, two, three], [one, three, two])


def test_the_kept_pages_are_forgotten_only_for_what_the_public_sees(edition, forgotten):
    draft, shown = NewsFactory(editions=[edition]), NewsFactory(editions=[edition])
    actions.publish_news(shown, by=None)
    told: list[int] = []
    for item in (draft, shown):
        actions.edit_news(item, {"title": Localised({"de": "Wasser"})}, by=None)
        forgotten.clear()
        take_back(last(), by=None)
        told.append(len(forgotten))
        deleted = actions.delete_news(item, by=None)
        forgotten.clear()
        take_back(deleted, by=None)
        told.append(len(forgotten))

    assert told == [0, 0, 1, 1]


def test_an_item_about_two_conferences_has_one_history_at_both_desks(edition):
    """Even what was done to it before it was about the second; of other items of the first nothing is told there."""
    second = EditionFactory(slug="zweite")
    item, foreign = NewsFactory(editions=[edition]), NewsFactory(editions=[edition])
    actions.edit_news(item, {"title": Localised({"en": "Water"})}, by=None)
    change = last()
    actions.edit_news(foreign, {"title": Localised({"en": "Secret"})}, by=None)
    item.editions.add(second)
    editor = at_the_desk(second)

    def told(thing: object) -> str:
        return editor.get("/en/office/zweite/history/", {"thing": name_of(thing)}).content.decode()

    assert "Water" in told(item)
    assert "Nothing has been changed yet." in told(foreign)
    assert editor.post(f"/en/office/zweite/history/{last().pk}/take-back/").status_code == 404
    assert editor.post(f"/en/office/zweite/history/{change.pk}/take-back/").status_code == 302


@pytest.mark.parametrize("is_of_a_conference", [False, True])
def test_who_sees_to_the_news_of_all_finds_them_in_one_history(edition, is_of_a_conference):
    item = NewsFactory(editions=[edition] if is_of_a_conference else [], title=Localised({"en": "Far away"}))
    deleted = actions.delete_news(item, by=None)
    administrator = Client()
    administrator.force_login(PersonFactory(is_superuser=True))

    page = administrator.get("/en/office/history/").content.decode()
    answer = administrator.post(f"/en/office/history/{deleted.pk}/take-back/")

    assert ("Far away" in page, answer.status_code, News.objects.get()) == (True, 302, item)

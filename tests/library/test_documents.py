"""Documents: added, put in order, offered on the downloads page of their conference, and withdrawn."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.utils.translation import override
from tests.factories import DocumentFactory, EditionFactory, RoleFactory
from tests.kernel.uploads import files

from hromada.kernel import editing, pages
from hromada.kernel.audit import history_of
from hromada.kernel.localised import Localised
from hromada.kernel.refusal import Refusal
from hromada.library import actions
from hromada.library.models import Document
from hromada.library.queries import offered_documents
from hromada.programme.actions import publish
from hromada.programme.models import Role
from hromada.programme.snapshot import Finality

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def edition():
    edition = EditionFactory(slug="auental-2027", is_public=True)
    publish(edition, finality=Finality.FINAL, note={}, by=None)
    return edition


def signed_in(edition, kind: Role.Kind = Role.Kind.ORGANISER) -> Client:
    client = Client()
    client.force_login(RoleFactory(edition=edition, kind=kind).person)
    return client


def test_an_editor_adds_a_document_and_the_public_sees_it_once_the_organisers_offer_it(edition):
    editor = signed_in(edition, Role.Kind.EDITOR)
    file = SimpleUploadedFile("Документація 2025.pdf.exe", files.PDF)

    answer = editor.post(
        "/de/office/auental-2027/downloads/new/", {"title_de": "Dokumentation", "language": "uk", "file": file}
    )
    document = Document.objects.get()

    assert (answer.status_code, document.size, document.ending, document.is_offered) == (
        302,
        len(files.PDF),
        "PDF",
        False,
    )
    assert document.file.name.endswith("/Документація-2025.pdf")
    assert "Dokumentation" not in Client().get("/de/auental-2027/downloads/").content.decode()
    assert editor.post(f"/de/office/auental-2027/downloads/{document.pk}/offer/").status_code == 404

    signed_in(edition).post(f"/de/office/auental-2027/downloads/{document.pk}/offer/")

    page = Client().get("/de/auental-2027/downloads/").content.decode()
    assert f'href="{document.file.url}" type="application/pdf" hreflang="uk">Dokumentation</a>' in page
    saved = Client().get(document.file.url)
    assert saved["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%94")


def test_the_public_sees_what_is_offered_of_public_conferences_in_its_order(edition):
    second = DocumentFactory(edition=edition, is_offered=True, position=2)
    first = DocumentFactory(edition=edition, is_offered=True, position=1)
    DocumentFactory(edition=edition, position=0)
    hidden = EditionFactory(slug="hidden")
    DocumentFactory(edition=hidden, is_offered=True)

    assert (offered_documents("auental-2027"), offered_documents("hidden")) == ([first, second], [])


def test_documents_change_places_and_the_ends_stay(edition):
    one, two, three = (DocumentFactory(edition=edition, position=0) for _number in range(3))

    actions.move_document(three, up=True, by=None)
    actions.move_document(one, up=True, by=None)
    actions.move_document(two, up=False, by=None)

    assert list(Document.objects.all()) == [one, three, two]


def test_only_what_the_public_sees_makes_the_kept_pages_forgotten(edition, monkeypatch):
    told: list[str] = []
    monkeypatch.setattr(pages, "forget_all", lambda: told.append("forgotten"))
    document = DocumentFactory(edition=edition)
    title = {"title": Localised({"de": "Neu"})}

    actions.edit_document(document, title, by=None)
    assert told == []
    actions.offer_document(document, by=None)
    actions.edit_document(document, {"title": Localised({"de": "Neuer"})}, by=None)
    actions.withdraw_document(document, by=None)
    actions.delete_document(document, by=None)

    assert (len(told), [entry.verb for entry in history_of(edition)][:5]) == (
        3,
        ["deleted", "withdrawn", "edited", "offered", "edited"],
    )


def test_what_somebody_has_done_already_is_said(edition):
    with override("en"), pytest.raises(Refusal, match="done that already"):
        actions.withdraw_document(DocumentFactory(edition=edition), by=None)


def test_another_file_can_be_taken_back_with_its_size(edition, settings):
    document = DocumentFactory(edition=edition)
    before = (document.file.name, document.size)
    (settings.MEDIA_ROOT / "documents" / "other.pdf").write_bytes(files.PDF)

    actions.edit_document(document, {"file": "documents/other.pdf"}, by=None)
    assert Document.objects.get().size == len(files.PDF)
    editing.undo(history_of(document)[0], document, by=None)

    assert (Document.objects.get().file.name, Document.objects.get().size) == before


@pytest.mark.parametrize("content", [b"<html>", files.picture(), files.PDF + files.archive({"a": b"b"})])
def test_a_hostile_file_is_answered_at_its_field(edition, content):
    answer = signed_in(edition).post(
        "/de/office/auental-2027/downloads/new/",
        {"title_de": "Dokumentation", "file": SimpleUploadedFile("x.pdf", content)},
    )

    assert (answer.status_code, list(answer.context["form"].errors), Document.objects.count()) == (422, ["file"], 0)


@pytest.mark.parametrize("field", ["title", "file"])
def test_the_database_refuses_a_document_without_title_or_file(edition, field):
    document = DocumentFactory(edition=edition)

    with pytest.raises(IntegrityError):
        Document.objects.filter(pk=document.pk).update(**{field: {} if field == "title" else ""})


def test_the_documents_of_another_conference_are_not_there(edition):
    theirs = DocumentFactory(edition=EditionFactory())

    assert signed_in(edition).get(f"/de/office/auental-2027/downloads/{theirs.pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(edition, count, django_assert_num_queries):
    DocumentFactory.create_batch(count, edition=edition)
    client = signed_in(edition)
    client.get("/de/office/auental-2027/downloads/")

    with django_assert_num_queries(5):
        client.get("/de/office/auental-2027/downloads/")

"""A file comes into the draft: read on trial, looked at, written or left; a faulty one says where."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook
from tests.factories import EditionFactory, RoleFactory, SessionFactory

from hromada.kernel.localised import Localised
from hromada.programme import tasks
from hromada.programme.actions import import_runs
from hromada.programme.models import Edition, ImportRun, Role
from hromada.programme.workbook.making import draft_workbook

# The run is told about by a connection of its own, which sees only what is committed.
pytestmark = pytest.mark.django_db(transaction=True)

State = ImportRun.State


@pytest.fixture
def edition() -> Edition:
    return EditionFactory()


@pytest.fixture
def organiser(edition) -> Client:
    client = Client()
    client.force_login(RoleFactory(edition=edition, kind=Role.Kind.ORGANISER).person)
    return client


def address(name: str, edition: Edition, *more: object) -> str:
    with override("de"):
        return reverse(f"programme:{name}", args=[edition.slug, *more])


def send(client: Client, edition: Edition, content: bytes, name: str = "draft.xlsx", **more: str) -> ImportRun:
    answer = client.post(address("office_imports", edition), {"file": SimpleUploadedFile(name, content), **more})
    assert answer.status_code == 302, answer.content.decode()
    return edition.import_runs.latest("pk")


def workbook_with_another_title(edition: Edition) -> bytes:
    """The draft says “Vorher”, the workbook “Nachher”."""
    SessionFactory(edition=edition, title=Localised({"de": "Vorher"}))
    return _with(draft_workbook(edition, "de"), "Vorher", "Nachher")


def test_it_is_read_on_trial_and_written_when_it_was_looked_at(edition, organiser):
    run = send(organiser, edition, workbook_with_another_title(edition))
    tasks.do_import.call(run.pk)
    shown = organiser.get(address("office_import", edition, run.pk)).content.decode()
    on_trial = edition.sessions.get().title["de"]

    organiser.post(address("office_import_write", edition, run.pk))
    tasks.do_import.call(run.pk)

    run.refresh_from_db()
    assert "Geändert (1)" in shown
    assert "Nachher" in shown
    assert (on_trial, edition.sessions.get().title["de"]) == ("Vorher", "Nachher")
    assert (run.state, run.done, bytes(run.content)) == (State.WRITTEN, 100, b"")


def test_what_was_written_is_taken_back_from_the_page_of_the_run(edition, organiser):
    run = send(organiser, edition, workbook_with_another_title(edition))
    tasks.do_import.call(run.pk)
    organiser.post(address("office_import_write", edition, run.pk))
    tasks.do_import.call(run.pk)

    shown = organiser.get(address("office_import", edition, run.pk)).content.decode()
    changes = organiser.get(unescape(re.search(r'href="([^"]*batch=[^"]*)"', shown)[1])).content.decode()
    organiser.post(re.search(r'action="([^"]*take-back/all/)"', changes)[1])

    assert edition.sessions.get().title["de"] == "Vorher"


def test_a_faulty_workbook_is_refused_with_its_cells_and_a_marked_copy(edition, organiser):
    session = SessionFactory(edition=edition)
    with override("de"):
        content = _with(draft_workbook(edition, "de"), session.get_kind_display(), "Purzelbaum")
    run = send(organiser, edition, content)

    tasks.do_import.call(run.pk)

    said = organiser.get(address("office_import", edition, run.pk)).content.decode()
    marked = organiser.get(address("office_import_marked", edition, run.pk))
    run.refresh_from_db()
    assert (run.state, "Zelle" in said, "Der Entwurf ist, wie er war." in said) == (State.REFUSED, True, True)
    assert marked["Content-Disposition"] == 'attachment; filename="draft-errors.xlsx"'
    assert marked.content[:2] == b"PK"


@pytest.mark.parametrize("content", [b"", b"no file of a programme", b"<schedule><conference>"])
def test_what_is_no_programme_is_refused_in_words(edition, organiser, content):
    if not content:
        answer = organiser.post(address("office_imports", edition), {"file": SimpleUploadedFile("a.xml", content)})
        assert (answer.status_code, ImportRun.objects.count()) == (422, 0)
        return
    run = send(organiser, edition, content, "a.xml")

    tasks.do_import.call(run.pk)

    run.refresh_from_db()
    assert run.state == State.REFUSED
    assert run.told["reason"]


def test_it_is_cancelled_before_during_and_not_after(edition, organiser):
    content = workbook_with_another_title(edition)
    looked_at = send(organiser, edition, content)
    tasks.do_import.call(looked_at.pk)
    organiser.post(address("office_import_cancel", edition, looked_at.pk))
    during = send(organiser, edition, content)
    organiser.post(address("office_import_cancel", edition, during.pk))
    tasks.do_import.call(during.pk)

    for run in (looked_at, during):
        run.refresh_from_db()
    again = organiser.post(address("office_import_cancel", edition, during.pk))
    assert (looked_at.state, during.state, again.status_code) == (State.CANCELLED, State.CANCELLED, 409)
    assert edition.sessions.get().title["de"] == "Vorher"


def test_how_far_it_is_can_be_seen_while_it_works(edition, organiser, monkeypatch):
    run = send(organiser, edition, workbook_with_another_title(edition))
    seen = []
    ask = import_runs._Told.is_to_stop
    monkeypatch.setattr(
        import_runs._Told,
        "is_to_stop",
        lambda told: seen.append(ImportRun.objects.get(pk=run.pk).done) or ask(told),
    )

    tasks.do_import.call(run.pk)

    assert seen == sorted(seen)
    assert len(set(seen)) > 1
    part = organiser.get(address("office_import", edition, run.pk), headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<section id="import-state"')


def test_one_at_a_time_and_decided_once(edition, organiser):
    content = workbook_with_another_title(edition)
    run = send(organiser, edition, content)

    second = organiser.post(address("office_imports", edition), {"file": SimpleUploadedFile("b.xlsx", content)})
    undecided = organiser.post(address("office_import_write", edition, run.pk))

    assert (second.status_code, undecided.status_code) == (409, 409)


def test_what_the_file_lacks_is_removed_only_on_request(edition, organiser):
    SessionFactory(edition=edition, title=Localised({"de": "Vorher"}))
    content = _with(draft_workbook(edition, "de"), "Vorher", None)
    kept = []
    for more in ({}, {"removes_gone": "on"}):
        run = send(organiser, edition, content, **more)
        tasks.do_import.call(run.pk)
        if ImportRun.objects.get(pk=run.pk).told["changes_anything"]:
            organiser.post(address("office_import_write", edition, run.pk))
            tasks.do_import.call(run.pk)
        else:
            organiser.post(address("office_import_cancel", edition, run.pk))
        kept.append(edition.sessions.count())

    assert kept == [1, 0]


def test_the_draft_goes_out_as_a_workbook(edition, organiser):
    SessionFactory(edition=edition)

    answer = organiser.get(address("office_workbook", edition))

    assert answer["Content-Disposition"] == f'attachment; filename="{edition.slug}.xlsx"'
    assert answer.content[:2] == b"PK"


def _with(content: bytes, value: str, another: str | None) -> bytes:
    """The workbook with another value in the cell, or without its row."""
    book = load_workbook(BytesIO(content))
    cell = next(cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == value)
    if another is None:
        cell.parent.delete_rows(cell.row)
    else:
        cell.value = another
    changed = BytesIO()
    book.save(changed)
    return changed.getvalue()

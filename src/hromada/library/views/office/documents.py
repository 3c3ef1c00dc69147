"""The documents that a conference offers to everyone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hromada.kernel import presence
from hromada.kernel.audit import last_of
from hromada.kernel.editing import Edited
from hromada.kernel.saying import base_sent, choices_of, chosen_theirs, tell_what_was_saved, with_theirs
from hromada.kernel.unsaved import done
from hromada.library import actions
from hromada.library.forms.documents import DocumentForm
from hromada.library.models import Document
from hromada.programme.access import Desk, DeskRequest, Right, needs


@needs(Right.READ)
@require_safe
def documents(request: DeskRequest, desk: Desk) -> HttpResponse:
    found = Document.objects.filter(edition=desk.edition)
    return render(request, "library/office/documents.html", {"documents": found})


@needs(Right.EDIT)
def new_document(request: DeskRequest, desk: Desk) -> HttpResponse:
    form = _form(request, desk, Document(edition=desk.edition))
    if done(form, lambda: actions.create_document(desk.edition, form.values(), by=desk.person)) is None:
        status = 422 if form.is_bound else 200
        return render(request, "library/office/document_new.html", {"form": form}, status=status)
    messages.success(request, _("Added. The public does not see it yet."))
    return redirect("library:office_documents", desk.edition.slug)


@needs(Right.EDIT)
def document(request: DeskRequest, desk: Desk, document: int) -> HttpResponse:
    found = _found(desk, document)
    form = _form(request, desk, _found(desk, document))
    if request.method != "POST":
        return _page(request, found, form)
    if not form.is_valid():
        return _page(request, found, form, status=422, base=request.POST.get("base"))
    values = with_theirs(found, form.values(), chosen_theirs(request.POST))
    edited = actions.edit_document(found, values, by=desk.person, base=base_sent(request.POST))
    if edited.clashes:
        return _clash(request, desk, edited, values)
    tell_what_was_saved(request, edited)
    return redirect("library:office_documents", desk.edition.slug)


@needs(Right.EDIT)
@require_POST
def beside(request: DeskRequest, desk: Desk, document: int) -> HttpResponse:
    """Who else has it open, and what they have saved since."""
    return presence.answer(request, _found(desk, document), by=desk.person, zone=desk.edition.zone)


@needs(Right.ORGANISE)
@require_POST
def offer(request: DeskRequest, desk: Desk, document: int) -> HttpResponse:
    offered = actions.offer_document(_found(desk, document), by=desk.person)
    messages.success(request, _("“%(document)s” is offered to the public.") % {"document": offered})
    return redirect("library:office_documents", desk.edition.slug)


@needs(Right.ORGANISE)
@require_POST
def withdraw(request: DeskRequest, desk: Desk, document: int) -> HttpResponse:
    withdrawn = actions.withdraw_document(_found(desk, document), by=desk.person)
    messages.success(request, _("“%(document)s” is no longer offered.") % {"document": withdrawn})
    return redirect("library:office_documents", desk.edition.slug)


@needs(Right.EDIT)
@require_POST
def move(request: DeskRequest, desk: Desk, document: int) -> HttpResponse:
    """``to=up`` or anything else."""
    actions.move_document(_found(desk, document), up=request.POST.get("to") == "up", by=desk.person)
    return redirect("library:office_documents", desk.edition.slug)


@needs(Right.ORGANISE)
@require_POST
def delete(request: DeskRequest, desk: Desk, document: int) -> HttpResponse:
    found = _found(desk, document)
    actions.delete_document(found, by=desk.person)
    messages.success(
        request, _("“%(document)s” is deleted. It can be brought back from the history.") % {"document": found}
    )
    return redirect("library:office_documents", desk.edition.slug)


def _found(desk: Desk, pk: int) -> Document:
    return get_object_or_404(Document.objects.filter(edition=desk.edition).select_related("edition"), pk=pk)


def _form(request: DeskRequest, desk: Desk, document: Document) -> DocumentForm:
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return DocumentForm(data, files, document=document, edition=desk.edition)


def _clash(request: DeskRequest, desk: Desk, edited: Edited[Document], values: dict[str, Any]) -> HttpResponse:
    """The person's own words stay in the form, with what others changed elsewhere; beside them the other's."""
    shown = _found(desk, edited.thing.pk)
    for name, value in with_theirs(edited.thing, values, edited.merged).items():
        setattr(shown, name, value)
    form = DocumentForm(document=shown, edition=desk.edition)
    return _page(request, edited.thing, form, status=409, choices=choices_of(edited, zone=desk.edition.zone))


def _page(
    request: DeskRequest,
    document: Document,
    form: DocumentForm,
    *,
    status: int = 200,
    base: str | None = None,
    **more: Any,
) -> HttpResponse:
    base = base if base is not None else str(last_of(document))
    context = {"document": document, "form": form, "base": base, **more}
    return render(request, "library/office/document.html", context, status=status)

"""Documents are added, put in order, offered to the public and withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.kernel import editing
from hromada.kernel.audit import Together, new_batch
from hromada.kernel.editing import Edited
from hromada.kernel.events import announce
from hromada.kernel.models import AuditEntry
from hromada.kernel.refusal import Refusal
from hromada.kernel.relations import moved
from hromada.kernel.removing import remove
from hromada.library.events import LibraryChanged
from hromada.library.models import Document
from hromada.programme.models import Edition


@transaction.atomic
def create_document(edition: Edition, values: Mapping[str, Any], *, by: Person | None) -> Document:
    """The last in order, and not offered yet."""
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    position = Document.objects.filter(edition=edition).count()
    return editing.create(Document(edition=edition, position=position, **values), by=by, within=edition)


@transaction.atomic
def edit_document(
    document: Document, values: Mapping[str, Any], *, by: Person | None, base: int | None = None
) -> Edited[Document]:
    """Give the document these values; see ``kernel.editing.edit``."""
    edited = editing.edit(document, values, by=by, base=base, within=document.edition)
    if edited.changes and edited.thing.is_offered:
        announce(LibraryChanged())
    return edited


@transaction.atomic
def offer_document(document: Document, *, by: Person | None) -> Document:
    """Show the document on the downloads page of its conference."""
    return _set_offered(document, True, verb="offered", by=by)


@transaction.atomic
def withdraw_document(document: Document, *, by: Person | None) -> Document:
    """Show the document to the office only. Who knows the address of the file still gets it."""
    return _set_offered(document, False, verb="withdrawn", by=by)


@transaction.atomic
def move_document(document: Document, *, up: bool, by: Person | None) -> None:
    """Change places with the one before or after; at the end of the row, nothing."""
    edition = Edition.objects.select_for_update(no_key=True).get(pk=document.edition_id)
    row = list(Document.objects.filter(edition=edition))
    one_act = new_batch(Together.ACT)
    for one, position in moved(row, document, up=up):
        editing.edit(one, {"position": position}, by=by, within=edition, verb="moved", batch=one_act)
    announce(LibraryChanged())


@transaction.atomic
def delete_document(document: Document, *, by: Person | None) -> AuditEntry:
    """Take the document out; the history brings it back."""
    document = Document.objects.select_for_update(of=("self",)).select_related("edition").get(pk=document.pk)
    entry = remove(document, by=by, within=document.edition)
    if document.is_offered:
        announce(LibraryChanged())
    return entry


def _set_offered(document: Document, is_offered: bool, *, verb: str, by: Person | None) -> Document:
    document = Document.objects.select_for_update(of=("self",)).select_related("edition").get(pk=document.pk)
    if document.is_offered == is_offered:
        raise Refusal("already_so", _("Somebody has done that already."))
    edited = editing.edit(document, {"is_offered": is_offered}, by=by, within=document.edition, verb=verb)
    announce(LibraryChanged())
    return edited.thing

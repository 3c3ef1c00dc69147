"""What a session is made of – people, organisers, materials – is added, changed, taken out and put in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max

from hromada.accounts.models import Person
from hromada.kernel import editing
from hromada.kernel.audit import Together, new_batch
from hromada.kernel.editing import Edited
from hromada.kernel.models import AuditEntry
from hromada.kernel.relations import moved
from hromada.kernel.removing import remove
from hromada.programme.models import Appearance, Material, Session, SessionBody

Piece = TypeVar("Piece", Appearance, SessionBody, Material)


@transaction.atomic
def add_piece(piece: Piece, *, by: Person | None) -> Piece:
    """The last of its sort in the session."""
    session = _locked(piece.session)
    last = _beside(piece).aggregate(last=Max("position"))["last"]
    piece.position = 0 if last is None else last + 1
    return editing.create(piece, by=by, within=session.edition, part_of=session)


def edit_piece(piece: Piece, values: Mapping[str, Any], *, by: Person | None, base: int | None = None) -> Edited[Piece]:
    session = piece.session
    return editing.edit(piece, values, by=by, base=base, within=session.edition, part_of=session)


def remove_piece(piece: Piece, *, by: Person | None) -> AuditEntry:
    """Take it out, as if it had never been there; a person who says no is rather declined."""
    return remove(piece, by=by, within=piece.session.edition, part_of=piece.session)


@transaction.atomic
def move_piece(piece: Piece, *, up: bool, by: Person | None) -> None:
    """One place up or down among its like; nothing happens at the end of the row."""
    session = _locked(piece.session)
    row = list(_beside(piece).order_by("position", "pk"))
    one_act = new_batch(Together.ACT)
    for one, position in moved(row, piece, up=up):
        editing.edit(
            one, {"position": position}, by=by, within=session.edition, part_of=session, verb="moved", batch=one_act
        )


def _locked(session: Session) -> Session:
    return Session.objects.select_for_update(of=("self",)).select_related("edition").get(pk=session.pk)


def _beside(piece: Piece) -> Any:
    return type(piece)._default_manager.filter(session=piece.session_id)

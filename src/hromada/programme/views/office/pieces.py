"""People, organisers and materials of a session: each added, changed, moved and taken out on its own.

``sort`` in an address is a key of SORTS.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hromada.kernel.saving import attempt
from hromada.kernel.unsaved import done
from hromada.programme import actions
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.forms.pieces import AppearanceForm, BodyForm, MaterialForm, PieceForm
from hromada.programme.models import Appearance, Material, Session, SessionBody
from hromada.programme.views.office.sessions import beside_at


@dataclass(frozen=True)
class Sort:
    model: type[Any]
    form: type[PieceForm]
    new: Promise
    """What the page says on which one is added."""


SORTS = {
    "people": Sort(Appearance, AppearanceForm, gettext_lazy("Add a person")),
    "organisers": Sort(SessionBody, BodyForm, gettext_lazy("Add an organiser")),
    "materials": Sort(Material, MaterialForm, gettext_lazy("Add material")),
}


@needs(Right.CONTRIBUTE)
def new_piece(request: DeskRequest, desk: Desk, key: str, sort: str) -> HttpResponse:
    session, sort_of = _where(desk, key, sort)
    if sort_of.model is Appearance:
        return redirect("programme:office_appearance_new", desk.edition.slug, key)
    piece = sort_of.model(session=session)
    form = sort_of.form(request.POST or None, instance=piece, edition=desk.edition)
    if done(form, lambda: actions.add_piece(piece, by=desk.person)) is None:
        context = {"session": session, "form": form, "heading": sort_of.new, "sort": sort}
        return render(request, "programme/office/piece.html", context, status=422 if form.is_bound else 200)
    messages.success(request, _("Added."))
    return _back(desk, session, sort)


@needs(Right.CONTRIBUTE)
def piece(request: DeskRequest, desk: Desk, key: str, sort: str, piece: int) -> HttpResponse:
    session, sort_of = _where(desk, key, sort)
    found = _found(session, sort_of, piece)
    tried = attempt(
        request,
        found,
        lambda data, instance: _form(sort_of, desk, instance, data),
        lambda values, base: actions.edit_piece(found, values, by=desk.person, base=base),
        zone=desk.edition.zone,
    )
    if tried.is_saved:
        return _back(desk, session, sort)
    context = {
        "session": session,
        "piece": found,
        "heading": _heading(found),
        "sort": sort,
        "beside_at": beside_at(desk, found),
        **tried.context(),
    }
    return render(request, "programme/office/piece.html", context, status=tried.status)


@require_POST
@needs(Right.CONTRIBUTE)
def remove_piece(request: DeskRequest, desk: Desk, key: str, sort: str, piece: int) -> HttpResponse:
    session, sort_of = _where(desk, key, sort)
    found = _found(session, sort_of, piece)
    name = _heading(found)
    actions.remove_piece(found, by=desk.person)
    messages.success(request, _("“%(name)s” is taken out. It can be brought back from the history.") % {"name": name})
    return _back(desk, session, sort)


@require_POST
@needs(Right.CONTRIBUTE)
def move_piece(request: DeskRequest, desk: Desk, key: str, sort: str, piece: int) -> HttpResponse:
    """``to=up`` or anything else."""
    session, sort_of = _where(desk, key, sort)
    actions.move_piece(_found(session, sort_of, piece), up=request.POST.get("to") == "up", by=desk.person)
    return _back(desk, session, sort)


def _where(desk: Desk, key: str, sort: str) -> tuple[Session, Sort]:
    if sort not in SORTS:
        raise Http404
    return get_object_or_404(desk.editable_sessions.select_related("edition"), key=key), SORTS[sort]


def _found(session: Session, sort_of: Sort, pk: int) -> Any:
    return get_object_or_404(sort_of.model.objects.filter(session=session).select_related("session__edition"), pk=pk)


def _form(sort_of: Sort, desk: Desk, found: Any, data: Any) -> PieceForm:
    more = {"person": found.person} if isinstance(found, Appearance) else {}
    return sort_of.form(data, instance=found, edition=desk.edition, **more)


def _heading(found: Any) -> str:
    return str(found.person if isinstance(found, Appearance) else found)


def _back(desk: Desk, session: Session, sort: str) -> HttpResponse:
    answer = redirect("programme:office_session", desk.edition.slug, session.key)
    answer["Location"] += f"#{sort}"
    return answer

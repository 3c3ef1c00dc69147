"""A session at the desk: all that is said of it, what does not fit, and who and what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hromada.kernel.audit import last_of, name_of
from hromada.kernel.editing import Edited
from hromada.kernel.forms import mark_texts
from hromada.kernel.reading import to_be_read
from hromada.kernel.saying import base_sent, choices_of, chosen_theirs, tell_what_was_saved, with_theirs
from hromada.kernel.unsaved import done
from hromada.programme import actions
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.actions.moving import Moved
from hromada.programme.branches import Branch, above, branch_of
from hromada.programme.forms.sessions import SessionForm
from hromada.programme.models import Appearance, Session
from hromada.programme.planning import read_at
from hromada.programme.presentation.office import sayings
from hromada.programme.presentation.office.findings import told


@needs(Right.ENTER)
def session(request: DeskRequest, desk: Desk, key: str) -> HttpResponse:
    """To be changed by who contributes, to be read by others."""
    if not desk.may(Right.CONTRIBUTE):
        return _to_be_read(request, desk, key)
    found = get_object_or_404(desk.editable_sessions, key=key)
    branch = branch_of(desk, found)
    if request.method != "POST":
        return _page(request, desk, found, _form(desk, branch, found), branch=branch)
    form = SessionForm(request.POST, instance=_copy(found), desk=desk, parents=branch.parents)
    moved = done(form, lambda: _saved(request, desk, found, form))
    if moved is None:
        return _page(request, desk, found, form, branch=branch, status=422, base=request.POST.get("base"))
    edited = moved.edited
    if edited.clashes:
        values = with_theirs(found, form.values(), chosen_theirs(request.POST))
        return _clash(request, desk, branch, edited, values)
    tell_what_was_saved(request, edited)
    if moved.along:
        messages.info(request, sayings.came_along(len(moved.along)))
    return redirect("programme:office_session", desk.edition.slug, key)


def _to_be_read(request: DeskRequest, desk: Desk, key: str) -> HttpResponse:
    if request.method == "POST":
        raise Http404
    found = get_object_or_404(desk.sessions.select_related("parent"), key=key)
    form = SessionForm(instance=found, desk=desk, parents=[found.parent] if found.parent else [])
    mark_texts(form, found)
    context = {
        "session": found,
        "form": to_be_read(form),
        "steps": _steps(desk, above(desk.sessions, found)),
        "findings": [one for one in told(read_at(desk)) if found.key in one.finding.sessions],
        **pieces_of(found),
    }
    return render(request, "programme/office/session_read.html", context)


@needs(Right.CONTRIBUTE)
def new_session(request: DeskRequest, desk: Desk) -> HttpResponse:
    """``?parent=`` and ``?day=`` from where one comes."""
    branch = branch_of(desk, None)
    blank = Session(edition=desk.edition)
    if request.method != "POST":
        parent = next((one.pk for one in branch.parents or () if one.key == request.GET.get("parent")), None)
        begin = {"parent": parent, "day": request.GET.get("day")}
        form = SessionForm(instance=blank, desk=desk, parents=branch.parents, initial=begin)
        return render(request, "programme/office/session_new.html", {"form": form})
    form = SessionForm(request.POST, instance=blank, desk=desk, parents=branch.parents)
    made = done(form, lambda: actions.create_session(desk.edition, form.values(), by=desk.person))
    if made is None:
        return render(request, "programme/office/session_new.html", {"form": form}, status=422)
    messages.success(request, _("“%(session)s” is on the programme.") % {"session": made})
    return redirect("programme:office_session", desk.edition.slug, made.key)


@require_POST
@needs(Right.CONTRIBUTE)
def duplicate_session(request: DeskRequest, desk: Desk, key: str) -> HttpResponse:
    double = actions.duplicate_session(get_object_or_404(desk.editable_sessions, key=key), by=desk.person)
    messages.success(request, _("This is the copy. It has no time and no room yet; its people are asked anew."))
    return redirect("programme:office_session", desk.edition.slug, double.key)


@require_POST
@needs(Right.CONTRIBUTE)
def delete_session(request: DeskRequest, desk: Desk, key: str) -> HttpResponse:
    found = get_object_or_404(desk.editable_sessions.select_related("parent"), key=key)
    actions.delete_session(found, by=desk.person)
    messages.success(
        request, _("“%(session)s” is deleted. It can be brought back from the history.") % {"session": found}
    )
    if found.parent:
        return redirect("programme:office_session", desk.edition.slug, found.parent.key)
    return redirect("office:overview", desk.edition.slug)


def beside_at(desk: Desk, thing: Model) -> str:
    """Where the page asks who else has the thing open."""
    return reverse("programme:office_beside", args=[desk.edition.slug, name_of(thing)])


def _saved(request: DeskRequest, desk: Desk, found: Session, form: SessionForm) -> Moved:
    values = with_theirs(found, form.values(), chosen_theirs(request.POST))
    base, takes_held = base_sent(request.POST), form.cleaned_data["held"]
    return actions.edit_with_held(found, values, by=desk.person, base=base, takes_held=takes_held)


def _copy(found: Session) -> Session:
    """A form writes into its instance before anything is decided."""
    return Session.objects.get(pk=found.pk)


def _form(desk: Desk, branch: Branch, found: Session) -> SessionForm:
    return SessionForm(instance=found, desk=desk, parents=branch.parents)


def _clash(
    request: DeskRequest, desk: Desk, branch: Branch, edited: Edited[Session], values: dict[str, Any]
) -> HttpResponse:
    """The person's own words stay in the form, with what others changed elsewhere; beside them the other's."""
    shown = _copy(edited.thing)
    mixed = with_theirs(edited.thing, values, edited.merged)
    topics = mixed.pop("topics")
    for name, value in mixed.items():
        setattr(shown, name, value)
    form = SessionForm(instance=shown, desk=desk, parents=branch.parents, initial={"topics": topics})
    choices = choices_of(edited, zone=desk.edition.zone)
    return _page(request, desk, edited.thing, form, branch=branch, status=409, choices=choices)


def _page(
    request: DeskRequest,
    desk: Desk,
    found: Session,
    form: SessionForm,
    *,
    branch: Branch,
    status: int = 200,
    base: str | None = None,
    **more: Any,
) -> HttpResponse:
    mark_texts(form, found)
    planned = read_at(desk)
    context = {
        "session": found,
        "form": form,
        "base": base if base is not None else last_of(found),
        "beside_at": beside_at(desk, found),
        "steps": _steps(desk, branch.above),
        "findings": [one for one in told(planned) if found.key in one.finding.sessions],
        "held": len(planned.held_by(planned.by_pk[found.pk])),
        **pieces_of(found),
        **more,
    }
    return render(request, "programme/office/session.html", context, status=status)


def _steps(desk: Desk, above: Sequence[Session]) -> list[tuple[object, str]]:
    """What it is part of, from the top down."""
    steps = [(one.title, reverse("programme:office_session", args=[desk.edition.slug, one.key])) for one in above]
    return [(desk.edition.name, reverse("office:overview", args=[desk.edition.slug])), *steps]


def pieces_of(found: Session) -> dict[str, Any]:
    """People, organisers and materials for the template, in their order; who said no, last."""
    appearances = list(found.appearances.select_related("person", "organisation").order_by("position", "pk"))
    declined = [one for one in appearances if one.state == Appearance.State.DECLINED]
    return {
        "appearances": [one for one in appearances if one.state != Appearance.State.DECLINED],
        "declined": declined,
        "bodies": found.bodies.select_related("organisation"),
        "materials": found.materials.all(),
    }

"""Sessions are moved, resized, copied, and moved back; the answer is what has changed on the board.

Without a script, the same forms lead back to the board, which then tells the same."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hromada.kernel.refusal import Refusal
from hromada.programme import planning
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.actions import duplicate_session, place_session
from hromada.programme.actions.undoing import Step, redo_last, sessions_of, undo_last
from hromada.programme.forms.placing import PlaceForm
from hromada.programme.models import Session
from hromada.programme.planning import Planning
from hromada.programme.presentation.office import findings, sayings
from hromada.programme.presentation.office.sayings import Saying
from hromada.programme.views.office.lists import list_address
from hromada.programme.views.office.showing import Shown

_LEVELS = {"success": messages.SUCCESS, "warning": messages.WARNING, "info": messages.INFO}


@require_POST
@needs(Right.CONTRIBUTE)
def move(request: DeskRequest, desk: Desk) -> HttpResponse:
    """Everything that is dropped on the board comes here."""
    if "session" not in request.POST:
        raise Refusal("nothing_chosen", _("Choose at least one session that you may change."))
    session = get_object_or_404(desk.editable_sessions, key=request.POST["session"])
    form = PlaceForm(desk.edition, request.POST)
    if not form.is_valid():
        return _once_more(request, desk, session)
    starts, ends = form.times
    room = form.cleaned_data["room"]
    if form.cleaned_data["copy"]:
        double = duplicate_session(session, by=desk.person, starts=starts, ends=ends, room=room)
        planned = planning.read_at(desk)
        before = planned.with_rows({double.pk: None})
        said = Saying("info", sayings.place_of(planned, planned.by_pk[double.pk], copied=True))
        return _answer(request, desk, before, planned, [double.key], said)
    moved = place_session(
        session,
        room=room,
        starts=starts,
        ends=ends,
        by=desk.person,
        base=form.cleaned_data["base"],
        takes_held=form.cleaned_data["held"],
    )
    planned = planning.read_at(desk)
    if moved.edited.clashes:
        said = Saying("warning", sayings.overtaken(planned, moved.edited))
    else:
        said = Saying("info", sayings.moved(planned, planned.by_pk[session.pk], len(moved.along)))
    keys = [planned.by_pk[pk].key for pk in moved.changes]
    return _answer(request, desk, planned.as_they_were(moved.changes), planned, keys, said)


def _once_more(request: DeskRequest, desk: Desk, session: Session) -> HttpResponse:
    """What was filled in, and what is wrong with it."""
    shown = Shown(desk, request.GET)
    form = PlaceForm(desk.edition, request.POST, days=shown.days)
    context = shown.placing(form, shown.planning.by_pk[session.pk])
    if "HX-Request" in request.headers:
        return render(request, "programme/office/board_place_form.html", context, status=422)
    return render(request, "programme/office/board.html", {**shown.page(), **context}, status=422)


@require_POST
@needs(Right.CONTRIBUTE)
def undo(request: DeskRequest, desk: Desk) -> HttpResponse:
    before = planning.read_at(desk)
    step = undo_last(desk.edition, by=desk.person, among=desk.editable_sessions)
    return _taken_back(request, desk, before, step, _("Taken back."))


@require_POST
@needs(Right.CONTRIBUTE)
def redo(request: DeskRequest, desk: Desk) -> HttpResponse:
    before = planning.read_at(desk)
    step = redo_last(desk.edition, by=desk.person, among=desk.editable_sessions)
    return _taken_back(request, desk, before, step, _("Done again."))


def _taken_back(request: DeskRequest, desk: Desk, before: Planning, step: Step, done: str) -> HttpResponse:
    planned = planning.read_at(desk)
    concerned = sessions_of(step)
    rows = [row for pk in concerned if (row := planned.by_pk.get(pk) or before.by_pk.get(pk))]
    if len(rows) == 1 and rows[0].pk in planned.by_pk:
        done = f"{done} {sayings.place_of(planned, planned.by_pk[rows[0].pk])}"
    elif len(step) > 1:
        done = f"{done} " + ngettext("%(count)d change", "%(count)d changes", len(step)) % {"count": len(step)}
    return _answer(request, desk, before, planned, [row.key for row in rows], Saying("info", done))


def _answer(
    request: DeskRequest, desk: Desk, before: Planning, after: Planning, keys: Iterable[str], said: Saying
) -> HttpResponse:
    shown = Shown(desk, request.GET, after)
    difference = findings.difference(findings.told(before), shown.told)
    said_all = [said, *sayings.changed(difference)]
    if "HX-Request" not in request.headers:
        for one in said_all:
            messages.add_message(request, _LEVELS[one.tone], one.sentence)
        return redirect(list_address(desk, request.GET) if "from_list" in request.POST else shown.address())
    changed = shown.changed(before, keys, difference)
    return render(request, "programme/office/board_answer.html", {**changed, "said": said_all})

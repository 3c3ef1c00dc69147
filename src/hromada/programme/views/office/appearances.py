"""People on the programme at the desk: found or named anew, put into a session, asked, confirmed and replaced."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hromada.accounts.models import Person
from hromada.kernel.unsaved import done
from hromada.programme import actions
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.forms.pieces import AppearanceForm, ReplacementForm, as_last_announced
from hromada.programme.models import Appearance, Session

_MOST_FOUND = 12


@needs(Right.CONTRIBUTE)
def new_appearance(request: DeskRequest, desk: Desk, key: str) -> HttpResponse:
    """``?q=`` finds people, ``?person=`` chooses one; without either, somebody new is named."""
    session = get_object_or_404(desk.editable_sessions.select_related("edition"), key=key)
    person = _chosen(request, desk)
    blank = Appearance(session=session, person=person) if person else Appearance(session=session)
    form = AppearanceForm(
        request.POST or None,
        instance=blank,
        edition=desk.edition,
        person=person,
        initial=as_last_announced(person, desk.appearances),
    )
    context = {"session": session, "heading": _("Add a person"), **_picking(request, desk, person)}
    made = done(
        form,
        lambda: actions.add_appearance(session, person or form.cleaned_data["name"], form.values(), by=desk.person),
    )
    if made is None:
        return _asked(request, form, context)
    messages.success(request, _("%(name)s is on the programme, to be confirmed.") % {"name": made.person})
    return _back(desk, session)


@needs(Right.CONTRIBUTE)
def replace_appearance(request: DeskRequest, desk: Desk, key: str, appearance: int) -> HttpResponse:
    """Chosen or named like a new one."""
    session, leaving = _found(desk, key, appearance)
    person = _chosen(request, desk)
    form = ReplacementForm(
        request.POST or None,
        instance=Appearance(session=session, part=leaving.part),
        edition=desk.edition,
        person=person,
        initial=as_last_announced(person, desk.appearances),
    )
    heading = _("Who takes the place of %(name)s?") % {"name": leaving.person}
    context = {"session": session, "heading": heading, **_picking(request, desk, person)}
    taken = done(
        form,
        lambda: actions.replace_appearance(leaving, person or form.cleaned_data["name"], form.values(), by=desk.person),
    )
    if taken is None:
        return _asked(request, form, context)
    names = {"successor": taken.person, "name": leaving.person}
    messages.success(request, _("%(successor)s takes the place of %(name)s.") % names)
    return _back(desk, session)


@require_POST
@needs(Right.CONTRIBUTE)
def confirm_appearance(request: DeskRequest, desk: Desk, key: str, appearance: int) -> HttpResponse:
    session, found = _found(desk, key, appearance)
    actions.confirm(found, by=desk.person)
    messages.success(request, _("%(name)s has said yes.") % {"name": found.person})
    return _back(desk, session)


@require_POST
@needs(Right.CONTRIBUTE)
def decline_appearance(request: DeskRequest, desk: Desk, key: str, appearance: int) -> HttpResponse:
    session, found = _found(desk, key, appearance)
    actions.decline(found, by=desk.person)
    messages.success(request, _("%(name)s has said no, and is left out when you publish.") % {"name": found.person})
    return _back(desk, session)


def _found(desk: Desk, key: str, pk: int) -> tuple[Session, Appearance]:
    session = get_object_or_404(desk.editable_sessions.select_related("edition"), key=key)
    return session, get_object_or_404(session.appearances.select_related("person"), pk=pk)


def _chosen(request: DeskRequest, desk: Desk) -> Person | None:
    wanted = request.GET.get("person", "")
    return get_object_or_404(desk.people, pk=wanted) if wanted.isdecimal() and len(wanted) < 19 else None


def _picking(request: DeskRequest, desk: Desk, person: Person | None) -> dict[str, Any]:
    wanted = request.GET.get("q", "").replace("\0", "").strip()  # which PostgreSQL cannot be asked
    return {"person": person, "q": wanted, "people": called(wanted, desk) if wanted and not person else None}


def called(wanted: str, desk: Desk) -> list[Person]:
    """Those whose name holds every word, each with where they were announced last."""
    languages = dict.fromkeys([*desk.edition.languages, *dict(settings.LANGUAGES)])
    found: QuerySet[Person] = desk.people
    for word in wanted[:100].split():
        found = found.filter(reduce(or_, (Q(**{f"name__{code}__icontains": word}) for code in languages)))
    announced = desk.appearances.select_related("session__edition").order_by("-pk")
    people = list(found.order_by("pk")[:_MOST_FOUND])
    last = {one.person_id: one for one in reversed(announced.filter(person__in=people))}
    for person in people:
        person.last_announced = last.get(person.pk)  # type: ignore[attr-defined]  # for the template
    return people


def _asked(request: DeskRequest, form: AppearanceForm, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "programme/office/appearance.html", {"form": form, **context}, status=status)


def _back(desk: Desk, session: Session) -> HttpResponse:
    answer = redirect("programme:office_session", desk.edition.slug, session.key)
    answer["Location"] += "#people"
    return answer

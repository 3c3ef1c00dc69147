"""Venues and rooms, topics, and the organisers of a conference: lists, and one form for each of them.

``parts`` in an address is a key of SORTS.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hromada.kernel.saving import attempt
from hromada.kernel.unsaved import done
from hromada.programme import actions
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.forms.parts import EditionBodyForm, PartForm, RoomForm, TopicForm, VenueForm
from hromada.programme.models import EditionBody, Room, Topic, Venue
from hromada.programme.views.office.sessions import beside_at


@dataclass(frozen=True)
class Sort:
    """``page`` is the address of the list to which one goes back."""

    model: type[Any]
    form: type[PartForm]
    new: Promise
    page: str


SORTS = {
    "venues": Sort(Venue, VenueForm, gettext_lazy("Add a venue"), "programme:office_places"),
    "rooms": Sort(Room, RoomForm, gettext_lazy("Add a room"), "programme:office_places"),
    "topics": Sort(Topic, TopicForm, gettext_lazy("Add a topic"), "programme:office_topics"),
    "organisers": Sort(EditionBody, EditionBodyForm, gettext_lazy("Add an organiser"), "programme:office_settings"),
}


@require_safe
@needs(Right.READ)
def places(request: DeskRequest, desk: Desk) -> HttpResponse:
    counted = Count("sessions")
    context = {
        "venues": desk.edition.venues.annotate(used=counted).order_by("position", "key"),
        "rooms": desk.edition.rooms.annotate(used=counted).select_related("venue").order_by("position", "key"),
    }
    return render(request, "programme/office/places.html", context)


@require_safe
@needs(Right.READ)
def topics(request: DeskRequest, desk: Desk) -> HttpResponse:
    found = desk.edition.topics.annotate(used=Count("sessions")).order_by("position", "key")
    return render(request, "programme/office/topics.html", {"topics": found})


@needs(Right.EDIT)
def new_part(request: DeskRequest, desk: Desk, parts: str) -> HttpResponse:
    sort_of = _sort(desk, parts)
    part = sort_of.model(edition=desk.edition)
    is_sent = request.method == "POST"
    form = sort_of.form(request.POST if is_sent else None, instance=part, edition=desk.edition)
    if done(form, lambda: actions.add_part(part, by=desk.person)) is None:
        context = {"form": form, "heading": sort_of.new, "parts": parts, "back": sort_of.page}
        return render(request, "programme/office/part.html", context, status=422 if is_sent else 200)
    messages.success(request, _("Added."))
    return redirect(sort_of.page, desk.edition.slug)


@needs(Right.EDIT)
def part(request: DeskRequest, desk: Desk, parts: str, part: int) -> HttpResponse:
    sort_of = _sort(desk, parts)
    found = _found(desk, sort_of, part)
    tried = attempt(
        request,
        found,
        lambda data, instance: sort_of.form(data, instance=instance, edition=desk.edition),
        lambda values, base: actions.edit_part(found, values, by=desk.person, base=base),
        zone=desk.edition.zone,
    )
    if tried.is_saved:
        return redirect(sort_of.page, desk.edition.slug)
    context = {
        "part": found,
        "heading": str(found),
        "parts": parts,
        "back": sort_of.page,
        "used": found.sessions.count() if hasattr(found, "sessions") else 0,
        "beside_at": beside_at(desk, found),
        **tried.context(),
    }
    return render(request, "programme/office/part.html", context, status=tried.status)


@require_POST
@needs(Right.EDIT)
def remove_part(request: DeskRequest, desk: Desk, parts: str, part: int) -> HttpResponse:
    sort_of = _sort(desk, parts)
    found = _found(desk, sort_of, part)
    name = str(found)
    actions.remove_part(found, by=desk.person)
    messages.success(request, _("“%(name)s” is taken out. It can be brought back from the history.") % {"name": name})
    return redirect(sort_of.page, desk.edition.slug)


@require_POST
@needs(Right.EDIT)
def move_part(request: DeskRequest, desk: Desk, parts: str, part: int) -> HttpResponse:
    """``to=up`` or anything else."""
    sort_of = _sort(desk, parts)
    actions.move_part(_found(desk, sort_of, part), up=request.POST.get("to") == "up", by=desk.person)
    return redirect(sort_of.page, desk.edition.slug)


def _sort(desk: Desk, parts: str) -> Sort:
    """Who stands behind a conference is part of its settings."""
    if parts not in SORTS or (parts == "organisers" and not desk.may_organise):
        raise Http404
    return SORTS[parts]


def _found(desk: Desk, sort_of: Sort, pk: int) -> Any:
    return get_object_or_404(sort_of.model.objects.filter(edition=desk.edition).select_related("edition"), pk=pk)

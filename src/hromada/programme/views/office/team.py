"""Who works on the conference."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hromada.accounts.access import may_administer
from hromada.accounts.actions import person_at
from hromada.accounts.models import Person
from hromada.accounts.queries import with_second_factor
from hromada.programme import actions
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.forms.team import InvitationForm, RoleForm
from hromada.programme.models import CoOrganiser, Role


@needs(Right.ORGANISE)
def team(request: DeskRequest, desk: Desk) -> HttpResponse:
    is_sent = request.method == "POST"
    form = InvitationForm(request.POST if is_sent else None, desk=desk)
    if is_sent and form.is_valid():
        _invite(request, desk, form)
        return redirect("programme:office_team", desk.edition.slug)
    roles = list(desk.edition.roles.select_related("person").order_by("pk"))
    co_organisers = CoOrganiser.objects.filter(session__edition=desk.edition).select_related("person", "session")
    context = {
        "form": form,
        "roles": roles,
        "kinds": Role.Kind.choices,
        "co_organisers": co_organisers,
        "can_be_reset": _can_be_reset(desk, [*(one.person for one in roles), *(one.person for one in co_organisers)]),
    }
    return render(request, "programme/office/team.html", context, status=422 if is_sent else 200)


@require_POST
@needs(Right.ORGANISE)
def change_role(request: DeskRequest, desk: Desk, role: int) -> HttpResponse:
    found = get_object_or_404(desk.edition.roles.select_related("person", "edition"), pk=role)
    form = RoleForm(request.POST)
    if form.is_valid():
        actions.give_role(desk.edition, found.person, Role.Kind(form.cleaned_data["kind"]), by=desk.person)
        messages.success(request, _("Saved."))
    return redirect("programme:office_team", desk.edition.slug)


@require_POST
@needs(Right.ORGANISE)
def take_role(request: DeskRequest, desk: Desk, role: int) -> HttpResponse:
    found = get_object_or_404(desk.edition.roles.select_related("person", "edition"), pk=role)
    actions.take_role(found, by=desk.person)
    messages.success(request, _("%(name)s no longer works on this conference.") % {"name": found.person})
    return redirect("programme:office_team", desk.edition.slug)


@require_POST
@needs(Right.ORGANISE)
def remove_co_organiser(request: DeskRequest, desk: Desk, co_organiser: int) -> HttpResponse:
    among = CoOrganiser.objects.filter(session__edition=desk.edition).select_related("person", "session__edition")
    found = get_object_or_404(among, pk=co_organiser)
    actions.remove_co_organiser(found, by=desk.person)
    messages.success(request, _("%(name)s no longer co-organises this session.") % {"name": found.person})
    return redirect("programme:office_team", desk.edition.slug)


def _can_be_reset(desk: Desk, people: list[Person]) -> set[int]:
    """Whose second factor the person at the desk may forget: administrators, that of others."""
    return with_second_factor(people) - {desk.person.pk} if may_administer(desk.person) else set()


def _invite(request: DeskRequest, desk: Desk, form: InvitationForm) -> None:
    given = form.cleaned_data
    person = person_at(given["email"], name=given["name"], language=given["language"], by=desk.person)
    site = request.build_absolute_uri(reverse("office:home"))
    if given["kind"] == InvitationForm.CO_ORGANISER:
        actions.add_co_organiser(given["session"], person, by=desk.person, site=site)
    else:
        actions.give_role(desk.edition, person, Role.Kind(given["kind"]), by=desk.person, site=site)
    messages.success(request, _("%(name)s works on this conference now; an e-mail is on its way.") % {"name": person})

"""The conference itself: what it is called, when and where, whose it is, whether the public sees it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hromada.kernel.saving import attempt
from hromada.programme import actions
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.forms.parts import EditionForm
from hromada.programme.views.office.sessions import beside_at


@needs(Right.ORGANISE)
def settings(request: DeskRequest, desk: Desk) -> HttpResponse:
    edition = desk.edition
    tried = attempt(
        request,
        edition,
        lambda data, instance: EditionForm(data, request.FILES if data else None, instance=instance, edition=instance),
        lambda values, base: actions.edit_edition(edition, values, by=desk.person, base=base),
        zone=edition.zone,
    )
    if tried.is_saved:
        return redirect("programme:office_settings", edition.slug)
    context = {"bodies": edition.bodies.all(), "beside_at": beside_at(desk, edition), **tried.context()}
    return render(request, "programme/office/settings.html", context, status=tried.status)


@require_POST
@needs(Right.ORGANISE)
def show(request: DeskRequest, desk: Desk) -> HttpResponse:
    actions.show_to_public(desk.edition, by=desk.person)
    messages.success(request, _("Everyone sees this conference from now on."))
    return redirect("programme:office_settings", desk.edition.slug)


@require_POST
@needs(Right.ORGANISE)
def hide(request: DeskRequest, desk: Desk) -> HttpResponse:
    actions.withdraw_from_public(desk.edition, by=desk.person)
    messages.success(request, _("Nobody outside sees this conference any more."))
    return redirect("programme:office_settings", desk.edition.slug)


@require_POST
@needs(Right.ORGANISE)
def lead_home_page_here(request: DeskRequest, desk: Desk) -> HttpResponse:
    actions.make_current(desk.edition, by=desk.person)
    messages.success(request, _("The home page leads to this conference from now on."))
    return redirect("programme:office_settings", desk.edition.slug)

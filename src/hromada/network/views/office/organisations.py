"""The organisations of the network."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hromada.accounts.access import PersonRequest, for_administrators
from hromada.kernel import presence
from hromada.kernel.saving import attempt
from hromada.kernel.unsaved import done
from hromada.network import actions, queries
from hromada.network.forms.organisations import OrganisationFilter, OrganisationForm, countries_by_name
from hromada.network.models import Organisation, Partnership
from hromada.network.presentation import rows_of

PER_PAGE = 50


@for_administrators
@require_safe
def organisations(request: PersonRequest) -> HttpResponse:
    form = OrganisationFilter(request.GET, countries=countries_by_name(queries.countries()), gaps=queries.gaps())
    wishes = form.wishes()
    page = Paginator(queries.organisations(wishes), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "is_filtered": bool(wishes)}
    return render(request, "network/office/organisations.html", context)


@for_administrators
def new_organisation(request: PersonRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    made = done(form, lambda: actions.create_organisation(form.values(), by=request.user))
    if made is None:
        status = 422 if form.is_bound else 200
        return render(request, "network/office/organisation_new.html", {"form": form}, status=status)
    messages.success(request, _("“%(name)s” is in the network now.") % {"name": made})
    return redirect("network:office_organisations")


@for_administrators
def organisation(request: PersonRequest, organisation: int) -> HttpResponse:
    found = get_object_or_404(Organisation, pk=organisation)
    tried = attempt(
        request,
        found,
        lambda data, instance: OrganisationForm(data, instance=instance),
        lambda values, base: actions.edit_organisation(found, values, by=request.user, base=base),
    )
    if tried.is_saved:
        return redirect("network:office_organisation", found.pk)
    bonds = rows_of(Partnership.objects.with_partners().of(found), seen_from=found)
    context = {**tried.context(), "organisation": found, "rows": bonds}
    return render(request, "network/office/organisation.html", context, status=tried.status)


@for_administrators
@require_POST
def beside(request: PersonRequest, organisation: int) -> HttpResponse:
    """Who else has it open, and what they have saved since."""
    return presence.answer(request, get_object_or_404(Organisation, pk=organisation), by=request.user)


@for_administrators
def delete(request: PersonRequest, organisation: int) -> HttpResponse:
    """Asked once more, for the public sees it at once."""
    found = get_object_or_404(Organisation, pk=organisation)
    if request.method != "POST":
        bonds = rows_of(Partnership.objects.with_partners().of(found), seen_from=found)
        return render(request, "network/office/organisation_delete.html", {"organisation": found, "rows": bonds})
    actions.delete_organisation(found, by=request.user)
    messages.success(request, _("“%(name)s” is deleted. It can be brought back from the history.") % {"name": found})
    return redirect("network:office_organisations")

"""The partnerships of the network. Partners are added, put in order and taken out by steps that save nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hromada.accounts.access import PersonRequest, for_administrators
from hromada.kernel import presence
from hromada.kernel.saving import attempt
from hromada.kernel.saying import chosen_theirs
from hromada.kernel.unsaved import done
from hromada.network import actions, queries
from hromada.network.forms.partnerships import PartnershipFilter, PartnershipForm
from hromada.network.models import Partnership
from hromada.network.presentation import rows_of

PER_PAGE = 50


@for_administrators
@require_safe
def partnerships(request: PersonRequest) -> HttpResponse:
    form = PartnershipFilter(request.GET)
    wishes = form.wishes()
    page = Paginator(queries.found(wishes).by_first_partner(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "rows": rows_of(page.object_list), "is_filtered": bool(wishes)}
    return render(request, "network/office/partnerships.html", context)


@for_administrators
def new_partnership(request: PersonRequest) -> HttpResponse:
    if step := _step(request.POST):
        form = PartnershipForm.rearranged(request.POST, Partnership(), step)
        return render(request, "network/office/partnership_new.html", {"form": form})
    form = PartnershipForm(request.POST or None)
    made = done(form, lambda: actions.create_partnership(form.values(), by=request.user))
    if made is None:
        status = 422 if form.is_bound else 200
        return render(request, "network/office/partnership_new.html", {"form": form}, status=status)
    messages.success(request, _("“%(name)s” is in the network now.") % {"name": made})
    return redirect("network:office_partnerships")


@for_administrators
def partnership(request: PersonRequest, partnership: int) -> HttpResponse:
    found = get_object_or_404(Partnership.objects.with_partners(), pk=partnership)
    context: dict[str, Any] = {"partnership": found}
    if step := _step(request.POST):
        form = PartnershipForm.rearranged(request.POST, found, step)
        # What was chosen of a clash stays chosen.
        context |= {"form": form, "base": request.POST.get("base", ""), "chosen": chosen_theirs(request.POST)}
        return render(request, "network/office/partnership.html", context)
    tried = attempt(
        request,
        found,
        lambda data, instance: PartnershipForm(data, instance=instance),
        lambda values, base: actions.edit_partnership(found, values, by=request.user, base=base),
    )
    if tried.is_saved:
        return redirect("network:office_partnership", found.pk)
    context |= tried.context()
    return render(request, "network/office/partnership.html", context, status=tried.status)


@for_administrators
@require_POST
def beside(request: PersonRequest, partnership: int) -> HttpResponse:
    """Who else has it open, and what they have saved since."""
    return presence.answer(request, get_object_or_404(Partnership, pk=partnership), by=request.user)


@for_administrators
def delete(request: PersonRequest, partnership: int) -> HttpResponse:
    """Asked once more, for the public sees it at once."""
    found = get_object_or_404(Partnership.objects.with_partners(), pk=partnership)
    if request.method != "POST":
        return render(request, "network/office/partnership_delete.html", {"partnership": found})
    name = str(found)
    actions.delete_partnership(found, by=request.user)
    messages.success(request, _("“%(name)s” is deleted. It can be brought back from the history.") % {"name": name})
    return redirect("network:office_partnerships")


def _step(data: QueryDict) -> str:
    """What to do with the partners instead of saving; '' to save. Whoever presses Enter while a name stands in the
    search, looks for it."""
    step = data.get("step", "")
    if step == "enter":
        return "find" if data.get("find", "").strip() else ""
    return step

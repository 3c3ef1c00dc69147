"""A new conference, made by administrators: empty, or with what is worth keeping of an earlier one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from hromada.accounts.access import PersonRequest, for_administrators
from hromada.kernel.unsaved import done
from hromada.programme import actions
from hromada.programme.cloning import what_is_taken_along
from hromada.programme.forms.new_edition import CloneForm, NewEditionForm
from hromada.programme.models import Edition


@for_administrators
def new(request: PersonRequest) -> HttpResponse:
    form = NewEditionForm(request.POST or None)
    edition = done(form, lambda: actions.create_edition(form.values(), by=request.user))
    if edition is None:
        context = {"form": form, "editions": Edition.objects.all()}
        return render(request, "office/new.html", context, status=422 if form.is_bound else 200)
    return _at_its_desk(request, edition)


@for_administrators
def new_from(request: PersonRequest, slug: str) -> HttpResponse:
    last = get_object_or_404(Edition, slug=slug)
    form = CloneForm(request.POST or None, last=last)
    edition = done(form, lambda: actions.clone_edition(last, **form.cleaned_data, by=request.user))
    if edition is None:
        context = {"form": form, "last": last, "taken_along": what_is_taken_along(last)}
        return render(request, "office/new_from.html", context, status=422 if form.is_bound else 200)
    return _at_its_desk(request, edition)


def _at_its_desk(request: PersonRequest, edition: Edition) -> HttpResponse:
    messages.success(request, _("The conference is there, as a draft; you are in its organisation team."))
    return redirect("office:overview", edition.slug)

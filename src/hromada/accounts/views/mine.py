"""What a person sees of their own account."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hromada.accounts import actions
from hromada.accounts.access import should_add_second_factor
from hromada.accounts.forms import IntroductionForm
from hromada.accounts.models import Person
from hromada.accounts.queries import second_factors_of


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    form = IntroductionForm(request.POST or None, person=person)
    if form.is_valid():
        name = form.name_given(form.cleaned_data)
        actions.introduce_oneself(person, name=name, language=form.cleaned_data["language"], by=person)
        messages.success(request, _("Saved."))
        return redirect("account_home")
    factors = second_factors_of(person)
    return render(
        request,
        "accounts/account.html",
        {
            "form": form,
            "person": person,
            "factors": factors,
            "should_add_factor": not factors.is_there and should_add_second_factor(person),
        },
    )

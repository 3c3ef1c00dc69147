"""An administrator lets somebody in again who has lost passkey, phone and recovery codes."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hromada.accounts.access import PersonRequest, for_administrators
from hromada.accounts.actions import forget_second_factors
from hromada.accounts.models import Person
from hromada.accounts.queries import second_factors_of
from hromada.programme.access import DeskRequest, desk_of


@for_administrators
def second_factor(request: PersonRequest, slug: str, speaker: int) -> HttpResponse:
    """Asked once more, for nobody can tell by a letter who asks. One's own are removed on the account page, where one
    proves to have them; ``?from=team`` leads back there."""
    desk = desk_of(request.user, slug)
    asked: DeskRequest = request  # type: ignore[assignment]  # from here on it has a desk, for the frame
    asked.desk = desk
    person = get_object_or_404(Person, pk=speaker)
    factors = second_factors_of(person)
    if person == request.user or not factors:
        raise Http404
    if request.GET.get("from") == "team":
        back = reverse("programme:office_team", args=[slug])
    else:
        back = reverse("programme:office_person", args=[slug, speaker])
    if request.method == "POST":
        forget_second_factors(person, by=request.user, host=request.get_host())
        messages.success(
            request, _("%(name)s signs in by a code alone now, and is told so by e-mail.") % {"name": person}
        )
        return redirect(back)
    context = {"person": person, "factors": factors, "back": back}
    return render(request, "programme/office/second_factor.html", context)

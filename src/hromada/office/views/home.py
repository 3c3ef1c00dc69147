"""The doors: to the conferences that a person works on, and to one of them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hromada.accounts.access import may_administer
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.models import Edition


def home(request: HttpRequest) -> HttpResponse:
    """404 for who works on none: the office is nobody else's business."""
    person: Any = request.user
    editions = Edition.objects.visible_to(person)
    if not editions and not may_administer(person):
        raise Http404
    return render(request, "office/home.html", {"editions": editions})


@needs(Right.ENTER)
def overview(request: DeskRequest, desk: Desk) -> HttpResponse:
    return render(request, "office/overview.html", {"desk": desk})

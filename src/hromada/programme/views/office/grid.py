"""The board of the programme: rooms side by side, time down, a day at a time."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.views.office.showing import Shown


@needs(Right.ENTER)
def grid(request: DeskRequest, desk: Desk) -> HttpResponse:
    shown = Shown(desk, request.GET)
    moving = request.GET.get("move")
    context: dict[str, Any] = {}
    if moving:
        row = shown.planning.by_pk[get_object_or_404(desk.editable_sessions, key=moving).pk]
        context = shown.placing(shown.place_form(row), row)
        if "HX-Request" in request.headers:
            return render(request, "programme/office/board_place_form.html", context)
    return render(request, "programme/office/board.html", {**shown.page(), **context})

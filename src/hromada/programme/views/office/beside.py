"""Heard from a browser that has a thing open: who else writes in it, and what has been saved since."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from hromada.kernel import presence
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.things import visible_thing


@require_POST
@needs(Right.CONTRIBUTE)
def beside(request: DeskRequest, desk: Desk, thing: str) -> HttpResponse:
    """``base``: where the history stood when it was opened; ``told``: what stands on the page already."""
    found = visible_thing(desk, thing)
    base = request.POST.get("base", "")
    presence.beat(found, by=desk.person)
    now = presence.beside(
        found, by=desk.person, base=int(base) if base.isdecimal() and len(base) < 19 else 0, zone=desk.edition.zone
    )
    if now.digest == request.POST.get("told"):
        return HttpResponse(status=204)
    return render(request, "kernel/office/beside_told.html", {"beside": now})

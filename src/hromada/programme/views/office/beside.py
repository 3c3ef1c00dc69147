"""Heard from a browser that has a thing open: who else writes in it, and what has been saved since."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from hromada.kernel import presence
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.things import visible_thing


@require_POST
@needs(Right.CONTRIBUTE)
def beside(request: DeskRequest, desk: Desk, thing: str) -> HttpResponse:
    return presence.answer(request, visible_thing(desk, thing), by=desk.person, zone=desk.edition.zone)

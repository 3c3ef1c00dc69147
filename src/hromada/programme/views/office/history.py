"""The history of an edition, or of one thing in it; a change of it taken back, or all that were made at once."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from hromada.kernel.histories import pages
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.histories import archive_of


@needs(Right.ENTER)
@require_safe
def history(request: DeskRequest, desk: Desk) -> HttpResponse:
    return pages.show(request, archive_of(desk))


@require_POST
@needs(Right.CONTRIBUTE)
def take_back(request: DeskRequest, desk: Desk, entry: int) -> HttpResponse:
    return pages.take_one_back(request, archive_of(desk), entry)


@require_POST
@needs(Right.CONTRIBUTE)
def take_batch_back(request: DeskRequest, desk: Desk, entry: int) -> HttpResponse:
    return pages.take_batch_back(request, archive_of(desk), entry)

"""The history of what lies above all conferences, for administrators: the network, accounts, and what several
conferences share, as people and news."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hromada.accounts.access import PersonRequest, for_administrators
from hromada.kernel.histories import pages
from hromada.kernel.histories.subjects import NEVER, declared
from hromada.kernel.models import AuditEntry
from hromada.library.models.news import OFFICE_ZONE


@for_administrators
@require_safe
def history(request: PersonRequest) -> HttpResponse:
    return pages.show(request, _archive(request))


@require_POST
@for_administrators
def take_back(request: PersonRequest, entry: int) -> HttpResponse:
    return pages.take_one_back(request, _archive(request), entry)


@require_POST
@for_administrators
def take_batch_back(request: PersonRequest, entry: int) -> HttpResponse:
    return pages.take_batch_back(request, _archive(request), entry)


def _archive(request: PersonRequest) -> pages.Archive:
    """Who administers may read the history of every thing; what belongs to one conference stands in its own."""
    above = Q(within="")
    for subject in declared().subjects.values():
        if subject.shared is not None:
            above |= Q(thing__startswith=f"{subject.label}:")
    return pages.Archive(
        entries=AuditEntry.objects.filter(above),
        everything=AuditEntry.objects.all,
        may=lambda right: right != NEVER,
        address=reverse("office:history"),
        zone=ZoneInfo(OFFICE_ZONE),
        person=request.user,
    )

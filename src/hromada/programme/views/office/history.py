"""The history of an edition, or of one thing in it; one change of it taken back."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hromada.accounts.models import Person
from hromada.kernel.models import AuditEntry
from hromada.programme import actions
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.histories import entries_of, may_take_back
from hromada.programme.presentation.office.history import lines_of, sort_of

_A_PAGE = 40
_LABELS = (
    "programme.session", "programme.appearance", "programme.sessionbody", "programme.material", "programme.edition",
    "programme.editionbody", "programme.venue", "programme.room", "programme.topic", "accounts.person",
    "programme.term", "library.news", "library.document",
)  # fmt: skip


@needs(Right.ENTER)
def history(request: DeskRequest, desk: Desk) -> HttpResponse:
    """``?thing=`` as the audit names it, ``?kind=`` a label of models, ``?by=`` the number of a person, ``?page=``."""
    entries = entries_of(desk)
    people = Person.objects.filter(pk__in=entries.values("by")).order_by("pk")
    thing, kind, by = (request.GET.get(name, "").replace("\0", "") for name in ("thing", "kind", "by"))
    if thing:
        entries = entries.filter(thing=thing) | entries.filter(part_of=thing)
    if kind in _LABELS:
        entries = entries.filter(thing__startswith=f"{kind}:")
    if by.isdecimal() and len(by) < 19:
        entries = entries.filter(by=int(by))
    page = Paginator(entries.select_related("by").order_by("-pk"), _A_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    context = {
        "page": page,
        "lines": lines_of(
            shown,
            zone=desk.edition.zone,
            takeable=[entry.pk for entry in shown if may_take_back(desk, entry)],
            taken_back=_taken_back(shown),
        ),
        "thing": thing,
        "called": next((entry.called for entry in shown if entry.thing == thing), ""),
        "kind": kind,
        "by": by,
        "people": [(str(person.pk), str(person)) for person in people],
        "kinds": [(label, sort_of(label)) for label in _LABELS],
    }
    return render(request, "programme/office/history.html", context)


@require_POST
@needs(Right.CONTRIBUTE)
def take_back(request: DeskRequest, desk: Desk, entry: int) -> HttpResponse:
    """``next``: the page of the history from which it was asked."""
    found = get_object_or_404(entries_of(desk), pk=entry)
    if not may_take_back(desk, found):
        raise Http404
    actions.take_back(found, by=desk.person)
    messages.success(request, _("The change is taken back."))
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("programme:office_history", desk.edition.slug)


def _taken_back(entries: list[AuditEntry]) -> set[int]:
    """Which of them are not in force, as somebody has taken them back since; what was taken back twice, is."""
    things = {entry.thing for entry in entries}
    later = AuditEntry.objects.filter(thing__in=things, verb__in=["taken_back", "restored"], details__has_key="entry")
    gone: set[int] = set()
    for number, of in later.order_by("-pk").values_list("pk", "details__entry"):
        if number not in gone:
            gone.add(of)
    return gone

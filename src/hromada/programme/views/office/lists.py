"""All sessions of a draft as a list that can be filtered and sorted, and changes of many of them at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hromada.kernel.filtering import chips
from hromada.kernel.refusal import Refusal
from hromada.programme import planning
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.actions.bulk import change_sessions
from hromada.programme.actions.undoing import steps_of
from hromada.programme.forms.bulk import BulkForm
from hromada.programme.planning import Planning, Row
from hromada.programme.presentation.office import findings
from hromada.programme.presentation.office.listing import NAMES, SORTS, Listing
from hromada.programme.presentation.office.preview import preview

_LINES_A_PAGE = 100
_MOST_PREVIEWED = 100


@needs(Right.ENTER)
def sessions(request: DeskRequest, desk: Desk) -> HttpResponse:
    planned = planning.read_at(desk)
    context = {"form": BulkForm(desk.edition)} if planned.editable else {}
    return _list(request, desk, planned, context)


@require_POST
@needs(Right.CONTRIBUTE)
def change(request: DeskRequest, desk: Desk) -> HttpResponse:
    """First what would change and what that would cause; with ``apply``, it is done."""
    planned = planning.read_at(desk)
    rows = _chosen(request, desk, planned)
    form = BulkForm(desk.edition, request.POST)
    if not form.is_valid():
        return _list(request, desk, planned, {"form": form, "chosen": {row.key for row in rows}}, status=422)
    if "apply" in request.POST:
        return _apply(request, desk, rows, form)
    topics, topics_of = planning.topics_of(desk.edition), planning.topics_of_sessions(desk.edition)
    shown = preview(planned, rows, form.change, topics, topics_of)
    context = {
        "desk": desk,
        "preview": shown,
        "shown": shown.sessions[:_MOST_PREVIEWED],
        "more": max(len(shown.sessions) - _MOST_PREVIEWED, 0),
        "chosen": rows,
        "sent": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
        "back": list_address(desk, request.GET),
        "query": request.GET.urlencode(),
    }
    return render(request, "programme/office/bulk_preview.html", context)


def _list(
    request: DeskRequest, desk: Desk, planned: Planning, more: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    listing = _listing(request.GET, desk, planned)
    page = Paginator(listing.lines, _LINES_A_PAGE).get_page(request.GET.get("page"))
    asked = {name: value for name, value in listing.wishes.items() if value}
    questions = listing.questions()
    context = {
        "desk": desk,
        "listing": listing,
        "page": page,
        "questions": questions,
        "chips": chips(
            request.GET,
            [("q", _("Title or person"), listing.wishes["q"]), *((one.name, one.label, one.said) for one in questions)],
        ),
        "chosen_filters": sum(bool(question.chosen) for question in questions),
        "is_filtered": bool(asked),
        "sorts": {name: _sort(name, listing.sort, asked) for name in SORTS},
        "query": request.GET.urlencode(),
        "steps_query": request.GET.urlencode(),
        "steps": steps_of(desk.edition, desk.person),
        **more,
    }
    return render(request, "programme/office/sessions.html", context, status=status)


def _listing(query: QueryDict, desk: Desk, planned: Planning) -> Listing:
    sort = query.get("sort", "")
    return Listing(
        planning=planned,
        topics=planning.topics_of(desk.edition),
        topics_of=planning.topics_of_sessions(desk.edition),
        names=planning.names_of(desk.edition),
        untranslated=planning.untranslated(desk.edition),
        told=findings.told(planned),
        wishes={name: query.get(name, "").strip() for name in NAMES},
        sort=sort if sort.removeprefix("-") in SORTS else "time",
    )


def _sort(name: str, sort: str, asked: Mapping[str, str]) -> dict[str, str]:
    """The way to sort by a column, or the other way round; and how it is sorted now, as ARIA says it."""
    other_way = f"-{name}" if sort == name else name
    now = {name: "ascending", f"-{name}": "descending"}.get(sort, "none")
    return {"query": urlencode({**asked, "sort": other_way}), "now": now}


def _chosen(request: DeskRequest, desk: Desk, planned: Planning) -> list[Row]:
    """Those that were ticked, or all that fit the filter; of what the person may change."""
    if request.POST.get("all"):
        found = [line.row for line in _listing(request.GET, desk, planned).lines]
    else:
        found = [row for key in dict.fromkeys(request.POST.getlist("session")) if (row := planned.by_key.get(key))]
    rows = [row for row in found if row.pk in planned.editable]
    if not rows:
        raise Refusal("nothing_chosen", _("Choose at least one session that you may change."))
    return rows


def _apply(request: DeskRequest, desk: Desk, rows: list[Row], form: BulkForm) -> HttpResponse:
    numbers = [row.pk for row in rows]
    count = change_sessions(desk.edition, numbers, form.change, by=desk.person, among=desk.editable_sessions)
    said = ngettext("%(count)d session changed.", "%(count)d sessions changed.", count) % {"count": count}
    messages.success(request, said)
    return redirect(list_address(desk, request.GET))


def list_address(desk: Desk, query: QueryDict) -> str:
    """The list, filtered and sorted as it was."""
    asked = query.urlencode()
    return reverse("programme:office_sessions", args=[desk.edition.slug]) + (f"?{asked}" if asked else "")

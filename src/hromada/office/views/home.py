"""The doors: to the conferences that a person works on, and to one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hromada.accounts.access import may_administer
from hromada.programme import labels
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.models import Edition
from hromada.programme.overview import Overview, overview_of
from hromada.programme.presentation.office.missing import Band, Missing, What

SHOWN_AT_ONCE = 8

_BANDS = {
    Band.PUBLIC: (_("The public reads something wrong or incomplete now"), "danger"),
    Band.CONFLICT: (_("This cannot happen as planned"), "danger"),
    Band.OPEN: (_("Still open"), "warning"),
}


def home(request: HttpRequest) -> HttpResponse:
    """404 for who works on none: the office is nobody else's business."""
    person: Any = request.user
    editions = Edition.objects.visible_to(person)
    if not editions and not may_administer(person):
        raise Http404
    return render(request, "office/home.html", {"editions": editions, "may_make_new": may_administer(person)})


@dataclass(frozen=True)
class Figure:
    """One number at the head of the overview, and where it leads ('' for nowhere)."""

    count: int
    label: str
    address: str = ""


@dataclass(frozen=True)
class Section:
    """``first`` are shown at once, ``rest`` on request; each with the address where it is mended."""

    heading: str
    tone: str
    first: list[tuple[Missing, str]]
    rest: list[tuple[Missing, str]]

    @property
    def count(self) -> int:
        return len(self.first) + len(self.rest)


@require_safe
@needs(Right.ENTER)
def overview(request: DeskRequest, desk: Desk) -> HttpResponse:
    """What is missing, ordered by how soon it hurts; each a link to the place to mend it."""
    found = overview_of(desk)
    today = timezone.now().astimezone(desk.edition.zone).date()
    context = {
        "desk": desk,
        "figures": list(_figures(desk, found)),
        "sections": [_section(desk, band, missing) for band, missing in found.bands.items()],
        "days_left": (desk.edition.starts_on - today).days,
    }
    return render(request, "office/overview.html", context)


def _figures(desk: Desk, found: Overview) -> Iterator[Figure]:
    conflicts = found.count(What.CONFLICT)
    yield Figure(found.sessions, ngettext("session", "sessions", found.sessions))
    yield Figure(conflicts, ngettext("conflict", "conflicts", conflicts))
    waiting = found.count(What.UNCONFIRMED)
    yield Figure(waiting, ngettext("session with open answers", "sessions with open answers", waiting))
    texts = reverse("programme:office_texts", args=[desk.edition.slug])
    for code, gaps in found.gaps.items():
        label = ngettext("gap in %(language)s", "gaps in %(language)s", gaps.all)
        yield Figure(gaps.all, label % {"language": labels.language(code)}, f"{texts}?language={code}")
    if found.proposal is not None:
        changes = found.count(What.MISLEADING, What.UNPUBLISHED)
        label = ngettext("unpublished change", "unpublished changes", changes)
        yield Figure(changes, label, reverse("programme:office_publishing", args=[desk.edition.slug]))


def _section(desk: Desk, band: Band, missing: list[Missing]) -> Section:
    linked = [(one, _address(desk, one)) for one in missing]
    heading, tone = _BANDS[band]
    return Section(str(heading), tone, linked[:SHOWN_AT_ONCE], linked[SHOWN_AT_ONCE:])


def _address(desk: Desk, one: Missing) -> str:
    """Where it is mended by who may mend it; who may only read, looks at what the public would see."""
    slug = desk.edition.slug
    if one.what in (What.MISLEADING, What.UNPUBLISHED) or not one.session:
        return reverse("programme:office_publishing", args=[slug])
    if desk.may(Right.CONTRIBUTE):
        return reverse("programme:office_session", args=[slug, one.session])
    return reverse("programme:preview_programme", args=[slug])

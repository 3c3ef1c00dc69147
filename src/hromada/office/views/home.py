"""The doors: to the conferences that a person works on, and to one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
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
from hromada.programme.texts import Gaps

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
    """One number at the head of the overview, and the list of what it counts; ``parts`` of it have lists of their
    own, and labels that say their number."""

    count: int
    label: str
    address: str
    parts: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Section:
    """``first`` are shown at once, ``rest`` on request; each with the address where it is mended."""

    heading: str
    tone: str
    first: list[tuple[Missing, str]]
    rest: list[tuple[Missing, str]]


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
    slug = desk.edition.slug
    sessions = reverse("programme:office_sessions", args=[slug])
    yield Figure(found.sessions, ngettext("session", "sessions", found.sessions), sessions)
    conflicts = found.count(What.CONFLICT)
    yield Figure(conflicts, ngettext("conflict", "conflicts", conflicts), f"{sessions}?finding=conflict")
    gaps = found.count(What.GAP)
    yield Figure(gaps, ngettext("gap in the plan", "gaps in the plan", gaps), f"{sessions}?finding=gap")
    roomless = found.count(What.NO_ROOM)
    label = ngettext("session without a room", "sessions without a room", roomless)
    yield Figure(roomless, label, f"{sessions}?without=room")
    label = ngettext("person to be confirmed", "people to be confirmed", found.waited_for)
    yield Figure(found.waited_for, label, f"{reverse('programme:office_people', args=[slug])}?lacks=tbc")
    yield from (_of_texts(desk, code, of_texts) for code, of_texts in found.gaps.items())
    if found.proposal is not None:
        changes = found.count(What.MISLEADING, What.UNPUBLISHED)
        label = ngettext("unpublished change", "unpublished changes", changes)
        yield Figure(changes, label, reverse("programme:office_publishing", args=[slug]))


def _of_texts(desk: Desk, code: str, gaps: Gaps) -> Figure:
    """All that is to be done in one language, and what of it is missing, stale, or a machine's draft."""
    address = f"{reverse('programme:office_texts', args=[desk.edition.slug])}?language={code}"
    missing, stale, drafts = gaps.missing, gaps.stale, gaps.drafts
    parts = (
        Figure(missing, ngettext("%(count)d missing", "%(count)d missing", missing), f"{address}&state=missing"),
        Figure(
            stale,
            ngettext("%(count)d older than its source", "%(count)d older than their source", stale),
            f"{address}&state=stale",
        ),
        Figure(
            drafts, ngettext("%(count)d machine draft", "%(count)d machine drafts", drafts), f"{address}&state=draft"
        ),
    )
    label = ngettext("gap in %(language)s", "gaps in %(language)s", gaps.all) % {"language": labels.language(code)}
    return Figure(
        gaps.all,
        label,
        address,
        tuple(replace(part, label=part.label % {"count": part.count}) for part in parts if part.count),
    )


def _section(desk: Desk, band: Band, missing: list[Missing]) -> Section:
    linked = [(one, _address(desk, one)) for one in missing]
    heading, tone = _BANDS[band]
    return Section(str(heading), tone, linked[:SHOWN_AT_ONCE], linked[SHOWN_AT_ONCE:])


def _address(desk: Desk, one: Missing) -> str:
    """Where it is mended by who may mend it, and read by who may only read."""
    slug = desk.edition.slug
    if one.what in (What.MISLEADING, What.UNPUBLISHED) or not one.session:
        return reverse("programme:office_publishing", args=[slug])
    return reverse("programme:office_session", args=[slug, one.session])

"""From the draft to the public: what would change, what is open, publish now or at a set minute, go back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hromada.programme import actions, labels
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.forms.publishing import PublishingForm, ReturningForm
from hromada.programme.models import PlannedRelease
from hromada.programme.presentation.cards import Cards
from hromada.programme.presentation.telling import told_by_what_happened
from hromada.programme.proposals import Proposal, proposal_of
from hromada.programme.snapshot import Finality
from hromada.programme.texts import Gaps, gaps_of
from hromada.programme.views.office.preview import PreviewAddresses
from hromada.programme.views.public.showing import Addresses


@require_safe
@needs(Right.READ)
def publishing(request: DeskRequest, desk: Desk) -> HttpResponse:
    proposal, gaps = proposal_of(desk.edition), _gaps(desk)
    form = PublishingForm(proposal=proposal, is_all_well=not proposal.findings and not gaps)
    return render(request, "programme/office/publishing.html", _context(desk, proposal, gaps, form))


@require_POST
@needs(Right.ORGANISE)
def publish(request: DeskRequest, desk: Desk) -> HttpResponse:
    proposal, gaps = proposal_of(desk.edition), _gaps(desk)
    form = PublishingForm(request.POST, proposal=proposal, is_all_well=not proposal.findings and not gaps)
    if not form.is_valid():
        return render(request, "programme/office/publishing.html", _context(desk, proposal, gaps, form), status=422)
    given = form.cleaned_data
    words = {"finality": Finality(given["finality"]), "note": given["note"], "by": desk.person, "seen": given["seen"]}
    if given["when"] == "later":
        actions.plan_release(desk.edition, at=given["at"], **words)
        messages.success(request, _("The release is planned. Until then it can be called off here."))
    else:
        release = actions.publish(desk.edition, **words)
        messages.success(request, _("Version %(number)d is public.") % {"number": release.number})
    return redirect("programme:office_publishing", desk.edition.slug)


@require_POST
@needs(Right.ORGANISE)
def call_off(request: DeskRequest, desk: Desk) -> HttpResponse:
    actions.call_off_planned_release(desk.edition, by=desk.person)
    messages.success(request, _("Called off: nothing is published at that time."))
    return redirect("programme:office_publishing", desk.edition.slug)


@needs(Right.ORGANISE)
def return_to(request: DeskRequest, desk: Desk, number: int) -> HttpResponse:
    """Asked once more before it is done: what everybody reads changes at once."""
    release = get_object_or_404(desk.edition.releases, number=number)
    form = ReturningForm(request.POST or None, languages=desk.edition.languages)
    if request.method == "POST" and form.is_valid():
        made = actions.return_to(release, note=form.cleaned_data["note"], by=desk.person)
        messages.success(request, _("Version %(number)d is public.") % {"number": made.number})
        return redirect("programme:office_publishing", desk.edition.slug)
    return render(request, "programme/office/return_to.html", {"desk": desk, "release": release, "form": form})


def _gaps(desk: Desk) -> list[tuple[str, str, Gaps]]:
    """Code, name and gaps of each language in which a text needs work."""
    found = gaps_of(desk).items() if desk.may_edit else ()
    return [(code, labels.language(code), gaps) for code, gaps in found if gaps.all]


def _context(desk: Desk, proposal: Proposal, gaps: list[tuple[str, str, Gaps]], form: PublishingForm) -> dict[str, Any]:
    edition = desk.edition
    slug = edition.slug
    return {
        "desk": desk,
        "proposal": proposal,
        "form": form,
        "text_gaps": gaps,
        "plan": PlannedRelease.objects.filter(edition=edition).select_related("planned_by").first(),
        "releases": edition.releases.defer("content").select_related("published_by"),
        **(_told(proposal, slug) if proposal.differences else {}),
    }


def _told(proposal: Proposal, slug: str) -> dict[str, Any]:
    if proposal.differences is None or proposal.public is None or proposal.latest is None:
        return {}
    now = Cards(proposal.programme, PreviewAddresses(slug).sessions)
    then = Cards(proposal.public, Addresses(slug, proposal.latest.number).sessions)
    return told_by_what_happened(proposal.differences, now, then, every_language=True)

"""The draft as the public would see it: the public's own pages, of a release that does not exist yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from hromada.kernel.localised import Localised
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.proposals import proposal_of
from hromada.programme.queries import Released
from hromada.programme.snapshot import Finality, ReleaseFacts
from hromada.programme.views.public import people as public_people
from hromada.programme.views.public import programme as public_programme
from hromada.programme.views.public import session as public_session
from hromada.programme.views.public.showing import Addresses, cards_of


@dataclass(frozen=True)
class PreviewAddresses(Addresses):
    """Links lead on within the preview, and out of it to the desk."""

    is_preview: ClassVar[bool] = True

    def _at(self, name: str, **more: object) -> str:
        return reverse(f"programme:preview_{name}", kwargs={"slug": self.slug, **more})

    def person(self, key: str) -> str:
        return self._at("person", person=key)

    @cached_property
    def current(self) -> str:
        return self._at("programme")

    @cached_property
    def desk(self) -> str:
        return reverse("programme:office_publishing", args=[self.slug])

    @cached_property
    def changes(self) -> str:
        return self.desk

    @cached_property
    def my_programme(self) -> str:
        return self.current

    @cached_property
    def home(self) -> str:
        return self.current

    @cached_property
    def downloads(self) -> str:
        return self.desk


@require_safe
@needs(Right.READ)
def programme(request: DeskRequest, desk: Desk) -> HttpResponse:
    found, addresses = _found(desk), PreviewAddresses(desk.edition.slug)
    context = public_programme.context_of(request, found, addresses, cards_of(found, addresses))
    return render(request, "programme/programme.html", {**context, "now": None})


@require_safe
@needs(Right.READ)
def session(request: DeskRequest, desk: Desk, key: str) -> HttpResponse:
    found = _found(desk)
    shown = found.programme.session_by_key.get(key)
    if shown is None:
        raise Http404
    context = public_session.context_of(request, found, PreviewAddresses(desk.edition.slug), shown)
    return render(request, "programme/session.html", context)


@require_safe
@needs(Right.READ)
def people(request: DeskRequest, desk: Desk) -> HttpResponse:
    context = public_people.context_of_all(_found(desk), PreviewAddresses(desk.edition.slug))
    return render(request, "programme/people.html", context)


@require_safe
@needs(Right.READ)
def person(request: DeskRequest, desk: Desk, person: str) -> HttpResponse:
    context = public_people.context_of_one(_found(desk), PreviewAddresses(desk.edition.slug), person)
    return render(request, "programme/person.html", context)


def _found(desk: Desk) -> Released:
    proposal = proposal_of(desk.edition)
    release = ReleaseFacts(
        number=proposal.number, finality=Finality.PRELIMINARY, note=Localised(), published_at=timezone.now()
    )
    return Released(
        edition=desk.edition, release=release, release_id=0, programme=proposal.programme, releases=(release,)
    )

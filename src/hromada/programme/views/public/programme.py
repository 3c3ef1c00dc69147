"""The programme page: days, grid, filters, now and next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hromada.kernel.pages import immutable_page
from hromada.programme.presentation import days, filters
from hromada.programme.presentation.cards import Card, Cards
from hromada.programme.presentation.now import moment
from hromada.programme.queries import Released
from hromada.programme.views.public.showing import Addresses, cards_of, load, shared_context


@dataclass(frozen=True)
class NowNext:
    running: tuple[Card, ...]
    coming: tuple[Card, ...]
    until: datetime | None

    def __bool__(self) -> bool:
        return bool(self.running or self.coming)


@immutable_page(query=filters.NAMES)
def programme(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    found = load(slug, number)
    addresses = Addresses(slug, number)
    cards = cards_of(found, addresses)
    context = context_of(request, found, addresses, cards)
    now = None if number is not None or context["wishes"] else _now_and_next(found, cards)
    response = render(request, "programme/programme.html", {**context, "now": now})
    if now is not None:
        response.fresh_until = now.until  # type: ignore[attr-defined]  # read by kernel.pages
    return response


def context_of(request: HttpRequest, found: Released, addresses: Addresses, cards: Cards) -> dict[str, Any]:
    """All but what is on now."""
    traits = {session.key: filters.traits(session, found.programme) for session in found.programme.sessions}
    counts = filters.count(traits)
    wishes = filters.read(request.GET, counts)
    shown = days.days(found.programme, cards, wishes, traits)
    asked = filters.form(found.programme, counts, wishes)
    return {
        **shared_context(found, addresses),
        "days": shown,
        "style_sheet": days.style_sheet(shown),
        "filters": asked,
        "chosen": sum(filter.chosen for filter in asked),
        "wishes": wishes,
        "shown": sum(day.count for day in shown),
        "total": len(found.programme.sessions),
        "main_venue": cards.main_venue,
    }


@immutable_page
def older(_request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Whoever shortens the address of an older release finds its programme."""
    load(slug, number)
    return redirect(Addresses(slug, number).programme)


def _now_and_next(found: Released, cards: Cards) -> NowNext | None:
    """None once the conference is over: nothing will change any more."""
    at = timezone.now()
    current = moment(found.programme, at)
    if not current and current.until is None:
        return None
    return NowNext(
        running=tuple(cards.card(session) for session in current.running),
        coming=tuple(cards.card(session) for session in current.coming),
        until=current.until,
    )

"""The personal programme. It lives on the device; here are its frame, and a selection that came in the address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hromada.kernel.pages import immutable_page
from hromada.programme.presentation.clashes import clashes
from hromada.programme.presentation.times import day_of, long_day
from hromada.programme.views.public.showing import Addresses, cards_of, load, shared_context


@immutable_page(query=("sessions",))
def my_programme(request: HttpRequest, slug: str) -> HttpResponse:
    found = load(slug, None)
    addresses = Addresses(slug)
    cards = cards_of(found, addresses)
    wanted = set(request.GET.get("sessions", "").split(","))
    chosen = [session for session in found.programme.sessions if session.key in wanted]
    overlaps = clashes(chosen)
    by_day: dict[str, list[object]] = {}
    for session in chosen:
        others = [cards.card(other) for other in overlaps.get(session.key, ())]
        day = long_day(day_of(session.starts, found.facts))
        by_day.setdefault(day, []).append((cards.card(session), others))
    context = {
        **shared_context(found, addresses),
        "days": by_day.items(),
        "keys": ",".join(session.key for session in chosen),
        "unknown": len(wanted - {session.key for session in chosen} - {""}),
    }
    return render(request, "programme/my_programme.html", context)

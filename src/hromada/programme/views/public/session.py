"""One session; and what became of one that is no longer in the programme."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from hromada.kernel.pages import immutable_page
from hromada.programme import labels, queries
from hromada.programme.presentation.cards import instant
from hromada.programme.presentation.event import as_script, event
from hromada.programme.presentation.people import faces
from hromada.programme.presentation.times import day_of, length, long_day, span
from hromada.programme.queries import Released
from hromada.programme.snapshot import Session
from hromada.programme.views.public.showing import Addresses, cards_of, load, shared_context


@immutable_page
def session(request: HttpRequest, slug: str, key: str, number: int | None = None) -> HttpResponse:
    found = load(slug, number)
    addresses = Addresses(slug, number)
    shown = found.programme.session_by_key.get(key)
    if shown is None:
        return _cancelled(request, found, addresses, key)
    return render(request, "programme/session.html", context_of(request, found, addresses, shown))


def context_of(request: HttpRequest, found: Released, addresses: Addresses, shown: Session) -> dict[str, Any]:
    programme = found.programme
    cards = cards_of(found, addresses)
    at = programme.sessions.index(shown)
    described = event(
        shown,
        programme,
        get_language() or "de",
        request.build_absolute_uri(addresses.session(shown.key)),
        request.build_absolute_uri(addresses.home),
    )
    room = programme.room_by_key.get(shown.room or "")
    venue = programme.venue_by_key.get(shown.venue or (room.venue if room else None) or "")
    return {
        **shared_context(found, addresses),
        "session": shown,
        "card": cards.card(shown),
        "day": long_day(day_of(shown.starts, found.facts)),
        "day_anchor": f"day-{day_of(shown.starts, found.facts).isoformat()}",
        "span": span(shown.starts, shown.ends, found.facts),
        "length": length(shown.starts, shown.ends),
        "starts": instant(shown.starts),
        "ends": instant(shown.ends),
        "venue": venue,
        "unsaid_venue": venue if room and venue is cards.main_venue else None,
        "topics": [programme.topic_by_key[topic] for topic in shown.topics],
        "format": labels.label(shown.format),
        "access": labels.label(shown.access),
        "spoken": cards.languages(shown),
        "materials": [(one, labels.language(one.language) if one.language else "") for one in shown.materials],
        "faces": faces(shown, programme),
        "parent": programme.session_by_key.get(shown.parent or ""),
        "contents": [cards.card(one, framed=True) for one in programme.children_by_parent.get(shown.key, ())],
        "previous": cards.card(programme.sessions[at - 1]) if at else None,
        "following": cards.card(programme.sessions[at + 1]) if at + 1 < len(programme.sessions) else None,
        "event": as_script(described),
    }


def _cancelled(request: HttpRequest, found: Released, addresses: Addresses, key: str) -> HttpResponse:
    """Gone, and said so, when an earlier release had it; never known otherwise."""
    for release in found.releases:
        if release.number >= found.release.number:
            continue
        earlier = queries.released(addresses.slug, release.number)
        if key in earlier.programme.session_by_key:
            return _gone(request, found, addresses, earlier, earlier.programme.session_by_key[key])
    raise Http404


def _gone(
    request: HttpRequest, found: Released, addresses: Addresses, earlier: Released, last_seen: Session
) -> HttpResponse:
    context = {
        **shared_context(found, addresses),
        "session": last_seen,
        "day": long_day(day_of(last_seen.starts, earlier.facts)),
        "span": span(last_seen.starts, last_seen.ends, earlier.facts),
        "last_number": earlier.release.number,
        "last_address": Addresses(addresses.slug, earlier.release.number).session(last_seen.key),
    }
    return render(request, "programme/cancelled.html", context, status=410)

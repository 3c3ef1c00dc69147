"""The people of a programme."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hromada.kernel.pages import immutable_page
from hromada.programme.presentation.cards import Card
from hromada.programme.presentation.people import appearances_of, everyone
from hromada.programme.presentation.times import day_of, long_day
from hromada.programme.queries import Released
from hromada.programme.views.public.showing import Addresses, cards_of, load, shared_context


@immutable_page
def people(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    context = context_of_all(load(slug, number), Addresses(slug, number))
    return render(request, "programme/people.html", context)


@immutable_page
def person(request: HttpRequest, slug: str, key: str, number: int | None = None) -> HttpResponse:
    context = context_of_one(load(slug, number), Addresses(slug, number), key)
    return render(request, "programme/person.html", context)


def context_of_all(found: Released, addresses: Addresses) -> dict[str, Any]:
    return {**shared_context(found, addresses), "people": everyone(found.programme)}


def context_of_one(found: Released, addresses: Addresses, key: str) -> dict[str, Any]:
    """Raises Http404 for who is not in the programme."""
    speaker = found.programme.speaker_by_key.get(key)
    if speaker is None:
        raise Http404
    cards = cards_of(found, addresses)
    appearances = list(appearances_of(key, found.programme))
    by_day: dict[str, list[Card]] = {}
    for session, _one in appearances:
        by_day.setdefault(long_day(day_of(session.starts, found.facts)), []).append(cards.card(session, level=4))
    return {
        **shared_context(found, addresses),
        "speaker": speaker,
        "functions": list(dict.fromkeys((one.function, one.organisation) for _session, one in appearances)),
        "main_venue": cards.main_venue,
        "days": list(by_day.items()),
    }

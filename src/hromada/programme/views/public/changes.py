"""What has changed between two releases, the latest two unless others are asked for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hromada.kernel.pages import immutable_page
from hromada.programme import labels, queries
from hromada.programme.differences import between
from hromada.programme.presentation.telling import told_by_what_happened
from hromada.programme.presentation.times import day_and_time
from hromada.programme.queries import Released
from hromada.programme.snapshot import EditionFacts, ReleaseFacts
from hromada.programme.views.public.showing import Addresses, cards_of, load, shared_context


@dataclass(frozen=True)
class Choice:
    number: int
    label: str


@immutable_page(query=("from", "to"))
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    found = load(slug, None)
    addresses = Addresses(slug)
    older, newer = _asked_for(request, found)
    context = {
        **shared_context(found, addresses),
        "older": older,
        "newer": newer,
        "choices": [_choice(release, found.facts) for release in found.releases],
        "releases": [(release, labels.label(release.finality)) for release in found.releases],
    }
    if older is not None:
        context |= _differences(slug, older, newer)
    return render(request, "programme/changes.html", context)


def _asked_for(request: HttpRequest, found: Released) -> tuple[int | None, int]:
    """Numbers of two releases, the older first; what is no release of the edition is as if not asked for."""
    numbers = [release.number for release in found.releases]
    asked = [value for name in ("from", "to") if (value := _number(request.GET.get(name))) in numbers]
    if len(asked) == 2:
        return min(asked), max(asked)
    newer = asked[0] if asked else numbers[0]
    return next((number for number in numbers if number < newer), None), newer


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else 0


def _choice(release: ReleaseFacts, edition: EditionFacts) -> Choice:
    return Choice(release.number, f"{release.number} – {day_and_time(release.published_at, edition)}")


def _differences(slug: str, older: int, newer: int) -> dict[str, object]:
    before, after = queries.released(slug, older), queries.released(slug, newer)
    differences = between(before.programme, after.programme)
    number = None if after.is_latest else newer
    now, then = cards_of(after, Addresses(slug, number)), cards_of(before, Addresses(slug, older))
    return {"differences": differences, **told_by_what_happened(differences, now, then)}

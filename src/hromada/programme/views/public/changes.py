"""What has changed between two releases, the latest two unless others are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from hromada.kernel.pages import immutable_page
from hromada.programme import labels, queries
from hromada.programme.differences import Change, SessionChanges, between
from hromada.programme.differences.telling import LONG_TEXTS
from hromada.programme.presentation.cards import Card, Cards
from hromada.programme.presentation.rewording import reworded
from hromada.programme.presentation.times import day_and_time, day_of, short_day
from hromada.programme.queries import Released
from hromada.programme.snapshot import EditionFacts, ReleaseFacts
from hromada.programme.views.public.showing import Addresses, cards_of, load, shared_context


@dataclass(frozen=True)
class Told:
    """One change in words; of a long text the two versions in one, in ``language``."""

    sentence: str
    text: str = ""
    language: str = ""


@dataclass(frozen=True)
class ChangedSession:
    card: Card
    day: str
    told: tuple[Told, ...]


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
    gone = [one for one in differences.sessions if one.is_cancelled]
    new = [one for one in differences.sessions if one.is_new]
    changed = [one for one in differences.sessions if not one.is_cancelled and not one.is_new]
    return {
        "differences": differences,
        "cancelled": _told(gone, then, before.facts),
        "new": _told(new, now, after.facts),
        "changed": _told(changed, now, after.facts),
        "general": [_tell(change) for change in _for_reader(differences.general)],
    }


def _told(sessions: Iterable[SessionChanges], cards: Cards, edition: EditionFacts) -> list[ChangedSession]:
    return [
        ChangedSession(
            card=cards.card(one.session),
            day=short_day(day_of(one.session.starts, edition)),
            told=() if one.is_cancelled or one.is_new else tuple(_tell(change) for change in _for_reader(one.changes)),
        )
        for one in sessions
    ]


def _for_reader(changes: Iterable[Change]) -> list[Change]:
    """A text that changed in several languages is told in the reader's; else in the others."""
    changes = list(changes)
    language = get_language()
    own = {(change.kind, change.subject) for change in changes if change.language == language}
    return [one for one in changes if one.language in (None, language) or (one.kind, one.subject) not in own]


def _tell(change: Change) -> Told:
    is_long = change.kind in LONG_TEXTS and isinstance(change.before, str) and isinstance(change.after, str)
    if not is_long:
        return Told(change.sentence)
    return Told(change.sentence, reworded(str(change.before), str(change.after)), change.language or "")

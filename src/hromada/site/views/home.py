"""The home of a conference, and the way there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, get_language_from_request

from hromada.kernel.pages import immutable_page
from hromada.library.queries import latest_news, next_news, offered_documents
from hromada.programme import queries
from hromada.programme.presentation.event import as_script
from hromada.programme.presentation.now import moment
from hromada.programme.snapshot import Kind, Programme, Session
from hromada.site.schema import conference

# What a day is remembered for; arriving, eating and pausing are on the programme itself.
_UNREMARKABLE = {Kind.BREAK, Kind.REGISTRATION}
_OF_A_DAY = 6


@dataclass(frozen=True)
class DayInBrief:
    day: date
    sessions: tuple[Session, ...]
    more: int


def door(request: HttpRequest) -> HttpResponse:
    """``/``: to the visitor's own language."""
    answer = redirect(f"/{get_language_from_request(request)}/")
    answer.headers["Vary"] = "Accept-Language"
    return answer


door.login_required = False  # type: ignore[attr-defined]  # read by LoginRequiredMiddleware


@immutable_page
def current(request: HttpRequest) -> HttpResponse:
    """``/de/``: to the conference that the operator marked as current, else the last one."""
    released = queries.current_edition()
    if released is None:
        return render(request, "site/before_the_first.html")
    return redirect("site:home", released.facts.slug)


@immutable_page
def home(request: HttpRequest, edition: str) -> HttpResponse:
    released = queries.public_edition(edition)
    now = timezone.now()
    on = moment(released.programme, now)
    shown = {
        "edition": released.facts,
        "released": released,
        "programme": released.programme,
        "days": days_in_brief(released.programme),
        "on": on,
        "news": latest_news(now),
        "event": as_script(
            conference(released.programme, get_language() or settings.LANGUAGE_CODE, request.build_absolute_uri())
        ),
        "others": [other for other in queries.public_editions() if other.slug != edition],
    }
    answer = render(request, "site/home.html", shown)
    moments = [until for until in (on.until, next_news(now)) if until]
    answer.fresh_until = min(moments, default=None)  # type: ignore[attr-defined]  # read by kernel.pages
    return answer


@immutable_page
def downloads(request: HttpRequest, edition: str) -> HttpResponse:
    released = queries.public_edition(edition)
    shown = {"edition": released.facts, "released": released, "documents": offered_documents(edition)}
    return render(request, "site/downloads.html", shown)


def days_in_brief(programme: Programme) -> list[DayInBrief]:
    """What each day is remembered for: the sessions that stand for themselves, the first few of them."""
    by_day: dict[date, list[Session]] = {}
    for session in programme.sessions:
        if session.parent is None and session.kind not in _UNREMARKABLE:
            by_day.setdefault(programme.local(session.starts).date(), []).append(session)
    return [
        DayInBrief(day, tuple(sessions[:_OF_A_DAY]), max(0, len(sessions) - _OF_A_DAY))
        for day, sessions in sorted(by_day.items())
    ]

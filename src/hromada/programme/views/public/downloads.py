"""A release in the formats of others."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import get_language

from hromada.kernel.pages import immutable_page
from hromada.programme import queries
from hromada.programme.actions import files
from hromada.programme.exports.frab_json import schedule_json
from hromada.programme.exports.frab_xml import schedule_xml
from hromada.programme.exports.icalendar import programme_calendar, selection_calendar, session_calendar
from hromada.programme.queries import Released
from hromada.programme.views.public.showing import load

CALENDAR = "text/calendar; charset=utf-8"


@immutable_page
def programme_xml(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    found = load(slug, number)
    content = schedule_xml(found.programme, found.release, _language(), _base(request))
    return _file(content, "application/xml; charset=utf-8", _name(found, "schedule", "xml"), found.release.published_at)


@immutable_page
def programme_json(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    found = load(slug, number)
    content = schedule_json(found.programme, found.release, _language(), _base(request))
    return _file(content, "application/json", _name(found, "schedule", "json"), found.release.published_at)


@immutable_page
def programme_pdf(_request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    found = load(slug, number)
    content = files.pdf_of(found.release_id, _language())
    return _file(content, "application/pdf", _name(found, "programme", "pdf"), found.release.published_at)


@immutable_page(query=("sessions",))
def programme_ics(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The whole programme, also to subscribe to; with ``sessions=key,key`` those alone."""
    found = load(slug, number)
    earlier = queries.earlier_programmes(found)
    release, base = found.release, _base(request)
    if "sessions" in request.GET:
        keys = filter(None, request.GET["sessions"].split(","))
        content = selection_calendar(found.programme, release, _language(), base, keys=keys, earlier=earlier)
        return _file(content, CALENDAR, _name(found, "my-programme", "ics"), release.published_at)
    content = programme_calendar(found.programme, release, _language(), base, earlier=earlier)
    return _file(content, CALENDAR, _name(found, "programme", "ics"), release.published_at)


@immutable_page
def session_ics(request: HttpRequest, slug: str, key: str, number: int | None = None) -> HttpResponse:
    """One session; one that an earlier release announced and this one lacks is cancelled."""
    found = load(slug, number)
    earlier = () if key in found.programme.session_by_key else queries.earlier_programmes(found)
    content = session_calendar(found.programme, found.release, _language(), _base(request), key=key, earlier=earlier)
    if content is None:
        raise Http404
    return _file(content, CALENDAR, _name(found, key, "ics"), found.release.published_at)


def _language() -> str:
    # Every export stands below a language; None would mean that translation is switched off.
    return get_language() or settings.LANGUAGE_CODE


def _base(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _name(found: Released, thing: str, ending: str) -> str:
    """leipzig-2023-programme-2-de.pdf: tells, in a folder of downloads, which one it is."""
    return f"{found.facts.slug}-{thing}-{found.release.number}-{_language()}.{ending}"


def _file(content: bytes, content_type: str, name: str, changed: datetime) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Last-Modified": http_date(changed.timestamp()),
        },
    )

"""Who runs this site and how: pages that the operator fills."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from hromada.kernel.pages import immutable_page
from hromada.programme.exports.clean import web_address
from hromada.programme.queries import public_editions
from hromada.site.operator import facts


@immutable_page
def imprint(request: HttpRequest) -> HttpResponse:
    return _page(request, "imprint")


@immutable_page
def privacy(request: HttpRequest) -> HttpResponse:
    return _page(request, "privacy")


@immutable_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(request, "accessibility")


@immutable_page
def credits(request: HttpRequest) -> HttpResponse:
    """Whose work and whose data we stand on, and where the programmes were taken from."""
    base = request.build_absolute_uri("/")
    editions = [
        (edition, addresses)
        for edition in public_editions()
        if (addresses := [address for source in edition.sources if (address := web_address(source, base))])
    ]
    return render(request, "site/credits.html", {"editions": editions})


def _page(request: HttpRequest, name: str) -> HttpResponse:
    text = f"site/operator/{name}.{get_language()}.html"
    return render(request, f"site/{name}.html", {"operator": facts(), "text": text, **_deleted_after()})


def _deleted_after() -> dict[str, int]:
    return {"answers_days": settings.ANSWERS_DAYS, "uploads_days": settings.UPLOADS_DAYS}

"""What search engines ask for first."""

from __future__ import annotations

from django.contrib.sitemaps.views import index, sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hromada.kernel.pages import immutable_page
from hromada.site.sitemaps import SITEMAPS


@immutable_page
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; results of searches and sign-in are of no use to an engine."""
    lines = [
        "User-agent: *",
        "Disallow: /*/accounts/",
        "Disallow: /*/search/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@immutable_page
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return index(request, SITEMAPS, sitemap_url_name="sitemap-section").render()


@immutable_page(query=("p",))
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    """One section; a large one in several pages (``p``)."""
    return sitemap(request, SITEMAPS, section=section).render()

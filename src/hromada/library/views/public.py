"""News for everyone."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from hromada.kernel.pages import immutable_page
from hromada.library.models import News

PER_PAGE = 12


@immutable_page(query=("page",))
def news_list(request: HttpRequest) -> HttpResponse:
    """All published news, twelve a page."""
    now = timezone.now()
    page = Paginator(News.objects.published(now), PER_PAGE).get_page(request.GET.get("page"))
    response = render(request, "library/news_list.html", {"page": page})
    response.fresh_until = News.objects.next_publication(now)  # type: ignore[attr-defined]  # read by kernel.pages
    return response


@immutable_page
def news_item(request: HttpRequest, slug: str) -> HttpResponse:
    """One item; others that are as recent are offered below."""
    published = News.objects.published(timezone.now())
    item = get_object_or_404(published, slug=slug)
    shown = {
        "item": item,
        "editions": item.public_editions(),
        "organisations": item.organisations.all(),
        "others": published.exclude(pk=item.pk)[:3],
    }
    return render(request, "library/news_item.html", shown)

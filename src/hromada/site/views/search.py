"""Search, and what search engines ask for."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hromada.programme.queries import public_programmes
from hromada.site.searching import LONGEST_QUERY, MOST, search


# Not kept at the edge: what people may search for has no end, and each query would take a place there.
@login_not_required
def search_page(request: HttpRequest) -> HttpResponse:
    """Everything public that has the words of ``q``."""
    # PostgreSQL knows no NUL character; nobody searches for one.
    query = request.GET.get("q", "").replace("\x00", "")[:LONGEST_QUERY].strip()
    found = search(query, public_programmes(), timezone.now())
    return render(request, "site/search.html", {"query": query, "found": found, "most": MOST})

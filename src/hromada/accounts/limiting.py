"""How often somebody may try, counted for all processes together, beside allauth's own pages."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse


def too_often(request: HttpRequest, action: str, *, key: str) -> HttpResponse | None:
    """The answer to who tries too often (``ACCOUNT_RATE_LIMITS``); None where nobody does."""
    answer: HttpResponse | None = ratelimit.consume_or_429(request, action=action, key=key)
    return answer

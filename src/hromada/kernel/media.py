"""Pictures that were uploaded, where no proxy in front of us serves them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.views.static import serve


@login_not_required
def uploaded(request: HttpRequest, path: str) -> HttpResponseBase:
    answer = serve(request, path, document_root=settings.MEDIA_ROOT)
    # A picture that is uploaded anew gets a name of its own.
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer

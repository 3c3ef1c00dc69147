"""Pictures that were uploaded, where no proxy in front of us serves them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.views.static import serve


@login_not_required
def uploaded(request: HttpRequest, path: str) -> HttpResponseBase:
    answer: HttpResponseBase = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    if isinstance(answer, FileResponse):
        # Pictures are small; a file handed on piece by piece would occupy a thread for each reader.
        answer = HttpResponse(b"".join(answer), headers=dict(answer.headers))
    # A picture that is uploaded anew gets a name of its own.
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer

"""Files that were uploaded, where no proxy in front of us serves them (deploy/nginx.conf says the same)."""

from __future__ import annotations

from contextlib import closing
from pathlib import PurePosixPath

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.static import serve

from hromada.kernel.uploads.documents import TYPES as DOCUMENTS

PICTURES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
UNKNOWN = "application/octet-stream"
# Opened by itself, a file is a document of its own and could run what it holds.
POLICY = "default-src 'none'; sandbox"


@login_not_required
def uploaded(request: HttpRequest, path: str) -> HttpResponseBase:
    """Pictures are shown; anything else is only ever saved, under its own name."""
    answer: HttpResponseBase = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    if isinstance(answer, FileResponse):
        # A file handed on piece by piece would occupy a thread for each reader.
        with closing(answer) as file:
            answer = HttpResponse(b"".join(file), headers={"Last-Modified": file.headers["Last-Modified"]})
        name = PurePosixPath(path).name
        ending = name.rpartition(".")[2].lower()
        answer.headers["Content-Type"] = PICTURES.get(ending) or DOCUMENTS.get(ending) or UNKNOWN
        if ending not in PICTURES:
            answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer.headers["Content-Security-Policy"] = POLICY
    # A file that is uploaded anew gets a name of its own.
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer

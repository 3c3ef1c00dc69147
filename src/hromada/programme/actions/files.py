"""The files that are made once a release, because setting a document takes longer than answering with one."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import transaction

from hromada.programme.exports.pdf import programme_pdf
from hromada.programme.models import Release, ReleaseFile
from hromada.programme.snapshot import from_json


def make_pdfs(release_id: int) -> None:
    """The programme on paper in every language of the interface, as far as it is not made yet."""
    for language, _name in settings.LANGUAGES:
        pdf_of(release_id, language)


def pdf_of(release_id: int, language: str) -> bytes:
    """The stored file; made now, once, when nobody asked before."""
    return _stored(release_id, language) or _made(release_id, language)


def _stored(release_id: int, language: str) -> bytes | None:
    found = ReleaseFile.objects.filter(release_id=release_id, kind="pdf", language=language)
    content = found.values_list("content", flat=True).first()
    return None if content is None else bytes(content)


@transaction.atomic
def _made(release_id: int, language: str) -> bytes:
    # Whoever comes second waits here, and then finds what the first one made.
    release = Release.objects.select_for_update(no_key=True).get(pk=release_id)
    content = _stored(release_id, language)
    if content is None:
        content = programme_pdf(from_json(bytes(release.content)), release.facts, language)
        ReleaseFile.objects.create(
            release=release,
            kind="pdf",
            language=language,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )
    return content

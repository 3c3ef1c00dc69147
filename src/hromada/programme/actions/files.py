"""The files that are made once a release, because setting a document takes longer than answering with one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from hromada.programme.exports.pdf import programme_pdfs
from hromada.programme.models import Release, ReleaseFile
from hromada.programme.snapshot import from_json


def make_pdfs(release_id: int) -> None:
    """The programme on paper in every language of the interface, as far as it is not made yet."""
    _made(release_id, [code for code, _name in settings.LANGUAGES])


def pdf_of(release_id: int, language: str) -> bytes:
    """The stored file; made now, once, when nobody asked before."""
    return _stored(release_id, [language]).get(language) or _made(release_id, [language])[language]


def _stored(release_id: int, languages: Sequence[str]) -> dict[str, bytes]:
    found = ReleaseFile.objects.filter(release_id=release_id, kind="pdf", language__in=languages)
    return {language: bytes(content) for language, content in found.values_list("language", "content")}


@transaction.atomic
def _made(release_id: int, languages: Sequence[str]) -> dict[str, bytes]:
    # Whoever comes second waits here, and then finds what the first one made.
    release = Release.objects.select_for_update(no_key=True).get(pk=release_id)
    files = _stored(release_id, languages)
    missing = [language for language in languages if language not in files]
    if missing:
        made = programme_pdfs(from_json(bytes(release.content)), release.facts, missing)
        files |= zip(missing, made, strict=True)
        ReleaseFile.objects.bulk_create(
            ReleaseFile(
                release=release,
                kind="pdf",
                language=language,
                content=files[language],
                sha256=hashlib.sha256(files[language]).hexdigest(),
            )
            for language in missing
        )
    return files

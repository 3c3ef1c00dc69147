"""Uploads to which nothing refers are deleted once they are old; whatever names a file, keeps it."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from tests.factories import AnswerFactory, DocumentFactory, EditionFactory, MaterialFactory, PersonFactory
from tests.kernel.uploads import files

from hromada.kernel.editing import edit
from hromada.kernel.models import AuditEntry
from hromada.kernel.removing import remove, restore
from hromada.kernel.uploads import shelf, sweeping
from hromada.kernel.uploads.documents import Document
from hromada.kernel.uploads.pictures import Drawing, Picture
from hromada.kernel.uploads.private import private
from hromada.programme.models import Release

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def roots(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    return tmp_path


def document(folder: str = "materials", **options: object) -> str:
    return shelf.keep_document(Document("Folien.pdf", files.PDF), folder, **options).path


def picture(folder: str = "portraits") -> str:
    drawings = (Drawing(320, 200, "webp", b"RIFF"), Drawing(320, 200, "avif", b"ftyp"))
    return shelf.keep_picture(Picture(320, 200, drawings), folder).path


def grow_old(root: Path, days: int = 31) -> None:
    then = (timezone.now() - timedelta(days=days)).timestamp()
    for path in (root, *root.rglob("*")):
        os.utime(path, (then, then))


def left(root: Path) -> set[str]:
    return {path.relative_to(root).parts[-1] for path in root.rglob("*") if path.is_file()}


def test_what_nothing_refers_to_goes_with_its_drawings_once_it_is_old(roots):
    document()
    picture()
    document("answers", storage=private)
    grow_old(roots)
    young = document("news")

    gone = sweeping.sweep()

    assert [(one.path.parts[-2], one.size) for one in gone] == [
        ("materials", len(files.PDF)),
        ("portraits", 8),
        ("answers", len(files.PDF)),
    ]
    assert [path for path in roots.rglob("*") if path.is_file()] == [roots / "media" / young]
    assert sweeping.sweep() == []


def test_what_is_named_anywhere_stays(roots):
    portrait, slides, removed, replaced, published = picture(), document(), document("documents"), picture(), picture()
    sent = document("answers", storage=private)
    person = PersonFactory(portrait=replaced)
    edit(person, {"portrait": portrait}, by=None)
    MaterialFactory(url=f"https://auental.example{default_storage.url(slides)}")
    entry = remove(DocumentFactory(file=removed, size=1), by=None)
    content = json.dumps({"speakers": [{"name": "Ärztin", "picture": published}]}, ensure_ascii=False).encode()
    facts = {"edition": EditionFactory(), "number": 1, "finality": "final", "published_at": timezone.now()}
    Release.objects.create(content=content, **facts)
    AnswerFactory().files.create(session=MaterialFactory().session, file=sent, size=1)
    grow_old(roots)

    assert sweeping.sweep() == []
    assert default_storage.exists(str(restore(entry, by=None).file.name))


def test_what_we_did_not_name_is_none_of_ours(roots):
    for name in ("portraits/ada.jpg", "demo/leipzig/1600.webp", "readme.txt", "materials/" + "x" * 23 + "/a.pdf"):
        (roots / "media" / name).parent.mkdir(parents=True, exist_ok=True)
        (roots / "media" / name).write_bytes(b"1")
    old = roots / "media" / "portraits" / ("x" * 22 + ".jpg")
    old.write_bytes(b"1")
    grow_old(roots)

    assert [one.path for one in sweeping.sweep()] == [old]
    assert left(roots) == {"ada.jpg", "1600.webp", "readme.txt", "a.pdf"}


def test_a_look_deletes_nothing_and_old_is_what_the_settings_say(roots, settings):
    kept = document()
    grow_old(roots, days=8)
    looks = []
    for days in (8, 7):
        settings.UPLOADS_DAYS = days + (days == 8)
        looks.append(len(sweeping.unused()))

    assert looks == [0, 1]
    assert default_storage.exists(kept)
    assert AuditEntry.objects.count() == 0

"""Where uploaded files are kept, each below an address that nobody can guess."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from secrets import token_urlsafe
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from hromada.kernel.uploads.documents import Document
from hromada.kernel.uploads.pictures import Picture


@dataclass(frozen=True)
class KeptPicture:
    """``path`` is the widest WebP, which rows name; the other drawings lie beside it (``ladder``)."""

    path: str
    width: int
    height: int


@dataclass(frozen=True)
class KeptDocument:
    """``path`` ends in the name under which the document is saved by who downloads it."""

    path: str
    size: int

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name


def keep_picture(picture: Picture, folder: str) -> KeptPicture:
    """The drawings in a folder of their own; no transaction takes them away again."""
    own = f"{folder}/{token_urlsafe(16)}"
    for drawing in picture.drawings:
        _keep(f"{own}/{drawing.width}.{drawing.ending}", drawing.content)
    return KeptPicture(f"{own}/{picture.width}.webp", picture.width, picture.height)


def keep_document(document: Document, folder: str) -> KeptDocument:
    return KeptDocument(_keep(f"{folder}/{token_urlsafe(16)}/{document.name}", document.content), len(document.content))


def _keep(path: str, content: bytes) -> str:
    name: Any = default_storage.save(path, ContentFile(content))
    return str(name)

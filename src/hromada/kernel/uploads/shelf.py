"""Where uploaded files are kept, each below an address that nobody can guess."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from secrets import token_urlsafe
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.db import transaction

from hromada.kernel.uploads.documents import Document
from hromada.kernel.uploads.ladder import FORMATS, beside, is_kept_in_steps, widths_up_to
from hromada.kernel.uploads.pictures import Picture
from hromada.kernel.uploads.private import private


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


def keep_picture(picture: Picture, folder: str, *, storage: Storage = default_storage) -> KeptPicture:
    """The drawings in a folder of their own; no transaction takes them away again."""
    own = f"{folder}/{token_urlsafe(16)}"
    for drawing in picture.drawings:
        _keep(f"{own}/{drawing.width}.{drawing.ending}", drawing.content, storage)
    return KeptPicture(f"{own}/{picture.width}.webp", picture.width, picture.height)


def keep_document(document: Document, folder: str, *, storage: Storage = default_storage) -> KeptDocument:
    path = _keep(f"{folder}/{token_urlsafe(16)}/{document.name}", document.content, storage)
    return KeptDocument(path, len(document.content))


def show_picture(path: str, width: int, folder: str) -> str:
    """Copy a private picture, with all that lies beside it, to where it is served; where that is."""
    own = f"{folder}/{token_urlsafe(16)}"
    for file in _all_of_picture(path, width):
        _keep(f"{own}/{PurePosixPath(file).name}", _read(file), default_storage)
    return f"{own}/{PurePosixPath(path).name}"


def show_document(path: str, folder: str) -> str:
    """Copy a private document to where it is served; where that is."""
    return _keep(f"{folder}/{token_urlsafe(16)}/{PurePosixPath(path).name}", _read(path), default_storage)


def drop_private_picture(path: str, width: int) -> None:
    """Take a private picture away with all that lies beside it, once the transaction holds."""
    for file in _all_of_picture(path, width):
        drop_private(file)


def drop_private(path: str) -> None:
    """Take a private file away once the transaction holds."""
    transaction.on_commit(lambda: private.delete(path))


def _all_of_picture(path: str, width: int) -> list[str]:
    if not is_kept_in_steps(path, width):
        return [path]
    return [beside(path, step, ending) for step in widths_up_to(width) for ending in FORMATS]


def _keep(path: str, content: bytes, storage: Storage) -> str:
    name: Any = storage.save(path, ContentFile(content))
    return str(name)


def _read(path: str) -> bytes:
    with private.open(path) as file:
        content: bytes = file.read()
    return content

"""What people upload: checked by its content, made harmless, and kept where nobody can guess.

``pictures`` draws a picture anew in the widths that pages need, ``documents`` looks at slides and the like,
``scanning`` asks the operator's virus scanner, ``fields`` puts all of it into forms, ``shelf`` keeps the files.
"""

from __future__ import annotations

from pathlib import PurePath
from secrets import token_urlsafe
from typing import Any

from django.utils.deconstruct import deconstructible


@deconstructible
class Unguessable:
    """An ``upload_to``: a random name in ``folder``, with the ending of the file that was sent."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, _thing: Any, name: str) -> str:
        return f"{self.folder}/{token_urlsafe(16)}{PurePath(name).suffix.lower()}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unguessable) and other.folder == self.folder

    def __hash__(self) -> int:
        return hash(self.folder)

"""Files that nobody reaches by an address of their own: what came in and was not accepted yet."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Beside the folder of what is served; a view that knows who may hands these files out."""

    @property
    def base_location(self) -> Path:  # Django's remembers, and settings of tests change
        return Path(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        return str(self.base_location.absolute())

    def url(self, name: str | None) -> str:
        raise ValueError(f"{name} is private and has no address")


private = PrivateStorage()

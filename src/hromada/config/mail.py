"""Mail for a trial on one machine: nobody gets a letter, everybody at the terminal can read it."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class PrintedAndKept(BaseEmailBackend):
    """Prints each letter as a person reads it, and keeps it as a file of its own that mail programs open."""

    def __init__(self, file_path: str | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.folder = Path(file_path or settings.MAIL["EMAIL_FILE_PATH"])

    def send_messages(self, letters: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        for letter in letters:
            print(_as_read(letter), file=sys.stdout, flush=True)  # noqa: T201  # the demo shows its letters
            place = self.folder / f"{timezone.now():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}.part"
            place.write_bytes(letter.message().as_bytes())
            place.rename(place.with_suffix(".eml"))  # whoever watches the folder never sees half a letter
        return len(letters)


def _as_read(letter: EmailMessage) -> str:
    rule = "-" * 72
    return f"{rule}\n{', '.join(letter.to)}\n{letter.subject}\n\n{letter.body}\n{rule}"

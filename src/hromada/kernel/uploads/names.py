"""What a file is called when people download it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

_LONGEST = 150
"""Bytes: a file system takes 255, and what receives the file may add to it."""


def clean_name(given: str, ending: str) -> str:
    """The name that was sent, in any script, with the ``ending`` of what the file is and nothing that misleads.

    Folders, control characters, marks that turn the direction of writing, and what file systems or shells read as
    signs of their own are gone; spaces become hyphens.
    """
    name = unicodedata.normalize("NFC", PurePosixPath(given.replace("\\", "/")).name)
    while (shorter := _without_ending(name)) != name:
        name = shorter
    kept = "".join(letter if unicodedata.category(letter)[0] in "LMN" or letter in "-_." else "-" for letter in name)
    kept = re.sub(r"-+", "-", re.sub(r"\.{2,}", ".", kept)).strip("-._ ")
    kept = kept.encode()[:_LONGEST].decode(errors="ignore").strip("-._")
    return f"{kept or 'file'}.{ending}"


def _without_ending(name: str) -> str:
    """Without the last ending, if it is one: 'speech.pdf.exe' is called 'speech', 'Programme v1.2' keeps its two."""
    stem, dot, ending = name.rpartition(".")
    return stem if dot and stem and re.fullmatch(r"[A-Za-z][A-Za-z0-9]{1,4}", ending) else name

"""The widths in which an uploaded picture is kept, and how the files are called.

A picture has a folder of its own, and a file is called by its width: ``news/<random>/1600.webp`` is the widest, which
rows and releases name, and the others lie beside it. So a page knows all of them from one path and one width.
"""

from __future__ import annotations

from pathlib import PurePosixPath

LADDER = (480, 960, 1600)
"""Pixels: a phone, a phone with a fine screen or a tablet, and the widest column of our pages on a fine screen."""

TALLEST = 2400

FORMATS = ("avif", "webp")
"""Best first; every browser of today knows the last."""


def widths_up_to(width: int) -> tuple[int, ...]:
    """The steps below ``width`` that save a fifth of it at least, and ``width`` itself: nothing is ever enlarged."""
    return (*(step for step in LADDER if step * 5 <= width * 4), width)


def is_kept_in_steps(path: str, width: int) -> bool:
    """Whether the picture was drawn anew by us; one that the demo or an older installation kept is a single file."""
    return PurePosixPath(path).name == f"{width}.webp"


def beside(path: str, width: int, ending: str) -> str:
    """The same picture in another width or format."""
    return str(PurePosixPath(path).with_name(f"{width}.{ending}"))

"""A picture that was uploaded becomes drawings of our own, or a sentence that says why it cannot.

Nothing of the file itself is kept: a picture that is also a script, or tells where it was taken, is neither afterwards.
Limits and their reasons: docs/decisions.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from hromada.kernel.refusal import Refusal
from hromada.kernel.uploads.ladder import LADDER, TALLEST

logger = logging.getLogger("hromada.uploads")

LIMITS = {"JPEG": 50, "progressive JPEG": 24, "PNG": 24, "TIFF": 24, "AVIF": 16, "WEBP": 13}
"""Megapixels: what each decoder can read within MEGABYTES. Telephones take 12 to 50, as JPEG."""

MEGABYTES = 250
SECONDS = 5
"""Of computing; a busy machine may take longer by the clock, up to PATIENCE."""

PATIENCE = 30

_WORKSHOP = Path(__file__).with_name("workshop.py")


@dataclass(frozen=True)
class Drawing:
    """One file: ``ending`` is ``avif`` or ``webp``."""

    width: int
    height: int
    ending: str
    content: bytes


@dataclass(frozen=True)
class Picture:
    """All drawings of one picture, and the size of the widest."""

    width: int
    height: int
    drawings: tuple[Drawing, ...]


def redraw(content: bytes) -> Picture:
    """Raises Refusal where the file is no picture, or one that cannot be read within the limits."""
    answer, rest = _ask_the_workshop(content)
    if "refused" in answer:
        raise Refusal(answer["refused"], _sentence(answer["refused"], answer["facts"]))
    drawings = []
    for width, height, ending, size in answer["drawings"]:
        drawings.append(Drawing(width, height, ending, rest[:size]))
        rest = rest[size:]
    widest = max(drawings, key=lambda drawing: drawing.width)
    return Picture(widest.width, widest.height, tuple(drawings))


def _ask_the_workshop(content: bytes) -> tuple[dict[str, Any], bytes]:
    order = {"ladder": LADDER, "tallest": TALLEST, "limits": LIMITS, "megabytes": MEGABYTES, "seconds": SECONDS}
    # Of our environment, which holds secrets, only what an unusual Python needs in order to start.
    environment = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    command = [sys.executable, "-I", str(_WORKSHOP), json.dumps(order)]
    try:
        done = subprocess.run(  # noqa: S603  # our own program with our own words; the file goes to its input
            command, input=content, capture_output=True, timeout=PATIENCE, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return {"refused": "laborious", "facts": {}}, b""
    if done.returncode < 0:
        # Ended by the system: over its limits, or a decoder that fell over the file.
        return {"refused": "laborious", "facts": {}}, b""
    head, found, rest = done.stdout.partition(b"\n")
    if not found:
        logger.error("The workshop for pictures gave up: %s", done.stderr.decode(errors="replace")[-2000:])
        return {"refused": "broken", "facts": {}}, b""
    return json.loads(head), rest


def _sentence(code: str, facts: dict[str, Any]) -> str:
    if code == "pixels":
        return (
            _(
                "The picture has %(width)d × %(height)d pixels; pictures of this kind may have %(limit)d million. "
                "Please make it smaller: 4000 pixels wide are plenty."
            )
            % facts
        )
    return {
        "unknown": _("This file is not a picture that can be shown: please choose JPEG, PNG, WebP, AVIF or TIFF."),
        "svg": _(
            "Drawings in the SVG format can carry scripts and are not accepted: please export the drawing as PNG."
        ),
        "heic": _("The picture is in the HEIC format, which most browsers cannot show: please save it as JPEG."),
        "several": _("The file holds several pictures, as animations do: please choose a single still one."),
        "broken": _("The picture is damaged or incomplete: please open it, save it anew and choose it again."),
        "laborious": _("The picture takes too long to read: please save it as JPEG, 4000 pixels wide at most."),
    }[code]

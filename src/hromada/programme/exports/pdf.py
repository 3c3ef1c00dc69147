"""The programme on paper, one file a language, as PDF/UA-1 by Typst; the same release gives the same bytes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hromada.programme.exports.printed.content import content
from hromada.programme.exports.printed.glyphs import FONTS
from hromada.programme.snapshot import Programme, ReleaseFacts

if TYPE_CHECKING:
    from hromada.programme.exports.press import Order

HERE = Path(__file__).resolve().parent
PRESS = HERE / "press.py"
SOURCES = HERE / "typst"


def programme_pdf(programme: Programme, release: ReleaseFacts, language: str) -> bytes:
    (made,) = programme_pdfs(programme, release, [language])
    return made


def programme_pdfs(programme: Programme, release: ReleaseFacts, languages: Sequence[str]) -> list[bytes]:
    """One file a language, in their order; several at once are quicker than one by one."""
    order: Order = {
        "template": str(SOURCES / "programme.typ"),
        "root": str(SOURCES),
        "fonts": str(FONTS),
        "timestamp": int(release.published_at.timestamp()),
        "documents": [json.dumps(content(programme, release, code), ensure_ascii=False) for code in languages],
    }
    press = [sys.executable, "-I", str(PRESS)]
    printed = subprocess.run(press, input=json.dumps(order).encode(), capture_output=True, check=False)  # noqa: S603  # ours
    if printed.returncode:
        raise RuntimeError(f"Typst refused: {printed.stderr.decode()}")
    return _parts(printed.stdout)


def _parts(output: bytes) -> list[bytes]:
    parts: list[bytes] = []
    at = 0
    while at < len(output):
        begins = at + 8
        at = begins + int.from_bytes(output[at:begins])
        parts.append(output[begins:at])
    return parts

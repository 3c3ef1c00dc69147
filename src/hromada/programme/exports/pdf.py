"""The programme on paper, one file a language, as PDF/UA-1 by Typst; the same release gives the same bytes."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import cast

import typst

from hromada.programme.exports.printed.content import content
from hromada.programme.exports.printed.glyphs import FONTS
from hromada.programme.snapshot import Programme, ReleaseFacts

SOURCES = Path(__file__).resolve().parent / "typst"


def programme_pdf(programme: Programme, release: ReleaseFacts, language: str) -> bytes:
    data = json.dumps(content(programme, release, language), ensure_ascii=False)
    compiler = typst.Compiler(SOURCES / "programme.typ", root=SOURCES, font_paths=_fonts())
    made = compiler.compile(
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards="ua-1",
        timestamp=int(release.published_at.timestamp()),
    )
    # One document gives one file; several would be pictures of pages.
    return cast(bytes, made)


@cache
def _fonts() -> typst.Fonts:
    """Read once a process; no font of the machine, so that every machine gives the same bytes."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])

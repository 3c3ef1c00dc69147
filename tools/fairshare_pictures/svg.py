"""As much of SVG as the pictures need; readable on light and on dark pages."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

INK, PALE, PAPER = "#1d2a3a", "#d9dfe7", "#ffffff"
FACE = "Fira Sans, Helvetica, Arial, sans-serif"


def text(x: float, y: float, said: str, *, size: int = 13, anchor: str = "start", weight: int = 400) -> str:
    style = f'font-size="{size}" text-anchor="{anchor}" font-weight="{weight}"'
    return f'<text x="{x:g}" y="{y:g}" {style} fill="{INK}">{escape(said)}</text>'


def box(x: float, y: float, width: float, height: float, fill: str, *, line: str = "none", round_: float = 4) -> str:
    size = f'width="{width:g}" height="{height:g}" rx="{round_:g}"'
    return f'<rect x="{x:g}" y="{y:g}" {size} fill="{fill}" stroke="{line}"/>'


def picture(width: float, height: float, title: str, parts: Iterable[str]) -> str:
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" '
            f'font-family="{FACE}"><title>{escape(title)}</title>',
            box(0, 0, width, height, PAPER, round_=0),
            *parts,
            "</svg>\n",
        ]
    )

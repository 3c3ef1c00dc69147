"""House fronts in the evening, many windows lit."""

from __future__ import annotations

import random
from typing import NamedTuple

from tools.pictures.ink import GOLD, HEIGHT, WIDTH, circle, drawing, glow, gradient, path, rect, seeded


class Front(NamedTuple):
    x: float
    top: float
    width: float
    wall: str
    columns: int
    rows: int
    arched: bool


FRONTS = (
    Front(0, 330, 290, "#2a4a7c", 4, 5, arched=True),
    Front(290, 250, 330, "#1d3b6b", 5, 7, arched=False),
    Front(620, 370, 260, "#345688", 4, 5, arched=True),
    Front(880, 220, 300, "#213f70", 6, 8, arched=False),
    Front(1180, 340, 250, "#2d4e82", 4, 5, arched=True),
    Front(1430, 280, 170, "#1a3560", 3, 7, arched=False),
)
BEHIND = ((90, 190), (410, 120), (760, 210), (1090, 100), (1400, 180))
ROOFS = "M0 330 L145 236 L290 330 Z M620 370 L750 286 L880 370 Z M1180 340 L1305 254 L1430 340 Z"


def window(left: float, upper: float, w: float, h: float, front: Front, pane: str | None) -> str:
    parts = []
    if pane:
        parts.append(rect(left - 7, upper - 7, w + 14, h + 14, GOLD, rx=8, opacity=0.16))
    fill, half = pane or "#142b50", w / 2
    if front.arched:
        arch = f"A{half:.1f} {half:.1f} 0 0 1 {left + w:.1f} {upper + half:.1f}"
        parts.append(path(f"M{left:.1f} {upper + h:.1f} V{upper + half:.1f} {arch} V{upper + h:.1f} Z", fill))
    else:
        parts.append(rect(left, upper, w, h, fill, rx=1.5))
    above = w * 0.08 if front.arched else 0
    parts.append(rect(left + half - 1.2, upper + above, 2.4, h - above, front.wall, opacity=0.9))
    parts.append(rect(left - 4, upper + h, w + 8, 4, "#0a1832", opacity=0.4))
    return "".join(parts)


def house(front: Front, chance: random.Random) -> str:
    x, top, width, wall = front[:4]
    parts = [rect(x, top, width, HEIGHT - top, wall), rect(x - 5, top - 9, width + 10, 12, "#0a1832", opacity=0.55)]
    cell_w, cell_h = width / front.columns, (HEIGHT - top - 96) / front.rows
    for row in range(front.rows):
        for column in range(front.columns):
            pane = chance.choice(("#ffd37a", "#ffe1a3", "#f6b95a")) if chance.random() < 0.46 else None
            left, upper = x + column * cell_w + cell_w * 0.25, top + 30 + row * cell_h
            parts.append(window(left, upper, cell_w * 0.5, cell_h * 0.58, front, pane))
    return "".join(parts)


def windows() -> str:
    chance = seeded(5)
    sky = gradient("sky", [(0, "#0f2447"), (0.5, "#35588f"), (0.8, "#a98f97"), (1, "#e3a877")])
    street = gradient("street", [(0, "#0a1832"), (1, "#060f20")])
    return drawing(
        sky + street + glow("glow", "#fdf3dc", 0.4),
        rect(0, 0, WIDTH, HEIGHT, "url(#sky)"),
        circle(1290, 120, 150, "url(#glow)"),
        circle(1290, 120, 36, "#fdf3dc"),
        *(rect(x, top, 150, HEIGHT, "#1b3763", opacity=0.75) for x, top in BEHIND),
        path(ROOFS, "#10274b"),
        *(house(front, chance) for front in FRONTS),
        rect(0, 838, WIDTH, 62, "url(#street)"),
        rect(0, 836, WIDTH, 3, GOLD, opacity=0.25),
    )

"""Calm waves, one behind the other, and a band of light on them."""

from __future__ import annotations

import math

from tools.pictures.ink import HEIGHT, WIDTH, circle, drawing, ellipse, glow, gradient, path, rect, seeded

TONES = ("#9fbdd8", "#7ba3ca", "#5a89ba", "#3f71a8", "#2d5b93", "#214a7d", "#183b68", "#102c53", "#0b2040")


def wave(row: int, tone: str) -> str:
    level, height, length, phase = 330 + 62 * row, 7 + 3.6 * row, 95 + 24 * row, 0.9 * row

    def surface(x: float) -> float:
        return level + height * (math.sin(x / length + phase) + 0.4 * math.sin(x / length * 2.3 + phase * 1.7))

    crest = " L".join(f"{x} {surface(x):.1f}" for x in range(0, WIDTH + 20, 20))
    return path(f"M0 {HEIGHT} L{crest} L{WIDTH} {HEIGHT} Z", tone)


def water() -> str:
    chance = seeded(11)
    rows = []
    for row, tone in enumerate(TONES):
        rows.append(wave(row, tone))
        for _ in range(16 - row):
            x, y = 1080 + chance.gauss(0, 30 + 11 * row), 346 + 62 * row + chance.uniform(4, 46)
            long, opacity = chance.uniform(14, 40 + 6 * row), round(chance.uniform(0.55, 0.95), 2)
            rows.append(ellipse(x, y, long, 1.5 + 0.2 * row, "#ffdf9c", opacity=opacity))
    return drawing(
        gradient("sky", [(0, "#dfe8f1"), (0.65, "#f7e8cd"), (1, "#f4cf95")]) + glow("glow", "#ffdf9c", 0.9),
        rect(0, 0, WIDTH, 420, "url(#sky)"),
        circle(1080, 318, 420, "url(#glow)"),
        circle(1080, 296, 74, "#fff6df"),
        *rows,
    )

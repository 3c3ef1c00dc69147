"""Two cities on opposite banks and a bridge between them, at sunrise."""

from __future__ import annotations

import math

from tools.pictures.ink import (
    HEIGHT,
    NIGHT,
    PEACH,
    WIDTH,
    circle,
    drawing,
    glow,
    gradient,
    group,
    path,
    rect,
    seeded,
    stroke,
)

WATERLINE = 606
GILT = "#c98f2e"


def western_city(base: float) -> str:
    """A town hall tower, a steep church roof, a tower block with a curved top."""
    roofs = (
        f"M0 {base} V{base - 62} H46 V{base - 88} H88 L112 {base - 120} L136 {base - 88} H170 V{base - 74} H214"
        f" V{base - 62} H262 V{base - 50} H300 V{base - 74} H352 V{base - 38} H398 V{base} Z"
    )
    nave = f"M176 {base} V{base - 96} L226 {base - 158} L276 {base - 96} V{base} Z"
    steeple = f"M262 {base} V{base - 176} L278 {base - 236} L294 {base - 176} V{base} Z"
    hall = (
        f"M70 {base} V{base - 188} H74 L92 {base - 210} V{base - 236} L96 {base - 262}"
        f" L100 {base - 236} V{base - 210} L118 {base - 188} H122 V{base} Z"
    )
    block = f"M330 {base} V{base - 176} C336 {base - 236} 352 {base - 270} 372 {base - 286} V{base} Z"
    return "".join(path(outline, NIGHT) for outline in (roofs, nave, steeple, hall, block))


def dome(x: float, base: float, width: float, body: float) -> str:
    """A gilded dome on its drum, with a cross."""
    half, top = width / 2, base - body
    tip = top - width * 1.25
    bulb = (
        f"M{x - half} {top} C{x - half * 1.5} {top - width * 0.62} {x - half * 0.35} {top - width * 0.8} {x} {tip}"
        f" C{x + half * 0.35} {top - width * 0.8} {x + half * 1.5} {top - width * 0.62} {x + half} {top} Z"
    )
    cross = stroke(f"M{x} {tip + 4} V{tip - 22} M{x - 7} {tip - 13} H{x + 7}", GILT, 3)
    return rect(x - half * 0.8, top, width * 0.8, body, NIGHT) + path(bulb, GILT) + cross


def eastern_city(base: float) -> str:
    """Domes on a wooded hill, a bell tower, houses at the water."""
    hill = (
        f"M1150 {base} C1210 {base - 46} 1280 {base - 92} 1380 {base - 96} S1560 {base - 74} 1600 {base - 84} V{base} Z"
    )
    low = f"M1190 {base} V{base - 60} H1228 V{base - 92} H1262 V{base - 72} H1310 V{base} Z"
    high = f"M1530 {base} V{base - 148} H1562 V{base - 124} H1600 V{base} Z"
    domes = ((1352, 28, 70), (1456, 28, 70), (1404, 42, 104))
    church = rect(1340, base - 140, 128, 140, NIGHT) + "".join(dome(x, base - 80, w, body) for x, w, body in domes)
    tower = rect(1496, base - 210, 34, 210, NIGHT) + rect(1501, base - 246, 24, 40, NIGHT)
    return "".join(path(part, NIGHT) for part in (hill, low, high)) + church + tower + dome(1513, base - 236, 22, 16)


def span(base: float) -> str:
    """A cable-stayed bridge with two pylons."""
    parts = [stroke(f"M330 {base - 22} C620 {base - 64} 980 {base - 64} 1270 {base - 22}", NIGHT, 8)]
    for pylon in (620, 980):
        parts.append(stroke(f"M{pylon - 12} {base + 26} L{pylon} {base - 236} L{pylon + 12} {base + 26}", NIGHT, 6))
        for step in range(1, 9):
            for foot in (pylon - step * 21, pylon + step * 21):
                deck = base - 22 - 32 * math.sin(math.pi * (foot - 330) / 940)
                parts.append(stroke(f"M{pylon} {base - 232 + step * 7} L{foot} {deck:.1f}", NIGHT, 1.6, opacity=0.8))
    return "".join(parts)


def distant_houses(base: float) -> str:
    chance = seeded(41)
    parts = []
    for start, end in ((0, 330), (1230, 1600)):
        for x in range(start, end, 34):
            height = chance.uniform(60, 190) * (0.35 + 0.65 * abs(x - 800) / 800)
            parts.append(rect(x, base - height, chance.uniform(26, 52), height, "#7089b0"))
    return "".join(parts)


def light_on_water(base: float) -> str:
    chance = seeded(7)
    parts = []
    for depth in range(0, 270, 9):
        width = chance.uniform(40, 210) * (1 - depth / 420)
        drift = chance.uniform(-40, 40) * (1 + depth / 90)
        opacity = round(0.8 - depth / 380, 2)
        parts.append(rect(800 - width / 2 + drift, base + 8 + depth, width, 2.4, "#ffe9bd", rx=1.2, opacity=opacity))
    return "".join(parts)


def bridge() -> str:
    base = WATERLINE
    sky = gradient("sky", [(0, "#12305f"), (0.34, "#3c6aa6"), (0.62, "#a9bfd6"), (0.82, PEACH), (1, "#f9c877")])
    river = gradient("river", [(0, "#e9bb78"), (0.12, "#8aa3bf"), (0.5, "#2c558f"), (1, "#0f2950")])
    hills = (
        f"M0 {base} C180 {base - 60} 320 {base - 30} 520 {base - 22} S900 {base - 26} 1090 {base - 34}"
        f" S1450 {base - 96} 1600 {base - 70} V{base} Z"
    )
    cities = western_city(base) + eastern_city(base) + span(base)
    return drawing(
        sky + river + glow("glow", "#ffd993", 0.95),
        rect(0, 0, WIDTH, base, "url(#sky)"),
        circle(800, base - 6, 460, "url(#glow)"),
        circle(800, base - 4, 96, "#fff3d6"),
        path(hills, "#6f8fb5", opacity=0.55),
        rect(0, base, WIDTH, HEIGHT - base, "url(#river)"),
        group(cities, transform=f"translate(0 {2 * base}) scale(1 -1)", opacity=0.34),
        light_on_water(base),
        distant_houses(base),
        cities,
    )

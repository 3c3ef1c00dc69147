"""Draw the demo's illustrations: SVG from numbers, set by Chromium, stored as small WebP files.

Usage: python tools/draw_pictures.py [name ...]     (needs the dev group: playwright, Pillow)

The seed is fixed, so the same version of Chromium and Pillow gives the same pictures.
"""

from __future__ import annotations

import io
import math
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

WIDTH, HEIGHT = 1600, 900
PICTURES = Path(__file__).resolve().parents[1] / "src/hromada/demo/data/pictures"

NIGHT, DEEP, BLUE, MIST = "#0d1f3f", "#173a70", "#3f6fae", "#b9cbe0"
GOLD, AMBER, PEACH, CREAM = "#f2c14e", "#e8a33d", "#f6d7b0", "#fbf4e6"


def gradient(name: str, stops: list[tuple[float, str]], *, across: bool = False) -> str:
    end = 'x2="1" y2="0"' if across else 'x2="0" y2="1"'
    inner = "".join(f'<stop offset="{at}" stop-color="{colour}"/>' for at, colour in stops)
    return f'<linearGradient id="{name}" x1="0" y1="0" {end}>{inner}</linearGradient>'


def glow(name: str, colour: str, strength: float) -> str:
    return (
        f'<radialGradient id="{name}"><stop offset="0" stop-color="{colour}" stop-opacity="{strength}"/>'
        f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/></radialGradient>'
    )


def rect(x: float, y: float, w: float, h: float, fill: str, **more: object) -> str:
    extra = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{fill}"{extra}/>'


def shape(points: str, fill: str, **more: object) -> str:
    extra = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<path d="{points}" fill="{fill}"{extra}/>'


def drawing(definitions: str, *parts: str) -> str:
    inside = "".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><defs>{definitions}</defs>{inside}</svg>'


# --- the bridge -------------------------------------------------------------------------------------------------------


def western_city(base: float, fill: str) -> str:
    """A town hall tower, a steep church roof, a tower block with a curved top."""
    houses = "M0 {b} V{r0} H46 V{r1} H88 L112 {g} L136 {r1} H170 V{r2} H214 V{r0} H262 V{r3} H300 V{r2} H352 V{r4} H398 V{b} Z"
    roofs = {
        "b": base,
        "r0": base - 62,
        "r1": base - 88,
        "g": base - 120,
        "r2": base - 74,
        "r3": base - 50,
        "r4": base - 38,
    }
    church = f"M176 {base} V{base - 96} L226 {base - 158} L276 {base - 96} V{base} Z M262 {base} V{base - 176} L278 {base - 236} L294 {base - 176} V{base} Z"
    hall = f"M70 {base} V{base - 188} H74 L92 {base - 210} V{base - 236} L96 {base - 262} L100 {base - 236} V{base - 210} L118 {base - 188} H122 V{base} Z"
    block = f"M330 {base} V{base - 176} C336 {base - 236} 352 {base - 270} 372 {base - 286} V{base} Z"
    return "".join(shape(path, fill) for path in (houses.format(**roofs), church, hall, block))


def dome(x: float, base: float, width: float, body: float, fill: str, gilt: str) -> str:
    """An onion dome on its drum, with a cross."""
    half, top = width / 2, base - body
    bulb = (
        f"M{x - half} {top} C{x - half * 1.5} {top - width * 0.62} {x - half * 0.35} {top - width * 0.8} {x} {top - width * 1.25}"
        f" C{x + half * 0.35} {top - width * 0.8} {x + half * 1.5} {top - width * 0.62} {x + half} {top} Z"
    )
    tip = top - width * 1.25
    cross = f'<path d="M{x} {tip + 4} V{tip - 22} M{x - 7} {tip - 13} H{x + 7}" stroke="{gilt}" stroke-width="3" fill="none"/>'
    return rect(x - half * 0.8, top, width * 0.8, body, fill) + shape(bulb, gilt) + cross


def eastern_city(base: float, fill: str, gilt: str) -> str:
    """Domes on a wooded hill, a bell tower, houses at the water."""
    hill = (
        f"M1150 {base} C1210 {base - 46} 1280 {base - 92} 1380 {base - 96} S1560 {base - 74} 1600 {base - 84} V{base} Z"
    )
    houses = f"M1190 {base} V{base - 60} H1228 V{base - 92} H1262 V{base - 72} H1310 V{base} Z M1530 {base} V{base - 148} H1562 V{base - 124} H1600 V{base} Z"
    church = "".join(
        dome(x, base - 80, width, body, fill, gilt)
        for x, width, body in ((1352, 28, 70), (1456, 28, 70), (1404, 42, 104))
    )
    nave = rect(1340, base - 140, 128, 140, fill)
    tower = (
        rect(1496, base - 210, 34, 210, fill)
        + rect(1501, base - 246, 24, 40, fill)
        + dome(1513, base - 236, 22, 16, fill, gilt)
    )
    return shape(hill, fill) + shape(houses, fill) + nave + church + tower


def span(base: float, colour: str, thickness: float) -> str:
    """A cable-stayed bridge with two pylons."""
    deck = f'<path d="M330 {base - 22} C620 {base - 64} 980 {base - 64} 1270 {base - 22}" stroke="{colour}" stroke-width="{thickness}" fill="none"/>'
    parts = [deck]
    for pylon in (620, 980):
        parts.append(
            f'<path d="M{pylon - 12} {base + 26} L{pylon} {base - 236} L{pylon + 12} {base + 26}" stroke="{colour}" stroke-width="6" fill="none"/>'
        )
        for step in range(1, 9):
            for side in (-1, 1):
                foot = pylon + side * step * 21
                foot_y = base - 22 - 42 * math.sin(math.pi * (foot - 330) / 940) * 0.76
                parts.append(
                    f'<path d="M{pylon} {base - 232 + step * 7} L{foot} {foot_y:.1f}" stroke="{colour}" stroke-width="1.6" opacity=".8"/>'
                )
    return "".join(parts)


def bridge() -> str:
    base = 606
    sky = gradient("sky", [(0, "#12305f"), (0.34, "#3c6aa6"), (0.62, "#a9bfd6"), (0.82, PEACH), (1, "#f9c877")])
    river = gradient("river", [(0, "#e9bb78"), (0.12, "#8aa3bf"), (0.5, "#2c558f"), (1, "#0f2950")])
    sun = f'<circle cx="800" cy="{base - 6}" r="460" fill="url(#glow)"/><circle cx="800" cy="{base - 4}" r="96" fill="#fff3d6"/>'
    far = f"M0 {base} C180 {base - 60} 320 {base - 30} 520 {base - 22} S900 {base - 26} 1090 {base - 34} S1450 {base - 96} 1600 {base - 70} V{base} Z"
    chance = random.Random(41)
    behind = "".join(
        rect(x, base - height, chance.uniform(26, 52), height, "#45689b", opacity=0.75)
        for start, end in ((0, 420), (1120, 1600))
        for x in range(start, end, 34)
        for height in (chance.uniform(60, 190) * (0.35 + 0.65 * abs(x - 800) / 800),)
    )
    cities = western_city(base, NIGHT) + eastern_city(base, NIGHT, "#c98f2e") + span(base, NIGHT, 8)
    mirrored = f'<g transform="translate(0 {2 * base}) scale(1 -1)" opacity=".34">{cities}</g>'
    ripples = random.Random(7)
    strokes = "".join(
        rect(
            800 - w / 2 + ripples.uniform(-40, 40) * (1 + depth / 90),
            base + 8 + depth,
            w,
            2.4,
            "#ffe9bd",
            rx=1.2,
            opacity=round(0.8 - depth / 380, 2),
        )
        for depth in range(0, 270, 9)
        for w in (ripples.uniform(40, 210) * (1 - depth / 420),)
    )
    return drawing(
        sky + river + glow("glow", "#ffd993", 0.95),
        rect(0, 0, WIDTH, base, "url(#sky)"),
        sun,
        shape(far, "#6f8fb5", opacity=0.55),
        rect(0, base, WIDTH, HEIGHT - base, "url(#river)"),
        mirrored,
        strokes,
        behind,
        cities,
    )


# --- the network ------------------------------------------------------------------------------------------------------


def lines() -> str:
    chance = random.Random(2023)
    left = [(chance.gauss(330, 120), chance.uniform(110, 800)) for _ in range(46)]
    right = [(chance.gauss(1240, 150), chance.uniform(120, 800)) for _ in range(50)]
    arcs, dots = [], []
    for x, y in left:
        for tx, ty in chance.sample(right, chance.choice((1, 2))):
            lift = 60 + 0.22 * (tx - x)
            colour, weight = chance.choice(((GOLD, 1.5), (MIST, 1.0), ("#7fa3d1", 1.1), (MIST, 0.8)))
            arcs.append(
                f'<path d="M{x:.0f} {y:.0f} C{x + 260:.0f} {y - lift:.0f} {tx - 260:.0f} {ty - lift:.0f} {tx:.0f} {ty:.0f}"'
                f' stroke="{colour}" stroke-width="{weight}" opacity="{chance.uniform(0.28, 0.75):.2f}" fill="none"/>'
            )
    for x, y in left + right:
        size = chance.choice((3, 3.5, 4.5, 6.5))
        dots.append(
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{size * 3.4}" fill="url(#halo)"/><circle cx="{x:.0f}" cy="{y:.0f}" r="{size}" fill="{CREAM}"/>'
        )
    ground = gradient("ground", [(0, "#12305f"), (0.55, "#10294f"), (1, "#0a1832")])
    shine = '<ellipse cx="330" cy="470" rx="470" ry="520" fill="url(#cool)"/><ellipse cx="1240" cy="470" rx="500" ry="520" fill="url(#warm)"/>'
    definitions = ground + glow("halo", GOLD, 0.55) + glow("cool", BLUE, 0.5) + glow("warm", "#8f7a4a", 0.42)
    return drawing(definitions, rect(0, 0, WIDTH, HEIGHT, "url(#ground)"), shine, *arcs, *dots)


# --- the round table --------------------------------------------------------------------------------------------------


def place_at_table(number: int, of: int, centre: tuple[float, float], radius: float) -> str:
    """A chair, its sheet of paper and its glass, turned towards the middle."""
    turn = 360 * number / of
    colour, back = (BLUE, DEEP) if number % 2 else (GOLD, AMBER)
    chair = rect(-27, -radius - 78, 54, 50, colour, rx=14) + rect(-30, -radius - 88, 60, 15, back, rx=7.5)
    paper = rect(-17, -radius + 30, 34, 46, "#fffdf7", rx=1.5) + "".join(
        rect(-11, -radius + 40 + row * 8, 22 - 6 * (row == 3), 2, MIST) for row in range(4)
    )
    glass = f'<circle cx="31" cy="{-radius + 40}" r="7" fill="#dfe9f3" stroke="#fff" stroke-width="1.6"/>'
    shadow = rect(-24, -radius - 70, 58, 56, "#000", rx=16, opacity=0.10)
    return f'<g transform="translate({centre[0]} {centre[1]}) rotate({turn:.2f})">{shadow}{chair}{paper}{glass}</g>'


def table() -> str:
    centre, radius = (800.0, 450.0), 318.0
    floor = gradient("floor", [(0, "#e9e3d6"), (1, "#d5ccb9")])
    wood = gradient("wood", [(0, "#c99a63"), (0.5, "#b9854c"), (1, "#a5733f")], across=True)
    boards = "".join(rect(0, y, WIDTH, 1.6, "#bfb39c", opacity=0.55) for y in range(0, HEIGHT, 60))
    joints = "".join(
        rect((row * 397 + 190 * column) % 1600, row * 60, 1.6, 60, "#bfb39c", opacity=0.5)
        for row in range(15)
        for column in range(0, 9, 4)
    )
    light = "M900 0 L1600 0 V520 L1180 900 H420 Z"
    rug = f'<circle cx="{centre[0]}" cy="{centre[1]}" r="446" fill="#224a80"/><circle cx="{centre[0]}" cy="{centre[1]}" r="432" fill="none" stroke="{GOLD}" stroke-width="2.5" opacity=".8"/>'
    rings = "".join(
        f'<circle cx="{centre[0]}" cy="{centre[1]}" r="{r}" fill="none" stroke="#8d6033" stroke-width="1.1" opacity=".28"/>'
        for r in range(60, 312, 18)
    )
    top = (
        f'<circle cx="{centre[0] + 10}" cy="{centre[1] + 16}" r="{radius + 3}" fill="#0a1832" opacity=".28"/>'
        f'<circle cx="{centre[0]}" cy="{centre[1]}" r="{radius}" fill="url(#wood)"/>{rings}'
        f'<circle cx="{centre[0]}" cy="{centre[1]}" r="{radius - 4}" fill="none" stroke="#e0b987" stroke-width="3" opacity=".7"/>'
    )
    chairs = "".join(place_at_table(number, 18, centre, radius) for number in range(18))
    leaf = "M0 0 C16 -18 18 -52 0 -76 C-18 -52 -16 -18 0 0 Z"
    plant = "".join(
        shape(
            leaf, "#4d7a56" if turn % 60 else "#6b9a6f", transform=f"translate({centre[0]} {centre[1]}) rotate({turn})"
        )
        for turn in range(0, 360, 30)
    )
    bowl = f'<circle cx="{centre[0]}" cy="{centre[1]}" r="84" fill="#f7f2e6" opacity=".9"/>{plant}<circle cx="{centre[0]}" cy="{centre[1]}" r="15" fill="{GOLD}"/>'
    seats, papers = chairs, bowl
    return drawing(
        floor + wood,
        rect(0, 0, WIDTH, HEIGHT, "url(#floor)"),
        boards,
        joints,
        shape(light, "#fff8e2", opacity=0.35),
        rug,
        top,
        seats,
        papers,
    )


# --- water ------------------------------------------------------------------------------------------------------------


def wave(level: float, height: float, length: float, phase: float) -> str:
    points = [
        f"{x} {level + height * math.sin(x / length + phase) + height * 0.4 * math.sin(x / length * 2.3 + phase * 1.7):.1f}"
        for x in range(0, WIDTH + 20, 20)
    ]
    return f"M0 {HEIGHT} L" + " L".join(points) + f" L{WIDTH} {HEIGHT} Z"


def water() -> str:
    sky = gradient("sky", [(0, "#dfe8f1"), (0.65, "#f7e8cd"), (1, "#f4cf95")])
    tones = ("#9fbdd8", "#7ba3ca", "#5a89ba", "#3f71a8", "#2d5b93", "#214a7d", "#183b68", "#102c53", "#0b2040")
    sheets = [shape(wave(330 + 62 * n, 7 + 3.6 * n, 95 + 24 * n, 0.9 * n), tone) for n, tone in enumerate(tones)]
    chance = random.Random(11)
    lights = []
    for n in range(len(tones)):
        for _ in range(16 - n):
            spread = 30 + 11 * n
            x, y = 1080 + chance.gauss(0, spread), 346 + 62 * n + chance.uniform(4, 46)
            lights.append(
                f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="{chance.uniform(14, 40 + 6 * n):.0f}" ry="{1.5 + 0.2 * n:.1f}" fill="#ffdf9c" opacity="{chance.uniform(0.55, 0.95):.2f}"/>'
            )
    woven = "".join(
        sheet + "".join(lights[sum(16 - k for k in range(n)) : sum(16 - k for k in range(n + 1))])
        for n, sheet in enumerate(sheets)
    )
    sun = '<circle cx="1080" cy="318" r="420" fill="url(#glow)"/><circle cx="1080" cy="296" r="74" fill="#fff6df"/>'
    return drawing(sky + glow("glow", "#ffdf9c", 0.9), rect(0, 0, WIDTH, 420, "url(#sky)"), sun, woven)


# --- windows ----------------------------------------------------------------------------------------------------------


def front(
    x: float, top: float, width: float, wall: str, grid: tuple[int, int], chance: random.Random, *, arched: bool
) -> str:
    """One house front with its windows; some are lit."""
    columns, rows = grid
    parts = [rect(x, top, width, HEIGHT - top, wall), rect(x - 5, top - 9, width + 10, 12, "#0a1832", opacity=0.55)]
    cell_w, cell_h = width / columns, (HEIGHT - top - 96) / rows
    for row in range(rows):
        for column in range(columns):
            w, h = cell_w * 0.5, cell_h * 0.58
            left, upper = x + column * cell_w + (cell_w - w) / 2, top + 30 + row * cell_h
            lit = chance.random() < 0.46
            pane = chance.choice(("#ffd37a", "#ffe1a3", "#f6b95a")) if lit else "#142b50"
            if lit:
                parts.append(rect(left - 7, upper - 7, w + 14, h + 14, GOLD, rx=8, opacity=0.16))
            arch = f"M{left:.1f} {upper + h:.1f} V{upper + w / 2:.1f} A{w / 2:.1f} {w / 2:.1f} 0 0 1 {left + w:.1f} {upper + w / 2:.1f} V{upper + h:.1f} Z"
            parts.append(shape(arch, pane) if arched else rect(left, upper, w, h, pane, rx=1.5))
            parts.append(
                rect(
                    left + w / 2 - 1.2,
                    upper + (w * 0.08 if arched else 0),
                    2.4,
                    h - (w * 0.08 if arched else 0),
                    wall,
                    opacity=0.9,
                )
            )
            parts.append(rect(left - 4, upper + h, w + 8, 4, "#0a1832", opacity=0.4))
    return "".join(parts)


def windows() -> str:
    chance = random.Random(5)
    sky = gradient("sky", [(0, "#0f2447"), (0.5, "#35588f"), (0.8, "#a98f97"), (1, "#e3a877")])
    back = "".join(
        rect(x, top, 150, HEIGHT, "#1b3763", opacity=0.75)
        for x, top in ((90, 190), (410, 120), (760, 210), (1090, 100), (1400, 180))
    )
    houses = (
        (0, 330, 290, "#2a4a7c", (4, 5), True), (290, 250, 330, "#1d3b6b", (5, 7), False), (620, 370, 260, "#345688", (4, 5), True),
        (880, 220, 300, "#213f70", (6, 8), False), (1180, 340, 250, "#2d4e82", (4, 5), True), (1430, 280, 170, "#1a3560", (3, 7), False),
    )  # fmt: skip
    fronts = "".join(
        front(x, top, width, wall, grid, chance, arched=arched) for x, top, width, wall, grid, arched in houses
    )
    gable = shape("M0 330 L145 236 L290 330 Z M620 370 L750 286 L880 370 Z M1180 340 L1305 254 L1430 340 Z", "#10274b")
    dusk = gradient("street", [(0, "#0a1832"), (1, "#060f20")])
    street = rect(0, 838, WIDTH, 62, "url(#street)") + rect(0, 836, WIDTH, 3, GOLD, opacity=0.25)
    moon = '<circle cx="1290" cy="120" r="150" fill="url(#glow)"/><circle cx="1290" cy="120" r="36" fill="#fdf3dc"/>'
    return drawing(
        sky + dusk + glow("glow", "#fdf3dc", 0.4),
        rect(0, 0, WIDTH, HEIGHT, "url(#sky)"),
        moon,
        back,
        gable,
        fronts,
        street,
    )


# --- gables -----------------------------------------------------------------------------------------------------------


def gable_outline(kind: int, x: float, width: float, eaves: float, peak: float) -> str:
    """Stepped, curved or plain."""
    right, middle = x + width, x + width / 2
    if kind == 0:
        steps, rise, run = 4, (eaves - peak) / 4.5, width / 9.5
        up = "".join(f" V{eaves - rise * (n + 1):.1f} H{x + run * (n + 1):.1f}" for n in range(steps))
        down = "".join(f" H{right - run * (n + 1):.1f} V{eaves - rise * (n + 1):.1f}" for n in reversed(range(steps)))
        return f"M{x} 900 V{eaves}{up} V{peak:.1f}{down} H{right} V900 Z"
    if kind == 1:
        bend = (eaves - peak) * 0.5
        return (
            f"M{x} 900 V{eaves} C{x + width * 0.14} {eaves} {x + width * 0.1} {eaves - bend} {x + width * 0.25} {eaves - bend}"
            f" C{x + width * 0.25} {peak + 26} {x + width * 0.38} {peak} {middle} {peak}"
            f" C{right - width * 0.38} {peak} {right - width * 0.25} {peak + 26} {right - width * 0.25} {eaves - bend}"
            f" C{right - width * 0.1} {eaves - bend} {right - width * 0.14} {eaves} {right} {eaves} V900 Z"
        )
    return f"M{x} 900 V{eaves} L{middle} {peak} L{right} {eaves} V900 Z"


def gabled_house(x: float, width: float, kind: int, tones: tuple[str, str], peak: float) -> str:
    eaves, (wall, trim) = 372.0, tones
    parts = [shape(gable_outline(kind, x, width, eaves, peak), wall, stroke=trim, stroke_width=5)]
    for row, (count, upper) in enumerate(((3, 420), (3, 530))):
        cell = width / count
        for column in range(count):
            left = x + column * cell + cell * 0.27
            parts.append(
                rect(left - 4, upper - 4, cell * 0.46 + 8, 84, trim, rx=2)
                + rect(left, upper, cell * 0.46, 76, "#274a7c" if (row + column) % 3 else "#5f86b5")
            )
            parts.append(
                rect(left + cell * 0.23 - 1.5, upper, 3, 76, trim) + rect(left, upper + 30, cell * 0.46, 3, trim)
            )
    parts.append(
        rect(x + width / 2 - 15, 296, 30, 54, trim, rx=15) + rect(x + width / 2 - 11, 300, 22, 46, "#274a7c", rx=11)
    )
    parts.append(rect(x, 636, width, 9, trim))
    half = width / 2
    for bay in range(2):
        left = x + bay * half + 13
        parts.append(
            shape(
                f"M{left} 842 V{720} A{half / 2 - 13} {half / 2 - 13} 0 0 1 {left + half - 26} {720} V842 Z",
                "#1a2c4c",
                opacity=0.92,
            )
        )
        lamp = left + half / 2 - 13
        parts.append(
            f'<circle cx="{lamp}" cy="722" r="44" fill="url(#lamp)"/><circle cx="{lamp}" cy="722" r="6" fill="#ffe9b8"/>'
        )
    return "".join(parts)


def gables() -> str:
    sky = gradient("sky", [(0, "#6f9bcb"), (0.55, "#c9dcec"), (1, "#fdf0d8")])
    stone = gradient("stone", [(0, "#cdbfa6"), (1, "#a4957b")])
    clouds = "".join(
        f'<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" fill="#fff" opacity=".55"/>'
        for x, y, rx, ry in (
            (240, 130, 190, 22),
            (360, 108, 120, 20),
            (1180, 90, 220, 20),
            (1060, 116, 130, 18),
            (760, 60, 120, 13),
        )
    )
    spire = shape("M1062 560 V226 L1094 22 L1126 226 V560 Z", "#7f9fc2", opacity=0.75)
    tones = (
        ("#e6d7bb", "#f8f1e2"),
        ("#c08a6c", "#eedccb"),
        ("#d9c193", "#f7eedb"),
        ("#b3bdc8", "#eceff2"),
        ("#a9654f", "#ead3c4"),
        ("#e3dac8", "#faf6ec"),
        ("#cfac78", "#f5e8d0"),
    )
    widths = (238, 222, 236, 216, 240, 224, 224)
    houses, x = [], 0.0
    for number, width in enumerate(widths):
        houses.append(
            gabled_house(
                x, width, (0, 2, 1, 0, 2, 1, 0)[number], tones[number], (150, 196, 176, 138, 190, 168, 156)[number]
            )
        )
        x += width
    pavement = rect(0, 842, WIDTH, 58, "url(#stone)") + "".join(
        rect(column * 64 + 32 * (row % 2), 842 + row * 20, 1.6, 20, "#8c7e66", opacity=0.6)
        for row in range(3)
        for column in range(26)
    )
    pavement += "".join(rect(0, 842 + row * 20, WIDTH, 1.4, "#8c7e66", opacity=0.5) for row in range(3))
    return drawing(
        sky + stone + glow("lamp", GOLD, 0.6), rect(0, 0, WIDTH, HEIGHT, "url(#sky)"), clouds, spire, *houses, pavement
    )


DRAWINGS: dict[str, Callable[[], str]] = {
    "bridge": bridge,
    "lines": lines,
    "table": table,
    "water": water,
    "windows": windows,
    "gables": gables,
}


def small_webp(png: bytes, limit: int = 60_000) -> bytes:
    """The best quality that stays below the limit."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for quality in range(90, 30, -4):
        stored = io.BytesIO()
        image.save(stored, "WEBP", quality=quality, method=6)
        if stored.tell() < limit:
            return stored.getvalue()
    raise SystemExit("too much detail for the size limit")


def main(names: list[str]) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        options = {"args": ["--no-sandbox"]} if os.geteuid() == 0 else {}
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), **options)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name in names or DRAWINGS:
            page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{DRAWINGS[name]()}")
            content = small_webp(page.screenshot())
            (PICTURES / f"{name}.webp").write_bytes(content)
            print(f"{name}.webp {len(content)} bytes")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])

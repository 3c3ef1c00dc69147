"""A row of gabled houses above an arcade."""

from __future__ import annotations

from tools.pictures.ink import GOLD, HEIGHT, WIDTH, circle, drawing, ellipse, glow, gradient, path, rect

EAVES, STREET = 372.0, 842
GLASS, GLASS_IN_LIGHT = "#274a7c", "#5f86b5"
# width, kind of gable, height of its peak, wall, trim
HOUSES = (
    (238, "stepped", 150, "#e6d7bb", "#f8f1e2"),
    (222, "plain", 196, "#c08a6c", "#eedccb"),
    (236, "curved", 176, "#d9c193", "#f7eedb"),
    (216, "stepped", 138, "#b3bdc8", "#eceff2"),
    (240, "plain", 190, "#a9654f", "#ead3c4"),
    (224, "curved", 168, "#e3dac8", "#faf6ec"),
    (224, "stepped", 156, "#cfac78", "#f5e8d0"),
)
CLOUDS = ((240, 130, 190, 22), (360, 108, 120, 20), (1180, 90, 220, 20), (1060, 116, 130, 18), (760, 60, 120, 13))


def outline(kind: str, x: float, width: float, peak: float) -> str:
    right, middle, rise = x + width, x + width / 2, EAVES - peak
    if kind == "stepped":
        step, run = rise / 4.5, width / 9.5
        up = "".join(f" V{EAVES - step * n:.1f} H{x + run * n:.1f}" for n in (1, 2, 3, 4))
        down = "".join(f" H{right - run * n:.1f} V{EAVES - step * n:.1f}" for n in (4, 3, 2, 1))
        return f"M{x} {HEIGHT} V{EAVES}{up} V{peak:.1f}{down} H{right} V{HEIGHT} Z"
    if kind == "curved":
        waist, quarter = EAVES - rise / 2, width * 0.25
        return (
            f"M{x} {HEIGHT} V{EAVES} C{x + width * 0.14} {EAVES} {x + width * 0.1} {waist} {x + quarter} {waist}"
            f" C{x + quarter} {peak + 26} {x + width * 0.38} {peak} {middle} {peak}"
            f" C{right - width * 0.38} {peak} {right - quarter} {peak + 26} {right - quarter} {waist}"
            f" C{right - width * 0.1} {waist} {right - width * 0.14} {EAVES} {right} {EAVES} V{HEIGHT} Z"
        )
    return f"M{x} {HEIGHT} V{EAVES} L{middle} {peak} L{right} {EAVES} V{HEIGHT} Z"


def sash(left: float, upper: float, width: float, trim: str, glass: str) -> str:
    return (
        rect(left - 4, upper - 4, width + 8, 84, trim, rx=2)
        + rect(left, upper, width, 76, glass)
        + rect(left + width / 2 - 1.5, upper, 3, 76, trim)
        + rect(left, upper + 30, width, 3, trim)
    )


def arcade(x: float, width: float) -> str:
    """Two arches with a lamp in each."""
    parts, clear = [], width / 2 - 26
    for left in (x + 13, x + width / 2 + 13):
        arch = f"M{left} {STREET} V720 A{clear / 2} {clear / 2} 0 0 1 {left + clear} 720 V{STREET} Z"
        lamp = left + clear / 2
        parts.append(path(arch, "#1a2c4c", opacity=0.92))
        parts.append(circle(lamp, 722, 44, "url(#lamp)") + circle(lamp, 722, 6, "#ffe9b8"))
    return "".join(parts)


def house(x: float, width: float, kind: str, peak: float, wall: str, trim: str) -> str:
    parts = [path(outline(kind, x, width, peak), wall, stroke=trim, stroke_width=5)]
    cell = width / 3
    for row, upper in enumerate((420, 530)):
        for column in range(3):
            glass = GLASS if (row + column) % 3 else GLASS_IN_LIGHT
            parts.append(sash(x + column * cell + cell * 0.27, upper, cell * 0.46, trim, glass))
    middle = x + width / 2
    parts.append(rect(middle - 15, 296, 30, 54, trim, rx=15) + rect(middle - 11, 300, 22, 46, GLASS, rx=11))
    parts.append(rect(x, 636, width, 9, trim) + arcade(x, width))
    return "".join(parts)


def pavement() -> str:
    parts = [rect(0, STREET, WIDTH, HEIGHT - STREET, "url(#stone)")]
    for row in range(3):
        y = STREET + row * 20
        parts.append(rect(0, y, WIDTH, 1.4, "#8c7e66", opacity=0.5))
        parts += [rect(x + 32 * (row % 2), y, 1.6, 20, "#8c7e66", opacity=0.6) for x in range(0, WIDTH, 64)]
    return "".join(parts)


def gables() -> str:
    houses, x = [], 0.0
    for width, kind, peak, wall, trim in HOUSES:
        houses.append(house(x, width, kind, peak, wall, trim))
        x += width
    return drawing(
        gradient("sky", [(0, "#6f9bcb"), (0.55, "#c9dcec"), (1, "#fdf0d8")])
        + gradient("stone", [(0, "#cdbfa6"), (1, "#a4957b")])
        + glow("lamp", GOLD, 0.6),
        rect(0, 0, WIDTH, HEIGHT, "url(#sky)"),
        *(ellipse(*cloud, "#fff", opacity=0.55) for cloud in CLOUDS),
        path("M1062 560 V226 L1094 22 L1126 226 V560 Z", "#7f9fc2", opacity=0.75),
        *houses,
        pavement(),
    )

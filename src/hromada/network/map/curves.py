"""Lines between places: they leave their towns singly, run together through the middle of the sheet, and part again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from hromada.network.map.projection import HEIGHT

Point = tuple[float, float]

# How far a long line is drawn to the common way, and how high it rises above it: found by eye on the real network.
COMMON_WAY = HEIGHT * 0.5
PULL = 0.24
RISE = 0.1
LONG = 420.0
PARALLEL = 0.035


def curve(a: Point, b: Point, *, beside: int = 0) -> str:
    """The way from ``a`` to ``b`` as the rest of an SVG path that stands at ``a``.

    ``beside`` counts lines between the same two places, so that each is seen.
    """
    length = hypot(b[0] - a[0], b[1] - a[1])
    pull = PULL * min(1.0, length / LONG) ** 2
    rise = length * (RISE + beside * PARALLEL)
    handles = []
    for part in (0.36, 0.64):
        x, y = a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])
        handles.append((x, y + pull * (COMMON_WAY - y) - rise))
    points = (*handles, b)
    return "C" + " ".join(f"{x:.0f} {y:.0f}" if (x, y) != b else f"{x:.1f} {y:.1f}" for x, y in points)


def path(corners: Sequence[Point], *, beside: int = 0) -> str:
    """A bond of two is a line, of three or more a closed figure with a side between each and the next."""
    ways = list(pairwise(corners))
    if len(corners) > 2:
        ways.append((corners[-1], corners[0]))
    start = f"M{corners[0][0]:.1f} {corners[0][1]:.1f}"
    sides = "".join(curve(a, b, beside=beside) for a, b in ways)
    return start + sides + ("z" if len(corners) > 2 else "")

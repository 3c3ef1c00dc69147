"""Outlines of countries for the sheet, made at build time from Natural Earth's (npm: world-atlas, TopoJSON).

Run by tools/assets; the result is in git, small, and read by ``drawing``. Borders that two countries share are one arc
in the source and are simplified once, so that no gap opens between them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

from hromada.network.map.projection import HEIGHT, SHEET, WIDTH

Point = tuple[float, float]
Ring = list[int]

OUTLINES = Path(__file__).with_name("outlines.json")
GERMANY, UKRAINE, RUSSIA = "276", "804", "643"
# Natural Earth draws who holds the ground; this map draws the borders that the United Nations recognise
# (General Assembly resolution 68/262), so what it gives to Russia inside this box is Ukraine's: decision 9.
CRIMEA = (32.0, 44.0, 37.0, 46.5)
MARGIN = 12
SMALLEST_AREA = 6.0
FINENESS = 0.8


def make_outlines(atlas: Path) -> str:
    """The file that ``drawing`` reads: a path for Germany, for Ukraine, and one for all others."""
    world = json.loads(atlas.read_text("utf-8"))
    arcs = [_simplified(arc) for arc in _projected_arcs(world)]
    countries = {str(shape.get("id")): _rings_of(shape) for shape in world["objects"]["countries"]["geometries"]}
    _give_crimea_back(countries, _degrees(world))
    chosen = {"germany": [GERMANY], "ukraine": [UKRAINE]}
    chosen["others"] = [key for key in countries if key not in (GERMANY, UKRAINE)]
    paths = {name: "".join(_path(countries[key], arcs) for key in keys) for name, keys in chosen.items()}
    return json.dumps({"width": WIDTH, "height": HEIGHT, **paths}, indent=1) + "\n"


def _degrees(world: Mapping[str, Any]) -> list[list[Point]]:
    """The arcs as longitudes and latitudes: TopoJSON stores steps on a grid."""
    (scale_x, scale_y), (from_x, from_y) = world["transform"]["scale"], world["transform"]["translate"]
    arcs = []
    for steps in world["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + from_x, y * scale_y + from_y))
        arcs.append(arc)
    return arcs


def _projected_arcs(world: Mapping[str, Any]) -> Iterator[list[Point]]:
    for arc in _degrees(world):
        # The far side of the globe has no place on a cone; a point there is only ever cut off.
        yield [SHEET.place(longitude, max(min(latitude, 80), 20)) for longitude, latitude in arc]


def _rings_of(shape: Mapping[str, Any]) -> list[Ring]:
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    return [ring for polygon in polygons for ring in polygon]


def _give_crimea_back(countries: dict[str, list[Ring]], arcs: Sequence[Sequence[Point]]) -> None:
    west, south, east, north = CRIMEA
    crimea = [
        ring
        for ring in countries[RUSSIA]
        if all(west <= x <= east and south <= y <= north for arc in ring for x, y in _way(arc, arcs))
    ]
    if not crimea:
        raise ValueError("Crimea was not found among Russia's polygons: look at the new atlas before you draw it.")
    countries[RUSSIA] = [ring for ring in countries[RUSSIA] if ring not in crimea]
    countries[UKRAINE] = _joined([*countries[UKRAINE], *crimea], arcs)


def _joined(rings: Iterable[Ring], arcs: Sequence[Sequence[Point]]) -> list[Ring]:
    """Rings without the borders between them: an arc that is gone along both ways lies inside."""
    ways = Counter(arc for ring in rings for arc in ring)
    outer = [arc for arc in ways if ~arc not in ways]
    begins = {_way(arc, arcs)[0]: arc for arc in outer}
    joined = []
    while begins:
        ring = [begins.pop(next(iter(begins)))]
        while (end := _way(ring[-1], arcs)[-1]) in begins:
            ring.append(begins.pop(end))
        joined.append(ring)
    return joined


def _way(arc: int, arcs: Sequence[Sequence[Point]]) -> Sequence[Point]:
    """A negative number is the arc backwards, as TopoJSON has it."""
    return arcs[arc] if arc >= 0 else arcs[~arc][::-1]


def _simplified(arc: Sequence[Point]) -> list[Point]:
    """Douglas and Peucker's way: a point stays when the line would miss it by more than ``FINENESS``."""
    if len(arc) < 3:
        return list(arc)
    first, last = arc[0], arc[-1]
    if first == last:  # an island: begin at its point farthest from the first
        farthest = max(range(len(arc)), key=lambda i: _square(arc[i], first))
        return _simplified(arc[: farthest + 1])[:-1] + _simplified(arc[farthest:])
    index, miss = max(((i, _miss(arc[i], first, last)) for i in range(1, len(arc) - 1)), key=lambda found: found[1])
    if miss <= FINENESS:
        return [first, last]
    return _simplified(arc[: index + 1])[:-1] + _simplified(arc[index:])


def _square(a: Point, b: Point) -> float:
    across, down = a[0] - b[0], a[1] - b[1]
    return across * across + down * down


def _miss(point: Point, first: Point, last: Point) -> float:
    length = _square(first, last)
    along = ((point[0] - first[0]) * (last[0] - first[0]) + (point[1] - first[1]) * (last[1] - first[1])) / length
    along = max(0.0, min(1.0, along))
    nearest = (first[0] + along * (last[0] - first[0]), first[1] + along * (last[1] - first[1]))
    return sqrt(_square(point, nearest))


def _path(rings: Iterable[Ring], arcs: Sequence[Sequence[Point]]) -> str:
    pieces = []
    for ring in rings:
        points: list[Point] = []
        for arc in ring:
            points += _way(arc, arcs)[1 if points else 0 :]
        cut = _cut(points)
        if len(cut) > 3 and _area(cut) >= SMALLEST_AREA:
            pieces.append(_written(cut))
    return "".join(pieces)


def _cut(points: list[Point]) -> list[Point]:
    """What of a ring lies on the sheet and a little beyond, by Sutherland and Hodgman's way."""
    low, right, bottom = -MARGIN, WIDTH + MARGIN, HEIGHT + MARGIN
    for axis, limit, side in ((0, low, 1), (0, right, -1), (1, low, 1), (1, bottom, -1)):
        points = _cut_at(points, axis, limit, side)
    return points


def _cut_at(points: list[Point], axis: int, limit: float, side: int) -> list[Point]:
    kept: list[Point] = []
    for before, point in zip(points[-1:] + points[:-1], points, strict=True):
        was_in, is_in = side * (before[axis] - limit) >= 0, side * (point[axis] - limit) >= 0
        if was_in != is_in:
            part = (limit - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])))
        if is_in:
            kept.append(point)
    return kept


def _area(points: Sequence[Point]) -> float:
    around = zip(points, [*points[1:], points[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in around)) / 2


def _written(points: Sequence[Point]) -> str:
    """As an SVG path in whole units, each step from the point before."""
    whole = [(round(x), round(y)) for x, y in points]
    x, y = whole[0]
    path = f"M{x} {y}l"
    steps = []
    for next_x, next_y in whole[1:]:
        if (next_x, next_y) != (x, y):
            steps.append(f"{next_x - x} {next_y - y}")
            x, y = next_x, next_y
    return (path + " ".join(steps)).replace(" -", "-") + "z"


if __name__ == "__main__":
    OUTLINES.write_text(make_outlines(Path(sys.argv[1])), "utf-8")

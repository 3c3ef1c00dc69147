"""The outlines in git: small, on the sheet, with the borders that we want."""

from __future__ import annotations

import re
from itertools import accumulate

import pytest

from hromada.network.map.drawing import outlines
from hromada.network.map.outlines import OUTLINES
from hromada.network.map.projection import HEIGHT, SHEET, WIDTH, is_on_sheet


def rings(path):
    """The corners of every ring of an SVG path that consists of ``M x y l dx dy …z``."""
    for start, steps in re.findall(r"M([-\d ]+)l([-\d ]+)z", path):
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        x, y = (int(number) for number in re.findall(r"-?\d+", start))
        corners = zip(numbers[::2], numbers[1::2], strict=True)
        yield list(accumulate(corners, lambda at, step: (at[0] + step[0], at[1] + step[1]), initial=(x, y)))


def holds(path, longitude, latitude):
    """Whether a place lies within the path, by the rule of crossings."""
    x, y = SHEET.place(longitude, latitude)
    inside = False
    for ring in rings(path):
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
    return inside


PLACES = {
    "Berlin": (13.41, 52.52), "Konstanz": (9.0, 47.85), "Kyjiw": (30.52, 50.45), "Uschhorod": (22.5, 48.62),
    "Luhansk": (39.3, 48.57), "Donezk": (37.8, 48.02), "Simferopol": (34.11, 44.96), "Kertsch": (36.2, 45.3),
    "Lublin": (22.57, 51.25), "Chişinău": (28.86, 47.01), "Rostow": (39.8, 47.4), "Minsk": (27.56, 53.9),
}  # fmt: skip


@pytest.mark.parametrize(
    ("country", "cities"),
    [
        ("germany", {"Berlin", "Konstanz"}),
        ("ukraine", {"Kyjiw", "Uschhorod", "Luhansk", "Donezk", "Simferopol", "Kertsch"}),
        ("others", {"Lublin", "Chişinău", "Rostow", "Minsk"}),
    ],
)
def test_every_place_lies_in_its_country_and_crimea_in_ukraine(country, cities):
    assert {name for name, place in PLACES.items() if holds(getattr(outlines(), country), *place)} == cities


def test_no_border_runs_between_crimea_and_the_mainland():
    largest = max(rings(outlines().ukraine), key=len)
    simferopol, kyjiw = SHEET.place(*PLACES["Simferopol"]), SHEET.place(*PLACES["Kyjiw"])
    xs, ys = zip(*largest, strict=True)

    assert all(min(xs) < x < max(xs) and min(ys) < y < max(ys) for x, y in (simferopol, kyjiw))


def test_the_outlines_weigh_little_and_stay_near_the_sheet():
    assert OUTLINES.stat().st_size <= 15_000
    for path in (outlines().germany, outlines().ukraine, outlines().others):
        corners = [corner for ring in rings(path) for corner in ring]
        assert all(-13 <= x <= WIDTH + 13 and -13 <= y <= HEIGHT + 13 for x, y in corners)


@pytest.mark.parametrize(("name", "place"), PLACES.items())
def test_the_sheet_shows_the_space_from_germany_to_ukraine(name, place):
    assert is_on_sheet(*SHEET.place(*place))


def test_east_is_right_north_is_up_and_the_scale_is_true_along_the_parallels():
    west, east = SHEET.place(20.0, 50.0), SHEET.place(24.0, 50.0)
    south, north = SHEET.place(22.0, 48.0), SHEET.place(22.0, 52.0)

    assert (west[1], north[0]) == (pytest.approx(east[1]), pytest.approx(south[0]))
    assert (east[0] > west[0], north[1] < south[1]) == (True, True)
    # A degree of latitude is longer than one of longitude by the cosine of 50°, anywhere on a conformal map.
    assert (east[0] - west[0]) / (south[1] - north[1]) == pytest.approx(0.643, abs=0.003)

"""From facts about places and bonds to what the template draws: plain values in, plain values out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log10

from hromada.network.map import curves, labels
from hromada.network.map.labels import Label, Spot
from hromada.network.map.outlines import OUTLINES
from hromada.network.map.projection import HEIGHT, SHEET, WIDTH, is_on_sheet

WIDE_SIZE, NARROW_SIZE, LOCATOR_SIZE = 12.0, 34.0, 26.0
MOST_WIDE, MOST_NARROW = 24, 6
MOST_TOGETHER = 30


@dataclass(frozen=True)
class PlaceFacts:
    """``number`` names the place to the caller."""

    number: int
    name: str
    longitude: float
    latitude: float
    population: int | None = None


@dataclass(frozen=True)
class BondFacts:
    """The places that a partnership binds, and the style of its line."""

    members: tuple[int, ...]
    style: str


@dataclass(frozen=True)
class Line:
    path: str
    style: str
    members: tuple[int, ...]

    @property
    def is_closed(self) -> bool:
        return len(self.members) > 2


@dataclass(frozen=True)
class Mark:
    """A place as it is drawn: ``partners`` are the numbers of the places it is bound to."""

    number: int
    x: float
    y: float
    radius: float
    label: Label
    partners: tuple[int, ...]


@dataclass(frozen=True)
class Drawing:
    lines: tuple[Line, ...]
    marks: Mapping[int, Mark]
    wide_labels: tuple[Label, ...]
    narrow_labels: tuple[Label, ...]
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class Outlines:
    germany: str
    ukraine: str
    others: str


@cache
def outlines() -> Outlines:
    paths = json.loads(OUTLINES.read_text("utf-8"))
    return Outlines(paths["germany"], paths["ukraine"], paths["others"])


def draw(places: Sequence[PlaceFacts], bonds: Iterable[BondFacts], *, name_size: float = WIDE_SIZE) -> Drawing:
    """Places beyond the edge are left out, and bonds of which fewer than two places remain."""
    points = {place.number: SHEET.place(place.longitude, place.latitude) for place in places}
    points = {number: point for number, point in points.items() if is_on_sheet(*point)}
    drawn = []
    for bond in bonds:
        members = tuple(number for number in bond.members if number in points)
        if len(members) > 1:
            drawn.append(BondFacts(members, bond.style))
    weights = Counter(number for bond in drawn for number in bond.members)
    spots = [
        Spot(
            place.number,
            place.name,
            *points[place.number],
            weights[place.number],
            _rank(weights[place.number], place.population),
        )
        for place in places
        if weights[place.number]
    ]
    partners = _partners(drawn)
    placed = labels.beside_each_other(spots, _shown_together(partners), size=name_size)
    marks = {
        spot.number: Mark(
            spot.number,
            spot.x,
            spot.y,
            1.9 + 0.75 * spot.weight**0.5,
            placed[spot.number],
            tuple(sorted(partners[spot.number])),
        )
        for spot in spots
    }
    return Drawing(
        lines=tuple(_lines(drawn, points)),
        marks=marks,
        wide_labels=tuple(labels.chosen(spots, size=WIDE_SIZE, at_most=MOST_WIDE, apart=5)),
        narrow_labels=tuple(labels.chosen(spots, size=NARROW_SIZE, at_most=MOST_NARROW, apart=14)),
    )


def _rank(weight: int, population: int | None) -> float:
    """A large town helps a reader to find the way on the map; so does a place with many partners."""
    return weight + 1.5 * log10(max(population or 1, 1))


def _partners(bonds: Iterable[BondFacts]) -> dict[int, set[int]]:
    partners: dict[int, set[int]] = {}
    for bond in bonds:
        for member in bond.members:
            partners.setdefault(member, set()).update(set(bond.members) - {member})
    return partners


def _shown_together(partners: Mapping[int, set[int]]) -> dict[int, set[int]]:
    """A place is named together with its partners, and these with one another.

    So many that they cannot be kept apart are left out, for placing them costs the square of their number.
    """
    together: dict[int, set[int]] = {}
    for place, those in partners.items():
        if len(those) > MOST_TOGETHER:
            continue
        group = {place, *those}
        for one in group:
            together.setdefault(one, set()).update(group - {one})
    return together


def _lines(bonds: Sequence[BondFacts], points: Mapping[int, tuple[float, float]]) -> Iterable[Line]:
    between: Counter[frozenset[int]] = Counter()
    for bond in bonds:
        ends = frozenset(bond.members)
        corners = [points[number] for number in bond.members]
        yield Line(curves.path(corners, beside=between[ends]), bond.style, bond.members)
        between[ends] += 1

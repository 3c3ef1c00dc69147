"""Which names stand on the map, and where, so that none covers another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hromada.network.map.projection import HEIGHT, WIDTH

# Mean width of a letter of Fira Sans, Latin or Cyrillic, as part of its size: measured on the names of the network.
LETTER = 0.56


@dataclass(frozen=True)
class Spot:
    """A place on the sheet; ``weight`` is how many partnerships it is in, ``rank`` how much its name tells a reader."""

    number: int
    name: str
    x: float
    y: float
    weight: int
    rank: float


@dataclass(frozen=True)
class Label:
    number: int
    name: str
    x: float
    y: float
    anchor: str
    box: tuple[float, float, float, float]


def _candidates(spot: Spot, size: float, lines: Sequence[float]) -> Iterable[Label]:
    width, gap = len(spot.name) * size * LETTER, size * 0.55
    for line in lines:
        baseline = spot.y + size * (0.35 + line)
        top = baseline - size
        right, left = spot.x + gap, spot.x - gap
        yield Label(spot.number, spot.name, right, baseline, "start", (right, top, right + width, top + 1.25 * size))
        yield Label(spot.number, spot.name, left, baseline, "end", (left - width, top, left, top + 1.25 * size))


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    across = min(a[2], b[2]) - max(a[0], b[0])
    down = min(a[3], b[3]) - max(a[1], b[1])
    return across * down if across > 0 and down > 0 else 0.0


def _beyond_the_sheet(box: tuple[float, float, float, float], edge: float) -> bool:
    return box[0] < edge or box[2] > WIDTH - edge or box[1] < edge or box[3] > HEIGHT - edge


def chosen(spots: Sequence[Spot], *, size: float, at_most: int, apart: float) -> list[Label]:
    """The names that always stand there: the highest in rank, at most so many and nowhere crowded."""
    labels: list[Label] = []
    for spot in sorted(spots, key=lambda spot: (-spot.rank, spot.name)):
        if len(labels) == at_most:
            break
        for label in _candidates(spot, size, (0.0,)):
            wide = (label.box[0] - apart, label.box[1] - apart, label.box[2] + apart, label.box[3] + apart)
            if not _beyond_the_sheet(label.box, size / 3) and not any(_overlap(wide, other.box) for other in labels):
                labels.append(label)
                break
    return labels


def beside_each_other(spots: Sequence[Spot], together: Mapping[int, set[int]], *, size: float) -> dict[int, Label]:
    """A label for every place, clear of the labels that are ever shown at the same time (``together``)."""
    placed: dict[int, Label] = {}
    for spot in sorted(spots, key=lambda spot: (-spot.weight, spot.number)):
        others = [placed[number].box for number in together.get(spot.number, ()) if number in placed]
        best: tuple[float, Label] | None = None
        for label in _candidates(spot, size, (0.0, -1.2, 1.2, -2.4, 2.4, -3.6, 3.6)):
            cost = sum(_overlap(label.box, box) for box in others) + (
                1e6 if _beyond_the_sheet(label.box, size / 3) else 0.0
            )
            if best is None or cost < best[0]:
                best = (cost, label)
            if not cost:
                break
        if best is not None:
            placed[spot.number] = best[1]
    return placed

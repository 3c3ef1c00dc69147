"""Guests who should sit beside another come in parts: one for each way in which they do, or do not.

A part says which neighbour is whom; so whoever is forgotten by a walk through the seats still sits beside those they
should, wherever the walk seats them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, Any]
# Two guests, and what it costs if they sit apart.
Pairs: TypeAlias = Mapping[tuple[int, int], float]

# Of the neighbours of a guest: so many seats later, or, negative, earlier.
SIDES = (-2, -1, 1, 2)
MOST_NEIGHBOURS = 2


@dataclass(frozen=True)
class Parts:
    """``guest[n]``: whose part n is; the last is nobody's. ``seat[n, s]`` and ``beside[away][m, n]``: what is added to
    their costs. ``left``: pairs that no part knows of."""

    guest: Array
    seat: Array
    beside: dict[int, Array]
    left: dict[tuple[int, int], float]


def parts_of(pairs: Pairs, back: tuple[tuple[int, ...], ...]) -> Parts:
    """``back``: see Tariff."""
    known = {p: _known(pairs, p) for p in range(len(back))}
    bearers = {pair: sum(pair in known[p] for p in pair) for pair in pairs}
    parts = [(p, way) for p in known for way in _ways(p, known[p], pairs)]
    guest = np.array([p for p, _ in parts] + [len(back)])
    sides = [_sides(seat, back) for seat in range(len(back))]
    seat = np.full((len(parts), len(back)), math.inf)
    for n, (p, way) in enumerate(parts):
        apart = sum(pairs[pair] / bearers[pair] for pair in known[p] if not set(pair) & set(way.values()))
        seat[n, [s for s, there in enumerate(sides) if there >= set(way)]] = apart
    both = np.zeros((len(back) + 1, len(back) + 1), bool)
    for one, other in (pair for pair in pairs if bearers[pair] == len(pair)):
        both[one, other] = both[other, one] = True
    beside = {away: _agreed(guest, [way for _, way in parts], away, both) for away in (1, 2)}
    return Parts(guest, seat, beside, {pair: price for pair, price in pairs.items() if not bearers[pair]})


def _agreed(guest: Array, ways: list[dict[int, int]], away: int, both: Array) -> Array:
    """Infinite where m and n, so many seats later, do not say the same of one another. ``both``: both know of it."""
    later, earlier = (np.array([*(way.get(side, -1) for way in ways), -1]) for side in (away, -away))
    is_meant, means = later[:, None] == guest, earlier == guest[:, None]
    agree = (is_meant | (later[:, None] == -1)) & (means | (earlier == -1))
    agree &= (is_meant == means) | ~both[np.ix_(guest, guest)]
    return np.where(agree, 0, math.inf)


def _known(pairs: Pairs, p: int) -> list[tuple[int, int]]:
    """The pairs that the parts of p know of: all that must be, others while there are not more than neighbours."""
    mine = sorted((pair for pair in pairs if p in pair), key=lambda pair: -pairs[pair])
    must = sum(pairs[pair] == math.inf for pair in mine)
    return mine[: max(must, MOST_NEIGHBOURS)]


def _ways(p: int, known: list[tuple[int, int]], pairs: Pairs) -> Iterator[dict[int, int]]:
    partners = [one + other - p for one, other in known]
    must = {one + other - p for one, other in known if pairs[one, other] == math.inf}
    for count in range(len(must), min(len(partners), MOST_NEIGHBOURS) + 1):
        for some in permutations(partners, count):
            if must <= set(some):
                yield from (dict(zip(sides, some, strict=True)) for sides in combinations(SIDES, count))


def _sides(seat: int, back: tuple[tuple[int, ...], ...]) -> set[int]:
    later = {away for away in (1, 2) if seat + away < len(back) and away in back[seat + away]}
    return {-away for away in back[seat]} | later

"""All seatings at once, seat by seat: of those that seat the same guests, the same two last, the cheapest goes on.

See docs/fairshare/seating.md, "How it is solved".
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from fairshare.seating.helping import Helping
from fairshare.seating.layers import Layers, Multipliers
from fairshare.seating.tariff import Array

# Parts times beginnings that are looked at together.
CHUNK = 1 << 20
# So many times the width are compared before those that are alike are one.
SPARE = 3
HASH_SEED = 1


@dataclass(frozen=True)
class Swept:
    """``order``: who sits in seat 0, 1, ...; ``how``: how the neighbours of each seat are helped, see Helping. Nothing
    was found where ``cost`` is infinite. No seating that was left out costs less than ``missed``."""

    cost: float
    order: tuple[int, ...]
    how: tuple[int, ...]
    missed: float


def swept(layers: Layers, with_: Multipliers, most: float, width: int) -> Swept:
    """Of the seatings that cost at most ``most``, in each layer the ``width`` most promising beginnings. The value of
    the layers under these multipliers must just have been asked for."""
    sweep = _Sweep(layers, with_, most, width)
    trail = []
    front = sweep.nobody()
    for seat in range(layers.tariff.guests):
        front = sweep.seated(front, seat)
        trail.append((front["parent"], front["ends"][:, 1], front["how"]))
    if not len(front):
        return Swept(math.inf, (), (), sweep.missed)
    row = int(front["cost"].argmin())
    cost, order, how = float(front["cost"][row]), [], []
    for parent, part, help_ in reversed(trail):
        order.append(int(layers.tariff.guest[part[row]]))
        how.append(int(help_[row]))
        row = parent[row]
    return Swept(cost, tuple(reversed(order)), tuple(reversed(how)), sweep.missed)


class _Sweep:
    """A front has a row for each beginning of a seating.

    ``words``: the guests who sit, a bit for each; ``ends``: the parts of the last two; ``cost``: so far; ``due``: the
    multipliers of what is still to come; ``parent``: the row of the front before. See Helping for the others.
    """

    def __init__(self, layers: Layers, with_: Multipliers, most: float, width: int) -> None:
        self.layers, self.tariff, self.with_, self.most, self.width = layers, layers.tariff, with_, most, width
        guests = np.arange(self.tariff.guests)
        self.word = np.append(guests // 64, 0)
        self.bit = np.append(np.uint64(1) << (guests % 64).astype(np.uint64), np.uint64(0))
        self.helping = Helping(self.tariff, with_.posts)
        self.missed = math.inf
        chance = np.random.default_rng(HASH_SEED)
        self.weights = chance.integers(0, 2**64 - 1, 8 + len(self.tariff.posts), np.uint64) | np.uint64(1)
        fields = [("words", np.uint64, 2), ("ends", np.int16, 2), ("cost", float), ("due", float), ("parent", np.int32)]
        self.row = np.dtype([*fields, *self.helping.fields])

    def nobody(self) -> Array:
        front = np.zeros(1, self.row)
        front["ends"] = self.tariff.nobody
        front["cost"] = self.tariff.owed
        front["due"] = self.with_.constant(self.tariff) - self.tariff.owed
        front["waits"] = -1
        return front

    def seated(self, front: Array, seat: int) -> Array:
        """The next front."""
        children = self._children(front, seat)
        if seat == self.tariff.guests - 1:
            children["due"] = 0
        least = self._least(children, seat)
        order = np.flatnonzero(least <= self.most)
        order = order[least[order].argsort(kind="stable")]
        order = order[self._unlike(children[order])]
        if len(order) > self.width:
            self._miss(least[order[self.width :]])
        return children[order[: self.width]]

    def _children(self, front: Array, seat: int) -> Array:
        who = self.layers.who[seat]
        length = max(1, CHUNK // max(1, len(who)))
        found = [self._chances(front[at : at + length], at, seat) for at in range(0, len(front), length)]
        if not found:
            return front
        least, parent, part, cost, due = (np.concatenate(parts) for parts in zip(*found, strict=True))
        if len(least) > SPARE * self.width:
            chosen = least.argpartition(SPARE * self.width)
            self._miss(least[chosen[SPARE * self.width :]])
            chosen = np.sort(chosen[: SPARE * self.width])
            parent, part, cost, due = (some[chosen] for some in (parent, part, cost, due))
        children = front[parent]
        children["parent"], children["cost"], children["due"] = parent, cost, due
        guest = self.tariff.guest[part]
        children["words"][np.arange(len(guest)), self.word[guest]] |= self.bit[guest]
        children["ends"] = np.stack((front["ends"][parent, 1], part), 1)
        return self.helping.helped(children, front["ends"][parent, 0], seat)

    def _chances(self, some: Array, first: int, seat: int) -> tuple[Array, ...]:
        """Who may come next: what all will cost at least, parents, parts, cost, due."""
        who = self.layers.who[seat]
        guest = self.tariff.guest[who]
        cost, due = self._charged(some, seat)
        ahead = self.tariff.ahead[guest]
        before = self._position(seat - 1, some["ends"][:, 1])
        least = cost + due + self.layers.after[seat].least[0][before]
        may_sit = ~self._sit(some, guest) & ((ahead == self.tariff.guests) | self._sit(some, ahead))
        row, c = np.nonzero(may_sit & (least <= self.most))
        least = cost[row, c] + due[row, c] + self._after(some["words"][row], seat, before[row], c)
        chosen = least <= self.most
        row, c = row[chosen], c[chosen]
        return least[chosen], first + row, who[c], cost[row, c], due[row, c]

    def _miss(self, least: Array) -> None:
        self.missed = min(self.missed, float(least.min()))

    def _charged(self, some: Array, seat: int) -> tuple[Array, Array]:
        """What each beginning costs, and what is still due, with each of those who may come next."""
        tariff, who = self.tariff, self.layers.who[seat]
        cost = some["cost"][:, None] + tariff.seat[who, seat]
        for away in tariff.back[seat]:
            cost += tariff.beside[away][np.ix_(some["ends"][:, 2 - away], who)]
        return cost, some["due"][:, None] - self.with_.guests[tariff.guest[who]]

    def _sit(self, some: Array, guests: Array) -> Array:
        sit: Array = (some["words"][:, self.word[guests]] & self.bit[guests]) != 0
        return sit

    def _position(self, seat: int, parts: Array) -> Array:
        position: Array = np.searchsorted(self.layers.who[seat], parts)
        return position

    def _least(self, front: Array, seat: int) -> Array:
        """What each beginning costs at least when all sit."""
        one, other = (self._position(seat - away, front["ends"][:, 1 - away]) for away in (1, 0))
        least: Array = front["cost"] + front["due"] + self._after(front["words"], seat, one, other)
        return least

    def _after(self, words: Array, seat: int, one: Array, other: Array) -> Array:
        """The least that can follow these two, when suspects who sit already do not come."""
        after, row = self.layers.after[seat], np.arange(len(words))
        next_, second = (
            (words[row, self.word[suspects]] & self.bit[suspects]) != 0 for suspects in after.suspects[:, one, other]
        )
        least: Array = after.least[next_ + 2 * second, one, other]
        return least

    def _unlike(self, front: Array) -> Array:
        """The first row of each that seat the same guests and end with the same."""
        parts = tuple(front[field] for field in ("words", "ends", "spent", "waits"))
        marks = np.concatenate(parts, 1, dtype=np.uint64, casting="unsafe")
        _, first, number = np.unique(marks @ self.weights[: marks.shape[1]], return_index=True, return_inverse=True)
        # Two of the same hash may still differ.
        is_like = (marks == marks[first[number]]).all(1)
        is_like[first] = False
        return np.flatnonzero(~is_like)

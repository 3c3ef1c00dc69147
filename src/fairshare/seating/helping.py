"""Interpreters in the sweep: whom they help, and behind whom they then sit.

An interpreter behind a guest helps one pair of neighbours or two that share this guest. Which seat that is matters only
at the end: when every pair is helped once, there is a seat for each. (Go around the table one way: who helps one pair
sits at its far end, who helps two in the middle, which is the far end of their first.)
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from fairshare.seating.tariff import Array, Tariff

# One who waits at the earlier seat of the pair or at the later; one more, who then waits at the later or the earlier.
WAITED_EARLIER, WAITED_LATER, COMES_LATER, COMES_EARLIER = range(4)


class Helping:
    """The fields of a front: ``spent``: how many of each kind are at work; ``waits``: the kind of the one who could
    help again at the last seat but two, but one, and at the last, or -1; ``how``: who helps each of the pairs that end
    in the last seat. A multiplier is due again for each help that is given or given up."""

    def __init__(self, tariff: Tariff, given: Array) -> None:
        self.tariff, self.given = tariff, np.append(given, 0)
        self.fields: list[tuple[Any, ...]] = [
            ("spent", np.uint8, len(tariff.posts)),
            ("waits", np.int8, 3),
            ("how", np.int32),
        ]
        self.last_pair = {s: number for number, pair in enumerate(tariff.pairs) for s in pair}

    def helped(self, front: Array, before: Array, seat: int) -> Array:
        """With every way to help the pairs that end in ``seat``. ``before``: who sits two seats before it."""
        if not self.tariff.posts:
            return front
        front["waits"][:, :2] = front["waits"][:, 1:]
        front["waits"][:, 2] = -1
        front["how"] = 0
        for away in self.tariff.back[seat]:
            other = before if away == 2 else front["ends"][:, 0]
            parts, rows = zip(*self._options(front, other, seat, away), strict=True)
            front, before = np.concatenate(parts), before[np.concatenate(rows)]
        ended = sum(len(back) for back in self.tariff.back[: seat + 1])
        for slot, s in enumerate(range(seat - 2, seat + 1)):
            if self.last_pair.get(s, -1) < ended:
                front["due"] += self.given[front["waits"][:, slot]]
                front["waits"][:, slot] = -1
        return front

    def _options(self, front: Array, other: Array, seat: int, away: int) -> Iterator[tuple[Array, Array]]:
        """Parts of the next front, and the rows they come from."""
        bridged: Array = self.tariff.bridged[:, other, front["ends"][:, 1]]
        is_silent = np.logical_or.reduce(bridged)
        front["how"] *= _options_of_a_pair(self.tariff)
        yield front[~is_silent], np.flatnonzero(~is_silent)
        if self.tariff.language < math.inf:
            paid = front[is_silent]
            paid["cost"] += self.tariff.language
            yield paid, np.flatnonzero(is_silent)
        for kind in range(len(self.tariff.posts)):
            rows = np.flatnonzero(bridged[kind])
            for what, slot in ((WAITED_EARLIER, 2 - away), (WAITED_LATER, 2)):
                yield self._by_one_who_waited(front, rows, kind, what, slot)
            for what, slot, s in ((COMES_EARLIER, 2 - away, seat - away), (COMES_LATER, 2, seat)):
                has_more = self.last_pair[s] > self.tariff.pairs.index((seat - away, seat))
                if has_more or what == COMES_LATER:
                    yield self._by_one_more(front, rows, kind, what, slot, has_more)

    def _by_one_who_waited(self, front: Array, rows: Array, kind: int, what: int, slot: int) -> tuple[Array, Array]:
        rows = rows[front["waits"][rows, slot] == kind]
        part = front[rows]
        part["waits"][:, slot] = -1
        part["due"] += self.given[kind]
        part["how"] += 1 + 4 * kind + what
        return part, rows

    def _by_one_more(
        self, front: Array, rows: Array, kind: int, what: int, slot: int, has_more: bool
    ) -> tuple[Array, Array]:
        """Who then waits, if the seat has another pair to come and nobody waits there."""
        rows = rows[front["spent"][rows, kind] < self.tariff.posts[kind]]
        part = front[rows]
        waits: Array = (part["waits"][:, slot] == -1) & has_more
        part["spent"][:, kind] += 1
        part["waits"][waits, slot] = kind
        part["due"] += self.given[kind] * np.where(waits, 1, 2)
        part["how"] += 1 + 4 * kind + what
        return part, rows


def stationed(tariff: Tariff, hows: Sequence[int]) -> dict[int, int]:
    """Behind which seats interpreters of which kind sit, when the neighbours of each seat were helped so."""
    spans = list(_spans(tariff, hows))
    behind: dict[int, int] = {}

    def finds(one: int, tried: set[int]) -> bool:
        for seat in set.intersection(*map(set, spans[one][1])) - tried:
            tried.add(seat)
            if seat not in behind or finds(behind[seat], tried):
                behind[seat] = one
                return True
        return False

    for one in range(len(spans)):
        finds(one, set())
    return {seat: spans[one][0] for seat, one in behind.items()}


def _spans(tariff: Tariff, hows: Sequence[int]) -> list[tuple[int, list[tuple[int, int]]]]:
    """Of each interpreter who helps: their kind, and the pairs of seats."""
    found: list[tuple[int, list[tuple[int, int]]]] = []
    waiting: dict[int, int] = {}
    base = _options_of_a_pair(tariff)
    for seat, (how, back) in enumerate(zip(hows, tariff.back, strict=True)):
        for number, away in enumerate(back):
            code = how // base ** (len(back) - 1 - number) % base
            if code:
                kind, what = divmod(code - 1, 4)
                pair = (seat - away, seat)
                s = pair[what in (WAITED_LATER, COMES_LATER)]
                if what in (WAITED_EARLIER, WAITED_LATER):
                    found[waiting.pop(s)][1].append(pair)
                else:
                    found.append((kind, [pair]))
                    waiting.setdefault(s, len(found) - 1)
    return found


def _options_of_a_pair(tariff: Tariff) -> int:
    """Nobody helps, or one of each kind in one of four ways."""
    return 4 * len(tariff.posts) + 1

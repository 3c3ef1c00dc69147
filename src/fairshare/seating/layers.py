"""The table seat by seat, with multipliers instead of the rule that everybody sits once: what no seating can beat.

See docs/fairshare/seating.md, "How it is solved".
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from fairshare.seating.tariff import Array, Tariff

# Multipliers are whole multiples of this, so that sums of them are exact.
GRAIN = 2.0**-10
HIGHEST = 1e9
MOMENTUM = 0.7
PATIENCE = 12
SHRINKS = 0.6
# The first and the last; of layers that remember, where each takes long, and what others found is only bettered.
STEPS, SHORT_STEPS = (1.0, 0.005), (0.3, 0.1)
MOST_STEPS, MOST_WORK = 10_000, 10**8
# A suspect nobody meets.
NOBODY = -1


@dataclass(frozen=True)
class Multipliers:
    """What is given for each guest who sits, and taken for each help of an interpreter."""

    guests: Array
    posts: Array

    @classmethod
    def none(cls, tariff: Tariff) -> Multipliers:
        return cls(np.zeros(tariff.guests + 1), np.zeros(len(tariff.posts)))

    def towards(self, direction: Multipliers, length: float, tariff: Tariff) -> Multipliers:
        def moved(where: Array, along: Array, low: float, high: Any) -> Array:
            return np.clip(np.round((where + length * along) / GRAIN) * GRAIN, low, np.minimum(high, HIGHEST))

        return Multipliers(
            moved(self.guests, direction.guests, -HIGHEST, HIGHEST),
            moved(self.posts, direction.posts, 0, tariff.language),
        )

    def mixed(self, other: Multipliers, share: float) -> Multipliers:
        return Multipliers(*(share * mine + (1 - share) * theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def length(self) -> float:
        """Squared."""
        return float(sum(part @ part for part in self))

    def __iter__(self) -> Iterator[Array]:
        return iter((self.guests, self.posts))

    def constant(self, tariff: Tariff) -> float:
        return float(tariff.owed + self.guests.sum() - 2 * np.array(tariff.posts) @ self.posts)

    def help(self, tariff: Tariff) -> Array:
        """What is taken of neighbours whom an interpreter could help."""
        if not len(self.posts):
            return np.zeros(tariff.bridged.shape[1:])
        asked = np.where(tariff.bridged, np.minimum(self.posts, tariff.language)[:, None, None], tariff.language)
        return np.where(tariff.bridged.any(0), asked.min(0), 0)


@dataclass(frozen=True)
class After:
    """Of u and v in two seats: who would come first and second after them, ``suspects[0][u, v]`` and
    ``suspects[1][u, v]``, and the least that can follow: ``least[0]`` of all, ``[1]`` if the first suspect is not the
    first, ``[2]`` if the second is not the second, ``[3]`` if neither is."""

    least: Array
    suspects: Array


class Layers:
    """Where ``open[n, s]``, part n may sit in seat s. Walks through the seats, in which nobody sits twice among
    three seats in a row, but perhaps elsewhere again; if it ``remembers``, nor among five in what would be cheapest."""

    def __init__(self, tariff: Tariff, open_: Array, *, remembers: bool) -> None:
        self.tariff, self.remembers = tariff, remembers
        nobody = np.array([tariff.nobody])
        self.who = {-2: nobody, -1: nobody} | {s: np.flatnonzero(open_[:, s]) for s in range(tariff.guests)}
        self.barred = np.where(tariff.may_follow, 0.0, math.inf)
        self.barred[-1, -1] = 0

    def _priced(self, with_: Multipliers) -> None:
        tariff = self.tariff
        help_, given = with_.help(tariff), with_.guests[tariff.guest]
        beside = {away: tariff.beside[away] + help_ + self.barred for away in (1, 2)}
        self.near, self.far = {}, {}
        for s in range(tariff.guests):
            who = self.who[s]
            one, two = (np.ix_(self.who[s - away], who) for away in (1, 2))
            self.near[s] = (beside[1] if 1 in tariff.back[s] else self.barred)[one] + (tariff.seat[who, s] - given[who])
            self.far[s] = (beside[2] if 2 in tariff.back[s] else self.barred)[two]

    def value(self, with_: Multipliers) -> float:
        """No seating in open seats costs less. Then ``after[s]`` says what can follow two in seats s - 1 and s."""
        self._priced(with_)
        last = self.tariff.guests - 1
        ends = len(self.who[last - 1]), len(self.who[last])
        self.after = {last: After(np.zeros((4, *ends)), np.full((2, *ends), NOBODY))}
        for s in range(last, -1, -1):
            self.after[s - 1] = self._before(s)
        return float(self.after[-1].least[0, 0, 0]) + with_.constant(self.tariff)

    def _before(self, s: int) -> After:
        """With u, v and w in three seats, the last of them s: of all w."""
        guest, after = self.tariff.guest, self.after[s]
        step = self.far[s][:, None] + self.near[s]
        if not self.remembers:
            least = (step + after.least[0]).min(2, initial=math.inf)
            return After(np.broadcast_to(least, (4, *least.shape)), np.full((2, *least.shape), NOBODY))
        any_, unlike = self._steps(step, guest[self.who[s - 2]][:, None, None], after)
        first = any_.argmin(2) if any_.size else np.full(any_.shape[:2], -1)
        whose = np.append(guest[self.who[s]], NOBODY)
        nexts = np.pad(after.suspects[0], ((0, 0), (0, 1)), constant_values=NOBODY)
        suspects = np.stack((whose[first], nexts[np.arange(len(nexts)), first]))
        other = np.where(nexts[None, :, :-1] == suspects[1][:, :, None], unlike, any_)
        is_first = whose[:-1] == suspects[0][:, :, None]
        kept = (any_, np.where(is_first, math.inf, any_), other, np.where(is_first, math.inf, other))
        return After(np.stack([some.min(2, initial=math.inf) for some in kept]), suspects)

    def _steps(self, step: Array, before: Array, after: After) -> tuple[Array, Array]:
        """What it costs to go on with w and with whoever is not ``before`` in the two seats after; and with neither
        them nor the first suspect in the next."""
        is_next, is_second = (suspects == before for suspects in after.suspects)
        any_, not_next, not_second, neither = after.least
        unlike = np.where(is_second, neither, not_next)
        return step + np.where(is_next, unlike, np.where(is_second, not_second, any_)), step + unlike

    def slope(self, with_: Multipliers) -> Multipliers:
        """Of the value, at the multipliers it was just asked for: along a cheapest walk."""
        tariff = self.tariff
        walk = [tariff.nobody, *self._walk()]
        slope = Multipliers(np.ones(tariff.guests + 1), -2.0 * np.array(tariff.posts, float))
        np.subtract.at(slope.guests, tariff.guest[walk], 1)
        for one, other in tariff.pairs:
            bridging = np.flatnonzero(tariff.bridged[:, walk[one + 1], walk[other + 1]])
            if len(bridging):
                cheapest = bridging[with_.posts[bridging].argmin()]
                slope.posts[cheapest] += with_.posts[cheapest] < tariff.language
        return slope

    def _walk(self) -> Iterator[int]:
        """A cheapest one."""
        guest, u, v = self.tariff.guest, 0, 0
        not_first, not_second = False, False
        for s in range(self.tariff.guests):
            here, after = self.after[s - 1], self.after[s]
            there = After(after.least[:, v], after.suspects[:, v])
            before = guest[self.who[s - 2][u]]
            any_, unlike = self._steps(self.far[s][u] + self.near[s][v], before, there)
            first, second = here.suspects[:, u, v]
            avoids = (there.suspects[0] == second) & not_second
            cost = np.where(avoids, unlike, any_)
            if not_first:
                cost = np.where(guest[self.who[s]] == first, math.inf, cost)
            w = int(cost.argmin())
            not_first = bool(avoids[w]) or there.suspects[0, w] == before
            not_second = there.suspects[1, w] == before
            u, v = v, w
            yield int(self.who[s][w])

    def _patience(self) -> int:
        """How many steps are worth their time."""
        width = [len(some) for some in self.who.values()]
        return MOST_STEPS if not self.remembers else max(PATIENCE, MOST_WORK // sum(n**3 for n in width))

    def ascended(self, with_: Multipliers, aim: float) -> Multipliers:
        """Better multipliers: steps along mixed slopes, the shorter the nearer to what is aimed at (Polyak)."""
        first, last = SHORT_STEPS if self.remembers else STEPS
        best, best_value, step, waited = with_, self.value(with_), first, 0
        direction = Multipliers.none(self.tariff)
        value = best_value
        for _ in range(self._patience()):
            if step <= last or best_value >= aim:
                break
            slope = self.slope(with_)
            direction = direction.mixed(slope, MOMENTUM)
            length = max(direction.length, slope.length / 10)
            if not length:
                break
            near = min(aim, best_value + abs(best_value) / 10 + self.tariff.most / 100)
            with_ = with_.towards(direction, step * (near - value) / length, self.tariff)
            value = self.value(with_)
            if value > best_value:
                waited, best, best_value = 0, with_, value
            elif (waited := waited + 1) == PATIENCE:
                waited, step, with_, value = 0, step * SHRINKS, best, self.value(best)
                direction = Multipliers.none(self.tariff)
        return best

    def through(self, with_: Multipliers) -> Array:
        """``[n, s]``: no seating with part n in seat s costs less. The value must just have been asked for."""
        tariff = self.tariff
        found = np.full(tariff.seat.shape, math.inf)
        upto = np.zeros((1, 1))
        for s in range(tariff.guests):
            upto = (upto.T[:, None] + self.far[s].T).min(2, initial=math.inf) + self.near[s]
            found[self.who[s], s] = (upto + self.after[s].least[0]).min(0, initial=math.inf)
        return found + with_.constant(tariff)

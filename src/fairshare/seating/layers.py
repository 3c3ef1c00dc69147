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
FIRST_STEP, LAST_STEP, SHRINKS = 1.0, 0.005, 0.6


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


class Layers:
    """Where ``open[n, s]``, part n may sit in seat s. Walks through the seats, in which nobody sits twice among
    three seats in a row, but perhaps elsewhere again."""

    def __init__(self, tariff: Tariff, open_: Array) -> None:
        self.tariff = tariff
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
        """No seating in open seats costs less. Then ``after[s][u, v]`` is the least that can follow u in seat s - 1 and
        v in seat s."""
        self._priced(with_)
        last = self.tariff.guests - 1
        self.after = {last: np.zeros((len(self.who[last - 1]), len(self.who[last])))}
        self.steps = {}
        for s in range(last, -1, -1):
            self.steps[s] = self.near[s] + self.after[s]
            self.after[s - 1] = (self.far[s][:, None] + self.steps[s]).min(2, initial=math.inf)
        return float(self.after[-1][0, 0]) + with_.constant(self.tariff)

    def slope(self, with_: Multipliers) -> Multipliers:
        """Of the value, at the multipliers it was just asked for: along a cheapest walk."""
        tariff, u, v = self.tariff, 0, 0
        walk = [tariff.nobody]
        for s in range(tariff.guests):
            u, v = v, int((self.far[s][u] + self.steps[s][v]).argmin())
            walk.append(int(self.who[s][v]))
        slope = Multipliers(np.ones(tariff.guests + 1), -2.0 * np.array(tariff.posts, float))
        np.subtract.at(slope.guests, tariff.guest[walk], 1)
        for one, other in tariff.pairs:
            bridging = np.flatnonzero(tariff.bridged[:, walk[one + 1], walk[other + 1]])
            if len(bridging):
                cheapest = bridging[with_.posts[bridging].argmin()]
                slope.posts[cheapest] += with_.posts[cheapest] < tariff.language
        return slope

    def ascended(self, with_: Multipliers, aim: float) -> Multipliers:
        """Better multipliers: steps along mixed slopes, the shorter the nearer to what is aimed at (Polyak)."""
        best, best_value, step, waited = with_, self.value(with_), FIRST_STEP, 0
        direction = Multipliers.none(self.tariff)
        value = best_value
        while step > LAST_STEP and best_value < aim:
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
            found[self.who[s], s] = (upto + self.after[s]).min(0, initial=math.inf)
        return found + with_.constant(tariff)

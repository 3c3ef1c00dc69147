"""What each seat and each neighbour costs, part by part, as arrays; infinite: it must not be.

Guests and seats are numbered from 0. A guest takes one of their parts, see ``parts``; most have but one. One guest
more, and one part more, is nobody, who sits before the first seat and beside everybody for nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np

from fairshare.seating.parts import parts_of
from fairshare.seating.problem import Chair, Pair, Problem
from fairshare.seating.rules import are_compatriots, are_silent, bridges, groups_of, kinds_of

Array: TypeAlias = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Tariff:
    """``guest[n]``: whose part n is. ``seat[n, s]``: of part n in seat s. ``beside[away][m, n]``: of m so many seats
    before n, but for what interpreters change. ``bridged[k, m, n]``: those who are silent unless an interpreter of
    kind k, of whom there are ``posts[k]``, helps them; then they cost nothing instead of ``language``. ``owed``: what
    is paid anyhow. ``group[p]``: guests of one group are alike and sit in their order; ``ahead[p]``: the one before p
    in it, or nobody. ``back[s]``: how many seats before s its neighbours are among those before it. ``step``: every
    seating costs a multiple of that.
    """

    guest: Array
    seat: Array
    beside: dict[int, Array]
    bridged: Array
    posts: tuple[int, ...]
    language: float
    owed: float
    group: Array
    ahead: Array
    back: tuple[tuple[int, ...], ...]
    step: int

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Of neighbouring seats, by the later of them."""
        return tuple((seat - away, seat) for seat, back in enumerate(self.back) for away in back)

    @property
    def guests(self) -> int:
        return len(self.back)

    @property
    def nobody(self) -> int:
        """Their part."""
        return len(self.guest) - 1

    @property
    def may_follow(self) -> Array:
        """m sits before n; of one group, in their order."""
        group = self.group[self.guest]
        may_follow: Array = (group[:, None] != group) | (self.guest[:, None] < self.guest)
        return may_follow

    @cached_property
    def most(self) -> float:
        """No seating costs more."""
        paid = [np.where(np.isfinite(some), some, 0).max(initial=0) for some in (self.seat, *self.beside.values())]
        language = self.language if self.language < math.inf else 0
        return float(self.owed + self.guests * (paid[0] + 2 * (max(paid[1:]) + language)))


def tariff_of(problem: Problem, earlier: Sequence[Chair] = ()) -> Tariff:
    guests, prices = len(problem.guests), problem.prices
    group, ahead = np.full(guests + 1, -1), np.full(guests + 1, guests)
    groups = groups_of(problem, earlier)
    for number, some in enumerate(groups):
        group[np.array(some.places) - 1] = number
        ahead[np.array(some.places[1:], int) - 1] = np.array(some.places[:-1], int) - 1
    beside, bridged = _neighbours(problem, groups)
    spread = np.ix_(group[:-1], group[:-1])
    wide = np.zeros((guests + 1, guests + 1))
    wide[:-1, :-1] = beside[spread]
    helped = np.zeros((len(bridged), guests + 1, guests + 1), bool)
    helped[:, :-1, :-1] = bridged[:, spread[0], spread[1]]
    apart = {_numbers(problem, pair): _price(pair.price) for pair in problem.pairs if not pair.together}
    for (one, other), price in apart.items():
        wide[one, other] += price
        wide[other, one] += price
    together = {_numbers(problem, pair): _price(pair.price) for pair in problem.pairs if pair.together}
    back = tuple(
        tuple(seat - one for one, other in problem.neighbours if other == seat) for seat in range(1, guests + 1)
    )
    parts = parts_of(together, back)
    for (one, other), price in parts.left.items():
        wide[one, other] -= price
        wide[other, one] -= price
    # The places that guests are off add up to an even number.
    steps = (2 * prices.place, prices.country, prices.language, prices.moved, *(pair.price for pair in problem.pairs))
    return Tariff(
        parts.guest,
        _seats(problem, earlier)[parts.guest[:-1]] + parts.seat,
        {away: wide[np.ix_(parts.guest, parts.guest)] + parts.beside[away] for away in (1, 2)},
        helped[:, parts.guest[:, None], parts.guest],
        tuple(len(names) for names in kinds_of(problem).values()),
        _price(prices.language),
        sum(parts.left.values()),
        group,
        ahead,
        back,
        math.gcd(*(price for price in steps if price)) or 1,
    )


def _seats(problem: Problem, earlier: Sequence[Chair]) -> Array:
    guests, prices = len(problem.guests), problem.prices
    away = np.abs(np.arange(guests)[:, None] - np.arange(guests))
    seat: Array = prices.place * away.astype(float)
    if problem.most_places is not None:
        seat[away > problem.most_places] = math.inf
    for p, guest in enumerate(problem.guests):
        if guest.seat is not None:
            seat[p, np.arange(guests) != guest.seat - 1] = math.inf
    for chair in earlier:
        if chair.guest in problem.place_of:
            seat[problem.place_of[chair.guest] - 1, np.arange(guests) != chair.seat - 1] += prices.moved
    return seat


def _neighbours(problem: Problem, groups: Sequence[Any]) -> tuple[Array, Array]:
    """Of two groups: what it costs that they sit side by side, and which interpreters would bridge their silence."""
    prices, kinds = problem.prices, list(kinds_of(problem))
    beside = np.zeros((len(groups), len(groups)))
    bridged = np.zeros((len(kinds), len(groups), len(groups)), bool)
    for g, one in enumerate(groups):
        for h, other in enumerate(groups):
            if are_compatriots(one, other):
                beside[g, h] += _price(prices.country)
            if are_silent(one, other):
                bridged[:, g, h] = [bridges(languages, one, other) for languages in kinds]
                if not bridged[:, g, h].any():
                    beside[g, h] += _price(prices.language)
    return beside, bridged


def _numbers(problem: Problem, pair: Pair) -> tuple[int, int]:
    one, other = (problem.place_of[name] - 1 for name in pair.guests)
    return one, other


def _price(price: int | None) -> float:
    return math.inf if price is None else float(price)

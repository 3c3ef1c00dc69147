"""The search, in a process of its own: bounds from the layers, and ever wider sweeps, until they meet."""

from __future__ import annotations

import math

import numpy as np

from fairshare.asking import Bound, Found, Impossible
from fairshare.racing import Report
from fairshare.seating.check import check
from fairshare.seating.helping import stationed
from fairshare.seating.layers import Layers, Multipliers
from fairshare.seating.problem import Behind, Chair, Problem, Solution
from fairshare.seating.rules import kinds_of
from fairshare.seating.somehow import somehow
from fairshare.seating.sweep import Swept, swept
from fairshare.seating.tariff import Array, tariff_of

# Places off, at first.
NEAR, FEW_AWAY = 12, 2
# Guests who may sit in a seat: so many are quick enough.
FEW = 30
MOST_CORES, FEW_CORES = 10, 2
FIRST_WIDTH, WIDER, MOST_WIDTH = 300, 8, 300_000
# Of CP-SAT's own measure of time, for any seating before the first sweep.
SOON = 10.0


def run(problem: Problem, earlier: tuple[Chair, ...], seed: int, workers: int, ends: float, *, report: Report) -> None:
    """``ends`` is not looked at: whoever asks ends the process."""
    del ends
    search = _Search(problem, earlier, seed, workers, report)
    search.as_it_is()
    if problem.guests:
        search.widening()


class _Search:
    def __init__(self, problem: Problem, earlier: tuple[Chair, ...], seed: int, workers: int, report: Report) -> None:
        self.problem, self.earlier, self.seed, self.workers, self.report = problem, earlier, seed, workers, report
        self.tariff = tariff_of(problem, earlier)
        self.best = self.tariff.most + self.tariff.step
        self.has_any = False
        self.chairs: tuple[Chair, ...] = ()

    def as_it_is(self) -> None:
        """In the order, and as it was earlier."""
        order = tuple(Chair(guest.name, seat) for seat, guest in enumerate(self.problem.guests, 1))
        for chairs in (order, self.earlier):
            self.found(chairs)

    def found(self, chairs: tuple[Chair, ...], behind: tuple[Behind, ...] = ()) -> None:
        finding = check(self.problem, solution := Solution(chairs, behind, self.earlier))
        if not finding.broken and isinstance(finding.objective, int) and finding.objective < self.best:
            self.best, self.has_any, self.chairs = finding.objective, True, chairs
            self.report(Found(solution, finding.objective))

    def is_possible(self, most: float = math.inf) -> bool:
        """False: there is no seating. Otherwise one is known, unless it takes longer."""
        any_ = None if self.has_any else somehow(self.problem, self.seed, self.workers, most)
        if isinstance(any_, Impossible):
            self.report(any_)
        elif any_:
            self.found(*any_)
        return not isinstance(any_, Impossible)

    def widening(self) -> None:
        tariff, width = self.tariff, FIRST_WIDTH
        open_, multipliers = np.isfinite(tariff.seat), Multipliers.none(tariff)
        core = open_ & self._near()
        if not self.has_any:
            near = Layers(tariff, core, remembers=False)
            multipliers = near.ascended(multipliers, self.best)
            if near.value(multipliers) >= self.best:
                if not self.is_possible(SOON):
                    return
                multipliers, core = Multipliers.none(tariff), open_ & self._near()
        while True:
            remembers = width > FIRST_WIDTH
            if remembers:
                layers = Layers(tariff, open_, remembers=True)
                if self._is_proved(layers.value(multipliers)):
                    return
                open_ &= layers.through(multipliers) <= self.best - tariff.step
                core &= open_
            multipliers, core = self._ascended(multipliers, core, open_, remembers=remembers)
            layers = Layers(tariff, open_, remembers=remembers)
            value = layers.value(multipliers)
            if self._is_proved(value):
                return
            through = layers.through(multipliers)
            sweep = swept(layers, multipliers, self.best - tariff.step, width)
            if sweep.order:
                self.found(*self._seated(sweep))
            if self._is_proved(sweep.missed) or width == MOST_WIDTH:
                return
            if not self.is_possible():
                return
            open_ &= through <= self.best - tariff.step
            core = open_ if open_.sum() <= FEW * len(open_) else open_ & core
            width = min(WIDER * width, MOST_WIDTH)

    def _ascended(
        self, multipliers: Multipliers, core: Array, open_: Array, *, remembers: bool
    ) -> tuple[Multipliers, Array]:
        """Multipliers that are good for the seats in the core, to which those are added that matter beside them."""
        for _ in range(FEW_CORES if remembers else MOST_CORES):
            inner, layers = (Layers(self.tariff, some, remembers=remembers) for some in (core, open_))
            if inner.value(multipliers) == math.inf:
                return multipliers, open_
            multipliers = inner.ascended(multipliers, self.best)
            inside, value = inner.value(multipliers), layers.value(multipliers)
            if value >= inside - self.tariff.step:
                break
            core = core | (layers.through(multipliers) <= value + (inside - value) / 10)
        return multipliers, core

    def _is_proved(self, value: float) -> bool:
        """Whether nothing is better than the best, knowing that no other seating costs less than ``value``."""
        least = math.ceil(min(value, self.best) / self.tariff.step) * self.tariff.step
        is_proved = least >= self.best
        self.report(Impossible() if is_proved and not self.has_any else Bound(least))
        return is_proved

    def _near(self) -> Array:
        """Seats not far from a guest's place, from the seat that is cheapest for them, or from where they sit."""
        tariff, seats, place_of = self.tariff, np.arange(self.tariff.guests), self.problem.place_of
        guest = tariff.guest[:-1]
        away = np.abs(guest[:, None] - seats)
        cheapest = np.where(tariff.seat == tariff.seat.min(1, keepdims=True), away, len(seats)).argmin(1)
        near: Array = (away <= NEAR) | (np.abs(cheapest[:, None] - seats) <= NEAR)
        for chair in self.chairs:
            near[guest == place_of[chair.guest] - 1] |= np.abs(seats - (chair.seat - 1)) <= FEW_AWAY
        for pair in self.problem.pairs:
            if pair.together:
                of_either = np.isin(guest + 1, [place_of[name] for name in pair.guests])
                near[of_either] |= near[of_either].any(0)
        return near

    def _seated(self, sweep: Swept) -> tuple[tuple[Chair, ...], tuple[Behind, ...]]:
        chairs = tuple(Chair(self.problem.guests[p].name, seat) for seat, p in enumerate(sweep.order, 1))
        names = [list(some) for some in kinds_of(self.problem).values()]
        posts = stationed(self.tariff, sweep.how)
        return chairs, tuple(Behind(names[kind].pop(0), seat + 1) for seat, kind in sorted(posts.items()))

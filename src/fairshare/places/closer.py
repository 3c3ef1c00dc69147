"""A relaxation closer to plans, because it tells the ways of a session apart; larger, and so asked beside the first.

Its bound is better, and who interprets where is almost whole in it.
"""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairshare.linear import Linear, Row
from fairshare.places.model import Model
from fairshare.places.parts import hours
from fairshare.places.relaxation import Numbers, Relaxation, Relaxed
from fairshare.places.ways import FEW_WAYS, MOST_WAYS, Lifted, lifted
from fairshare.stop import Stop, Watch

Hear = Callable[[float], object]
# A dive that brings less is not better: figures are whole numbers, and places must still become so.
WORTHWHILE = 0.5
# Of the aim: for less, it does not pay to seat everybody again.
WORTH_SEATING = 5e-5


@dataclass
class Closer:
    """``goal`` at its best over ``rows``; ``hear`` is told bounds. Whatever is asked raises TimeoutError."""

    model: Model
    rows: Sequence[Row]
    goal: Linear
    seed: int
    hear: Hear
    is_outlined: bool = False

    def outline(self, watch: Watch) -> Outline | None:
        """Whether a session is held and whether it is interpreted is told apart; and from there a dive. None where that
        ends nowhere."""
        told = lifted(self.model, self.rows, FEW_WAYS)
        relaxation, found = self._asked(told, watch)
        self.is_outlined = True
        if found is None:
            return None
        whole = np.zeros(told.variables, bool)
        whole[list(told.whole)] = True
        last = relaxation.dive(found, whole, watch, is_rough=True)
        return None if last is None else Outline(self, told, relaxation, whole, last)

    def prove(self, reached: int | None, watch: Watch) -> None:
        """With every way; then whether there is more than ``reached``, by branch and cut."""
        if not self.is_outlined:
            self._asked(lifted(self.model, self.rows, FEW_WAYS), watch)
        better = [] if reached is None else [Row(self.goal.terms, reached + 1, None)]
        told = lifted(self.model, [*self.rows, *better], MOST_WAYS)
        relaxation, found = self._asked(told, watch)

        def hear(bound: float) -> None:
            if reached is not None:
                self.hear(max(bound, reached))
            elif math.isfinite(bound):
                self.hear(bound)

        if found is None:
            hear(-math.inf)
        else:
            relaxation.branch(np.array(list(told.whole), np.int32), watch, hear)

    def _asked(self, told: Lifted, watch: Watch) -> tuple[Relaxation, Relaxed | None]:
        relaxation = Relaxation(told.rows, told.variables, self.seed)
        relaxation.aim_at(Linear(told.of(self.goal.terms)))
        found = relaxation.solve(watch) if told.is_possible else None
        if found is not None:
            self.hear(found.value + found.error)
        return relaxation, found


@dataclass
class Outline:
    """What takes place and who interprets where is whole in ``best``, and places are not."""

    asked: Closer
    told: Lifted
    relaxation: Relaxation
    whole: npt.NDArray[np.bool_]
    best: Relaxed

    @property
    def decided(self) -> Numbers:
        """Values of the model's variables."""
        return np.round(self.told.back(self.best.values))

    def improve(self, watch: Watch) -> bool:
        """One hour after the other is decided anew, with all places: whether that brought much."""
        before = self.best.value
        with contextlib.suppress(TimeoutError):
            for sessions in hours(self.asked.model.problem):
                self._decide_anew(sessions, watch)
        return self.best.value - before > WORTH_SEATING * abs(before)

    def _decide_anew(self, sessions: Set[str], watch: Watch) -> None:
        others = np.array([share for share, session in self.told.whole.items() if session not in sessions], np.int32)
        with self.relaxation.held(others, np.round(self.best.values[others])):
            found = self.relaxation.solve(watch)
            if found is not None and found.value > self.best.value + WORTHWHILE:
                last = self.relaxation.dive(found, self.whole, watch, is_rough=True)
                if last is not None and last.value > self.best.value + WORTHWHILE:
                    self.best = last


class Helper:
    """A second worker, at work on the proof until the end."""

    def __init__(self, closer: Closer, reached: int | None, watch: Watch) -> None:
        self._closer, self._reached = closer, reached
        self._ended = threading.Event()
        stop = Stop(watch.within(watch.left).stop.seconds, lambda: self._ended.is_set() or watch.is_over)
        self._thread = threading.Thread(target=self._work, args=(Watch(stop),), daemon=True)
        self._thread.start()

    def _work(self, watch: Watch) -> None:
        with contextlib.suppress(TimeoutError):
            self._closer.prove(self._reached, watch)

    def end(self) -> None:
        self._ended.set()
        self._thread.join()

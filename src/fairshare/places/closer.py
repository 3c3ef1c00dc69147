"""A relaxation closer to plans, because it tells the ways of a session apart; larger, and so asked beside the first.

Its bound is better, and who interprets where is almost whole in it.
"""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from fairshare.linear import Linear, Row
from fairshare.places.model import Model
from fairshare.places.relaxation import Numbers, Relaxation, Relaxed
from fairshare.places.ways import FEW_WAYS, MOST_WAYS, Lifted, lifted
from fairshare.stop import Stop, Watch

Hear = Callable[[float], object]
PULSE = 0.05


@dataclass
class Closer:
    """``goal`` at its best over ``rows``; ``hear`` is told bounds. Whatever is asked raises TimeoutError."""

    model: Model
    rows: Sequence[Row]
    goal: Linear
    seed: int
    hear: Hear

    def outline(self, watch: Watch) -> Numbers | None:
        """Whether a session is held and whether it is interpreted is told apart; and from there a dive. Values of the
        model's variables, whole where they decide; None where that ends nowhere."""
        told = lifted(self.model, self.rows, FEW_WAYS)
        relaxation, found = self._asked(told, watch)
        if found is None:
            return None
        deciding = np.zeros(told.variables, bool)
        deciding[told.whole] = True
        values = relaxation.dive(found, deciding, watch, is_rough=True)
        return None if values is None else told.back(values)

    def prove(self, reached: int | None, watch: Watch) -> None:
        """With every way; then whether there is more than ``reached``, by branch and cut."""
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
            relaxation.branch(np.array(told.whole, np.int32), watch, hear)

    def _asked(self, told: Lifted, watch: Watch) -> tuple[Relaxation, Relaxed | None]:
        relaxation = Relaxation(told.rows, told.variables, self.seed)
        relaxation.aim_at(Linear(told.of(self.goal.terms)))
        found = relaxation.solve(watch) if told.is_possible else None
        if found is not None:
            self.hear(found.value + found.error)
        return relaxation, found


class Helper:
    """A second worker who asks for it, first the outline, then for the proof, until the end."""

    def __init__(self, closer: Closer, watch: Watch, reached: Callable[[], int | None]) -> None:
        self._closer, self._reached = closer, reached
        self._outline: Numbers | None = None
        self._has_outlined, self._ended = threading.Event(), threading.Event()
        stop = Stop(watch.stop.lasting(watch.left).seconds, lambda: self._ended.is_set() or watch.is_over)
        self._thread = threading.Thread(target=self._work, args=(Watch(stop),), daemon=True)
        self._thread.start()

    def _work(self, watch: Watch) -> None:
        with contextlib.suppress(TimeoutError):
            try:
                self._outline = self._closer.outline(watch)
            finally:
                self._has_outlined.set()
            self._closer.prove(self._reached(), watch)

    def outline(self, watch: Watch) -> Numbers | None:
        """As soon as it is. None when it is too late."""
        while not self._has_outlined.wait(PULSE) and not watch.is_over:
            pass
        return self._outline

    def end(self) -> None:
        self._ended.set()
        self._thread.join()

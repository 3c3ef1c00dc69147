"""How far an import has come, and whether whoever waits has thought better of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from django.utils.translation import gettext as _

from hromada.kernel.refusal import Refusal

OnProgress = Callable[[int, int], None]
IsCancelled = Callable[[], bool]
Thing = TypeVar("Thing")

TOTAL = 100
READ = 40
PLANNED = 50


class Cancelled(Refusal):
    """Raised between two steps; what was written until then goes with the transaction."""

    def __init__(self) -> None:
        super().__init__("cancelled", _("The import was cancelled: nothing was written."))


class Progress:
    """Steps of a hundred: reading takes forty of them, comparing ten, writing the rest.

    ``on_progress`` is called inside the transaction of the import; what it writes into the same connection is seen by
    nobody else until the end.
    """

    def __init__(self, on_progress: OnProgress | None = None, is_cancelled: IsCancelled | None = None) -> None:
        self._on_progress = on_progress
        self._is_cancelled = is_cancelled
        self._expected = 1
        self._written = 0

    def reach(self, done: int) -> None:
        """Raises Cancelled."""
        if self._is_cancelled is not None and self._is_cancelled():
            raise Cancelled
        if self._on_progress is not None:
            self._on_progress(done, TOTAL)

    def expect(self, things: int) -> None:
        self._expected = max(things, 1)

    def batches(self, things: Sequence[Thing], size: int) -> Iterator[list[Thing]]:
        """The things in batches to be written, each of them counted when it is done. Raises Cancelled."""
        for first in range(0, len(things), size):
            batch = list(things[first : first + size])
            yield batch
            self._written += len(batch)
            share = min(self._written / self._expected, 1)
            self.reach(PLANNED + int((TOTAL - PLANNED - 1) * share))

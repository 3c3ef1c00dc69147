"""What is wrong in a workbook, cell by cell: all of it is gathered, and nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hromada.kernel.refusal import Refusal

# More than anyone mends by hand; what is beyond is only counted.
MOST_FAULTS = 5_000
MOST_TOLD = 50


@dataclass(frozen=True)
class Fault:
    sheet: str
    cell: str
    sentence: str

    def __str__(self) -> str:
        return _("sheet “%(sheet)s”, cell %(cell)s: %(sentence)s") % {
            "sheet": self.sheet,
            "cell": self.cell,
            "sentence": self.sentence,
        }


class FaultyWorkbook(Refusal):
    """``faults`` in the order of the file; ``count`` of them, also of those beyond what is kept."""

    def __init__(self, faults: Sequence[Fault], count: int) -> None:
        self.faults = tuple(faults)
        self.count = count
        head = ngettext(
            "The workbook has %(count)d error; nothing was written.",
            "The workbook has %(count)d errors; nothing was written.",
            count,
        ) % {"count": count}
        lines = [head, *(f"  {fault}" for fault in self.faults[:MOST_TOLD])]
        if (rest := count - MOST_TOLD) > 0:
            lines.append("  " + ngettext("and %(count)d further.", "and %(count)d further.", rest) % {"count": rest})
        super().__init__("faulty_workbook", "\n".join(lines))


class Faults:
    """Faults in the making; the same cell is told once for the same reason."""

    def __init__(self) -> None:
        self._found: dict[Fault, None] = {}
        self.count = 0

    def __bool__(self) -> bool:
        return bool(self.count)

    def add(self, sheet: str, cell: str, sentence: str) -> None:
        fault = Fault(sheet, cell, sentence)
        if fault not in self._found:
            self.count += 1
            if len(self._found) < MOST_FAULTS:
                self._found[fault] = None

    def refuse(self) -> None:
        """Raises FaultyWorkbook if there are any."""
        if self.count:
            raise FaultyWorkbook(tuple(self._found), self.count)

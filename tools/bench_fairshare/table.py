"""Rows that a reader compares: what was wanted, what was reached, what others published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HEADS = ("instance", "reached", "bound", "s", "cpu s", "MB", "target", "", "published")


@dataclass(frozen=True)
class Row:
    """``is_met``: none where nothing was promised."""

    instance: str
    reached: str
    bound: str
    seconds: float
    processor: float
    megabytes: float
    target: str
    is_met: bool | None
    published: str
    remark: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        mark = {None: "", True: "ok", False: "MISS"}[self.is_met]
        times = f"{self.seconds:.2f}", f"{self.processor:.2f}", f"{self.megabytes:.0f}"
        return (self.instance, self.reached, self.bound, *times, self.target, mark, f"{self.published} {self.remark}")


def written(rows: Iterable[Row]) -> str:
    lines = [HEADS, *(row.cells for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )

"""Figures beside what they must reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    OK = "ok"
    MISS = "MISS"
    BESIDE = ""  # stands beside, so that no figure measures only a cache
    UNMEASURED = "not measured"


@dataclass(frozen=True)
class Figure:
    """One row. ``value`` and ``limit`` are compared, the texts are printed."""

    what: str
    shown: str
    target: str = ""
    mark: Mark = Mark.BESIDE


def at_most(what: str, value: float, limit: float, unit: str, *, remark: str = "") -> Figure:
    mark = Mark.OK if value <= limit else Mark.MISS
    return Figure(what, _shown(value, unit, remark), f"<= {limit:g} {unit}".strip(), mark)


def at_least(what: str, value: float, limit: float, unit: str, *, remark: str = "") -> Figure:
    mark = Mark.OK if value >= limit else Mark.MISS
    return Figure(what, _shown(value, unit, remark), f">= {limit:g} {unit}".strip(), mark)


def beside(what: str, value: float, unit: str, *, remark: str = "") -> Figure:
    return Figure(what, _shown(value, unit, remark))


def unmeasured(what: str, reason: str) -> Figure:
    return Figure(what, reason, mark=Mark.UNMEASURED)


def _shown(value: float, unit: str, remark: str) -> str:
    number = (
        f"{value:,.0f}" if abs(value) >= 100 or float(value).is_integer() else f"{value:.2f}".rstrip("0").rstrip(".")
    )
    return f"{number} {unit}".strip() + (f"  ({remark})" if remark else "")


def written(figures: Sequence[Figure]) -> str:
    rows = [("what", "measured", "target", "")] + [(one.what, one.shown, one.target, one.mark.value) for one in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)

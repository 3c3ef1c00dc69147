"""What can be wrong with a question, and with an engine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where in a file: a line (from 1), or the cell of a sheet."""

    line: int | None = None
    cell: str | None = None

    def __str__(self) -> str:
        return f"cell {self.cell}" if self.cell else f"line {self.line}"


class BadProblem(ValueError):  # noqa: N818 # what it is, not how it travels
    """``item`` is the offender as the problem's fields name it: ``meetings[3].people``."""

    def __init__(self, item: str, fault: str, *, place: Place | None = None) -> None:
        self.item, self.fault, self.place = item, fault, place
        super().__init__(": ".join(str(part) for part in (place, item, fault) if part))

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.item, self.fault, self.place)


def _again(item: str, fault: str, place: Place | None) -> BadProblem:
    return BadProblem(item, fault, place=place)


class EngineFailed(RuntimeError):  # noqa: N818 # likewise
    """Every engine of a race ended without an answer; the text is what they said last."""

"""Windows of time and ways between venues, and what is refused in them; for questions that have days and rooms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fairshare.errors import BadProblem

MOST = 1_000_000_000


@dataclass(frozen=True)
class Window:
    start: datetime
    end: datetime

    def meets(self, start: datetime, end: datetime) -> bool:
        return self.start < end and start < self.end


@dataclass(frozen=True)
class Walk:
    """Minutes from one venue to another, and back."""

    one: str
    other: str
    minutes: int


def numbered(item: str, names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, name in enumerate(names):
        if not name:
            raise BadProblem(f"{item}[{index}].name", "is empty")
        if name in found:
            raise BadProblem(f"{item}[{index}].name", f"{name} is there twice")
        found[name] = index
    return found


def refuse_strange(item: str, names: Iterable[str], known: Iterable[str], kind: str) -> None:
    for name in names:
        if name not in known:
            raise BadProblem(item, f"there is no {kind} {name}")


def refuse_negative(item: str, number: int) -> None:
    if number < 0:
        raise BadProblem(item, f"{number} is less than 0")
    if number > MOST:
        raise BadProblem(item, f"{number} is more than {MOST}")


def refuse_no_windows(item: str, windows: tuple[Window, ...]) -> None:
    for index, window in enumerate(windows):
        refuse_zone(f"{item}[{index}].start", window.start)
        refuse_zone(f"{item}[{index}].end", window.end)
        if window.end <= window.start:
            raise BadProblem(f"{item}[{index}].end", f"{window.end} is not after {window.start}")


def refuse_zone(item: str, moment: datetime | None) -> None:
    if moment is not None and moment.tzinfo:
        raise BadProblem(item, "has a time zone; all times are local")

"""Sums that mean the same over values and over variables, so that a rule is written once.

A rule adds and compares what it is given. Given 0 and 1 it says whether it holds; given CP-SAT's variables it makes
CP-SAT's constraints; given a ``Linear`` it makes a ``Row``, which the SAT encoder and HiGHS read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """low <= sum of coefficient times variable <= high; None is no limit."""

    terms: Mapping[int, int]
    low: int | None
    high: int | None


class Linear:
    """A sum of whole multiples of variables, which are numbers of the caller's."""

    __slots__ = ("constant", "terms")

    def __init__(self, terms: Mapping[int, int], constant: int = 0) -> None:
        self.terms, self.constant = terms, constant

    @classmethod
    def of(cls, variable: int) -> Linear:
        return cls({variable: 1})

    def __add__(self, other: Linear | int) -> Linear:
        return _added((self, other))

    __radd__ = __add__

    def __mul__(self, factor: int) -> Linear:
        return Linear({variable: factor * times for variable, times in self.terms.items()}, factor * self.constant)

    __rmul__ = __mul__

    def __neg__(self) -> Linear:
        return self * -1

    def __sub__(self, other: Linear | int) -> Linear:
        return self + -other

    def __rsub__(self, other: int) -> Linear:
        return -self + other

    def __le__(self, other: Linear | int) -> Row | bool:
        difference = self - other
        return difference._row(None, -difference.constant)

    def __ge__(self, other: Linear | int) -> Row | bool:
        difference = self - other
        return difference._row(-difference.constant, None)

    def __eq__(self, other: object) -> Row | bool:  # type: ignore[override] # as CP-SAT's and HiGHS's do
        if not isinstance(other, Linear | int):
            return NotImplemented
        difference = self - other
        return difference._row(-difference.constant, -difference.constant)

    __hash__ = None  # type: ignore[assignment] # == makes a row

    def _row(self, low: int | None, high: int | None) -> Row | bool:
        terms = {variable: times for variable, times in self.terms.items() if times}
        return Row(terms, low, high) if terms else (low is None or low <= 0) and (high is None or high >= 0)


def total(items: Iterable[Any]) -> Any:
    """As ``sum``; in one pass also for many."""
    items = list(items)
    return _added(items) if any(isinstance(item, Linear) for item in items) else sum(items)


def _added(items: Iterable[Linear | int]) -> Linear:
    terms: dict[int, int] = {}
    constant = 0
    for item in items:
        if isinstance(item, Linear):
            constant += item.constant
            for variable, times in item.terms.items():
                terms[variable] = terms.get(variable, 0) + times
        else:
            constant += item
    return Linear(terms, constant)

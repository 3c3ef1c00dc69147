"""The question: who sits at which table, in which order of precedence, and who had better sit beside whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from fairshare.errors import BadProblem

# The pairs of kinds of guests at every pair of neighbouring seats are variables; beyond that they take gigabytes.
MOST_GUESTS = 120
MOST_SEATS = 1000
HIGHEST_PRICE = 10**6


class Shape(StrEnum):
    RING = "ring"
    U = "u"
    ROWS = "rows"


@dataclass(frozen=True)
class Table:
    """``lengths``: of a ring its seats; of a U those of an arm, of the head, of the other arm; of rows each one's.

    Seats are numbered by honour: 1 is the middle of the head (or of the first row), 2 to its right, 3 to its left.
    """

    shape: Shape
    lengths: tuple[int, ...]

    @property
    def seats(self) -> int:
        return sum(self.lengths)

    def neighbours(self, taken: int) -> tuple[tuple[int, int], ...]:
        """Seats side by side, both among the first so many. Even numbers lie right of the middle."""
        if self.shape is Shape.ROWS:
            pairs, first = [], 1
            for length in self.lengths:
                pairs += list(_from_the_middle(first, length))
                first += length
        else:
            pairs = list(_from_the_middle(1, self.seats))
            # A ring that is full closes; one seat more would lie between the two last.
            if self.shape is Shape.RING and self.seats > 2:
                pairs.append((self.seats - 1, self.seats))
        return tuple((one, other) for one, other in pairs if other <= taken)


@dataclass(frozen=True)
class Guest:
    """``seat``: the one that is fixed. Without languages, or without a country, nothing is asked of neighbours."""

    name: str
    country: str | None = None
    languages: tuple[str, ...] = ()
    seat: int | None = None


@dataclass(frozen=True)
class Interpreter:
    """Sits behind a guest, and interprets between any two of the languages, for this guest and either neighbour."""

    name: str
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """Side by side, or never so; with a ``price``, only if it costs no more than that."""

    guests: tuple[str, str]
    together: bool
    price: int | None = None


@dataclass(frozen=True)
class Prices:
    """Of one guest one place away from their own in the order; of two neighbours from one country; of two who cannot
    speak to one another; of one guest moved from an earlier answer. None: it must not be."""

    place: int = 1
    country: int | None = 5
    language: int | None = 10
    moved: int = 1000


@dataclass(frozen=True)
class Problem:
    """``guests`` in the order of precedence. They take the first seats: of more, the last stay empty.

    ``most_places``: nobody sits further from their place in the order than that.
    """

    table: Table
    guests: tuple[Guest, ...]
    interpreters: tuple[Interpreter, ...] = ()
    pairs: tuple[Pair, ...] = ()
    most_places: int | None = None
    prices: Prices = field(default_factory=Prices)

    def __post_init__(self) -> None:
        _refuse_nonsense(self)

    @cached_property
    def place_of(self) -> dict[str, int]:
        """In the order of precedence, from 1."""
        return {guest.name: place for place, guest in enumerate(self.guests, 1)}

    @cached_property
    def neighbours(self) -> tuple[tuple[int, int], ...]:
        return self.table.neighbours(len(self.guests))


@dataclass(frozen=True)
class Chair:
    guest: str
    seat: int


@dataclass(frozen=True)
class Behind:
    """An interpreter, and the seat behind which they sit."""

    interpreter: str
    seat: int


@dataclass(frozen=True)
class Solution:
    """``earlier``: where people sat in the answer that this one began with."""

    chairs: tuple[Chair, ...]
    behind: tuple[Behind, ...] = ()
    earlier: tuple[Chair, ...] = ()


def _from_the_middle(first: int, length: int) -> Iterator[tuple[int, int]]:
    for step in range(1, length):
        yield first + max(0, step - 2), first + step


def _refuse_nonsense(problem: Problem) -> None:
    _refuse_table(problem.table)
    guests = len(problem.guests)
    if guests > MOST_GUESTS:
        raise BadProblem("guests", f"{guests:,} are more than {MOST_GUESTS}")
    if guests > problem.table.seats:
        raise BadProblem("guests", f"{guests} do not fit {problem.table.seats} seats")
    for kind in ("guests", "interpreters"):
        _refuse_twice(kind, [one.name for one in getattr(problem, kind)])
    if len(problem.interpreters) > guests:
        raise BadProblem("interpreters", f"{len(problem.interpreters)} are more than the guests")
    for name in ("place", "country", "language", "moved"):
        _refuse_outside(f"prices.{name}", getattr(problem.prices, name), 0, HIGHEST_PRICE)
    _refuse_outside("most_places", problem.most_places, 0, MOST_SEATS)
    for number, guest in enumerate(problem.guests):
        _refuse_outside(f"guests[{number}].seat", guest.seat, 1, guests)
    known: set[frozenset[str]] = set()
    for number, pair in enumerate(problem.pairs):
        item = f"pairs[{number}]"
        for index, name in enumerate(pair.guests):
            if name not in problem.place_of:
                raise BadProblem(f"{item}.guests[{index}]", f"nobody is called {name!r}")
        if pair.guests[0] == pair.guests[1]:
            raise BadProblem(f"{item}.guests", f"{pair.guests[0]} is one guest, not two")
        if frozenset(pair.guests) in known:
            raise BadProblem(f"{item}.guests", f"{' and '.join(pair.guests)} are there twice")
        known.add(frozenset(pair.guests))
        _refuse_outside(f"{item}.price", pair.price, 0, HIGHEST_PRICE)


def _refuse_table(table: Table) -> None:
    wanted = {Shape.RING: 1, Shape.U: 3}.get(table.shape)
    if not table.lengths or wanted not in (None, len(table.lengths)):
        raise BadProblem("table.lengths", f"has {len(table.lengths)} numbers, not {wanted or 'one or more'}")
    for index, length in enumerate(table.lengths):
        _refuse_outside(f"table.lengths[{index}]", length, 0 if table.shape is Shape.U else 1, MOST_SEATS)
    if table.shape is Shape.U and table.lengths[0] != table.lengths[2]:
        raise BadProblem("table.lengths[2]", "the arms of a U are equally long")
    _refuse_outside("table.lengths", table.seats, 1, MOST_SEATS)


def _refuse_outside(item: str, value: int | None, low: int, high: int) -> None:
    if value is not None and not low <= value <= high:
        raise BadProblem(item, f"{value:,} is not from {low:,} to {high:,}")


def _refuse_twice(item: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            raise BadProblem(f"{item}[{index}]", f"{name!r} is there twice")
        seen.add(name)

"""The question: who meets whom, in which slot, and what each of them cannot do or would rather not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from fairshare.errors import BadProblem

# A model of that many pairs of meeting and slot takes about a gigabyte.
MOST_PAIRS = 250_000


@dataclass(frozen=True)
class Person:
    """``table``: for those who cannot move. ``prefers``: slots; none given means that all are equally welcome."""

    name: str
    away: tuple[int, ...] = ()
    prefers: tuple[int, ...] = ()
    table: int | None = None


@dataclass(frozen=True)
class Meeting:
    """Takes place once, or, if it has a ``value``, at most once.

    ``slots``: those allowed; none given means all. ``after``: meetings that come strictly earlier, if both take place.
    ``priority_of``: the pair (of people, delegations, whatever the caller calls so) that has it among its priorities.
    ``languages``: two, between which somebody interprets at the table.
    """

    name: str
    people: tuple[str, ...]
    slots: tuple[int, ...] = ()
    slot: int | None = None
    after: tuple[str, ...] = ()
    value: int | None = None
    priority_of: tuple[str, str] | None = None
    moderated: bool = False
    languages: tuple[str, str] | None = None


@dataclass(frozen=True)
class Moderator:
    name: str
    slots: tuple[int, ...]


@dataclass(frozen=True)
class Interpreter:
    """Interprets between any two of the languages."""

    name: str
    languages: tuple[str, ...]
    slots: tuple[int, ...]


@dataclass(frozen=True)
class Prices:
    """Of one break; of one person's meeting outside what they prefer; of one person moved from an earlier answer.

    ``moved`` none: to move as few as possible comes before breaks and preferences.
    """

    breaks: int = 1
    outside: int = 1
    moved: int | None = None


@dataclass(frozen=True)
class Problem:
    """Slots and tables are numbered from 1. ``fairness``: by how much the breaks of any two people may differ."""

    slots: int
    tables: int
    people: tuple[Person, ...]
    meetings: tuple[Meeting, ...]
    moderators: tuple[Moderator, ...] = ()
    interpreters: tuple[Interpreter, ...] = ()
    fairness: int | None = None
    prices: Prices = field(default_factory=Prices)
    few_table_changes: bool = False

    def __post_init__(self) -> None:
        _refuse_nonsense(self)

    @cached_property
    def number_of(self) -> dict[str, int]:
        return {person.name: number for number, person in enumerate(self.people)}

    @cached_property
    def meeting_number(self) -> dict[str, int]:
        return {meeting.name: number for number, meeting in enumerate(self.meetings)}

    @cached_property
    def members(self) -> tuple[tuple[int, ...], ...]:
        """Of each meeting, the numbers of its people."""
        return tuple(tuple(self.number_of[name] for name in meeting.people) for meeting in self.meetings)

    @cached_property
    def meetings_of(self) -> tuple[tuple[int, ...], ...]:
        """Of each person, the numbers of their meetings."""
        found: list[list[int]] = [[] for _ in self.people]
        for number, members in enumerate(self.members):
            for person in members:
                found[person].append(number)
        return tuple(map(tuple, found))

    @cached_property
    def table_of(self) -> tuple[int | None, ...]:
        """Of each meeting, the table of those in it who cannot move."""
        return tuple(
            next((table for person in members if (table := self.people[person].table)), None)
            for members in self.members
        )

    @cached_property
    def priorities(self) -> dict[tuple[str, str], tuple[int, ...]]:
        """Of each pair, the meetings that it counts among its priorities."""
        found: dict[tuple[str, str], list[int]] = {}
        for number, meeting in enumerate(self.meetings):
            if meeting.priority_of:
                first, second = sorted(meeting.priority_of)
                found.setdefault((first, second), []).append(number)
        return {pair: tuple(numbers) for pair, numbers in found.items()}


@dataclass(frozen=True)
class Sitting:
    meeting: str
    slot: int
    table: int
    moderator: str | None = None
    interpreter: str | None = None


@dataclass(frozen=True)
class Solution:
    """Meetings that have no sitting do not take place."""

    sittings: tuple[Sitting, ...]

    @cached_property
    def slot_of(self) -> dict[str, int]:
        return {sitting.meeting: sitting.slot for sitting in self.sittings}


def _refuse_nonsense(problem: Problem) -> None:
    _refuse_outside("slots", problem.slots, 1)
    _refuse_outside("tables", problem.tables, 1)
    if len(problem.meetings) * problem.slots > MOST_PAIRS:
        pairs = f"{len(problem.meetings):,} meetings in {problem.slots:,} slots"
        raise BadProblem("meetings", f"too many: {pairs} make more than {MOST_PAIRS:,} pairs")
    if problem.fairness is not None:
        _refuse_outside("fairness", problem.fairness, 0)
    for name in ("breaks", "outside", "moved"):
        price = getattr(problem.prices, name)
        if price is not None:
            _refuse_outside(f"prices.{name}", price, 0)
    for kind in ("people", "meetings", "moderators", "interpreters"):
        _refuse_twice(kind, [one.name for one in getattr(problem, kind)])
    for number, person in enumerate(problem.people):
        item = f"people[{number}]"
        _refuse_strange_slots(problem, f"{item}.away", person.away)
        _refuse_strange_slots(problem, f"{item}.prefers", person.prefers)
        if person.table is not None:
            _refuse_outside(f"{item}.table", person.table, 1, problem.tables)
    for kind in ("moderators", "interpreters"):
        for number, helper in enumerate(getattr(problem, kind)):
            _refuse_strange_slots(problem, f"{kind}[{number}].slots", helper.slots)
    for number, meeting in enumerate(problem.meetings):
        _refuse_meeting(problem, f"meetings[{number}]", meeting)
    _refuse_circles(problem)


def _refuse_meeting(problem: Problem, item: str, meeting: Meeting) -> None:
    if len(meeting.people) < 2:
        raise BadProblem(f"{item}.people", f"meeting {meeting.name} has fewer than two people")
    _refuse_twice(f"{item}.people", meeting.people)
    for index, name in enumerate(meeting.people):
        if name not in problem.number_of:
            raise BadProblem(f"{item}.people[{index}]", f"nobody is called {name!r}")
    _refuse_strange_slots(problem, f"{item}.slots", meeting.slots)
    if meeting.slot is not None:
        _refuse_outside(f"{item}.slot", meeting.slot, 1, problem.slots)
    for index, name in enumerate(meeting.after):
        if name not in problem.meeting_number:
            raise BadProblem(f"{item}.after[{index}]", f"no meeting is called {name!r}")
    if meeting.value is not None:
        _refuse_outside(f"{item}.value", meeting.value, 0)
    elif meeting.priority_of:
        raise BadProblem(f"{item}.value", f"meeting {meeting.name} takes place anyhow: a priority needs a value")
    if meeting.languages and meeting.languages[0] == meeting.languages[1]:
        raise BadProblem(f"{item}.languages", "nobody interprets between a language and itself")


def _refuse_circles(problem: Problem) -> None:
    """Kahn: what cannot be put in an order is part of a circle, or behind one."""
    later: dict[str, list[str]] = {}
    waits = {meeting.name: len(set(meeting.after)) for meeting in problem.meetings}
    for meeting in problem.meetings:
        for name in set(meeting.after):
            later.setdefault(name, []).append(meeting.name)
    ready = [name for name, number in waits.items() if number == 0]
    while ready:
        for name in later.get(ready.pop(), ()):
            waits[name] -= 1
            if waits[name] == 0:
                ready.append(name)
    if caught := [name for name, number in waits.items() if number]:
        number = problem.meeting_number[caught[0]]
        raise BadProblem(f"meetings[{number}].after", f"meeting {caught[0]} comes after itself, or after one that does")


def _refuse_outside(item: str, value: int, low: int, high: int | None = None) -> None:
    # A JSON number without a fraction; 10^9 leaves room for sums in 64 bits.
    high = 10**9 if high is None else high
    if not low <= value <= high:
        raise BadProblem(item, f"{value:,} is not from {low:,} to {high:,}")


def _refuse_strange_slots(problem: Problem, item: str, slots: Sequence[int]) -> None:
    for index, slot in enumerate(slots):
        _refuse_outside(f"{item}[{index}]", slot, 1, problem.slots)


def _refuse_twice(item: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            raise BadProblem(f"{item}[{index}]", f"{name!r} is there twice")
        seen.add(name)

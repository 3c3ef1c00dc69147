"""Who sits where once the slots are known: tables, moderators and interpreters by name."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from fairshare.meetings.problem import Problem, Sitting, Solution
from fairshare.meetings.rules import spoken

Item = TypeVar("Item", bound=Hashable)


def seated(problem: Problem, slot_of: Mapping[int, int], tables: Mapping[int, int] | None = None) -> Solution:
    """``slot_of`` keeps the rules, so that there are enough tables and people to serve them."""
    tables = tables or tables_by_habit(problem, slot_of)
    moderator_of: dict[int, str] = {}
    interpreter_of: dict[int, str] = {}
    for slot, numbers in by_slot(slot_of).items():
        present = [moderator.name for moderator in problem.moderators if slot in moderator.slots]
        moderated = [number for number in numbers if problem.meetings[number].moderated]
        moderator_of.update(zip(moderated, present, strict=False))
        able = {
            number: [
                interpreter.name
                for interpreter in problem.interpreters
                if slot in interpreter.slots and set(spoken(problem.meetings[number])) <= set(interpreter.languages)
            ]
            for number in numbers
            if problem.meetings[number].languages
        }
        interpreter_of.update(matched(able))
    return Solution(
        tuple(
            Sitting(
                problem.meetings[number].name,
                slot_of[number],
                tables[number],
                moderator_of.get(number),
                interpreter_of.get(number),
            )
            for number in sorted(slot_of)
        )
    )


def by_slot(slot_of: Mapping[int, int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number in sorted(slot_of, key=lambda one: (slot_of[one], one)):
        found.setdefault(slot_of[number], []).append(number)
    return found


def tables_by_habit(problem: Problem, slot_of: Mapping[int, int]) -> dict[int, int]:
    """Slot by slot: fixed tables first, then where one of the people sat last, then any that is free."""
    tables: dict[int, int] = {}
    last: dict[int, int] = {}
    for numbers in by_slot(slot_of).values():
        free = dict.fromkeys(range(1, problem.tables + 1))
        for number in numbers:
            if (table := problem.table_of[number]) is not None:
                tables[number] = table
                free.pop(table, None)
        rest = [number for number in numbers if number not in tables]
        for number in rest:
            wanted = [last[person] for person in problem.members[number] if last.get(person) in free]
            if wanted:
                tables[number] = max(wanted, key=wanted.count)
                del free[tables[number]]
        for number in rest:
            if number not in tables:
                tables[number] = next(iter(free))
                del free[tables[number]]
        last.update((person, tables[number]) for number in numbers for person in problem.members[number])
    return tables


def table_changes(problem: Problem, slot_of: Mapping[int, int], tables: Mapping[int, int]) -> int:
    """How often somebody's next meeting is at another table."""
    return sum(tables[before] != tables[after] for before, after in followings(problem, slot_of))


def followings(problem: Problem, slot_of: Mapping[int, int]) -> list[tuple[int, int]]:
    """Every person's meetings, each with the next."""
    found: list[tuple[int, int]] = []
    for numbers in problem.meetings_of:
        ordered = sorted((number for number in numbers if number in slot_of), key=slot_of.__getitem__)
        found += pairwise(ordered)
    return found


def matched(able: Mapping[Item, Sequence[Item | str]]) -> dict[Item, str]:
    """As many as possible, each with one of those able that nobody else has (augmenting paths)."""
    holder: dict[object, Item] = {}

    def find(one: Item, tried: set[object]) -> bool:
        for other in able[one]:
            if other not in tried:
                tried.add(other)
                if other not in holder or find(holder[other], tried):
                    holder[other] = one
                    return True
        return False

    for one in able:
        find(one, set())
    return {one: str(other) for other, one in holder.items()}

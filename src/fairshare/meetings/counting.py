"""More than fits, told by counting: what search proves only slowly (pigeons and holes), matching proves at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from fairshare.conflict import minimal_conflicts
from fairshare.meetings.problem import Problem
from fairshare.meetings.rules import absence, counted, in_words, named, pairs, slots, spoken


@dataclass(frozen=True)
class Crowd:
    """Meetings that all need one of these slots, which have fewer places than they are."""

    numbers: tuple[int, ...]
    slots: tuple[int, ...]
    places: int


def counted_out(problem: Problem) -> tuple[str, ...]:
    """Why there is no plan, if counting sees it: a sentence, then the rules that meet. Otherwise nothing."""
    able: dict[int, list[int]] = {
        number: [] for number, meeting in enumerate(problem.meetings) if meeting.value is None
    }
    for number, slot in pairs(problem):
        if number in able:
            able[number].append(slot)
    for person, numbers in enumerate(problem.meetings_of):
        mine = {number: able[number] for number in numbers if number in able}
        if crowd := crowded(mine, lambda _: 1):
            return _too_many_for_one(problem, person, crowd)
    if crowd := crowded(able, lambda _: problem.tables):
        tables = counted(problem.tables, "table")
        return (_said(problem, crowd, tables), f"there is room for {tables}")
    return _too_few_to_serve(problem, able)


def _too_few_to_serve(problem: Problem, able: Mapping[int, Sequence[int]]) -> tuple[str, ...]:
    present = {slot: sum(slot in moderator.slots for moderator in problem.moderators) for slot in slots(problem)}
    moderated = {number: able[number] for number in able if problem.meetings[number].moderated}
    if crowd := crowded(moderated, present.__getitem__):
        return (_said(problem, crowd, "the moderators who are there then"),)
    languages = sorted({spoken(problem.meetings[number]) for number in able if problem.meetings[number].languages})
    for pair in languages:
        serving = [one for one in problem.interpreters if set(pair) <= set(one.languages)]
        there = {slot: sum(slot in one.slots for one in serving) for slot in slots(problem)}
        asking = {
            number: able[number]
            for number in able
            if problem.meetings[number].languages and spoken(problem.meetings[number]) == pair
        }
        if crowd := crowded(asking, there.__getitem__):
            return (_said(problem, crowd, f"the interpreters between {' and '.join(pair)} who are there then"),)
    return ()


def _said(problem: Problem, crowd: Crowd, what: str) -> str:
    names = listed_names(problem.meetings[number].name for number in crowd.numbers)
    where = in_words(crowd.slots) if crowd.slots else "no slot"
    many = counted(len(crowd.numbers), "meeting")
    return f"{many} must take place in {where}; with {what} there is room for {crowd.places}: {names}"


def listed_names(names: Iterable[str], most: int = 12) -> str:
    names = list(names)
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def _too_many_for_one(problem: Problem, person: int, crowd: Crowd) -> tuple[str, ...]:
    """The fewest meetings and restrictions that leave too few slots."""
    name = problem.people[person].name
    one_at_a_time = f"{name} is in one meeting at a time"
    narrowed: dict[str, dict[int, set[int]]] = {}
    for number in crowd.numbers:
        for label, allowed in _restrictions(problem, number):
            narrowed.setdefault(label, {})[number] = allowed
    held = {f"{named(problem.meetings[number])} takes place": number for number in crowd.numbers}

    def core_of(labels: Sequence[str]) -> Sequence[str] | None:
        able = {held[label]: set(slots(problem)) for label in labels if label in held}
        for label in labels:
            for number, allowed in narrowed.get(label, {}).items():
                if number in able:
                    able[number] &= allowed
        places = 1 if one_at_a_time in labels else len(able)
        return labels if crowded({number: sorted(able[number]) for number in able}, lambda _: places) else None

    *_, labels = minimal_conflicts([one_at_a_time, *held, *narrowed], core_of)
    left = {held[label]: set(slots(problem)) for label in labels if label in held}
    for label in labels:
        for number, allowed in narrowed.get(label, {}).items():
            if number in left:
                left[number] &= allowed
    open_slots = set().union(*left.values())
    found = in_words(open_slots) if open_slots else "no slot at all"
    return (f"{name} has {counted(len(left), 'meeting')} that must take place, and {found} for that", *labels)


def _restrictions(problem: Problem, number: int) -> Iterable[tuple[str, set[int]]]:
    meeting = problem.meetings[number]
    for member in problem.members[number]:
        person = problem.people[member]
        if person.away:
            yield absence(person), set(slots(problem)) - set(person.away)
    if meeting.slot is not None:
        yield f"{named(meeting)} is fixed to slot {meeting.slot}", {meeting.slot}
    if meeting.slots:
        yield f"{named(meeting)} is only in {in_words(meeting.slots)}", set(meeting.slots)


def crowded(able: Mapping[int, Sequence[int]], places: Callable[[int], int]) -> Crowd | None:
    """Hall's condition: meetings that have fewer places than they are, or None if each finds one (augmenting paths)."""
    holders: dict[int, set[int]] = {}
    for number in able:
        came_from: dict[int, int] = {}
        at: dict[int, int] = {}
        queue, reached, free = deque([number]), {number}, None
        while queue and free is None:
            one = queue.popleft()
            for slot in able[one]:
                if slot in came_from:
                    continue
                came_from[slot] = one
                there = holders.setdefault(slot, set())
                if len(there) < places(slot):
                    free = slot
                    break
                for other in sorted(there - reached):
                    reached.add(other)
                    at[other] = slot
                    queue.append(other)
        if free is None:
            return Crowd(tuple(sorted(reached)), tuple(sorted(came_from)), len(reached) - 1)
        while free is not None:
            one = came_from[free]
            holders[free].add(one)
            free = at.get(one)
            if free is not None:
                holders[free].discard(one)
    return None

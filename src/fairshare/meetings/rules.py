"""Each rule once: labelled comparisons, over solver variables when we solve, over 0 and 1 when we check.

A label names what would have to give, not every slot at which it binds: explanations are made of labels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fairshare.linear import total
from fairshare.meetings.problem import Meeting, Person, Problem


@dataclass(frozen=True)
class Plan:
    """``takes[m, t]``: meeting m is in slot t. ``serves[i, a, b, t]``: interpreter i serves languages a, b then.

    ``breaks[p]`` of each person, ``fewest`` the least of them; none where nobody asks for fairness.
    """

    takes: Mapping[tuple[int, int], Any]
    serves: Mapping[tuple[int, str, str, int], Any]
    breaks: Sequence[Any] | None = None
    fewest: Any = 0


Labelled = Iterator[tuple[str, Any]]
Rule = Callable[[Problem, Plan], Labelled]


def named(meeting: Meeting) -> str:
    return f"meeting {meeting.name} ({', '.join(meeting.people)})"


def slots(problem: Problem) -> range:
    return range(1, problem.slots + 1)


def pairs(problem: Problem) -> Iterator[tuple[int, int]]:
    """Every meeting and slot that may be; the rest is forbidden by ``only_when_all_can``, which needs no variables."""
    for number, members in enumerate(problem.members):
        meeting = problem.meetings[number]
        away = {slot for person in members for slot in problem.people[person].away}
        allowed = set(meeting.slots) or set(slots(problem))
        for slot in slots(problem):
            if slot in allowed and slot not in away and meeting.slot in (None, slot):
                yield number, slot


def every_pair(problem: Problem) -> Iterator[tuple[int, int]]:
    return ((number, slot) for number in range(len(problem.meetings)) for slot in slots(problem))


def services(problem: Problem) -> Iterator[tuple[int, str, str, int]]:
    wanted = sorted({spoken(meeting) for meeting in problem.meetings if meeting.languages})
    for number, interpreter in enumerate(problem.interpreters):
        for a, b in wanted:
            if {a, b} <= set(interpreter.languages):
                yield from ((number, a, b, slot) for slot in sorted(set(interpreter.slots)))


def spoken(meeting: Meeting) -> tuple[str, str]:
    first, second = sorted(meeting.languages or ("", ""))
    return first, second


def only_once(problem: Problem, plan: Plan) -> Labelled:
    for number, meeting in enumerate(problem.meetings):
        yield f"{named(meeting)} takes place only once", _held(problem, plan, number) <= 1


def takes_place(problem: Problem, plan: Plan) -> Labelled:
    for number, meeting in enumerate(problem.meetings):
        if meeting.value is None:
            yield f"{named(meeting)} takes place", _held(problem, plan, number) >= 1


def _held(problem: Problem, plan: Plan, number: int) -> Any:
    return total(plan.takes[number, slot] for slot in slots(problem) if (number, slot) in plan.takes)


def one_meeting_at_a_time(problem: Problem, plan: Plan) -> Labelled:
    for person, numbers in zip(problem.people, problem.meetings_of, strict=True):
        for slot in slots(problem):
            held = [plan.takes[number, slot] for number in numbers if (number, slot) in plan.takes]
            if len(held) > 1:
                yield f"{person.name} is in one meeting at a time", total(held) <= 1


def only_when_all_can(problem: Problem, plan: Plan) -> Labelled:
    for (number, slot), held in plan.takes.items():
        meeting = problem.meetings[number]
        for name in meeting.people:
            person = problem.people[problem.number_of[name]]
            if slot in person.away:
                yield absence(person), held == 0
        if meeting.slot is not None and slot != meeting.slot:
            yield f"{named(meeting)} is fixed to slot {meeting.slot}", held == 0
        if meeting.slots and slot not in meeting.slots:
            yield f"{named(meeting)} is only in {in_words(meeting.slots)}", held == 0


def absence(person: Person) -> str:
    return f"{person.name} is away in {in_words(person.away)}"


def in_words(numbers: Iterable[int]) -> str:
    ordered = sorted(set(numbers))
    return ("slot " if len(ordered) == 1 else "slots ") + ", ".join(map(str, ordered))


def counted(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def in_order(problem: Problem, plan: Plan) -> Labelled:
    for number, meeting in enumerate(problem.meetings):
        for name in meeting.after:
            before = problem.meeting_number[name]
            for slot in slots(problem):
                if (number, slot) in plan.takes:
                    not_yet = [
                        plan.takes[before, other]
                        for other in slots(problem)[slot - 1 :]
                        if (before, other) in plan.takes
                    ]
                    label = f"{named(meeting)} comes after {named(problem.meetings[before])}"
                    yield label, total([plan.takes[number, slot], *not_yet]) <= 1


def tables_are_enough(problem: Problem, plan: Plan) -> Labelled:
    for slot in slots(problem):
        held = [plan.takes[number, slot] for number in range(len(problem.meetings)) if (number, slot) in plan.takes]
        if len(held) > problem.tables:
            yield f"there is room for {counted(problem.tables, 'table')}", total(held) <= problem.tables


def fixed_tables_are_free(problem: Problem, plan: Plan) -> Labelled:
    """Tables of those who cannot move; two of them who have different ones never meet."""
    at: dict[int, list[int]] = {}
    for number, table in enumerate(problem.table_of):
        if table is not None:
            at.setdefault(table, []).append(number)
    for table, numbers in sorted(at.items()):
        for slot in slots(problem):
            held = [plan.takes[number, slot] for number in numbers if (number, slot) in plan.takes]
            if len(held) > 1:
                yield f"table {table} holds one meeting at a time", total(held) <= 1
    for number, members in enumerate(problem.members):
        settled = [person for person in map(problem.people.__getitem__, members) if person.table is not None]
        if len({person.table for person in settled}) > 1:
            label = " and ".join(f"{person.name} stays at table {person.table}" for person in settled)
            for slot in slots(problem):
                if (number, slot) in plan.takes:
                    yield label, plan.takes[number, slot] == 0


def moderators_are_enough(problem: Problem, plan: Plan) -> Labelled:
    for slot in slots(problem):
        held = [
            plan.takes[number, slot]
            for number, meeting in enumerate(problem.meetings)
            if meeting.moderated and (number, slot) in plan.takes
        ]
        present = sum(slot in moderator.slots for moderator in problem.moderators)
        if len(held) > present:
            yield f"{counted(present, 'moderator')} can come in slot {slot}", total(held) <= present


def interpreters_are_enough(problem: Problem, plan: Plan) -> Labelled:
    serving: dict[tuple[int, int], list[Any]] = {}
    served: dict[tuple[str, str, int], list[Any]] = {}
    for (interpreter, a, b, slot), serves in plan.serves.items():
        serving.setdefault((interpreter, slot), []).append(serves)
        served.setdefault((a, b, slot), []).append(serves)
    for (number, _), serves in serving.items():
        if len(serves) > 1:
            yield f"{problem.interpreters[number].name} interprets at one table at a time", total(serves) <= 1
    asked: dict[tuple[str, str, int], list[Any]] = {}
    for (number, slot), held in plan.takes.items():
        if problem.meetings[number].languages:
            asked.setdefault((*spoken(problem.meetings[number]), slot), []).append(held)
    for (a, b, slot), held in asked.items():
        label = f"interpreters between {a} and {b} who are there in slot {slot}"
        yield label, total(held) - total(served.get((a, b, slot), ())) <= 0


def fairness(problem: Problem) -> str:
    return f"breaks of any two people differ by at most {problem.fairness}"


def breaks_are_fair(problem: Problem, plan: Plan) -> Labelled:
    if problem.fairness is None or plan.breaks is None:
        return
    label = fairness(problem)
    for breaks in plan.breaks:
        yield label, breaks - plan.fewest <= problem.fairness
        yield label, breaks - plan.fewest >= 0


# Nobody can let them give.
FIRM: tuple[Rule, ...] = (only_once, one_meeting_at_a_time)
# Cliques first: what counts later counts them (fairshare.sat).
RULES: tuple[Rule, ...] = (
    *FIRM,
    takes_place,
    only_when_all_can,
    in_order,
    fixed_tables_are_free,
    tables_are_enough,
    moderators_are_enough,
    interpreters_are_enough,
    breaks_are_fair,
)


def broken(problem: Problem, plan: Plan) -> list[str]:
    """Labels of the rules that do not hold over values, each once."""
    return list(dict.fromkeys(label for rule in RULES for label, holds in rule(problem, plan) if not holds))

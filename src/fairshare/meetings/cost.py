"""What a plan costs, in tiers: no gain in a later one makes up for a loss in an earlier.

1. second priorities: of each pair's priorities, how many more than one are dropped. So a pair loses a second one only
   where every plan takes it from somebody, never for what a third would like.
2. value: of the meetings that do not take place.
3. moved: people one of whose meetings is no longer when it was (only from an earlier answer, and without a price).
4. comfort: breaks, meetings outside preferred slots, people moved, each times its price.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from fairshare.answer import Score
from fairshare.meetings.problem import Problem, Solution


def breaks_in(slots: Iterable[int]) -> int:
    """Maximal idle gaps between the first and the last of them."""
    ordered = sorted(slots)
    return sum(after > before + 1 for before, after in pairwise(ordered))


def breaks_of(problem: Problem, slot_of: Mapping[int, int]) -> list[int]:
    """Of each person, given the slots of the meetings that take place, by number."""
    return [breaks_in(slot_of[number] for number in numbers if number in slot_of) for numbers in problem.meetings_of]


def most_breaks(problem: Problem, person: int) -> int:
    return max(0, min(len(problem.meetings_of[person]) - 1, (problem.slots - 1) // 2))


def discomfort(problem: Problem, number: int, slot: int) -> int:
    """How many of a meeting's people would rather not meet in this slot."""
    return sum(
        bool(problem.people[person].prefers) and slot not in problem.people[person].prefers
        for person in problem.members[number]
    )


def settled(problem: Problem, start: Solution | None) -> dict[int, int]:
    """Slots of the earlier answer, by number, of the meetings that the question still has."""
    if start is None:
        return {}
    known = problem.meeting_number
    return {known[name]: slot for name, slot in start.slot_of.items() if name in known}


def people_to_move(problem: Problem, earlier: Mapping[int, int]) -> dict[int, list[tuple[int, int]]]:
    """Of each person in the earlier answer, what must stay for them not to be moved."""
    found: dict[int, list[tuple[int, int]]] = {}
    for number, slot in sorted(earlier.items()):
        for person in problem.members[number]:
            found.setdefault(person, []).append((number, slot))
    return found


@dataclass(frozen=True)
class Scale:
    """The tiers that this question has, and their weights in one whole number that orders plans as the tiers do."""

    tiers: tuple[str, ...]
    weights: tuple[int, ...]

    @classmethod
    def of(cls, problem: Problem, earlier: Mapping[int, int]) -> Scale:
        prices = problem.prices
        movable = len(people_to_move(problem, earlier))
        most = {
            "second priorities": sum(len(numbers) - 1 for numbers in problem.priorities.values()),
            "value": sum(meeting.value or 0 for meeting in problem.meetings),
            "moved": movable if prices.moved is None else 0,
            "comfort": prices.breaks * sum(most_breaks(problem, person) for person in range(len(problem.people)))
            + prices.outside * sum(map(len, problem.members))
            + (prices.moved or 0) * movable,
        }
        tiers = tuple(name for name in most if most[name] or name == "comfort")
        weights = [1]
        for name in reversed(tiers[1:]):
            weights.append(weights[-1] * (most[name] + 1))
        return cls(tiers, tuple(reversed(weights)))

    def weight(self, tier: str) -> int:
        return self.weights[self.tiers.index(tier)] if tier in self.tiers else 0

    def whole(self, costs: Mapping[str, int]) -> int:
        return sum(weight * costs[tier] for tier, weight in zip(self.tiers, self.weights, strict=True))

    def score(self, whole: int) -> Score:
        """The tiers again; a single one as it is."""
        if len(self.tiers) == 1:
            return whole
        found = []
        for weight in self.weights:
            tier, whole = divmod(whole, weight)
            found.append(tier)
        return tuple(found)


def costs(problem: Problem, slot_of: Mapping[int, int], earlier: Mapping[int, int]) -> dict[str, int]:
    prices = problem.prices
    dropped = [number for number in range(len(problem.meetings)) if number not in slot_of]
    moved = sum(
        any(slot_of.get(number) != slot for number, slot in stays)
        for stays in people_to_move(problem, earlier).values()
    )
    comfort = prices.breaks * sum(breaks_of(problem, slot_of))
    comfort += prices.outside * sum(discomfort(problem, number, slot) for number, slot in slot_of.items())
    return {
        "second priorities": sum(
            max(0, sum(number not in slot_of for number in numbers) - 1) for numbers in problem.priorities.values()
        ),
        "value": sum(problem.meetings[number].value or 0 for number in dropped),
        "moved": moved if prices.moved is None else 0,
        "comfort": comfort + (prices.moved or 0) * moved,
    }

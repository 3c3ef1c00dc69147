"""The smallest set of rules that cannot hold together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from fairshare.stop import Watch

Label = TypeVar("Label")

# Given rules: None when they can hold together, otherwise some of them that cannot. An engine solves under one
# assumption a rule, and gives its core (PySAT: get_core, CP-SAT: sufficient_assumptions_for_infeasibility).
CoreOf = Callable[[Sequence[Label]], Sequence[Label] | None]


def minimal_conflict(labels: Sequence[Label], core_of: CoreOf[Label], watch: Watch) -> tuple[Label, ...] | None:
    """None when all can hold; otherwise none of those given can be spared (or time ran out).

    Deletion, helped by cores: Marques-Silva, *Minimal Unsatisfiability*, ISMVL 2010. Of two that would do, the earlier
    labels are kept.
    """
    core = core_of(labels)
    if core is None:
        return None
    candidates = _in_order(labels, core)
    needed: list[Label] = []
    while candidates and not watch.is_over:
        spared = candidates.pop()
        smaller = core_of([*candidates, *needed])
        if smaller is None:
            needed.append(spared)
        else:
            candidates = _in_order(candidates, smaller)
    return tuple(_in_order(labels, [*candidates, *needed]))


def smallest_conflict(labels: Sequence[Label], core_of: CoreOf[Label], watch: Watch) -> tuple[Label, ...] | None:
    """As ``minimal_conflict``, and no smaller set exists, if the watch gives the time to prove it.

    Smallest hitting sets of what would have to give: Ignatiev, Previti, Liffiton, Marques-Silva, *Smallest MUS
    Extraction with Minimal Hitting Set Dualization*, CP 2015.
    """
    from pysat.examples.hitman import Hitman

    minimal = minimal_conflict(labels, core_of, watch)
    if minimal is None or len(minimal) == 1:
        return minimal
    with Hitman(htype="sorted") as hitman:
        while not watch.is_over:
            chosen = hitman.get() or []
            if len(chosen) >= len(minimal):
                return minimal
            picked = [labels[index] for index in sorted(chosen)]
            if core_of(picked) is not None:
                return tuple(picked)
            lost = _what_would_give(labels, set(chosen), core_of, watch)
            if watch.is_over:
                break
            hitman.hit(lost)
    return minimal


def _what_would_give(labels: Sequence[Label], kept: set[int], core_of: CoreOf[Label], watch: Watch) -> list[int]:
    """Rules whose loss alone lets all others hold, found by adding to those kept one after the other."""
    lost: list[int] = []
    for index in range(len(labels)):
        if index in kept:
            continue
        if watch.is_over or core_of([labels[other] for other in sorted({*kept, index})]) is None:
            kept.add(index)
        else:
            lost.append(index)
    return lost


def _in_order(labels: Sequence[Label], chosen: Sequence[Label]) -> list[Label]:
    wanted = set(chosen)
    return [label for label in labels if label in wanted]

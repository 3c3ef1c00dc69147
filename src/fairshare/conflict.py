"""The smallest set of rules that cannot hold together, and what would have to give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Label = TypeVar("Label")

# Given rules: None when they can hold together, otherwise some of them that cannot. An engine solves under one
# assumption a rule, and gives its core (PySAT: get_core, CP-SAT: sufficient_assumptions_for_infeasibility).
CoreOf = Callable[[Sequence[Label]], Sequence[Label] | None]


def minimal_conflicts(labels: Sequence[Label], core_of: CoreOf[Label]) -> Iterator[tuple[Label, ...]]:
    """Ever smaller ones; of the last, none can be spared. Nothing when all can hold.

    Deletion, helped by cores: Marques-Silva, *Minimal Unsatisfiability*, ISMVL 2010. Of two that would do, the earlier
    labels are kept.
    """
    core = core_of(labels)
    if core is None:
        return
    candidates = _in_order(labels, core)
    needed: list[Label] = []
    yield tuple(candidates)
    while candidates:
        spared = candidates.pop()
        smaller = core_of([*candidates, *needed])
        if smaller is None:
            needed.append(spared)
        else:
            candidates = _in_order(candidates, smaller)
            yield tuple(_in_order(labels, [*candidates, *needed]))


def smallest_conflicts(labels: Sequence[Label], core_of: CoreOf[Label]) -> Iterator[tuple[Label, ...]]:
    """As ``minimal_conflicts``; and of the last, it is proved that no smaller set exists.

    Smallest hitting sets of what would have to give: Ignatiev, Previti, Liffiton, Marques-Silva, *Smallest MUS
    Extraction with Minimal Hitting Set Dualization*, CP 2015.
    """
    from pysat.examples.hitman import Hitman

    minimal: tuple[Label, ...] = ()
    for minimal in minimal_conflicts(labels, core_of):
        yield minimal
    with Hitman(htype="sorted") as hitman:
        while len(chosen := hitman.get() or []) < len(minimal):
            picked = [labels[index] for index in sorted(chosen)]
            if core_of(picked) is not None:
                yield tuple(picked)
                return
            given_up = set(correction(labels, picked, core_of))
            hitman.hit([index for index, label in enumerate(labels) if label in given_up])


def correction(labels: Sequence[Label], kept: Sequence[Label], core_of: CoreOf[Label]) -> tuple[Label, ...]:
    """Labels without which all others can hold, and each of which is needed for that; those ``kept`` can hold."""
    held = list(kept)
    given_up: list[Label] = []
    known = set(kept)
    for label in labels:
        if label not in known:
            if core_of([*held, label]) is None:
                held.append(label)
            else:
                given_up.append(label)
    return tuple(given_up)


def corrections(
    labels: Sequence[Label], conflict: Sequence[Label], core_of: CoreOf[Label]
) -> Iterator[tuple[Label, ...]]:
    """What would have to give: every single label that would do, or else one set; nothing, if not even all would do.

    A single one that would do is in each conflict.
    """
    alone = False
    for label in conflict:
        if core_of([other for other in labels if other != label]) is None:
            alone = True
            yield (label,)
    if not alone and core_of([]) is None:
        yield correction(labels, [], core_of)


def _in_order(labels: Sequence[Label], chosen: Sequence[Label]) -> list[Label]:
    wanted = set(chosen)
    return [label for label in labels if label in wanted]

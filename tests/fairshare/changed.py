"""The same question in other words and another order."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace

from hypothesis import strategies as st


def renamed(thing, salt):
    """Every name in it becomes another, and names sort otherwise."""
    if isinstance(thing, str):
        return hashlib.sha256(f"{salt} {thing}".encode()).hexdigest()[:12]
    if isinstance(thing, tuple):
        return tuple(renamed(one, salt) for one in thing)
    if isinstance(thing, Mapping):
        return {renamed(key, salt): renamed(value, salt) for key, value in thing.items()}
    if is_dataclass(thing):
        return type(thing)(**{one.name: renamed(getattr(thing, one.name), salt) for one in fields(thing)})
    return thing


def shuffled(draw, thing, *names):
    """The parts of these names in any order."""
    return replace(thing, **{name: tuple(draw(st.permutations(getattr(thing, name)))) for name in names})


def with_one(draw, thing, name, *changes):
    """One of the parts of this name changed in one of these ways; the thing itself where it has no such part."""
    parts = getattr(thing, name)
    if not parts:
        return thing
    number = draw(st.integers(0, len(parts) - 1))
    changed = replace(parts[number], **draw(st.sampled_from(changes)))
    return replace(thing, **{name: (*parts[:number], changed, *parts[number + 1 :])})

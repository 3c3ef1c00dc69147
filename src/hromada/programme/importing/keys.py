"""Names for addresses, made of what things are called."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256

from django.utils.text import slugify


def free_key(name: str, sort: str, taken: set[str], longest: int, numbers: dict[str, int] | None = None) -> str:
    """A name for addresses, the same for the same name; one without Latin letters is named by its sort.

    ``numbers`` remembers how far those of each name have come, where thousands may be called the same.
    """
    wanted = slugify(name)[: longest - 6].strip("-_") or f"{sort}-{sha256(name.encode()).hexdigest()[:8]}"
    key = free_among(wanted, taken, numbers)
    taken.add(key)
    return key


def free_among(wanted: str, taken: Collection[str], numbers: dict[str, int] | None = None) -> str:
    """The key, or the first one with a number that nobody has."""
    key, number = wanted, (numbers or {}).get(wanted, 1)
    while key in taken:
        number += 1
        key = f"{wanted}-{number}"
    if numbers is not None:
        numbers[wanted] = number
    return key

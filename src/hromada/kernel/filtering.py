"""What a list is narrowed to, said above it; each wish is a link that takes it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True)
class Chip:
    """``address``: the same list without this wish."""

    label: object
    value: object
    address: str


def chips(query: QueryDict, wishes: Iterable[tuple[str, object, object]]) -> list[Chip]:
    """``wishes``: how each is called in the address and by people, and what is wished for; without that, it is none."""
    return [Chip(label, value, _without(query, name)) for name, label, value in wishes if value]


def _without(query: QueryDict, name: str) -> str:
    """From the first page on."""
    kept = query.copy()
    for one in (name, "page"):
        kept.pop(one, None)
    return f"?{kept.urlencode()}"

"""What happened to things after an entry was written, as far as it bears on taking that entry back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from hromada.kernel.models import AuditEntry


@dataclass(frozen=True)
class Happened:
    """An entry without what was kept of deleted rows. ``takes_back``: the number of another."""

    pk: int
    thing: str
    part_of: str
    batch: str
    changes: Mapping[str, Any]
    takes_back: int | None


@dataclass
class Since:
    """``later`` by thing: what happened to it and to its parts, the first first."""

    later: Mapping[str, list[Happened]] = field(default_factory=dict)
    taken_back: set[int] = field(default_factory=set)

    def says_now(self, entry: AuditEntry) -> dict[str, Any]:
        """By path, as far as the thing was changed later."""
        later = [one for one in self.later.get(entry.thing, ()) if one.pk > entry.pk and one.thing == entry.thing]
        return {path: after for one in later for path, (_before, after) in one.changes.items()}

    def built_upon(self, entry: AuditEntry, apart_from: Collection[str] = ()) -> bool:
        """Whether the thing or a part of it was worked on later, apart from what was made at once with the entry, and
        from what somebody has taken back again. ``apart_from``: batches that do not count either."""
        batches = {entry.batch, *apart_from} - {""}
        later = [one for one in self.later.get(entry.thing, ()) if one.pk > entry.pk and one.batch not in batches]
        numbers = {one.pk for one in later}
        return any(one.pk not in self.taken_back and one.takes_back not in numbers for one in later)


def since(entries: Iterable[AuditEntry]) -> Since:
    """One query for all of them."""
    told = list(entries)
    if not told:
        return Since()
    things = {entry.thing for entry in told}
    found = AuditEntry.objects.filter(Q(thing__in=things) | Q(part_of__in=things))
    rows = found.filter(pk__gt=min(entry.pk for entry in told)).order_by("pk")
    later: dict[str, list[Happened]] = defaultdict(list)
    all_of_them = [
        Happened(pk, thing, part_of, batch, changes or {}, takes_back)
        for pk, thing, part_of, batch, changes, takes_back in rows.values_list(
            "pk", "thing", "part_of", "batch", "details__changes", "details__entry"
        )
    ]
    for one in all_of_them:
        for thing in {one.thing, one.part_of} & things:
            later[thing].append(one)
    return Since(later, _taken_back(all_of_them))


def _taken_back(happened: Iterable[Happened]) -> set[int]:
    """Which are not in force, as somebody has taken them back; what was taken back twice, is."""
    gone: set[int] = set()
    for one in sorted(happened, key=lambda one: one.pk, reverse=True):
        if one.takes_back is not None and one.pk not in gone:
            gone.add(one.takes_back)
    return gone

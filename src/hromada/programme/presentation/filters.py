"""Which sessions a reader wishes to see: read from the address, unknown values ignored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from hromada.programme import labels
from hromada.programme.presentation.times import day_of, short_day
from hromada.programme.snapshot import Format, Kind, Programme, Session

NAMES = ("day", "kind", "topic", "language", "format")


@dataclass(frozen=True)
class Option:
    value: str
    label: object
    count: int
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """One question of the form; ``chosen`` counts the ticked options."""

    name: str
    label: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> int:
        return sum(option.chosen for option in self.options)


@dataclass(frozen=True)
class Wishes:
    """The chosen values by filter; within one filter any of them fits, between filters all must."""

    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.chosen.values())

    def fits(self, traits: Mapping[str, frozenset[str]]) -> bool:
        return all(not values or values & traits[name] for name, values in self.chosen.items())

    def query(self) -> str:
        """As it stands in an address, in one order, so that equal wishes have equal addresses."""
        return urlencode([(name, value) for name in NAMES for value in sorted(self.chosen.get(name, ()))])


def traits(session: Session, programme: Programme) -> dict[str, frozenset[str]]:
    """What a session offers to each filter; one without a topic of its own has that of the session which holds it."""
    topics = session.topics
    if not topics and session.parent:
        parent = programme.session_by_key.get(session.parent)
        topics = parent.topics if parent else ()
    return {
        "day": frozenset({day_of(session.starts, programme.edition).isoformat()}),
        "kind": frozenset({session.kind.value}),
        "topic": frozenset(topics),
        "language": frozenset((*session.floor, *session.interpreted)),
        "format": frozenset({session.format.value}),
    }


def read(query: QueryDict, counts: Mapping[str, Mapping[str, int]]) -> Wishes:
    return Wishes({name: frozenset(query.getlist(name)) & counts[name].keys() for name in NAMES})


def count(all_traits: Mapping[str, Mapping[str, frozenset[str]]]) -> dict[str, dict[str, int]]:
    """How many sessions offer each value of each filter."""
    counts: dict[str, dict[str, int]] = {name: {} for name in NAMES}
    for one in all_traits.values():
        for name, values in one.items():
            for value in values:
                counts[name][value] = counts[name].get(value, 0) + 1
    return counts


def form(programme: Programme, counts: Mapping[str, Mapping[str, int]], wishes: Wishes) -> tuple[Filter, ...]:
    """The filters that leave a choice: those with at least two values in this programme."""
    orders: dict[str, tuple[str, list[tuple[str, object]]]] = {
        "day": (_("Day"), [(day, short_day(date.fromisoformat(day))) for day in sorted(counts["day"])]),
        "kind": (_("Kind"), [(kind.value, labels.label(kind)) for kind in Kind]),
        "topic": (_("Topic"), [(topic.key, topic.name) for topic in programme.topics]),
        "language": (_("Language"), [(code, labels.language(code)) for code in sorted(counts["language"])]),
        "format": (_("Format"), [(form.value, labels.label(form)) for form in Format]),
    }
    filters = []
    for name, (label, values) in orders.items():
        options = tuple(
            Option(value, text, counts[name][value], value in wishes.chosen.get(name, ()))
            for value, text in values
            if value in counts[name]
        )
        if len(options) > 1:
            filters.append(Filter(name, label, options))
    return tuple(filters)

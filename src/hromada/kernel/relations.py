"""Relations to many as lists: in their order, where the rows between carry a ``position``; and rows that have one
themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _

from hromada.kernel.refusal import Refusal

Placed = TypeVar("Placed", bound=models.Model)


def moved(row: Sequence[Placed], thing: Placed, *, up: bool) -> list[tuple[Placed, int]]:
    """Those of the row that get another position when the thing goes one place up or down: two of them, or none at the
    end of the row; more only where several had the same position."""
    here = row.index(thing)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(row):
        return []
    positions = [one.position for one in row]  # type: ignore[attr-defined]  # of models that have one
    if len(set(positions)) < len(row):
        positions = list(range(len(row)))
    order = list(row)
    order[here], order[there] = order[there], order[here]
    return [(one, position) for one, position in zip(order, positions, strict=True) if one.position != position]  # type: ignore[attr-defined]  # as above


def is_in_order(field: Any) -> bool:
    """Whether the order of the others is part of what is said."""
    try:
        field.remote_field.through._meta.get_field("position")
    except FieldDoesNotExist:
        return False
    return True


def others_of(thing: models.Model, name: str) -> list[Any]:
    field: Any = thing._meta.get_field(name)
    given = thing.__dict__.get("_prefetched_objects_cache", {}).get(name)
    if isinstance(given, list):
        return given
    if not is_in_order(field):
        return list(getattr(thing, name).all())
    there = field.m2m_reverse_field_name()
    return [getattr(row, there) for row in _rows(thing, field).select_related(there).order_by("position")]


def give_others(thing: models.Model, name: str, others: Iterable[Any]) -> None:
    """As if they had been read so; nothing is written. Django keeps what it reads ahead in the same place."""
    thing.__dict__.setdefault("_prefetched_objects_cache", {})[name] = list(others)


def set_others(thing: models.Model, name: str, others: Iterable[Any]) -> None:
    """``others``: rows or their numbers; those that were there and are not named go. Raises Refusal where one of those
    that are named is no more."""
    field: Any = thing._meta.get_field(name)
    numbers = numbers_of(others)
    if field.related_model._base_manager.filter(pk__in=numbers).count() < len(set(numbers)):
        raise Refusal("gone", _("Something that is named here has been deleted since."))
    if not is_in_order(field):
        getattr(thing, name).set(numbers)
        return
    here, there = field.m2m_field_name(), field.remote_field.through._meta.get_field(field.m2m_reverse_field_name())
    _rows(thing, field).delete()
    field.remote_field.through._base_manager.bulk_create(
        field.remote_field.through(**{here: thing, there.attname: number, "position": position})
        for position, number in enumerate(numbers)
    )


def numbers_of(others: Iterable[Any]) -> list[Any]:
    return [one.pk if isinstance(one, models.Model) else one for one in others]


def _rows(thing: models.Model, field: Any) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = field.remote_field.through._base_manager.filter(**{field.m2m_field_name(): thing})
    return rows

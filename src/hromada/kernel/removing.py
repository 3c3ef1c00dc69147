"""Deleting a thing so that it can be brought back: all that goes with it is kept in the audit, row by row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models.deletion import Collector, ProtectedError
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from hromada.kernel.audit import Named, record
from hromada.kernel.editing import FILE_GONE, is_kept
from hromada.kernel.models import AuditEncoder, AuditEntry
from hromada.kernel.refusal import Refusal
from hromada.kernel.unsaved import others_are_quicker, unsaved


@transaction.atomic
def remove(
    thing: models.Model,
    *,
    by: models.Model | None,
    within: Named = None,
    part_of: Named = None,
    verb: str = "deleted",
    batch: str = "",
    only_if_unused: bool = False,
    **details: Any,
) -> AuditEntry:
    """Delete the thing and what hangs on it. Raises Refusal when something that must stay hangs on it, or, with
    ``only_if_unused``, when something would stay that is tied to it, as the sessions in a room."""
    locked = type(thing)._base_manager.select_for_update(of=("self",)).get(pk=thing.pk)
    collector = Collector(using=DEFAULT_DB_ALIAS, origin=locked)
    try:
        collector.collect([locked])
    except ProtectedError as error:
        raise Refusal("still_needed", _still_needed(error.protected_objects)) from error
    if only_if_unused and (users := _users(locked, collector)):
        raise Refusal("still_needed", _still_needed(users))
    entry = record(
        locked,
        verb,
        by=by,
        within=within,
        part_of=part_of,
        batch=batch,
        **details,
        rows=[[row._meta.label, _row(row)] for row in _rows(locked, collector)],
        loosened=list(_loosened(collector)),
    )
    locked.delete()
    return entry


@transaction.atomic
def restore(entry: AuditEntry, *, by: models.Model | None, batch: str = "") -> models.Model:
    """Bring back what a ``remove`` has deleted, with the same numbers and names, and tie it again to what was loosened
    from it, where nobody has tied that to something else since."""
    rows = [(apps.get_model(label), values) for label, values in entry.details.get("rows", ())]
    if not rows:
        raise Refusal("not_a_change", _("There is nothing in this entry that could be taken back."))
    (model, values), *others = rows
    if model._base_manager.filter(pk=values["id"]).exists():
        raise Refusal("is_there", _("It is there already; somebody has brought it back."))
    coming = {(one, its_values["id"]) for one, its_values in rows}
    thing = _inserted(model, values, coming)
    for other, its_values in others:
        if not (other._meta.auto_created and _has_lost_its_other(other, its_values, coming)):
            _inserted(other, its_values, coming)
    for label, pk, column, value in entry.details["loosened"]:
        apps.get_model(label)._base_manager.filter(pk=pk, **{column: None}).update(**{column: value})
    record(thing, "restored", by=by, within=entry.within, part_of=entry.part_of, batch=batch, entry=entry.pk)
    return thing


def _rows(thing: models.Model, collector: Collector) -> Iterator[models.Model]:
    """Those that go, the thing itself first."""
    yield thing
    for model, instances in collector.data.items():
        # The collector has read no more of them than it needs itself; what is left would be read one by one.
        if others := [one.pk for one in instances if one != thing]:
            yield from model._base_manager.filter(pk__in=others).order_by("pk")
    for queryset in collector.fast_deletes:
        yield from queryset.order_by("pk")


def _loosened(collector: Collector) -> Iterator[tuple[str, Any, str, Any]]:
    """What stays and only loses its tie, as the workshops of a forum."""
    for (field, value), found in collector.field_updates.items():
        if value is None:
            for instances in cast("list[Iterable[models.Model]]", found):  # the stubs know single rows only
                for one in instances:
                    yield one._meta.label, one.pk, field.attname, getattr(one, field.attname)


def _users(thing: models.Model, collector: Collector) -> list[models.Model]:
    """What stays and would lose its tie to the thing, be it a column or a row between them."""
    loose = [
        one
        for (_field, value), found in collector.field_updates.items()
        if value is None
        for instances in cast("list[Iterable[models.Model]]", found)
        for one in instances
    ]
    # A row between belongs to the model that declares the relation.
    between = [(row, cast("Any", row._meta.auto_created)) for row in _rows(thing, collector)]
    return loose + [
        getattr(row, owner._meta.model_name) for row, owner in between if owner and not isinstance(thing, owner)
    ]


def _row(row: models.Model) -> dict[str, Any]:
    values = {field.attname: field.value_from_object(row) for field in row._meta.concrete_fields}
    plain: dict[str, Any] = json.loads(json.dumps(values, cls=_RowEncoder))
    return plain


class _RowEncoder(AuditEncoder):
    """A file stays where it lies; the row knows its name."""

    def default(self, o: Any) -> Any:
        return o.name or "" if isinstance(o, FieldFile) else super().default(o)


Coming = set[tuple[type[models.Model], Any]]


def _has_lost_its_other(model: type[models.Model], values: Mapping[str, Any], coming: Coming) -> bool:
    """A tie between two things has nothing to say once one of them is gone: a news item comes back without it."""
    return any(
        (target, values[field.attname]) not in coming
        and not target._base_manager.filter(pk=values[field.attname]).exists()
        for field in model._meta.concrete_fields
        if isinstance(target := field.related_model, type)
    )


def _inserted(model: type[models.Model], values: dict[str, Any], coming: Coming) -> models.Model:
    """The row as it was; what it refers to must be there still, or be coming too, or may be left out; so
    with its files."""
    row = model(**{name: model._meta.get_field(name).to_python(value) for name, value in values.items()})  # type: ignore[union-attr]  # concrete
    for field in model._meta.concrete_fields:
        if not is_kept(field, getattr(row, field.attname)):
            if not field.blank:
                raise Refusal("file_gone", FILE_GONE)
            setattr(row, field.attname, "")
        target, pk = field.related_model, getattr(row, field.attname)
        if not isinstance(target, type) or pk is None or (target, pk) in coming:
            continue
        if not target._base_manager.filter(pk=pk).exists():
            if not field.null:
                raise Refusal("gone", _("What this belonged to has been deleted since. Bring that back first."))
            setattr(row, field.attname, None)
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        raise unsaved(error) from error
    with others_are_quicker():
        row.save_base(raw=True, force_insert=True)
    return row


def _still_needed(by: Iterable[models.Model]) -> str:
    names = sorted({str(one) for one in by})
    return _("This is still needed by: %(names)s. Take it out there first.") % {"names": ", ".join(names[:5])}

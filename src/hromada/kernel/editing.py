"""Changing a thing so that nobody's words are lost, and so that one change can be taken back.

A form remembers where the history of its thing stood when it was opened (``audit.last_of``). When it comes back, what
others have changed since is merged field by field, texts language by language; only where both have changed the same
to different ends does anybody have to choose. Every change is kept in the audit as ``{path: [before, after]}``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from hromada.kernel import wording
from hromada.kernel.audit import Named, name_of, record
from hromada.kernel.localised import Localised, LocalisedField
from hromada.kernel.models import AuditEncoder, AuditEntry
from hromada.kernel.refusal import Refusal
from hromada.kernel.relations import is_in_order, numbers_of, others_of, set_others
from hromada.kernel.unsaved import others_are_quicker, unsaved

Thing = TypeVar("Thing", bound=models.Model)
Facts = dict[str, Any]
"""Values as JSON has them, by path: ``room``, ``title.de``."""

Changes = Mapping[str, tuple[Any, Any]]
"""Before and after, by path."""

COMES_WITH_THE_SOFTWARE = "static:"
FILE_GONE = gettext_lazy("The file that was there then is no longer kept.")


@dataclass(frozen=True)
class Clash:
    """Both have changed ``path`` since the form was opened: ``theirs`` stands, ``mine`` was sent."""

    path: str
    mine: Any
    theirs: Any
    by: models.Model | None
    at: datetime


@dataclass(frozen=True)
class Edited(Generic[Thing]):
    """With clashes, nothing was written. ``merged``: paths that others had changed since, and that were kept."""

    thing: Thing
    changes: Changes
    clashes: tuple[Clash, ...] = ()
    merged: tuple[str, ...] = ()


def facts_of(thing: models.Model, fields: Iterable[str]) -> Facts:
    """What the thing says now. Relations stand as keys, those to many in order."""
    return _flat(thing, {name: _read(thing, name) for name in fields})


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """For an import that writes many rows at once: what the history is told of each."""
    paths = {**before, **after}
    return {path: (before.get(path), after.get(path)) for path in paths if before.get(path) != after.get(path)}


@transaction.atomic
def create(
    thing: Thing,
    many: Mapping[str, Iterable[models.Model]] | None = None,
    *,
    by: models.Model | None,
    within: Named = None,
    part_of: Named = None,
    **details: Any,
) -> Thing:
    """Store a new thing; ``many``: its relations to many. Raises Refusal when it would break a rule of its model."""
    save_valid(thing)
    for name, others in (many or {}).items():
        set_others(thing, name, others)
    record(thing, "created", by=by, within=within, part_of=part_of, **details)
    return thing


def save_valid(thing: models.Model, *, update_fields: Collection[str] | None = None) -> None:
    """Save it, or these fields of it, or refuse in the model's own words."""
    others = {field.name for field in thing._meta.fields if update_fields is not None} - {*(update_fields or ())}
    try:
        thing.clean_fields(exclude=others)
        thing.clean()
        thing.validate_unique()
        thing.validate_constraints()
    except ValidationError as error:
        raise unsaved(error) from error
    with others_are_quicker():
        thing.save(update_fields=update_fields)


@transaction.atomic
def edit(
    thing: Thing,
    values: Mapping[str, Any],
    *,
    by: models.Model | None,
    base: int | None = None,
    within: Named = None,
    part_of: Named = None,
    verb: str = "edited",
    state: wording.State = wording.State.WRITTEN,
    batch: str = "",
) -> Edited[Thing]:
    """Give the fields of the thing these values. ``base``: the history's last number that the sender had seen; None
    where they decide on what they see now, as when dragging. ``batch``: as ``audit.new_batch`` gives it.

    Raises Refusal when the thing would break a rule of its model.
    """
    locked: Thing = type(thing)._base_manager.select_for_update(of=("self",)).get(pk=thing.pk)
    now, wanted = facts_of(locked, values), _flat(locked, values)
    theirs = _changed_since(locked, base)
    seen = now | {path: before for path, (before, _entry) in theirs.items()}
    mine = {path: value for path, value in wanted.items() if value != seen.get(path)}
    clashes = tuple(
        Clash(path, mine=value, theirs=now.get(path), by=theirs[path][1].by, at=theirs[path][1].at)
        for path, value in mine.items()
        if path in theirs and value != now.get(path)
    )
    merged = tuple(path for path in theirs if path in wanted and path not in mine)
    if clashes:
        return Edited(locked, {}, clashes, merged)
    changes = {path: (now.get(path), value) for path, value in mine.items() if value != now.get(path)}
    write_facts(locked, {path: after for path, (_before, after) in changes.items()}, by=by, state=state)
    if changes:
        record(locked, verb, by=by, within=within, part_of=part_of, batch=batch, changes=changes)
    return Edited(locked, changes, merged=merged)


@transaction.atomic
def undo(entry: AuditEntry, thing: Thing, *, by: models.Model | None, batch: str = "") -> Thing:
    """Take one change back, unless somebody has changed the same since; the taking back is a change itself. What else
    a thing asks for when it is taken back, ``kernel.histories`` knows."""
    changes: Mapping[str, Any] = entry.details.get("changes", {})
    locked: Thing = type(thing)._base_manager.select_for_update(of=("self",)).get(pk=thing.pk)
    if name_of(locked) != entry.thing or not changes:
        raise Refusal("not_a_change", _("There is nothing in this entry that could be taken back."))
    now = facts_of(locked, {path.partition(".")[0] for path in changes})
    changed_since = [path for path, (_before, after) in changes.items() if now.get(path) != after]
    if changed_since:
        raise Refusal(
            "changed_since",
            _("This has been changed again since: %(fields)s. Take the later change back first.")
            % {"fields": ", ".join(sorted({label_of(locked, path) for path in changed_since}))},
        )
    write_facts(locked, {path: before for path, (before, _after) in changes.items()}, by=by)
    reverse = {path: (after, before) for path, (before, after) in changes.items()}
    record(
        locked,
        "taken_back",
        by=by,
        within=entry.within,
        part_of=entry.part_of,
        batch=batch,
        changes=reverse,
        entry=entry.pk,
    )
    return locked


def write_facts(
    thing: models.Model, facts: Facts, *, by: models.Model | None, state: wording.State = wording.State.WRITTEN
) -> None:
    """Set and save what differs, and note how its texts came about. Raises Refusal when the model says no."""
    plain: dict[str, Any] = {}
    many: dict[str, list[Any]] = {}
    for path, value in facts.items():
        name, _dot, language = path.partition(".")
        field = thing._meta.get_field(name)
        if isinstance(field, LocalisedField):
            plain[name] = Localised({**plain.get(name, getattr(thing, name)), language: value})
        elif field.many_to_many:
            many[name] = value
        else:
            plain[getattr(field, "attname", name)] = field.to_python(value)  # type: ignore[union-attr]  # concrete
    rewritten = [
        wording.Rewritten(name_of(thing), name, getattr(thing, name), value)
        for name, value in plain.items()
        if isinstance(value, Localised)
    ]
    for name, value in plain.items():
        if not is_kept(thing._meta.get_field(name), value):
            raise Refusal("file_gone", FILE_GONE)
        setattr(thing, name, value)
    if plain:
        save_valid(thing, update_fields=list(_stored_with(thing, plain)))
    for name, value in many.items():
        set_others(thing, name, value)
    wording.note(rewritten, by=by, state=state)


def _stored_with(thing: models.Model, names: Iterable[str]) -> Iterator[str]:
    """The fields of these names, and the sizes of pictures, which follow from them."""
    for name in names:
        field = thing._meta.get_field(name)
        yield field.name
        if isinstance(field, models.ImageField):
            yield from (str(size) for size in (field.width_field, field.height_field) if size)  # type: ignore[attr-defined]  # the stubs lack them


def is_kept(field: Any, name: Any) -> bool:
    """Whether the file that a row names, if it names one, is still there; true of what is no file."""
    if not isinstance(field, models.FileField) or not name or str(name).startswith(COMES_WITH_THE_SOFTWARE):
        return True
    return bool(field.storage.exists(str(name)))


def label_of(thing: models.Model | type[models.Model], path: str) -> str:
    """How a field is called in the person's language, with its language where it has several: 'Title (Ukrainian)'."""
    name, _dot, language = path.partition(".")
    label = capfirst(str(getattr(thing._meta.get_field(name), "verbose_name", name)))
    return f"{label} ({language_in_words(language)})" if language else label


def in_order(model: type[models.Model], paths: Iterable[str]) -> list[str]:
    """As the model names its fields: JSON in the database keeps no order."""
    positions = {field.name: number for number, field in enumerate([*model._meta.fields, *model._meta.many_to_many])}
    return sorted(paths, key=lambda path: (positions.get(path.partition(".")[0], -1), path))


def language_in_words(code: str) -> str:
    """In the person's language: 'Ukrainian'; the code, of one that nobody has named."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _changed_since(thing: models.Model, base: int | None) -> dict[str, tuple[Any, AuditEntry]]:
    """By path: what it was at ``base``, and the last entry that changed it since."""
    if base is None:
        return {}
    entries = AuditEntry.objects.filter(thing=name_of(thing), pk__gt=base, details__has_key="changes")
    found: dict[str, tuple[Any, AuditEntry]] = {}
    for entry in entries.select_related("by").order_by("pk"):
        for path, (before, _after) in entry.details["changes"].items():
            found[path] = (found[path][0] if path in found else before, entry)
    return found


def _read(thing: models.Model, name: str) -> Any:
    field = thing._meta.get_field(name)
    if field.many_to_many:
        return numbers_of(others_of(thing, name))
    return _named(getattr(thing, getattr(field, "attname", name)))


def _named(value: Any) -> Any:
    """Rows by their number, files by their name."""
    if isinstance(value, models.Model):
        return value.pk
    return value.name or "" if isinstance(value, FieldFile) else value


def _flat(thing: models.Model, values: Mapping[str, Any]) -> Facts:
    facts: Facts = {}
    for name, value in values.items():
        field = thing._meta.get_field(name)
        if isinstance(field, LocalisedField):
            # Every language that either side knows: a text taken out is a change as well.
            languages = {*getattr(thing, name), *(value or {})}
            facts |= {f"{name}.{code}": (value or {}).get(code) or None for code in languages}
        elif field.many_to_many:
            facts[name] = numbers_of(value) if is_in_order(field) else sorted(numbers_of(value))
        else:
            facts[name] = _plain(_named(value))
    return facts


def _plain(value: Any) -> Any:
    """As the audit will have it, so that what is read from there can be compared: instants by UTC, as from the rows."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(UTC)
    return json.loads(json.dumps(value, cls=AuditEncoder))

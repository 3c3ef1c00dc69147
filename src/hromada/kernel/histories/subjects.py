"""What a history is about, as the apps declare it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.text import capfirst

from hromada.kernel.models import AuditEntry

Changes = Mapping[str, Any]
"""As in the audit: ``{path: [before, after]}``."""

NEVER = "never"
"""The right that nobody has."""


def _always(_thing: Any) -> bool:
    return True


def _nothing(*_given: Any) -> None:
    """Nothing stands against it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Subject:
    """One sort of thing, and what it takes to take a change of it back.

    ``right`` is asked of who takes back, ``fields`` for those that ask for more, ``existence`` where the thing comes or
    goes by it. ``refuse_change(thing, values, by)``, with the values by path as they would become, and
    ``refuse_end(thing, by)`` raise Refusal as the ordinary verbs would, and lock what those lock. ``event`` is
    announced if ``is_public`` holds for the thing before or after. ``shared(desk)``: those whose changes belong into
    the history of a desk wherever they were made.
    """

    model: type[models.Model]
    right: str
    existence: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    refuse_change: Callable[[Any, Mapping[str, Any], Any], None] = _nothing
    refuse_end: Callable[[Any, Any], None] = _nothing
    event: Callable[[], object] | None = None
    is_public: Callable[[Any], bool] = _always
    shared: Callable[[Any], models.QuerySet[Any]] | None = None

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    def rights_for(self, entry: AuditEntry) -> set[str]:
        """All that are needed to take this entry back."""
        if not changes_of(entry):
            return {self.existence or self.right}
        names = {path.partition(".")[0] for path in changes_of(entry)}
        return {self.right, *(right for name, right in self.fields.items() if name in names)}


@dataclass(frozen=True)
class Verb:
    """What was done: ``name`` in the history; ``makes``: the thing was not there before. ``instead``: of what cannot
    be taken back, why, and what can be done."""

    name: Promise
    makes: bool = False
    instead: Promise | None = None


@dataclass(frozen=True)
class Declared:
    """All that the apps have declared. ``rights``: who could, for those who may not."""

    subjects: Mapping[str, Subject]
    verbs: Mapping[str, Verb]
    rights: Mapping[str, Promise]


def declared() -> Declared:
    return cast(Declared, import_string(settings.HISTORIES))


def by_label(*several: Iterable[Subject]) -> dict[str, Subject]:
    return {subject.label: subject for subjects in several for subject in subjects}


def subject_of(entry: AuditEntry) -> Subject | None:
    return declared().subjects.get(label_of(entry))


def label_of(entry: AuditEntry) -> str:
    """``programme.session``."""
    return entry.thing.partition(":")[0]


def model_of(entry: AuditEntry) -> type[models.Model] | None:
    """None for one that the software has no longer."""
    try:
        return apps.get_model(label_of(entry))
    except (LookupError, ValueError):
        return None


def sort_of(label: str) -> str:
    """What such a thing is called: 'Session'."""
    try:
        return capfirst(str(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):
        return label


def changes_of(entry: AuditEntry) -> dict[str, Any]:
    """Without fields that the model has no longer."""
    model = model_of(entry)
    if model is None:
        return {}
    names = {one.name for one in model._meta.get_fields()}
    changes = entry.details.get("changes") or {}
    return {path: pair for path, pair in changes.items() if path.partition(".")[0] in names}


def made_it(entry: AuditEntry) -> bool:
    verb = declared().verbs.get(entry.verb)
    return verb is not None and verb.makes and not has_ended_it(entry) and not changes_of(entry)


def has_ended_it(entry: AuditEntry) -> bool:
    return "rows" in entry.details


def is_a_change(entry: AuditEntry) -> bool:
    """Whether anything would be different if it were taken back."""
    return bool(changes_of(entry)) or has_ended_it(entry) or made_it(entry)

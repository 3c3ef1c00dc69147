"""Who did what when: one row for each thing that an action did, in the action's own transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any
from uuid import uuid4

from django.db import models
from django.utils.translation import override

from hromada.kernel.localised import Localised, interface_languages
from hromada.kernel.models import AuditEntry

_LONGEST_NAME = 500

Named = models.Model | str | None
"""A thing, or how it is named in the audit."""


class Together(StrEnum):
    """Why several entries share a batch; it begins so."""

    ACT = "act"
    """One change to whoever made it, as when a person takes another's place: taken back whole, or not at all."""
    BULK = "bulk"
    """Many things changed by one press: each can be taken back for itself, or all of them."""
    FILE = "file"
    """What a file brought: the same."""


def new_batch(of: Together) -> str:
    return f"{of}:{uuid4().hex}"


def why_together(entry: AuditEntry) -> Together | None:
    return Together(entry.batch.partition(":")[0]) if entry.batch else None


def name_of(thing: models.Model) -> str:
    """How a thing is named in the audit: ``programme.session:17``."""
    return f"{thing._meta.label_lower}:{thing.pk}"


def record(
    thing: models.Model,
    verb: str,
    *,
    by: models.Model | None,
    within: Named = None,
    part_of: Named = None,
    batch: str = "",
    **details: Any,
) -> AuditEntry:
    """Write down that ``by`` (None: the machine itself) did ``verb`` to ``thing``, before it is deleted if it is.

    ``within`` is the larger thing whose history this belongs to as well, as the edition of a session; ``part_of`` the
    next one above, where there are several, as the session of an appearance; ``batch`` as ``new_batch`` gives it.
    """
    entry = _entry(thing, verb, by, within, part_of, batch, details)
    entry.save(force_insert=True)
    return entry


def record_each(
    things: Sequence[tuple[models.Model, Mapping[str, Any]]],
    verb: str,
    *,
    by: models.Model | None,
    within: Named = None,
    part_of: Callable[[models.Model], Named] | None = None,
    batch: str = "",
) -> None:
    """The same verb done to many things, each with its own details: an import writes thousands at once.

    ``part_of`` gives the next thing above each of them."""
    AuditEntry.objects.bulk_create(
        [
            _entry(thing, verb, by, within, part_of(thing) if part_of else None, batch, details)
            for thing, details in things
        ],
        batch_size=1000,
    )


def _entry(
    thing: models.Model,
    verb: str,
    by: models.Model | None,
    within: Named,
    part_of: Named,
    batch: str,
    details: Mapping[str, Any],
) -> AuditEntry:
    return AuditEntry(
        thing=name_of(thing),
        verb=verb,
        by_id=by.pk if by else None,
        within=_named(within),
        part_of=_named(part_of),
        called=_called(thing),
        batch=batch,
        details=details,
    )


def _called(thing: models.Model) -> Localised:
    texts = {}
    for code in interface_languages():
        with override(code):
            texts[code] = str(thing)[:_LONGEST_NAME]
    return Localised(texts)


def _named(thing: Named) -> str:
    return thing if isinstance(thing, str) else name_of(thing) if thing else ""


def history_of(thing: models.Model) -> models.QuerySet[AuditEntry]:
    """What happened to the thing and within it, the latest first."""
    named = name_of(thing)
    concerned = models.Q(thing=named) | models.Q(within=named) | models.Q(part_of=named)
    return AuditEntry.objects.filter(concerned).select_related("by")


def last_of(thing: models.Model) -> int:
    """The number of the last entry about the thing: where its history stands; 0 when it has none."""
    last = AuditEntry.objects.filter(thing=name_of(thing)).aggregate(last=models.Max("pk"))["last"]
    return last or 0

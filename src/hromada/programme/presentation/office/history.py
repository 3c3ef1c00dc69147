"""The history in words: what was done, to what, what it said before and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import pgettext_lazy

from hromada.kernel.editing import in_order, label_of
from hromada.kernel.models import AuditEntry
from hromada.kernel.saying import Saying
from hromada.programme.presentation.rewording import reworded

# Of two long texts the words that differ are shown, of short ones the one and the other.
_LONG = 80

VERBS: dict[str, Promise] = {
    "asked_for": pgettext_lazy("history", "asked by a personal link"),
    "changed by import": pgettext_lazy("history", "changed by an import"),
    "cloned": pgettext_lazy("history", "made from the last conference"),
    "co_organiser_added": pgettext_lazy("history", "co-organiser added"),
    "co_organiser_removed": pgettext_lazy("history", "co-organiser removed"),
    "confirmed": pgettext_lazy("history", "confirmed"),
    "created": pgettext_lazy("history", "created"),
    "decided": pgettext_lazy("history", "answer accepted or declined"),
    "declined": pgettext_lazy("history", "declined"),
    "deleted": pgettext_lazy("history", "deleted"),
    "edited": pgettext_lazy("history", "changed"),
    "given_what_was_missing": pgettext_lazy("history", "completed from another row of the same person"),
    "hidden": pgettext_lazy("history", "hidden from the public"),
    "imported": pgettext_lazy("history", "imported"),
    "made current": pgettext_lazy("history", "made the current one"),
    "merged": pgettext_lazy("history", "merged with another row of the same person"),
    "moved": pgettext_lazy("history", "moved in its row"),
    "published": pgettext_lazy("history", "published"),
    "release_called_off": pgettext_lazy("history", "publication called off"),
    "release_planned": pgettext_lazy("history", "publication planned"),
    "reopened": pgettext_lazy("history", "answer opened again"),
    "replaced": pgettext_lazy("history", "replaced"),
    "restored": pgettext_lazy("history", "brought back"),
    "reviewed": pgettext_lazy("history", "text confirmed"),
    "revoked": pgettext_lazy("history", "personal link revoked"),
    "role_given": pgettext_lazy("history", "role given"),
    "role_taken": pgettext_lazy("history", "role taken away"),
    "sent": pgettext_lazy("history", "answered"),
    "shown": pgettext_lazy("history", "shown to the public"),
    "taken_back": pgettext_lazy("history", "change taken back"),
    "withdrawn": pgettext_lazy("history", "withdrawn"),
}


@dataclass(frozen=True)
class Changed:
    """``marked``: both in one, what came and went marked, of long texts."""

    label: str
    before: str
    after: str
    language: str
    marked: SafeString


@dataclass(frozen=True)
class Line:
    entry: AuditEntry
    at: datetime
    by: str
    verb: str
    sort: str
    called: str
    changes: Sequence[Changed] = field(default_factory=tuple)
    may_take_back: bool = False
    is_taken_back: bool = False


def lines_of(
    entries: Sequence[AuditEntry], *, zone: tzinfo, takeable: Iterable[int], taken_back: Iterable[int]
) -> list[Line]:
    """``takeable`` and ``taken_back``: numbers of entries. One query for each model that values refer to."""
    saying = Saying(
        (
            (model, path, value)
            for entry in entries
            if (model := model_of(entry)) is not None
            for path, pair in _changes(model, entry).items()
            for value in pair
        ),
        zone=zone,
    )
    may, is_back = set(takeable), set(taken_back)
    return [
        Line(
            entry=entry,
            at=entry.at.astimezone(zone),
            by=str(entry.by) if entry.by else "",
            verb=str(VERBS.get(entry.verb) or entry.verb.replace("_", " ")),
            sort=sort_of(entry.thing.partition(":")[0]),
            called=str(entry.called),
            changes=tuple(_told(entry, saying)),
            may_take_back=entry.pk in may and entry.pk not in is_back,
            is_taken_back=entry.pk in is_back,
        )
        for entry in entries
    ]


def model_of(entry: AuditEntry) -> type[models.Model] | None:
    try:
        return apps.get_model(entry.thing.partition(":")[0])
    except (LookupError, ValueError):
        return None


def sort_of(label: str) -> str:
    """What such a thing is called: 'Session'."""
    try:
        return capfirst(str(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):
        return label


def _told(entry: AuditEntry, saying: Saying) -> Iterable[Changed]:
    model = model_of(entry)
    if model is None:
        return
    changes = _changes(model, entry)
    for path in in_order(model, changes):
        before, after = (saying.say(model, path, value) for value in changes[path])
        is_long = bool(before and after) and max(len(before), len(after)) > _LONG
        yield Changed(
            label=label_of(model, path),
            before=before,
            after=after,
            language=path.partition(".")[2],
            marked=reworded(before, after) if is_long else SafeString(""),
        )


def _changes(model: type[models.Model], entry: AuditEntry) -> dict[str, Any]:
    """Without fields that the model has no longer."""
    names = {one.name for one in model._meta.get_fields()}
    changes = entry.details.get("changes") or {}
    return {path: pair for path, pair in changes.items() if path.partition(".")[0] in names}

"""Who else has the same thing open, and what they have saved since: told while one writes, not after."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from hromada.kernel.audit import name_of
from hromada.kernel.editing import in_order, label_of
from hromada.kernel.models import AuditEntry, Opened
from hromada.kernel.saying import Saying

_FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Difference:
    """What somebody has changed since; ``language`` of a text, '' of anything else."""

    label: str
    before: str
    after: str
    by: str
    at: datetime
    language: str

    @property
    def clock(self) -> str:
        return f"{self.at:%H:%M}"


@dataclass(frozen=True)
class Beside:
    """``others``: what they are called."""

    others: Sequence[str]
    differences: Sequence[Difference]

    @property
    def digest(self) -> str:
        """The same as long as there is nothing new to tell."""
        told = repr((self.others, [(one.label, one.after, one.at) for one in self.differences]))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def beat(thing: models.Model, *, by: models.Model) -> None:
    """This person has it open, now."""
    found, is_new = Opened.objects.update_or_create(
        thing=name_of(thing), person_id=by.pk, defaults={"beaten_at": timezone.now()}
    )
    if is_new:
        Opened.objects.filter(beaten_at__lt=found.beaten_at - _FORGOTTEN_AFTER).delete()


def beside(thing: models.Model, *, by: models.Model, base: int, zone: tzinfo = UTC) -> Beside:
    """What someone who has had it open since ``base`` is to be told."""
    others = Opened.objects.now().filter(thing=name_of(thing)).exclude(person_id=by.pk).select_related("person")
    entries = AuditEntry.objects.filter(thing=name_of(thing), pk__gt=base, details__has_key="changes")
    changes = _since(entries.select_related("by").order_by("pk"))
    model = type(thing)
    saying = Saying(((model, path, value) for path, (*pair, _entry) in changes.items() for value in pair), zone=zone)
    return Beside(
        others=[str(one.person) for one in others.order_by("person_id")],
        differences=[
            Difference(
                label=label_of(model, path),
                before=saying.say(model, path, before),
                after=saying.say(model, path, after),
                by=str(entry.by) if entry.by else _("the software"),
                at=entry.at.astimezone(zone),
                language=path.partition(".")[2],
            )
            for path in in_order(model, changes)
            for before, after, entry in [changes[path]]
            if before != after
        ],
    )


def answer(request: HttpRequest, thing: models.Model, *, by: models.Model, zone: tzinfo = UTC) -> HttpResponse:
    """To a browser that has the thing open. ``base``: where the history stood when it was opened; ``told``: what stands
    on the page already."""
    base = request.POST.get("base", "")
    beat(thing, by=by)
    now = beside(thing, by=by, base=int(base) if base.isdecimal() and len(base) < 19 else 0, zone=zone)
    if now.digest == request.POST.get("told"):
        return HttpResponse(status=204)
    return render(request, "kernel/office/beside_told.html", {"beside": now})


def _since(entries: models.QuerySet[AuditEntry]) -> dict[str, tuple[Any, Any, AuditEntry]]:
    """By path: what it was before them all, what it is after, and the last that changed it."""
    found: dict[str, tuple[Any, Any, AuditEntry]] = {}
    for entry in entries:
        for path, (before, after) in entry.details["changes"].items():
            found[path] = (found[path][0] if path in found else before, after, entry)
    return found

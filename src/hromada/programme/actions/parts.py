"""What a conference is made of beside its sessions – venues, rooms, topics, organisers: added, changed, put in order,
taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max

from hromada.accounts.models import Person
from hromada.kernel import editing
from hromada.kernel.audit import Together, new_batch
from hromada.kernel.editing import Edited
from hromada.kernel.models import AuditEntry
from hromada.kernel.relations import moved
from hromada.kernel.removing import remove
from hromada.programme.importing.keys import free_key
from hromada.programme.models import Edition, EditionBody, Room, Topic, Venue

Part = TypeVar("Part", Venue, Room, Topic, EditionBody)

_LONGEST_KEY = 80


@transaction.atomic
def add_part(part: Part, *, by: Person | None) -> Part:
    """The last of its sort; its name in addresses is made from what it is called, and stays."""
    _lock(part)
    row = _beside(part)
    last = row.aggregate(last=Max("position"))["last"]
    part.position = 0 if last is None else last + 1
    if not isinstance(part, EditionBody):
        name = part.name.get("en") or part.name.text("de")
        part.key = free_key(name, part._meta.model_name or "", set(row.values_list("key", flat=True)), _LONGEST_KEY)
    return editing.create(part, by=by, within=part.edition, part_of=above(part))


def edit_part(part: Part, values: Mapping[str, Any], *, by: Person | None, base: int | None = None) -> Edited[Part]:
    return editing.edit(part, values, by=by, base=base, within=part.edition, part_of=above(part))


def remove_part(part: Part, *, by: Person | None) -> AuditEntry:
    """Sessions that were there stay, without it; the history brings it back, and ties them again."""
    return remove(part, by=by, within=part.edition, part_of=above(part))


@transaction.atomic
def move_part(part: Part, *, up: bool, by: Person | None) -> None:
    """One place up or down among its like; nothing happens at the end of the row."""
    _lock(part)
    row = list(_beside(part).order_by("position", "pk"))
    one_act = new_batch(Together.ACT)
    for one, position in moved(row, part, up=up):
        editing.edit(
            one,
            {"position": position},
            by=by,
            within=one.edition,
            part_of=above(one),
            verb="moved",
            batch=one_act,
        )


def above(part: Part) -> Venue | Edition | None:
    """What the part belongs to beside the conference: a room to its venue; organisers stand in its settings."""
    return part.venue if isinstance(part, Room) else part.edition if isinstance(part, EditionBody) else None


def _lock(part: Part) -> None:
    Edition.objects.select_for_update(no_key=True).get(pk=part.edition_id)


def _beside(part: Part) -> Any:
    row = type(part)._default_manager.filter(edition=part.edition_id)
    return row.filter(role=part.role) if isinstance(part, EditionBody) else row

"""A session is placed; what it holds at its time comes along by as much, and goes back with it as one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction

from hromada.accounts.models import Person
from hromada.kernel.audit import Together, new_batch, record_each
from hromada.kernel.editing import Edited, facts_of
from hromada.programme.actions.sessions import edit_session
from hromada.programme.models import Room, Session
from hromada.programme.planning import is_within

_FIELDS = ("starts", "ends", "room")
Changes = Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Moved:
    """``along``: what was changed of the sessions that came with it, by number."""

    edited: Edited[Session]
    along: Mapping[int, Changes] = field(default_factory=dict)

    @property
    def changes(self) -> dict[int, Changes]:
        """Of all of them, by number."""
        return {self.edited.thing.pk: self.edited.changes, **self.along}


@transaction.atomic
def place_session(
    session: Session,
    *,
    room: Room | None,
    starts: datetime | None,
    ends: datetime | None,
    by: Person | None,
    base: int | None = None,
    takes_held: bool = False,
) -> Moved:
    """Where and when; see ``edit_with_held``."""
    return edit_with_held(
        session, {"room": room, "starts": starts, "ends": ends}, by=by, base=base, takes_held=takes_held
    )


@transaction.atomic
def edit_with_held(
    session: Session,
    values: Mapping[str, Any],
    *,
    by: Person | None,
    base: int | None = None,
    takes_held: bool = True,
) -> Moved:
    """As ``edit_session``. ``takes_held``: what is part of it and lies within its time begins as much later or earlier
    as it does; what is in its own room goes with it to the new one. A constant number of statements for a level."""
    # Locked in one order, so that two who move at once do not wait for each other.
    numbers = [session.pk, *(_below(session) if takes_held else ())]
    family = Session.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk")
    rows = {row.pk: row for row in family}
    before = rows.pop(session.pk)
    held = [row for row in rows.values() if is_within(row, before)]
    batch = new_batch(Together.BULK) if held else ""
    edited = edit_session(session, values, by=by, base=base, batch=batch)
    return Moved(edited, _take_along(held, before, edited, by, batch))


def _take_along(
    held: list[Session], before: Session, edited: Edited[Session], by: Person | None, batch: str
) -> dict[int, Changes]:
    after = edited.thing
    if not (held and edited.changes and before.starts and after.starts and after.ends):
        return {}
    # With one end where it was, it has become longer or shorter.
    is_moved = {"starts", "ends"} <= edited.changes.keys()
    later = after.starts - before.starts if is_moved else timedelta(0)
    changes: dict[int, Changes] = {}
    for row in held:
        was = facts_of(row, _FIELDS)
        row.starts, row.ends = _moved(row.starts, later), _moved(row.ends, later)
        if row.room_id is not None and row.room_id == before.room_id:
            row.room_id = after.room_id
        now = facts_of(row, _FIELDS)
        if found := {name: (was[name], now[name]) for name in _FIELDS if was[name] != now[name]}:
            changes[row.pk] = found
    changed = [row for row in held if row.pk in changes]
    Session.objects.bulk_update(changed, _FIELDS)
    details = [(row, {"changes": changes[row.pk]}) for row in changed]
    record_each(details, "edited", by=by, within=before.edition, part_of=_part_of, batch=batch)
    return changes


def _moved(moment: datetime | None, later: timedelta) -> datetime | None:
    return moment and moment + later


def _part_of(row: models.Model) -> str:
    return f"{Session._meta.label_lower}:{getattr(row, 'parent_id', '')}"


def _below(session: Session) -> set[int]:
    """The numbers of all that is part of it, at whatever depth."""
    found: set[int] = set()
    level = {session.pk}
    while level:
        level = set(Session.objects.filter(parent__in=level).values_list("pk", flat=True)) - found - {session.pk}
        found |= level
    return found

"""Where a session hangs: what it is part of, what it may become part of, as far as the person at the desk may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hromada.programme.access import Desk
from hromada.programme.models import Session
from hromada.programme.models.session import SessionQuerySet


@dataclass(frozen=True)
class Branch:
    """``above``: from the top down to where it hangs. ``parents``: what it may be part of; None where it is the ground
    on which a co-organiser stands, and not theirs to move."""

    above: Sequence[Session]
    parents: Sequence[Session] | None


def branch_of(desk: Desk, session: Session | None) -> Branch:
    """``session``: None for one that is yet to be."""
    rows = list(desk.editable_sessions.only("key", "title", "parent", "edition"))
    by_pk = {row.pk: row for row in rows}
    if session is None:
        return Branch((), rows)
    over = list(_upwards(session.parent_id, by_pk))[::-1]
    if not desk.may_edit and session.parent_id not in by_pk:
        return Branch(over, None)
    below = _below(session, rows)
    return Branch(over, [row for row in rows if row.pk not in below])


def above(visible: SessionQuerySet, session: Session) -> list[Session]:
    """What it is part of, from the top down, as far as that is among the visible."""
    if session.parent_id is None:
        return []
    by_pk = {row.pk: row for row in visible.only("key", "title", "parent", "edition")}
    return list(_upwards(session.parent_id, by_pk))[::-1]


def _upwards(pk: int | None, by_pk: dict[int, Session]) -> Iterator[Session]:
    while pk is not None and pk in by_pk:
        yield by_pk[pk]
        pk = by_pk[pk].parent_id


def _below(session: Session, rows: Sequence[Session]) -> set[int]:
    """The session itself and all that is part of it."""
    held: dict[int | None, list[int]] = defaultdict(list)
    for row in rows:
        held[row.parent_id].append(row.pk)
    found: set[int] = set()
    waiting = [session.pk]
    while waiting:
        pk = waiting.pop()
        found.add(pk)
        waiting.extend(held[pk])
    return found

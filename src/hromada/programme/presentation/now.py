"""What is on, what comes next, and until when that stays true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hromada.programme.snapshot import Programme, Session

_BEFOREHAND = timedelta(hours=3)


@dataclass(frozen=True)
class Moment:
    """``until``: the next instant at which the answer changes; None when it never will again."""

    running: tuple[Session, ...] = ()
    coming: tuple[Session, ...] = ()
    until: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.running or self.coming)


def moment(programme: Programme, at: datetime) -> Moment:
    """The sessions on and those that begin next, from three hours before the first of a day until the last has ended.

    A session that holds others steps back while one of those is on or next.
    """
    sessions = programme.sessions
    running = [session for session in sessions if session.starts <= at < session.ends]
    following = [session for session in sessions if session.starts > at]
    first = min((session.starts for session in following), default=None)
    soon = first is not None and (bool(running) or first - at <= _BEFOREHAND)
    coming = [session for session in following if session.starts == first] if soon else []
    changes = [session.ends for session in running]
    if first is not None:
        changes += [first] if soon else [first - _BEFOREHAND]
    return Moment(_innermost(running), _innermost(coming), min(changes, default=None))


def _innermost(sessions: Sequence[Session]) -> tuple[Session, ...]:
    holding = {session.parent for session in sessions}
    return tuple(session for session in sessions if session.key not in holding)

"""The days of a programme: a session belongs to the day on which it begins, on the clocks of the place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hromada.programme.snapshot import Programme, Session


@dataclass(frozen=True, kw_only=True)
class Day:
    """From its first moment to the next midnight, or to the end of the session that lasts longest."""

    index: int
    date: date
    starts: datetime
    ends: datetime
    sessions: tuple[Session, ...]


def days(programme: Programme) -> tuple[Day, ...]:
    """Every day of the edition, with or without sessions, and any other day on which a session begins."""
    edition = programme.edition
    length = max(0, (edition.ends_on - edition.starts_on).days)
    sessions: dict[date, list[Session]] = {edition.starts_on + timedelta(days=n): [] for n in range(length + 1)}
    for session in programme.sessions:
        sessions.setdefault(programme.local(session.starts).date(), []).append(session)
    return tuple(
        Day(
            index=index,
            date=day,
            starts=_midnight(programme, day),
            ends=max(
                [_midnight(programme, day + timedelta(days=1)), *(programme.local(s.ends) for s in sessions[day])]
            ),
            sessions=tuple(sessions[day]),
        )
        for index, day in enumerate(sorted(sessions), 1)
    )


def _midnight(programme: Programme, day: date) -> datetime:
    return datetime.combine(day, time.min, programme.edition.zone)

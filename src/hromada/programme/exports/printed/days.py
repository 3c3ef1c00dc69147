"""The days: rows by the time at which sessions begin, those that begin together side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from hromada.programme.exports import wording
from hromada.programme.exports.clean import one_line
from hromada.programme.exports.days import Day, days
from hromada.programme.exports.printed.glyphs import drawable
from hromada.programme.exports.printed.texts import long_date, paragraphs, spoken
from hromada.programme.labels import label
from hromada.programme.presentation.times import long_day
from hromada.programme.snapshot import Appearance, Format, Kind, Programme, Session

_COLUMNS = 3
# A row with more letters than this in one cell may be broken between pages; a shorter one stays whole.
_LONG_CELL = 1100
_SLIM = frozenset({Kind.BREAK, Kind.REGISTRATION})


def printed_days(programme: Programme) -> list[dict[str, Any]]:
    main_venue = _main_venue(programme)
    printed = (_Day(programme, day, main_venue) for day in days(programme) if day.sessions)
    return [{"title": drawable(long_day(day.day.date)), "rows": list(day.rows())} for day in printed]


def _main_venue(programme: Programme) -> str | None:
    """The venue of most sessions, which need not be told to find a room."""
    rooms = programme.room_by_key
    venues = [rooms[session.room].venue for session in programme.sessions if session.room]
    return max(dict.fromkeys(venues), key=venues.count, default=None)


@dataclass(frozen=True)
class _Day:
    programme: Programme
    day: Day
    main_venue: str | None

    def rows(self) -> Iterator[dict[str, Any]]:
        for starts, together in groupby(sorted(self.day.sessions, key=lambda s: s.starts), key=lambda s: s.starts):
            rows = list(_side_by_side(list(together)))
            width = max(map(len, rows))
            for index, row in enumerate(rows):
                ends = {self.ends(session) for session in row}
                cells = [self.cell(session) for session in row]
                yield {
                    "starts": self.programme.local(starts).strftime("%H:%M"),
                    "ends": ends.pop() if len(ends) == 1 else None,
                    "first": index == 0,
                    "width": width,
                    "breakable": max(map(_letters, cells)) > _LONG_CELL,
                    "cells": cells,
                }

    def ends(self, session: Session) -> str:
        starts, ends = self.programme.local(session.starts), self.programme.local(session.ends)
        clock = ends.strftime("%H:%M")
        return clock if starts.date() == ends.date() else drawable(f"{long_date(ends.date())}, {clock}")

    def place(self, session: Session) -> str:
        """The room, with its venue when that is not where most takes place; what stands in for a room otherwise."""
        room = self.programme.room_by_key[session.room] if session.room else None
        venue = (room.venue if room else None) or session.venue
        names = [room.name] if room else []
        if venue and (not room or venue != self.main_venue):
            names.append(self.programme.venue_by_key[venue].name)
        if names:
            return drawable(", ".join(one_line(name.text()) for name in names))
        if session.format is Format.ONLINE or _is_slim(session):
            return ""
        return drawable(_("Place to be announced"))

    def cell(self, session: Session) -> dict[str, Any]:
        return {
            "kind": drawable(str(label(session.kind))),
            "place": self.place(session),
            "title": spoken(session.title) or {"text": drawable(wording.title(session))},
            "marks": [drawable(mark) for mark in wording.marks(session)],
            "range": f"{self.programme.local(session.starts):%H:%M}–{self.ends(session)}",
            "slim": _is_slim(session),
            "abstract": [*paragraphs(session.note), *paragraphs(session.abstract)],
            "abstract_mark": drawable(wording.only_in_mark(session.abstract)),
            "people": [_person(self.programme, appearance) for appearance in session.appearances],
            "facts": [drawable(line) for line in _facts(self.programme, session)],
        }


def _side_by_side(sessions: list[Session]) -> Iterator[list[Session]]:
    """Sessions that begin together, over as few rows as it takes.

    Rows of their own, before the others: breaks, and what holds the sessions that follow.
    """
    holding = {session.parent for session in sessions}
    apart = [session for session in sessions if _is_slim(session) or session.key in holding]
    beside = [session for session in sessions if session not in apart]
    yield from ([session] for session in apart)
    # Four stand better as two and two than as three and one.
    width = 2 if len(beside) == 4 else _COLUMNS
    yield from (beside[at : at + width] for at in range(0, len(beside), width))


def _is_slim(session: Session) -> bool:
    return session.kind in _SLIM and not session.appearances


def _letters(cell: dict[str, Any]) -> int:
    """About how long a cell is; a person takes as much room as a line and a half of text."""
    return len(cell["title"]["text"]) + sum(len(p["text"]) for p in cell["abstract"]) + 70 * len(cell["people"])


def _facts(programme: Programme, session: Session) -> Iterator[str]:
    """What stands small below a session; the numbers of places are left to the web, where they are current."""
    if session.parent and session.parent in programme.session_by_key:
        yield str(wording.Fact(_("Part of"), wording.title(programme.session_by_key[session.parent])))
    if session.organisers:
        yield str(wording.Fact(_("Organised by"), wording.bodies(session.organisers)))
    if spoken_here := list(map(str, wording.language_facts(session))):
        yield " · ".join(spoken_here)
    terms = [str(label(session.format))] if session.format is not Format.ON_SITE else []
    if session.sign_up:
        terms.append(_("Sign-up required"))
    if terms:
        yield " · ".join(terms)


def _person(programme: Programme, appearance: Appearance) -> dict[str, Any]:
    organisation = spoken(appearance.organisation.name) if appearance.organisation else None
    return {
        "part": drawable(str(label(appearance.part))),
        "name": spoken(programme.speaker_by_key[appearance.speaker].name) or {"text": "–"},
        "roles": [role for role in (spoken(appearance.function), organisation) if role],
        "unconfirmed": drawable(wording.unconfirmed_mark(appearance)),
        "presence": drawable(wording.presence_mark(appearance)),
    }

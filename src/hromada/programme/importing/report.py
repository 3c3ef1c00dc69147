"""What an import found and did, in the words of the reader; the numbers add up."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hromada.programme.importing.assembling import Reading
from hromada.programme.importing.notes import Note, told
from hromada.programme.importing.plan import Plan

MOST_SESSIONS_TOLD = 100


@dataclass(frozen=True, kw_only=True)
class Sessions:
    """Titles of sessions by what becomes of them; of changed ones, with what changes."""

    new: tuple[str, ...]
    changed: tuple[tuple[str, tuple[str, ...]], ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ImportReport(ABC):
    """What the report of every format has: numbers, sessions, notes, and all of it in lines."""

    edition: str
    is_new: bool
    removed_gone: bool
    dry_run: bool

    @property
    @abstractmethod
    def form(self) -> str:
        """What the format is called."""

    @property
    @abstractmethod
    def found(self) -> int:
        """Items of the file that stand for a session."""

    @property
    @abstractmethod
    def left_out(self) -> int:
        """So many of them became none."""

    @cached_property
    @abstractmethod
    def sessions(self) -> Sessions:
        """What becomes of the sessions of file and draft."""

    @property
    @abstractmethod
    def changes_anything(self) -> bool:
        """Whether writing it would leave a trace."""

    @abstractmethod
    def things(self) -> Iterator[str]:
        """Lines on what is not a session."""

    @property
    @abstractmethod
    def remarks(self) -> tuple[Note, ...]:
        """What was mended, left out and not kept."""

    def lines(self) -> list[str]:
        return [self.outcome(), self.read(), self.compared(), *self.things(), *self.told_sessions(), *self.notes()]

    def outcome(self) -> str:
        if not self.changes_anything:
            return _("Nothing changed.")
        if self.dry_run:
            return _("A trial run: nothing was written.")
        return _("Everything was written.")

    def read(self) -> str:
        found, left = self.found, self.left_out
        text = ngettext(
            "%(format)s: %(found)d item found, %(read)d read, %(left)d left out.",
            "%(format)s: %(found)d items found, %(read)d read, %(left)d left out.",
            found,
        )
        return text % {"format": self.form, "found": found, "read": found - left, "left": left}

    def compared(self) -> str:
        plan = self.sessions
        numbers = {
            "edition": self.edition,
            "new": len(plan.new),
            "changed": len(plan.changed),
            "unchanged": len(plan.unchanged),
            "gone": len(plan.gone),
        }
        if self.removed_gone:
            text = _("%(edition)s: %(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(gone)d removed.")
        else:
            text = _(
                "%(edition)s: %(new)d new, %(changed)d changed, %(unchanged)d unchanged; "
                "%(gone)d not in the file and kept."
            )
        return text % numbers

    def told_sessions(self) -> Iterator[str]:
        sessions = self.sessions
        if not self.is_new:
            yield from several_told([_("new: %(title)s") % {"title": told(title)} for title in sessions.new])
        yield from several_told(
            [
                _("changed: %(title)s (%(fields)s)") % {"title": told(title), "fields": ", ".join(fields)}
                for title, fields in sessions.changed
            ]
        )
        yield from several_told([_("not in the file: %(title)s") % {"title": told(title)} for title in sessions.gone])

    def notes(self) -> Iterator[str]:
        for note in self.remarks:
            yield f"  {note}"


@dataclass(frozen=True, kw_only=True)
class Report(ImportReport):
    """Of a file of the field."""

    reading: Reading
    plan: Plan

    @property
    def form(self) -> str:
        return self.reading.form

    @property
    def found(self) -> int:
        return self.reading.found

    @property
    def left_out(self) -> int:
        return self.reading.left_out

    @property
    def remarks(self) -> tuple[Note, ...]:
        return self.reading.notes

    @cached_property
    def sessions(self) -> Sessions:
        plan = self.plan
        return Sessions(
            new=tuple(one.title.text() for one in plan.new),
            changed=tuple((one.given.title.text(), tuple(one.became)) for one in plan.changed),
            unchanged=tuple(one.session.title.text() for one in plan.unchanged),
            gone=tuple(one.session.title.text() for one in plan.gone),
        )

    @property
    def changes_anything(self) -> bool:
        plan = self.plan
        return self.is_new or bool(plan.new or plan.changed or plan.renamed_rooms or (plan.gone and self.removed_gone))

    def things(self) -> Iterator[str]:
        plan = self.plan
        counted = {"rooms": len(plan.rooms), "topics": len(plan.topics), "people": len(plan.people)}
        if any(counted.values()) or plan.known_people:
            text = _(
                "Rooms: %(rooms)d new. Topics: %(topics)d new. People: %(people)d new, %(known)d known already by name."
            )
            yield text % {**counted, "known": plan.known_people}
        for name in plan.renamed_rooms.values():
            yield _("A room is called otherwise now: %(name)s.") % {"name": told(name.text())}
        if any(speaker.biography for speaker in plan.people):
            yield _("Biographies are kept, but not published until the people consent.")


def several_told(lines: list[str]) -> Iterator[str]:
    for line in lines[:MOST_SESSIONS_TOLD]:
        yield f"  {line}"
    if (rest := len(lines) - MOST_SESSIONS_TOLD) > 0:
        yield "  " + ngettext("and %(count)d further.", "and %(count)d further.", rest) % {"count": rest}

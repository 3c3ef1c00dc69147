"""What an import found and did, in the words of the reader; the numbers add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hromada.programme.importing.assembling import Reading
from hromada.programme.importing.notes import told
from hromada.programme.importing.plan import Plan

MOST_SESSIONS_TOLD = 100


@dataclass(frozen=True, kw_only=True)
class Report:
    reading: Reading
    plan: Plan
    edition: str
    is_new: bool
    removed_gone: bool
    dry_run: bool

    @property
    def changes_anything(self) -> bool:
        plan = self.plan
        return self.is_new or bool(plan.new or plan.changed or plan.renamed_rooms or (plan.gone and self.removed_gone))

    def lines(self) -> list[str]:
        return [self.outcome(), self.read(), self.compared(), *self.things(), *self.sessions(), *self.notes()]

    def outcome(self) -> str:
        if not self.changes_anything:
            return _("Nothing changed.")
        if self.dry_run:
            return _("A trial run: nothing was written.")
        return _("Everything was written.")

    def read(self) -> str:
        found, left = self.reading.found, self.reading.left_out
        text = ngettext(
            "%(format)s: %(found)d item found, %(read)d read, %(left)d left out.",
            "%(format)s: %(found)d items found, %(read)d read, %(left)d left out.",
            found,
        )
        return text % {"format": self.reading.form, "found": found, "read": found - left, "left": left}

    def compared(self) -> str:
        plan = self.plan
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

    def sessions(self) -> Iterator[str]:
        plan = self.plan
        if not self.is_new:
            yield from _told([_("new: %(title)s") % {"title": told(one.title.text())} for one in plan.new])
        yield from _told(
            [
                _("changed: %(title)s (%(fields)s)")
                % {"title": told(one.given.title.text()), "fields": ", ".join(one.became)}
                for one in plan.changed
            ]
        )
        yield from _told(
            [_("not in the file: %(title)s") % {"title": told(one.session.title.text())} for one in plan.gone]
        )

    def notes(self) -> Iterator[str]:
        for note in self.reading.notes:
            yield f"  {note}"


def _told(lines: list[str]) -> Iterator[str]:
    for line in lines[:MOST_SESSIONS_TOLD]:
        yield f"  {line}"
    if (rest := len(lines) - MOST_SESSIONS_TOLD) > 0:
        yield "  " + ngettext("and %(count)d further.", "and %(count)d further.", rest) % {"count": rest}

"""Conflicts and gaps as a person at the desk reads them: in words, each leading to where it is mended.

Who sees a part of the programme only is told that a room or a person is taken, and not by what.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from hromada.programme.planning import Planning, Row
from hromada.programme.rules import Code, Finding, Severity

_LONGEST_TITLE = 50

# What is solved needs no advice.
_BRIEFLY: dict[Code, Promise] = {
    Code.ENDS_BEFORE_START: gettext_lazy("“%(session)s” ended before it began"),
    Code.ROOM_TWICE: gettext_lazy("“%(session)s” and “%(other)s” in one room at once"),
    Code.PERSON_TWICE: gettext_lazy("%(person)s in “%(session)s” and “%(other)s” at once"),
    Code.OUTSIDE_DAYS: gettext_lazy("“%(session)s” outside the days of the conference"),
    Code.OUTSIDE_PARENT: gettext_lazy("“%(session)s” outside the time of “%(other)s”"),
    Code.CAPACITY_ABOVE_ROOM: gettext_lazy("“%(session)s” with more places than its room"),
    Code.MORE_LANGUAGES_THAN_BOOTHS: gettext_lazy("“%(session)s” with more languages than booths"),
    Code.INVITATION_IN_PUBLIC: gettext_lazy("“%(session)s” by invitation within what is public"),
    Code.NO_FLOOR_LANGUAGE: gettext_lazy("“%(session)s” interpreted without a language spoken"),
    Code.NO_STREAM: gettext_lazy("“%(session)s” hybrid in a room without a stream"),
    Code.NO_TIME: gettext_lazy("“%(session)s” without a time"),
}

_WITHOUT_THE_OTHER: dict[Code, Promise] = {
    Code.ROOM_TWICE: gettext_lazy("“%(session)s” is in a room that is taken then (%(room)s, %(when)s). Move it."),
    Code.PERSON_TWICE: gettext_lazy(
        "%(person)s is in “%(session)s” and elsewhere at once (%(when)s). Move it, or ask someone else."
    ),
}


@dataclass(frozen=True)
class Told:
    """``row`` is the session to mend, ``day`` the one on which the board shows it."""

    finding: Finding
    row: Row
    day: date | None
    is_partial: bool = False

    @property
    def sentence(self) -> str:
        return str(_WITHOUT_THE_OTHER[self.finding.code]) % self._facts if self.is_partial else self.finding.sentence

    @property
    def is_conflict(self) -> bool:
        return self.finding.severity is Severity.CONFLICT

    @property
    def identity(self) -> tuple[object, ...]:
        """What stays the same when only the times of the clash change."""
        return self.finding.code, self.finding.sessions, str(self.finding.facts.get("person", ""))

    @property
    def _facts(self) -> dict[str, object]:
        return {**self.finding.facts, "session": self.row.title}

    @property
    def briefly(self) -> str:
        """What it was about, without what would mend it; where a part is not to be known, the whole sentence."""
        if self.is_partial:
            return self.sentence
        shortened = {name: Truncator(str(fact)).chars(_LONGEST_TITLE) for name, fact in self.finding.facts.items()}
        return str(_BRIEFLY[self.finding.code]) % shortened


@dataclass(frozen=True)
class Difference:
    """What a change has made, and what it has mended."""

    new: tuple[Told, ...]
    solved: tuple[Told, ...]


def told(planning: Planning) -> list[Told]:
    """The findings that concern what the person sees."""
    found = []
    for finding in planning.findings:
        rows = [row for key in finding.sessions if (row := planning.by_key[key]).pk in planning.visible]
        if not rows:
            continue
        is_partial = len(rows) < len(finding.sessions)
        if not is_partial or finding.code in _WITHOUT_THE_OTHER:
            found.append(Told(finding, rows[0], planning.day_of(rows[0]), is_partial))
    return found


def difference(before: Sequence[Told], after: Sequence[Told]) -> Difference:
    were, are = Counter(one.identity for one in before), Counter(one.identity for one in after)
    return Difference(
        new=tuple(one for one in after if one.identity not in were),
        solved=tuple(one for one in before if one.identity not in are),
    )


def concerned(all_told: Iterable[Told], planning: Planning) -> dict[int, list[Told]]:
    """By session, what is told about it: a conflict of each that is in it, a gap of the one that has it."""
    found: dict[int, list[Told]] = defaultdict(list)
    for one in all_told:
        for key in one.finding.sessions if one.is_conflict else one.finding.sessions[:1]:
            found[planning.by_key[key].pk].append(one)
    return found


def marks(all_told: Iterable[Told], planning: Planning) -> dict[int, Severity]:
    """By session, the gravest of what is told about it."""
    told_of = concerned(all_told, planning)
    return {pk: min(one.finding.severity for one in about) for pk, about in told_of.items()}

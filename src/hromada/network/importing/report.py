"""What an import did, row by row, in the words of the reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hromada.network.importing.tables import Problem, shown

MOST_ROWS_TOLD = 250


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class RowReport:
    """``remarks`` are the reasons for a refusal, then contradictions; ``changes`` name what became different."""

    line: int
    key: str
    outcome: Outcome
    remarks: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()

    def __str__(self) -> str:
        said = " ".join([_outcome_in_words(self), *self.remarks])
        return _("line %(line)d, %(key)s: %(said)s") % {"line": self.line, "key": shown(self.key), "said": said}


@dataclass(frozen=True)
class TableReport:
    """One file. Every row that was read is in ``rows``; ``problem`` says why reading stopped."""

    name: str
    rows: tuple[RowReport, ...] = ()
    problem: Problem | None = None

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)

    @property
    def is_refused(self) -> bool:
        return self.problem is not None or any(row.outcome is Outcome.REFUSED for row in self.rows)

    @property
    def counted(self) -> str:
        """'municipalities.csv: 203 rows: 2 new, …'."""
        return f"{self.name}: {_counted(Counter(row.outcome for row in self.rows), len(self.rows))}"

    @cached_property
    def worth_telling(self) -> list[RowReport]:
        """Where something is refused, that is what the reader must see first."""
        told = [row for row in self.rows if row.outcome is not Outcome.UNCHANGED or row.remarks]
        return sorted(told, key=lambda row: (row.outcome is not Outcome.REFUSED, not row.remarks, row.line))

    @property
    def told(self) -> list[RowReport]:
        return self.worth_telling[:MOST_ROWS_TOLD]

    @property
    def untold(self) -> str:
        """How many more there are; '' for none."""
        rest = self.worth_telling[MOST_ROWS_TOLD:]
        if not rest:
            return ""
        counted = _counted(Counter(row.outcome for row in rest), len(rest))
        return _("and further: %(counted)s") % {"counted": counted}

    def lines(self) -> Iterator[str]:
        yield self.counted
        if self.problem:
            yield f"  {self.problem}"
        yield from (f"  {row}" for row in self.told)
        if self.untold:
            yield f"  {self.untold}"


@dataclass(frozen=True)
class Report:
    """``batch``: under which the history keeps all that was written."""

    organisations: TableReport
    partnerships: TableReport
    dry_run: bool
    written: bool
    batch: str = ""

    @property
    def is_refused(self) -> bool:
        return self.organisations.is_refused or self.partnerships.is_refused

    @property
    def changes_anything(self) -> bool:
        rows = (*self.organisations.rows, *self.partnerships.rows)
        return any(row.outcome in (Outcome.NEW, Outcome.CHANGED) for row in rows)

    def lines(self) -> list[str]:
        """The report as text in the active language, the outcome first."""
        return [self.outcome(), *self.organisations.lines(), *self.partnerships.lines()]

    def outcome(self) -> str:
        rows = (*self.organisations.rows, *self.partnerships.rows)
        if self.is_refused:
            refused = sum(row.outcome is Outcome.REFUSED for row in rows)
            if not refused:
                return _("Nothing was written: a file cannot be read.")
            return ngettext(
                "Nothing was written: %(count)d row was refused.",
                "Nothing was written: %(count)d rows were refused.",
                refused,
            ) % {"count": refused}
        if all(row.outcome is Outcome.UNCHANGED for row in rows):
            return _("Nothing changed.")
        if self.dry_run:
            return _("A trial run: nothing was written.")
        return _("Everything was written.")


def _outcome_in_words(row: RowReport) -> str:
    match row.outcome:
        case Outcome.NEW:
            return _("new.")
        case Outcome.CHANGED:
            return _("changed (%(names)s).") % {"names": ", ".join(row.changes)}
        case Outcome.UNCHANGED:
            return _("unchanged.")
        case Outcome.REFUSED:
            return _("refused.")


def _counted(counts: Counter[Outcome], total: int) -> str:
    parts = {
        Outcome.NEW: ngettext("%(count)d new", "%(count)d new", counts[Outcome.NEW]),
        Outcome.CHANGED: ngettext("%(count)d changed", "%(count)d changed", counts[Outcome.CHANGED]),
        Outcome.UNCHANGED: ngettext("%(count)d unchanged", "%(count)d unchanged", counts[Outcome.UNCHANGED]),
        Outcome.REFUSED: ngettext("%(count)d refused", "%(count)d refused", counts[Outcome.REFUSED]),
    }
    listed = ", ".join(text % {"count": counts[outcome]} for outcome, text in parts.items())
    rows = ngettext("%(count)d row", "%(count)d rows", total) % {"count": total}
    return f"{rows}: {listed}"

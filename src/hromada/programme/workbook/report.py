"""What the import of a workbook found and did, in the words of its heads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from hromada.programme.importing.notes import Note, told
from hromada.programme.importing.report import ImportReport, Sessions, several_told
from hromada.programme.workbook import words
from hromada.programme.workbook.planning import Plan, title_of
from hromada.programme.workbook.reading import FileBook
from hromada.programme.workbook.tables import ORDER_OF_WRITING, SESSIONS, Table


@dataclass(frozen=True, kw_only=True)
class WorkbookReport(ImportReport):
    file: FileBook
    plan: Plan

    @property
    def form(self) -> str:
        return "XLSX"

    @property
    def found(self) -> int:
        return self.file.found

    @property
    def left_out(self) -> int:
        return 0

    @property
    def remarks(self) -> tuple[Note, ...]:
        return tuple(self.file.notes.all())

    @cached_property
    def sessions(self) -> Sessions:
        plan = self.plan.of(SESSIONS)
        return Sessions(
            new=tuple(title_of("sessions", row, self.plan) for row in plan.new),
            changed=tuple(
                (title_of("sessions", one.given, self.plan), _fields(SESSIONS, one.became)) for one in plan.changed
            ),
            unchanged=tuple(title_of("sessions", row, self.plan) for row in plan.unchanged),
            gone=tuple(title_of("sessions", row, self.plan) for row in plan.gone),
        )

    @property
    def changes_anything(self) -> bool:
        plans = self.plan.tables.values()
        gone = self.removed_gone and any(plan.gone for plan in plans)
        return self.is_new or gone or any(plan.changes_anything for plan in plans)

    def things(self) -> Iterator[str]:
        for table in ORDER_OF_WRITING:
            plan = self.plan.of(table)
            if table is SESSIONS or not (plan.new or plan.changed or plan.gone):
                continue
            numbers = {"new": len(plan.new), "changed": len(plan.changed), "gone": len(plan.gone)}
            text = (
                _("%(sheet)s: %(new)d new, %(changed)d changed, %(gone)d removed.")
                if self.removed_gone
                else _("%(sheet)s: %(new)d new, %(changed)d changed; %(gone)d not in the file and kept.")
            )
            yield text % {"sheet": table.title, **numbers}
            if not self.is_new:
                yield from self._rows(table)

    def _rows(self, table: Table) -> Iterator[str]:
        plan, name = self.plan.of(table), table.name
        yield from several_told(
            [_("new: %(title)s") % {"title": told(title_of(name, row, self.plan))} for row in plan.new]
        )
        yield from several_told(
            [
                _("changed: %(title)s (%(fields)s)")
                % {"title": told(title_of(name, one.given, self.plan)), "fields": ", ".join(_fields(table, one.became))}
                for one in plan.changed
            ]
        )
        yield from several_told(
            [_("not in the file: %(title)s") % {"title": told(title_of(name, row, self.plan))} for row in plan.gone]
        )


def _fields(table: Table, became: dict[str, object] | object) -> tuple[str, ...]:
    """As the heads of the workbook call them."""
    found = []
    for name in became if isinstance(became, dict) else ():
        column, _colon, code = name.partition(":")
        found.append(words.head(table.column(column), code))
    return tuple(found)

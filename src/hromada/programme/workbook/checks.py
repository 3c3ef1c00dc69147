"""What must hold of the rows of a workbook, before the database is asked; and which row without a key is not new."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from hromada.programme.models import Appearance
from hromada.programme.workbook.book import Row, Value, texts
from hromada.programme.workbook.faults import Faults
from hromada.programme.workbook.naming import names_of
from hromada.programme.workbook.tables import SESSIONS, Table
from hromada.programme.workbook.words import plain

After = Mapping[str, Mapping[str, Mapping[str, Value]]]


def check_row(table: Table, row: Row, after: Mapping[str, Value], faults: Faults, *, is_new: bool) -> None:
    called = table.column(table.called)
    has_fault = any(name.partition(":")[0] == called.name for name in row.wrong)
    if called.by_language and not texts(after, called.name) and not has_fault:
        place = next((cell for name, cell in row.cells.items() if name.startswith(f"{called.name}:")), row.cell("key"))
        faults.add(row.sheet, place, _("it needs a text in at least one language."))
    for column in table.columns:
        if column.is_needed and is_new and after.get(column.name) is None and column.name not in row.wrong:
            faults.add(row.sheet, row.cell(column.name), _("this must not be blank in a new row."))
    if table is SESSIONS:
        _check_times(row, after, faults)


def _check_times(row: Row, after: Mapping[str, Value], faults: Faults) -> None:
    starts, ends = after.get("starts"), after.get("ends")
    if row.wrong & {"starts", "ends"}:
        return
    if isinstance(starts, datetime) and isinstance(ends, datetime) and ends <= starts:
        faults.add(
            row.sheet, row.cell("ends"),
            _("it ends (%(ends)s) before it begins (%(starts)s). If it ends on another day, please write the date "
              "before the time: 13.05.2027 00:30.")
            % {"ends": f"{ends:%d.%m.%Y %H:%M}", "starts": f"{starts:%d.%m.%Y %H:%M}"},
        )  # fmt: skip


def check(after: After, rows: Mapping[str, Mapping[str, Row]], faults: Faults) -> None:
    """What holds between rows."""
    _check_circles(after["sessions"], rows["sessions"], faults)
    _check_parts(after["appearances"], rows["appearances"], faults)
    _check_successors(after["appearances"], rows["appearances"], faults)


def _check_circles(sessions: Mapping[str, Mapping[str, Value]], rows: Mapping[str, Row], faults: Faults) -> None:
    for key, row in rows.items():
        if (parent := sessions[key].get("parent")) is not None and parent not in sessions:
            faults.add(row.sheet, row.cell("parent"), _("the session that this one is part of is not in the workbook."))
    done: set[str] = set()
    for first in sessions:
        path: dict[str, None] = {}
        above: Value = first
        while isinstance(above, str) and above in sessions and above not in done and above not in path:
            path[above] = None
            above = sessions[above].get("parent")
        if isinstance(above, str) and above in path:
            for one in list(path)[list(path).index(above) :]:
                if one in rows:
                    sentence = _("the session is part of itself, directly or through others.")
                    faults.add(rows[one].sheet, rows[one].cell("parent"), sentence)
        done.update(path)


def _check_parts(appearances: Mapping[str, Mapping[str, Value]], rows: Mapping[str, Row], faults: Faults) -> None:
    seen: set[tuple[Value, ...]] = set()
    # Rows of the draft that the file lacks come first: the fault lies where someone can mend it.
    for key in sorted(appearances, key=lambda key: key in rows):
        values = appearances[key]
        place = (values.get("session"), values.get("person"), values.get("part"))
        if values.get("state") == Appearance.State.DECLINED or None in place:
            continue
        if place in seen and key in rows:
            row = rows[key]
            faults.add(row.sheet, row.cell("part"), _("this person already has this part in the session."))
        seen.add(place)


def _check_successors(appearances: Mapping[str, Mapping[str, Value]], rows: Mapping[str, Row], faults: Faults) -> None:
    seen: set[Value] = set()
    for key in sorted(appearances, key=lambda key: key in rows):
        replaced = appearances[key].get("replaces")
        if replaced is None:
            continue
        if key in rows and (replaced == key or replaced in seen):
            row = rows[key]
            faults.add(row.sheet, row.cell("replaces"), _("each place is taken over by one other person."))
        seen.add(replaced)


class Again:
    """A row without a key that the draft has already, from an earlier import of the same file, is not new again."""

    def __init__(self, table: Table, stored: Iterable[Row], matched: Collection[str]) -> None:
        self.table = table
        self._keys: dict[tuple[object, ...], list[str]] = {}
        for row in stored:
            if row.key not in matched:
                for sign in self._signs(row):
                    self._keys.setdefault(sign, []).append(row.key)
        self._used: set[str] = set()

    def key_of(self, row: Row) -> str | None:
        """The key of the one row of the draft that it repeats."""
        keys = (key for sign in self._signs(row) for key in self._keys.get(sign, ()))
        found = next((key for key in keys if key not in self._used), None)
        if found is not None:
            self._used.add(found)
        return found

    def _signs(self, row: Row) -> list[tuple[object, ...]]:
        values = row.values
        if self.table.name == "appearances":
            return [(values.get("session"), values.get("person"), values.get("part"))]
        if self.table.name == "materials":
            return [(values.get("session"), values.get("url"))]
        names = map(plain, names_of(row, self.table.called))
        if self.table.name == "sessions":
            return [(name, values.get("starts")) for name in names]
        return [(name, values.get("session")) for name in names]

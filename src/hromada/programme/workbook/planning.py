"""What a workbook would do to the draft, as plain values: no query, nothing written; every fault with its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from hromada.kernel.localised import Localised
from hromada.programme.importing.keys import free_key
from hromada.programme.workbook import checks
from hromada.programme.workbook.book import Book, Row, Value, in_language, texts
from hromada.programme.workbook.faults import Faults
from hromada.programme.workbook.finding import Finder, House
from hromada.programme.workbook.naming import name_of, names_of
from hromada.programme.workbook.of_draft import Stored
from hromada.programme.workbook.reading import FileBook
from hromada.programme.workbook.since import Stamp, digest, digests_by_field
from hromada.programme.workbook.tables import BY_NAME, ORDER_OF_WRITING, PEOPLE, SESSIONS, Column, Sort, Table
from hromada.programme.workbook.values import Mention, Wrong
from hromada.programme.workbook.words import plain

# Addresses are in Latin letters.
_LANGUAGES_OF_KEYS = ("en", "de")


@dataclass(eq=False)
class Change:
    stored: Row
    given: Row
    became: dict[str, Value]


@dataclass
class TablePlan:
    """Every row of the file is new, changed or unchanged; gone are those of the draft that the file lacks."""

    new: list[Row] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: list[Row] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)

    @property
    def changes_anything(self) -> bool:
        return bool(self.new or self.changed)


@dataclass
class Plan:
    """``after`` holds the rows as they will be, of the file and of the draft beside it."""

    tables: dict[str, TablePlan] = field(default_factory=dict)
    after: dict[str, dict[str, Mapping[str, Value]]] = field(default_factory=dict)

    def of(self, table: Table) -> TablePlan:
        return self.tables[table.name]


def make_plan(file: FileBook, stored: Stored, house: House, *, remove_gone: bool) -> Plan:
    """Raises FaultyWorkbook with every fault of the file, those of reading among them."""
    planning = _Planning(file, stored, house, remove_gone)
    for table in ORDER_OF_WRITING:
        planning.plan_table(table)
    checks.check(planning.plan.after, planning.rows, file.faults)
    file.faults.refuse()
    return planning.plan


class _Planning:
    def __init__(self, file: FileBook, stored: Stored, house: House, remove_gone: bool) -> None:
        self.file = file
        self.faults: Faults = file.faults
        self.stored = stored
        self.before: Book = stored.book
        self.house = house
        self.remove_gone = remove_gone
        self.stamp = self._stamp()
        self.plan = Plan()
        self.finder = Finder(self.before, house)
        self.rows: dict[str, dict[str, Row]] = {}
        self.removed_sessions: set[str] = set()
        self.numbers: dict[str, dict[str, int]] = {}
        self.given_people = {row.key for row in file.book.rows("people")}

    def _stamp(self) -> Stamp | None:
        """That of the file, where it was written of this very edition."""
        told, here = self.file.book.rows("conference"), self.before.rows("conference")
        stamp = Stamp.read(told[0].base) if told else None
        known = Stamp.read(here[0].base) if here else None
        is_of_here = stamp is not None and known is not None and stamp.edition == known.edition
        return stamp if is_of_here and stamp and stamp.last.keys() >= BY_NAME.keys() else None

    def plan_table(self, table: Table) -> None:
        given = self._without_deleted(table, self.file.book.rows(table.name))
        others = [column for column in table.columns if column.of and column.of != table.name]
        for row in given:
            self._resolve(table, row, others)
        given = self._without_orphans(table, given)
        if table is PEOPLE:
            given = [*given, *self._people_named_elsewhere(given)]
        matched = self._match(table, given)
        plan = self.plan.tables[table.name] = TablePlan()
        plan.gone = self._gone(table, matched)
        if table is SESSIONS and self.remove_gone:
            self.removed_sessions = {row.key for row in plan.gone}
        # A session that goes can still be named: what hangs on it goes with it.
        is_lost = self.remove_gone and table is not SESSIONS
        self.finder.learn(table.name, matched.values(), without={row.key for row in plan.gone} if is_lost else ())
        for row in matched.values():
            self._resolve(table, row, [column for column in table.columns if column.of == table.name])
        self._compare(table, matched, plan)
        self.rows[table.name] = matched

    def _resolve(self, table: Table, row: Row, columns: Iterable[Column]) -> None:
        """Mentions of other rows become their keys."""
        for column in columns:
            value = row.values.get(column.name)
            if column.sort is Sort.REFERENCES and value is not None:
                wanted = [one for one in value if isinstance(one, Mention)]  # type: ignore[union-attr]  # a tuple of them
                row.values[column.name] = frozenset(self._found(table, row, column, wanted))
            elif isinstance(value, Mention):
                found = self._found(table, row, column, [value])
                row.values.pop(column.name)
                if found:
                    row.values[column.name] = found[0]

    def _found(self, table: Table, row: Row, column: Column, mentions: Iterable[Mention]) -> list[str]:
        before = self.before_of(table, row)
        found = []
        for mention in mentions:
            try:
                found.append(self.finder.key(column.of, mention, before.values.get(column.name) if before else None))
            except Wrong as wrong:
                self.faults.add(row.sheet, row.cell(column.name), wrong.sentence)
                row.wrong.add(column.name)
        return found

    def before_of(self, table: Table, row: Row) -> Row | None:
        return self.finder.stored[table.name].get(row.key) if row.key else None

    def _without_orphans(self, table: Table, given: list[Row]) -> list[Row]:
        """Rows that hang on a session that goes, go with it."""
        if not table.hangs_on or not self.removed_sessions:
            return given
        kept = []
        for row in given:
            if row.values.get(table.hangs_on) in self.removed_sessions:
                self.file.notes.left_out(
                    _("sheet “%(sheet)s”, row %(row)d") % {"sheet": row.sheet, "row": row.number},
                    _("its session is removed."),
                )
            else:
                kept.append(row)
        return kept

    def _people_named_elsewhere(self, given: list[Row]) -> list[Row]:
        """People whom only the sheet of appearances names: in the language of the workbook's first column."""
        known = {plain(name) for row in [*given, *self.before.rows("people")] for name in names_of(row, "name")}
        code = (self.file.book.languages or self.before.languages)[0]
        found: dict[str, Row] = {}
        for row in self.file.book.rows("appearances"):
            mention = row.values.get("person")
            if isinstance(mention, Mention) and self.finder.is_new_person(mention, known, given):
                cells = {in_language("name", code): row.cell("person")}
                new = Row("", {in_language("name", code): str(mention)}, row.sheet, row.number, cells)
                found.setdefault(plain(mention), new)
        return list(found.values())

    def _match(self, table: Table, given: list[Row]) -> dict[str, Row]:
        """Rows of the file by the key that they have from now on."""
        matched: dict[str, Row] = {}
        without_key = []
        for row in given:
            if not row.key or (table.is_numbered and row.key not in self.finder.stored[table.name]):
                without_key.append(row)
            elif (twin := matched.get(row.key)) is not None:
                self.faults.add(
                    row.sheet, row.cell("key"),
                    _("the key “%(key)s” stands in row %(row)d of the sheet “%(sheet)s” too; please empty it in the "
                      "row that is new.") % {"key": row.key, "row": twin.number, "sheet": twin.sheet},
                )  # fmt: skip
            else:
                matched[row.key] = row
        again = checks.Again(table, self.before.rows(table.name), matched)
        taken = {*self.finder.stored[table.name], *matched}
        if table is PEOPLE:
            taken |= self.house.people.keys()
            self._tell_strangers_apart(matched, taken)
        for number, row in enumerate(without_key, 1):
            key = again.key_of(row) or self._new_key(table, row, taken, number)
            if row.key:
                self.finder.renamed[table.name, row.key] = key
            row.key = key
            matched[key] = row
        return matched

    def _tell_strangers_apart(self, matched: dict[str, Row], taken: set[str]) -> None:
        """A key of the file may be that of someone else in this house."""
        for key, row in list(matched.items()):
            if key in self.finder.stored["people"] or key not in self.house.people:
                continue
            if not set(names_of(row, "name")) & set(self.house.people[key].values()):
                del matched[key]
                self.finder.renamed["people", key] = row.key = self._new_key(PEOPLE, row, taken, 0)
                matched[row.key] = row

    def _new_key(self, table: Table, row: Row, taken: set[str], number: int) -> str:
        if table.is_numbered:
            return f"new-{number}"
        name = name_of(row, table.called, (*_LANGUAGES_OF_KEYS, *self.file.book.languages))
        known = self.finder.someone_of_the_house(name) if table is PEOPLE else None
        if known is not None and known not in self.finder.stored["people"] and known not in self.given_people:
            self.given_people.add(known)
            return known
        numbers = self.numbers.setdefault(table.name, {})
        return free_key(name, table.sort_of_key, taken, 120 if table is PEOPLE else 80, numbers)

    def _gone(self, table: Table, matched: Mapping[str, Row]) -> list[Row]:
        """People are of the house, not of the draft; a sheet that is not there says nothing."""
        if table is PEOPLE or table.name not in self.file.told:
            return []
        return [
            row
            for row in self.before.rows(table.name)
            if row.key not in matched
            and row.values.get(table.hangs_on) not in self.removed_sessions
            and (self.stamp is None or self.stored.models[table.name][row.key].pk <= self.stamp.last[table.name])
        ]

    def _compare(self, table: Table, matched: Mapping[str, Row], plan: TablePlan) -> None:
        after: dict[str, Mapping[str, Value]] = {}
        removed = {row.key for row in plan.gone} if self.remove_gone else set()
        for key, before in self.finder.stored[table.name].items():
            is_left = before.values.get(table.hangs_on) not in self.removed_sessions
            if key not in matched and key not in removed and is_left:
                after[key] = before.values
        for key, row in matched.items():
            stored = self.finder.stored[table.name].get(key)
            if stored is not None:
                self._heed_others(table, row, stored)
            after[key] = {**(stored.values if stored else {}), **row.values}
            checks.check_row(table, row, after[key], self.faults, is_new=stored is None)
            if stored is None:
                self._add_new(table, row, plan)
                continue
            became = {
                name: value for name, value in row.values.items() if name != "uid" and value != stored.values.get(name)
            }
            self._refuse_cut(table, row, became)
            if became:
                plan.changed.append(Change(stored, row, became))
            else:
                plan.unchanged.append(row)
        self.plan.after[table.name] = after

    def _heed_others(self, table: Table, row: Row, stored: Row) -> None:
        """What others have changed since the workbook was written stays; what both have, somebody must decide."""
        if self.stamp is None:
            return
        was = digests_by_field(table, row, self.stamp)
        for name in [name for name in was if name in row.values]:
            now = stored.values.get(name)
            if row.values[name] == now or digest(now) == was[name]:
                continue
            if digest(row.values[name]) == was[name]:
                del row.values[name]
                self.file.notes.mended(
                    _("sheet “%(sheet)s”, cell %(cell)s") % {"sheet": row.sheet, "cell": row.cell(name)},
                    _("others have changed this since the workbook was written; that stays."),
                )
            else:
                self.faults.add(
                    row.sheet, row.cell(name),
                    _("others have changed this too since the workbook was written. Please write what it says in the "
                      "office now, or take a fresh workbook."),
                )  # fmt: skip

    def _without_deleted(self, table: Table, given: list[Row]) -> list[Row]:
        """Rows that have been deleted in the office since the workbook was written do not come back by themselves.

        What they refer to may be gone with them, and is not looked at."""
        if self.stamp is None or table is PEOPLE:
            return given
        kept = []
        refers = {column.name for column in table.columns if column.of}
        for row in given:
            was = digests_by_field(table, row, self.stamp) if row.key else {}
            if not was or row.key in self.finder.stored[table.name]:
                kept.append(row)
            elif all(digest(row.values[name]) == was[name] for name in was.keys() & row.values.keys() - refers):
                self.file.notes.left_out(
                    _("sheet “%(sheet)s”, row %(row)d") % {"sheet": row.sheet, "row": row.number},
                    _("it has been deleted since the workbook was written."),
                )
            else:
                self.faults.add(
                    row.sheet, row.cell("key"),
                    _("this row was deleted since the workbook was written; to make it anew, please empty its key."),
                )  # fmt: skip
        return kept

    def _add_new(self, table: Table, row: Row, plan: TablePlan) -> None:
        if table is PEOPLE and row.key in self.house.people:
            # Someone of the house who was not in this draft so far; their name is not ours to change from here.
            plan.unchanged.append(row)
        else:
            if row.values.get("uid") in self.house.uids_elsewhere:
                row.values.pop("uid")
            plan.new.append(row)

    def _refuse_cut(self, table: Table, row: Row, became: Mapping[str, Value]) -> None:
        for name in became:
            if (table.name, row.key, name) in self.stored.cut:
                self.faults.add(
                    row.sheet, row.cell(name),
                    _("the text is longer than a cell can hold; its end is missing. Please change it in the office."),
                )  # fmt: skip


def title_of(table: str, row: Row, plan: Plan) -> str:
    """What a row is called in a report."""
    values = plan.after[table].get(row.key) or row.values
    called = BY_NAME[table].called
    if table == "appearances":
        person = plan.after["people"].get(str(values.get("person")), {})
        session = plan.after["sessions"].get(str(values.get("session")), {})
        return f"{_text(texts(person, 'name'))} – {_text(texts(session, 'title'))}"
    return _text(texts(values, called))


def _text(several: Mapping[str, str]) -> str:
    return Localised(several).text()

"""From the draft in the database to the rows of a workbook, with the same number of queries for any size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from hromada.kernel.localised import Localised
from hromada.programme import models, snapshotting
from hromada.programme.workbook import texts
from hromada.programme.workbook.book import Book, Row, Value, in_language
from hromada.programme.workbook.since import Stamp
from hromada.programme.workbook.tables import (
    APPEARANCES,
    CONFERENCE,
    MATERIALS,
    ORGANISERS,
    PEOPLE,
    ROOMS,
    SESSIONS,
    TABLES,
    TOPICS,
    VENUES,
    Column,
    Sort,
    Table,
)


@dataclass
class Stored:
    """The draft as a workbook would tell it, with its rows in the database by table and key.

    ``cut`` names by table, key and field the texts of which a cell cannot hold the end.
    """

    book: Book
    models: dict[str, dict[str, Any]] = field(default_factory=lambda: {table.name: {} for table in TABLES})
    cut: set[tuple[str, str, str]] = field(default_factory=set)


def stored_book(edition: models.Edition) -> Stored:
    return _Telling(snapshotting.read(edition)).stored()


class _Telling:
    def __init__(self, draft: snapshotting.Draft) -> None:
        self.draft = draft
        self.zone = draft.edition.zone
        self.keys: dict[type[Model], dict[int, str]] = {
            models.Session: {one.pk: one.key for one in draft.sessions},
            models.Room: {one.pk: one.key for one in draft.rooms},
            models.Venue: {one.pk: one.key for one in draft.venues},
        }
        self.languages = self._languages()
        self.found = Stored(Book(self.languages, self.zone))

    def stored(self) -> Stored:
        draft = self.draft
        people = {one.person_id: one.person for one in draft.appearances}
        self._tell(VENUES, {one.key: one for one in draft.venues})
        self._tell(ROOMS, {one.key: one for one in draft.rooms})
        self._tell(TOPICS, {one.key: one for one in draft.topics})
        self._tell(SESSIONS, {one.key: one for one in sorted(draft.sessions, key=lambda one: one.key)})
        self._tell(PEOPLE, {snapshotting.person_key(one): one for one in people.values()})
        self._tell(APPEARANCES, {str(one.pk): one for one in draft.appearances})
        bodies = [body for session in draft.sessions for body in _in_order(session.bodies.all())]
        self._tell(ORGANISERS, {str(one.pk): one for one in bodies})
        materials = [material for session in draft.sessions for material in _in_order(session.materials.all())]
        self._tell(MATERIALS, {str(one.pk): one for one in materials})
        self._tell(CONFERENCE, {draft.edition.slug: draft.edition})
        self.found.book.rows(CONFERENCE.name)[0].base = self._stamp()
        return self.found

    def _stamp(self) -> str:
        last = {
            table: max((thing.pk for thing in things.values()), default=0)
            for table, things in self.found.models.items()
        }
        return str(Stamp(self.draft.edition.pk, self.languages, last))

    def _languages(self) -> tuple[str, ...]:
        """Those of the conference, and whichever others a text of the draft is in."""
        draft = self.draft
        things: list[tuple[Table, Iterable[Model]]] = [
            (SESSIONS, draft.sessions), (ROOMS, draft.rooms), (VENUES, draft.venues), (TOPICS, draft.topics),
            (APPEARANCES, draft.appearances), (PEOPLE, [one.person for one in draft.appearances]),
            (ORGANISERS, [body for one in draft.sessions for body in one.bodies.all()]),
            (MATERIALS, [material for one in draft.sessions for material in one.materials.all()]),
            (CONFERENCE, [draft.edition]),
        ]  # fmt: skip
        codes = {
            code
            for table, several in things
            for column in table.columns
            if column.by_language
            for one in several
            for code in getattr(one, column.name)
        }
        known = dict.fromkeys(draft.edition.languages)
        return (*known, *sorted(codes - set(known)))

    def _tell(self, table: Table, things: Mapping[str, Any]) -> None:
        self.found.models[table.name] = dict(things)
        rows = []
        for key, thing in things.items():
            values: dict[str, Value] = {}
            for column in table.columns[1:]:
                for name, value in self._values(column, thing):
                    values[name] = value
                    self._look_for_cuts(table, key, name, column, thing)
            rows.append(Row(key, values))
        self.found.book.tables[table.name] = rows

    def _values(self, column: Column, thing: Any) -> Iterator[tuple[str, Value]]:
        tidy = texts.paragraphs if column.sort is Sort.TEXT else texts.line
        if column.by_language:
            said: Localised = getattr(thing, column.name)
            for code in self.languages:
                yield in_language(column.name, code), tidy(said.get(code, "")) or None
            return
        if column.sort is Sort.BASE or (isinstance(thing, models.Session) and column.name == "day"):
            return
        yield column.name, self._value(column, thing)

    def _value(self, column: Column, thing: Any) -> Value:
        match column.sort:
            case Sort.REFERENCES:
                return frozenset(topic.key for topic in thing.topics.all())
            case Sort.REFERENCE:
                return self._reference(column, thing)
            case Sort.CLOCK:
                return texts.on_the_clocks(getattr(thing, column.name), self.zone)
            case Sort.LANGUAGES:
                return tuple(getattr(thing, column.name))
            case Sort.UID:
                return str(getattr(thing, column.name))
            case Sort.LINE | Sort.ADDRESS | Sort.LANGUAGE:
                return texts.line(getattr(thing, column.name)) or None
            case _:
                value: Value = getattr(thing, column.name)
                return value

    def _reference(self, column: Column, thing: Any) -> str | None:
        if column.of == "people":
            return snapshotting.person_key(thing.person)
        if column.of == "network":
            return thing.organisation.slug if thing.organisation else None
        pk = getattr(thing, f"{column.name}_id")
        if column.of == "appearances" or pk is None:
            return None if pk is None else str(pk)
        by_table = {"sessions": models.Session, "rooms": models.Room, "venues": models.Venue}
        return self.keys[by_table[column.of]][pk]

    def _look_for_cuts(self, table: Table, key: str, name: str, column: Column, thing: Any) -> None:
        whole = getattr(thing, column.name).get(name.partition(":")[2], "") if column.by_language else ""
        if len(whole) * 2 > texts.LONGEST_TEXT and texts.units(whole) > texts.LONGEST_TEXT:
            self.found.cut.add((table.name, key, name))


def _in_order(several: Iterable[Any]) -> list[Any]:
    return sorted(several, key=lambda one: (one.position, one.pk))

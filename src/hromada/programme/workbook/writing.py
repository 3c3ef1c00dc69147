"""Writing what a plan says; the caller holds the transaction and the lock on the edition."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.db.models import Q
from django.utils.text import slugify

from hromada.accounts.models import Person
from hromada.kernel.audit import name_of
from hromada.kernel.editing import differences, facts_of
from hromada.kernel.localised import Localised, LocalisedField
from hromada.kernel.wording import Rewritten, note
from hromada.network.models import Organisation
from hromada.programme import models
from hromada.programme.importing.ledger import Ledger
from hromada.programme.importing.progress import Progress
from hromada.programme.snapshotting import person_key
from hromada.programme.workbook.book import Book, Row, Value
from hromada.programme.workbook.finding import House
from hromada.programme.workbook.naming import name_and_key, names_of
from hromada.programme.workbook.of_draft import Stored
from hromada.programme.workbook.planning import Plan
from hromada.programme.workbook.tables import (
    APPEARANCES,
    MATERIALS,
    ORDER_OF_WRITING,
    ORGANISERS,
    PEOPLE,
    ROOMS,
    SESSIONS,
    TOPICS,
    VENUES,
    Column,
    Sort,
    Table,
)

_BATCH = 500
_MODELS: dict[str, Any] = {
    VENUES.name: models.Venue,
    ROOMS.name: models.Room,
    TOPICS.name: models.Topic,
    SESSIONS.name: models.Session,
    PEOPLE.name: Person,
    APPEARANCES.name: models.Appearance,
    ORGANISERS.name: models.SessionBody,
    MATERIALS.name: models.Material,
}


def house_of(edition: models.Edition, book: Book) -> House:
    """What the database knows of whom and what the rows of a file name."""
    keys = {row.key for row in book.rows("people") if row.key}
    names = {name for row in book.rows("people") for name in names_of(row, "name")}
    names |= {name_and_key(str(row.values.get("person") or ""))[0] for row in book.rows("appearances")}
    keys |= {slug for name in names if (slug := slugify(name)[:114].strip("-_"))}
    keys |= {f"{key}-{number}" for key in keys for number in range(2, 10)}
    slugs = {str(row.values["organisation"]) for table in (APPEARANCES, ORGANISERS) for row in book.rows(table.name)
             if row.values.get("organisation")}  # fmt: skip
    uids = [str(uid) for row in book.rows("sessions") if (uid := row.values.get("uid"))]
    elsewhere = models.Session.objects.filter(uid__in=uids).exclude(edition=edition.pk)
    return House(
        people={key: person.name for key, person in people_by_key(keys).items()},
        organisations=frozenset(Organisation.objects.filter(slug__in=slugs).values_list("slug", flat=True)),
        uids_elsewhere=frozenset(map(str, elsewhere.values_list("uid", flat=True))),
    )


def people_by_key(keys: Collection[str]) -> dict[str, Person]:
    """Those of the house; one without a key is known by the number that stands in for it."""
    numbers = [int(key.removeprefix("person-")) for key in keys if re.fullmatch(r"person-[1-9]\d{0,17}", key, re.ASCII)]
    found = Person.objects.filter(Q(key__in=keys) | Q(pk__in=numbers, key__isnull=True))
    return {person_key(person): person for person in found}


def write(
    edition: models.Edition, plan: Plan, stored: Stored, *, remove_gone: bool, ledger: Ledger, progress: Progress
) -> None:
    writing = _Writing(edition, plan, stored, ledger, progress)
    progress.expect(sum(len(each.new) + len(each.changed) + len(each.gone) for each in plan.tables.values()))
    if remove_gone:
        writing.remove_gone()
    for table in ORDER_OF_WRITING:
        writing.write_table(table)


class _Writing:
    """``things`` are the rows of the database by table and key, the new ones as soon as they are made."""

    # One row that names another of the same table: written when all of them are there.
    late: ClassVar[dict[str, str]] = {"sessions": "parent", "appearances": "replaces"}

    def __init__(self, edition: models.Edition, plan: Plan, stored: Stored, ledger: Ledger, progress: Progress) -> None:
        self.edition = edition
        self.ledger = ledger
        self.plan = plan
        self.things: dict[str, dict[str, Any]] = stored.models
        self.progress = progress
        self.positions: dict[tuple[str, Value], int] = {}
        wanted = plan.after[APPEARANCES.name].values(), plan.after[ORGANISERS.name].values()
        slugs = {values.get("organisation") for several in wanted for values in several} - {None}
        self.things["network"] = {one.slug: one for one in Organisation.objects.filter(slug__in=slugs)}
        sessions = {one.pk: one for one in self.things[SESSIONS.name].values()}
        # What each is part of, without asking again, and also when that is removed in the same breath.
        for appearance in self.things[APPEARANCES.name].values():
            appearance.session = sessions[appearance.session_id]
        for session in sessions.values():
            session.parent = sessions.get(session.parent_id)

    def remove_gone(self) -> None:
        """What hangs on others goes before them."""
        for table in reversed(ORDER_OF_WRITING):
            gone = [self.things[table.name].pop(row.key) for row in self.plan.of(table).gone]
            for batch in self.progress.batches(gone, 20):
                for thing in batch:
                    self.ledger.remove(thing)
        self._let_go_of_the_gone()

    def _let_go_of_the_gone(self) -> None:
        """The database has forgotten what leads to rows that are gone; what is in our hands must too."""
        rooms = {one.pk for one in self.things[ROOMS.name].values()}
        venues = {one.pk for one in self.things[VENUES.name].values()}
        sessions = {one.pk for one in self.things[SESSIONS.name].values()}
        for room in self.things[ROOMS.name].values():
            room.venue_id = room.venue_id if room.venue_id in venues else None
        for session in self.things[SESSIONS.name].values():
            session.room_id = session.room_id if session.room_id in rooms else None
            session.venue_id = session.venue_id if session.venue_id in venues else None
            session.parent_id = session.parent_id if session.parent_id in sessions else None

    def write_table(self, table: Table) -> None:
        plan, model = self.plan.of(table), _MODELS[table.name]
        if table is APPEARANCES:
            self._step_aside()
        created = {row.key: self._made(table, row) for row in plan.new}
        things = self.things[table.name]
        changed = {change.given.key: (things[change.given.key], change.became) for change in plan.changed}
        if table is PEOPLE:
            self._people_of_the_house()
        before = {key: facts_of(thing, _fields(became)) for key, (thing, became) in changed.items()}
        for batch in self.progress.batches(list(created.values()), _BATCH):
            model.objects.bulk_create(batch)
            self.ledger.made(batch)
        things |= created
        self._change(table, changed)
        self._write_late(table)
        if table is SESSIONS:
            self._write_topics()
        self._record_changes(changed, before)

    def _record_changes(
        self,
        changed: Mapping[str, tuple[Any, Mapping[str, Value]]],
        before: Mapping[str, Mapping[str, Any]],
    ) -> None:
        told = []
        for key, (thing, became) in changed.items():
            after = facts_of(thing, _fields(became) - {"topics"})
            if isinstance(topics := became.get("topics"), frozenset):
                after["topics"] = sorted(self.things[TOPICS.name][topic].pk for topic in topics)
            told.append((thing, differences(before[key], after)))
        self.ledger.changed(told)

    def _change(self, table: Table, changed: Mapping[str, tuple[Any, Mapping[str, Value]]]) -> None:
        model = _MODELS[table.name]
        for batch in self.progress.batches(list(changed.values()), _BATCH):
            names: set[str] = set()
            rewritten: list[Rewritten] = []
            for thing, became in batch:
                before = {name: getattr(thing, name) for name in _texts_of(model)}
                names |= self._set(table, thing, became)
                rewritten += [
                    Rewritten(name_of(thing), name, text, getattr(thing, name)) for name, text in before.items()
                ]
            if table is APPEARANCES and names:
                names |= {"state"}
            if names:
                model.objects.bulk_update([thing for thing, _became in batch], sorted(names))
            note(rewritten, by=self.ledger.by)

    def _step_aside(self) -> None:
        """Two who swap their parts would meet in between; whoever counts as declined until then stands in no way."""
        moving = [
            self.things[APPEARANCES.name][change.given.key].pk
            for change in self.plan.of(APPEARANCES).changed
            if change.became.keys() & {"session", "person", "part", "state"}
        ]
        models.Appearance.objects.filter(pk__in=moving).update(state=models.Appearance.State.DECLINED)

    def _made(self, table: Table, row: Row) -> Any:
        thing = _MODELS[table.name]()
        if not table.is_numbered:
            thing.key = row.key
        if table is PEOPLE:
            thing.set_unusable_password()
        elif table in (SESSIONS, ROOMS, VENUES, TOPICS):
            thing.edition = self.edition
        if table is SESSIONS:
            thing.uid = UUID(str(row.values["uid"])) if row.values.get("uid") else uuid4()
        if any(column.name == "position" for column in table.columns) and "position" not in row.values:
            row.values["position"] = self._next_position(table, row)
        self._set(table, thing, row.values)
        return thing

    def _next_position(self, table: Table, row: Row) -> int:
        """Behind all others; of things of a session, behind those of the session."""
        of = table.name, row.values.get(table.hangs_on)
        if of not in self.positions:
            beside = [
                values.get("position")
                for values in self.plan.after[table.name].values()
                if values.get(table.hangs_on) == of[1]
            ]
            self.positions[of] = max((one for one in beside if isinstance(one, int)), default=-1)
        self.positions[of] += 1
        return self.positions[of]

    def _set(self, table: Table, thing: Any, values: Mapping[str, Value]) -> set[str]:
        """The names of the fields that were set."""
        found = set()
        for column in table.columns[1:]:
            if column.by_language:
                given = {name: value for name, value in values.items() if name.startswith(f"{column.name}:")}
                if given:
                    said = {name.partition(":")[2]: str(value or "") for name, value in given.items()}
                    setattr(thing, column.name, Localised({**getattr(thing, column.name), **said}))
                    found.add(column.name)
            elif column.name in values and column.sort not in (Sort.UID, Sort.REFERENCES, Sort.DAY):
                if column.name == self.late.get(table.name):
                    continue
                setattr(thing, column.name, self._column(column, values[column.name], thing))
                found.add(column.name)
        return found

    def _column(self, column: Column, value: Value, thing: Any) -> Any:
        if column.sort is Sort.REFERENCE:
            return self.things[column.of][str(value)] if value is not None else None
        if isinstance(value, tuple):
            return list(value)
        if isinstance(value, datetime):
            return value.replace(tzinfo=self.edition.zone).astimezone(UTC)
        field = thing._meta.get_field(column.name)
        if value is None and not field.null:
            return field.get_default()
        return value

    def _people_of_the_house(self) -> None:
        """Those whom the rows name and who were not in this draft so far."""
        named = {str(values.get("person")) for values in self.plan.after[APPEARANCES.name].values()}
        missing = named - self.things[PEOPLE.name].keys()
        self.things[PEOPLE.name] |= people_by_key(missing)

    def _told(self, table: Table, name: str) -> dict[str, Value]:
        """What the rows that are new or changed say of one column, by their keys."""
        plan = self.plan.of(table)
        new = {row.key: row.values[name] for row in plan.new if name in row.values}
        return new | {one.given.key: one.became[name] for one in plan.changed if name in one.became}

    def _write_late(self, table: Table) -> None:
        name = self.late.get(table.name, "")
        told = self._told(table, name)
        things = [self.things[table.name][key] for key in told]
        if not things:
            return
        model = _MODELS[table.name]
        if table is APPEARANCES:
            # A place is taken over once: two who swap whose place they have would meet in between.
            model.objects.filter(pk__in=[thing.pk for thing in things]).update(replaces=None)
        for thing, value in zip(things, told.values(), strict=True):
            setattr(thing, name, self.things[table.name][str(value)] if value else None)
        model.objects.bulk_update(things, [name], batch_size=_BATCH)

    def _write_topics(self) -> None:
        things, wanted = self.things[SESSIONS.name], self._told(SESSIONS, "topics")
        through = models.Session.topics.through
        through.objects.filter(session__in=[things[key] for key in wanted]).delete()
        through.objects.bulk_create(
            through(session=things[key], topic=self.things[TOPICS.name][topic])
            for key, topics in wanted.items()
            for topic in (topics if isinstance(topics, frozenset) else ())
        )


def _fields(became: Mapping[str, Value]) -> set[str]:
    """Names of the model's fields; a field of the workbook may be one language of a text."""
    return {name.partition(":")[0] for name in became}


def _texts_of(model: Any) -> list[str]:
    return [field.name for field in model._meta.fields if isinstance(field, LocalisedField)]

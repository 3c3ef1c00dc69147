"""The draft of an edition as the office plans with it: times, rooms, people, read at once in a few queries.

The rules need all of it, whoever asks; what a person is shown of it goes by ``visible`` and ``editable``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, Func, Max
from django.utils.dateparse import parse_datetime

from hromada.accounts.models import Person
from hromada.kernel import wording
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.programme import rules
from hromada.programme.access import Desk
from hromada.programme.bulk import Placed
from hromada.programme.models import Appearance, Edition, Room, Session, Topic, Venue
from hromada.programme.snapshot import Access, Format, Kind, Presence, Standing


class _Microseconds(Func):
    """A time as a number: psycopg makes aware datetimes in Python, which took half of reading the sessions."""

    template = "(EXTRACT(EPOCH FROM %(expressions)s) * 1000000)::bigint"
    output_field = BigIntegerField()


_COLUMNS: tuple[str | _Microseconds, ...] = (
    "pk", "key", "kind", "title", _Microseconds("starts"), _Microseconds("ends"), "room_id", "venue_id", "parent_id",
    "format", "access", "listed", "floor", "interpreted", "capacity_on_site", "sign_up",
)  # fmt: skip
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Attending:
    """A person in a session, asked or confirmed. For a recorded message, nobody has to be there."""

    person: int
    is_there: bool
    is_asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A session as it is planned."""

    pk: int
    key: str
    kind: Kind
    title: Localised
    starts: datetime | None
    ends: datetime | None
    room_id: int | None
    venue_id: int | None
    parent_id: int | None
    format: Format
    access: Access
    listed: bool
    floor: tuple[str, ...]
    interpreted: tuple[str, ...]
    capacity_on_site: int | None
    sign_up: bool
    people: tuple[Attending, ...] = ()

    @property
    def has_time(self) -> bool:
        return self.starts is not None and self.ends is not None

    @property
    def asked(self) -> int:
        """How many of the people have not said yes yet."""
        return sum(one.is_asked for one in self.people)


@dataclass(frozen=True, kw_only=True)
class Planning:
    """``base`` is where the history stood when this was read: what is newer, nobody has seen here; ``planned`` are
    rows already turned into what the rules read, ``names`` those of the people, by number."""

    edition: Edition
    base: int
    rooms: tuple[Room, ...]
    venues: tuple[Venue, ...]
    rows: tuple[Row, ...]
    names: Mapping[str, Localised] = field(default_factory=dict, repr=False)
    planned: Mapping[int, rules.Planned] = field(default_factory=dict, repr=False)
    visible: Collection[int] = field(default_factory=frozenset)
    editable: Collection[int] = field(default_factory=frozenset)

    @cached_property
    def by_pk(self) -> dict[int, Row]:
        return {row.pk: row for row in self.rows}

    @cached_property
    def by_key(self) -> dict[str, Row]:
        return {row.key: row for row in self.rows}

    @cached_property
    def shown(self) -> tuple[Row, ...]:
        """What the person may read of it."""
        return tuple(row for row in self.rows if row.pk in self.visible)

    @cached_property
    def room_by_pk(self) -> dict[int, Room]:
        return {room.pk: room for room in self.rooms}

    @cached_property
    def venue_by_pk(self) -> dict[int, Venue]:
        return {venue.pk: venue for venue in self.venues}

    def parent_of(self, row: Row) -> Row | None:
        return self.by_pk.get(row.parent_id or 0)

    def needs_room(self, row: Row) -> bool:
        above = self.parent_of(row)
        places = (above.room_id, above.venue_id) if above else ()
        return needs_room(row.format, row.room_id, row.venue_id, *places)

    def day_of(self, row: Row) -> date | None:
        """The date at the place of the conference on which it begins; None without a time."""
        return row.starts.astimezone(self.edition.zone).date() if row.has_time and row.starts else None

    @cached_property
    def plan(self) -> rules.Plan:
        """As the rules read it."""
        keys = {row.pk: row.key for row in self.rows}
        room_keys = {room.pk: room.key for room in self.rooms}
        return rules.Plan(
            first_day=self.edition.starts_on,
            last_day=self.edition.ends_on,
            zone=self.edition.zone,
            sessions=tuple(self.planned.get(row.pk) or _planned(row, keys, room_keys) for row in self.rows),
            rooms={
                room.key: rules.PlannedRoom(
                    name=room.name, capacity=room.capacity, booths=room.booths, streamed=room.streamed
                )
                for room in self.rooms
            },
            people=self.names,
        )

    @cached_property
    def findings(self) -> list[rules.Finding]:
        return rules.findings(self.plan)

    def with_rows(self, changed: Mapping[int, Row | None]) -> Planning:
        """The same with other rows in the place of these; None takes one out."""
        rows = (changed.get(row.pk, row) for row in self.rows)
        planned = zip(self.rows, self.plan.sessions, strict=True)
        return replace(
            self,
            rows=tuple(row for row in rows if row is not None),
            planned={row.pk: one for row, one in planned if row.pk not in changed},
        )

    def as_they_were(self, changes: Mapping[int, Mapping[str, tuple[Any, Any]]]) -> Planning:
        """Before these changes of place and time by session, as ``kernel.editing`` tells them."""
        return self.with_rows({pk: _as_it_was(self.by_pk[pk], of_one) for pk, of_one in changes.items()})

    def held_by(self, row: Row) -> list[Row]:
        """What is part of it, at whatever depth, and within its time: that comes along when it is moved."""
        found: set[int] = set()
        level = {row.pk}
        while level:
            level = {one.pk for one in self.rows if one.parent_id in level} - found - {row.pk}
            found |= level
        return [one for one in self.rows if one.pk in found and is_within(one, row)]


def is_within(one: Placed, other: Placed) -> bool:
    """In time. What has none is in nothing, and holds nothing."""
    if not (one.starts and one.ends and other.starts and other.ends):
        return False
    return other.starts <= one.starts and one.ends <= other.ends


def _as_it_was(row: Row, changes: Mapping[str, tuple[Any, Any]]) -> Row:
    before = {path: old for path, (old, _new) in changes.items()}
    was: dict[str, Any] = {n: parse_datetime(before[n] or "") for n in ("starts", "ends") if n in before}
    was |= {"room_id": before["room"]} if "room" in before else {}
    return replace(row, **was)


def needs_room(form: Format, *places: int | None) -> bool:
    """``places``: its room and venue, and those of what it is part of, for it takes place there unless it says
    otherwise. Online there is none."""
    return form is not Format.ONLINE and not any(places)


def read(edition: Edition) -> Planning:
    """All of it."""
    # First, so that what is written while the rest is read counts as not seen.
    base = AuditEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    found = _for_the_rules(edition)
    everything = frozenset(row.pk for row in found.rows)
    venues = tuple(edition.venues.order_by("position", "key"))
    return replace(found, base=base, venues=venues, visible=everything, editable=everything)


def plan_of(edition: Edition) -> rules.Plan:
    """The draft as the rules read it, with what is left out of a release too."""
    return _for_the_rules(edition).plan


def _for_the_rules(edition: Edition) -> Planning:
    people = _people(edition)
    values = Session.objects.filter(edition=edition).order_by("pk").values_list(*_COLUMNS)
    return Planning(
        edition=edition,
        base=0,
        rooms=tuple(edition.rooms.order_by("position", "key")),
        venues=(),
        names=_Names(edition),
        rows=tuple(_row(one, people) for one in values),
    )


def read_at(desk: Desk) -> Planning:
    """All of it, with what the person may see and change."""
    found = read(desk.edition)
    return replace(
        found,
        visible=found.visible if desk.may_read else frozenset(desk.sessions.values_list("pk", flat=True)),
        editable=found.editable if desk.may_edit else frozenset(desk.editable_sessions.values_list("pk", flat=True)),
    )


@dataclass(frozen=True)
class Untranslated:
    """Languages of the edition in which the title or the abstract of a session is missing, or older than its source."""

    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()


def untranslated(edition: Edition) -> dict[int, Untranslated]:
    """By session, where something is."""
    texts = list(Session.objects.filter(edition=edition).values_list("pk", "title", "abstract"))
    named = {pk: f"{Session._meta.label_lower}:{pk}" for pk, _title, _abstract in texts}
    rows = wording.rows_of(named.values())
    found: dict[int, Untranslated] = {}
    for pk, title, abstract in texts:
        standings = [
            wording.standings(named[pk], name, text, edition.languages, rows)
            for name, text in (("title", title), ("abstract", abstract))
            if text
        ]
        missing = tuple(code for code in edition.languages if any(one[code].is_missing for one in standings))
        stale = tuple(code for code in edition.languages if any(one[code].is_stale for one in standings))
        if missing or stale:
            found[pk] = Untranslated(missing, stale)
    return found


def topics_of_sessions(edition: Edition) -> dict[int, set[int]]:
    """By session, the numbers of its topics."""
    found: dict[int, set[int]] = defaultdict(set)
    through = Session.topics.through
    for session, topic in through.objects.filter(session__edition=edition).values_list("session_id", "topic_id"):
        found[session].add(topic)
    return found


def topics_of(edition: Edition) -> list[Topic]:
    return list(edition.topics.order_by("position", "key"))


def names_of(edition: Edition) -> dict[int, Localised]:
    """Everybody who was asked or is confirmed, by number."""
    theirs = Appearance.objects.standing().filter(session__edition=edition)
    return dict(Person.objects.filter(pk__in=theirs.values("person")).values_list("pk", "name"))


class _Names(Mapping[str, Localised]):
    """By number as the rules have it. Read when the first conflict names somebody: mostly, none does."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    @cached_property
    def _names(self) -> dict[str, Localised]:
        return {str(person): name for person, name in names_of(self.edition).items()}

    def __getitem__(self, person: str) -> Localised:
        return self._names[person]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _people(edition: Edition) -> dict[int, list[Attending]]:
    found: dict[int, list[Attending]] = defaultdict(list)
    standing = Appearance.objects.standing().filter(session__edition=edition).order_by("position", "pk")
    for session, person, presence, state in standing.values_list("session_id", "person_id", "presence", "state"):
        found[session].append(Attending(person, presence != Presence.RECORDED, state == Standing.TO_BE_CONFIRMED))
    return found


def _planned(row: Row, keys: Mapping[int, str], room_keys: Mapping[int, str]) -> rules.Planned:
    return rules.Planned(
        key=row.key,
        title=row.title,
        starts=row.starts,
        ends=row.ends,
        room=room_keys.get(row.room_id or 0),
        format=row.format,
        access=row.access,
        floor=row.floor,
        interpreted=row.interpreted,
        capacity_on_site=row.capacity_on_site,
        parent=keys.get(row.parent_id or 0),
        people=frozenset(str(one.person) for one in row.people if one.is_there),
    )


# Looked up, not made: some thousands are read for one answer.
_KINDS = {kind.value: kind for kind in Kind}
_FORMATS = {form.value: form for form in Format}
_ACCESSES = {access.value: access for access in Access}


def _row(values: tuple[Any, ...], people: Mapping[int, list[Attending]]) -> Row:
    pk, key, kind, title, starts, ends, room, venue, parent, *facts = values
    form, access, listed, floor, interpreted, capacity, sign_up = facts
    return Row(
        pk=pk,
        key=key,
        kind=_KINDS[kind],
        title=title,
        starts=_moment(starts),
        ends=_moment(ends),
        room_id=room,
        venue_id=venue,
        parent_id=parent,
        format=_FORMATS[form],
        access=_ACCESSES[access],
        listed=listed,
        floor=tuple(floor),
        interpreted=tuple(interpreted),
        capacity_on_site=capacity,
        sign_up=sign_up,
        people=tuple(people.get(pk, ())),
    )


def _moment(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else _EPOCH + timedelta(microseconds=microseconds)

"""The sessions of a draft as a list: which are asked for, in which order, and what each line says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hromada.kernel.folding import matches
from hromada.kernel.localised import Localised
from hromada.programme import labels
from hromada.programme.models import Topic
from hromada.programme.planning import Planning, Row, Untranslated
from hromada.programme.presentation.cards import family
from hromada.programme.presentation.office.findings import Told, concerned, marks
from hromada.programme.presentation.times import short_day
from hromada.programme.rules import Severity
from hromada.programme.snapshot import Access, Format, Kind

NAMES = ("q", "day", "room", "kind", "topic", "format", "access", "missing", "stale", "finding", "without")
SORTS = ("time", "title", "room", "kind")
_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    """``marked`` is the gravest finding about it, if there is any; ``told`` are those that were asked for."""

    row: Row
    day: date | None
    when: str
    place: object
    is_room: bool
    needs_room: bool
    within: Row | None
    texts: Untranslated
    marked: Severity | None
    may_be_changed: bool
    told: Sequence[Told] = ()

    @property
    def day_name(self) -> str:
        return short_day(self.day) if self.day else ""

    @property
    def kind(self) -> object:
        return labels.label(self.row.kind)

    @property
    def look(self) -> str:
        return family(self.row.kind).value

    @property
    def format(self) -> object:
        return labels.label(self.row.format)

    @property
    def access(self) -> object:
        return labels.label(self.row.access)

    @property
    def into(self) -> list[str]:
        """Languages that it is interpreted into, beside those that are spoken."""
        return [code for code in self.row.interpreted if code not in self.row.floor]

    @property
    def is_conflict(self) -> bool:
        return self.marked is Severity.CONFLICT


@dataclass(frozen=True)
class Question:
    """One question of the filter."""

    name: str
    label: str
    options: Sequence[tuple[str, object]]
    chosen: str

    @property
    def said(self) -> object:
        """What was chosen, in words; as it was written, where no option is that."""
        return dict(self.options).get(self.chosen, self.chosen)


@dataclass(frozen=True)
class Listing:
    """``wishes`` by name of the question; values that nobody knows find nothing. ``told``: of all sessions."""

    planning: Planning
    topics: Sequence[Topic]
    topics_of: Mapping[int, set[int]]
    names: Mapping[int, Localised]
    untranslated: Mapping[int, Untranslated]
    told: Sequence[Told]
    wishes: Mapping[str, str]
    sort: str = "time"

    @cached_property
    def lines(self) -> list[Line]:
        tests = [self._tests[name](wish) for name, wish in self.wishes.items() if wish]
        found = [row for row in self.planning.shown if all(test(row) for test in tests)]
        found.sort(key=self._orders[self.sort.removeprefix("-")], reverse=self.sort.startswith("-"))
        return [self._line(row) for row in found]

    def questions(self) -> list[Question]:
        planning = self.planning
        days = sorted({day for row in planning.shown if (day := planning.day_of(row))})
        languages = [(code, labels.language(code)) for code in planning.edition.languages]
        options: dict[str, tuple[str, Iterable[tuple[str, object]]]] = {
            "day": (_("Day"), [(day.isoformat(), short_day(day)) for day in days]),
            "room": (_("Room"), [(room.key, room.name) for room in planning.rooms]),
            "kind": (_("Kind"), [(kind.value, labels.label(kind)) for kind in Kind]),
            "topic": (_("Topic"), [(topic.key, topic.name) for topic in self.topics]),
            "format": (_("Format"), [(form.value, labels.label(form)) for form in Format]),
            "access": (_("Access"), [(access.value, labels.label(access)) for access in Access]),
            "missing": (_("Text missing in"), languages),
            "stale": (_("Text older than its source in"), languages),
            "finding": (
                _("To fix"),
                [("conflict", pgettext("sessions", "Conflicts")), ("gap", pgettext("sessions", "Gaps"))],
            ),
            "without": (
                _("Still open"),
                [("time", _("No time")), ("room", _("No room")), ("people", _("People to be confirmed"))],
            ),
        }
        return [Question(name, label, list(of), self.wishes.get(name, "")) for name, (label, of) in options.items()]

    @cached_property
    def _tests(self) -> Mapping[str, Callable[[str], Callable[[Row], bool]]]:
        planning = self.planning
        topic_of = {topic.key: topic.pk for topic in self.topics}
        room_of = {room.key: room.pk for room in planning.rooms}
        open_points: dict[str, Callable[[Row], bool]] = {
            "time": lambda row: not row.has_time,
            "room": planning.needs_room,
            "people": lambda row: row.asked > 0,
        }
        return {
            "q": lambda wish: lambda row: matches(wish, *row.title.values(), *self._names_in(row)),
            "day": lambda wish: lambda row: str(planning.day_of(row)) == wish,
            "room": lambda wish: lambda row: row.room_id is not None and row.room_id == room_of.get(wish),
            "kind": lambda wish: lambda row: row.kind == wish,
            "topic": lambda wish: lambda row: topic_of.get(wish) in self.topics_of.get(row.pk, ()),
            "format": lambda wish: lambda row: row.format == wish,
            "access": lambda wish: lambda row: row.access == wish,
            "missing": lambda wish: lambda row: wish in self._texts_of(row).missing,
            "stale": lambda wish: lambda row: wish in self._texts_of(row).stale,
            "finding": lambda wish: lambda row: any(_named(one) == wish for one in self._told_of.get(row.pk, ())),
            "without": lambda wish: open_points.get(wish, lambda _row: False),
        }

    @cached_property
    def _orders(self) -> Mapping[str, Callable[[Row], Any]]:
        rooms = {room.pk: number for number, room in enumerate(self.planning.rooms)}
        kinds = {kind: number for number, kind in enumerate(Kind)}

        def time(row: Row) -> tuple[datetime, int, int]:
            return row.starts or _LATEST, rooms.get(row.room_id or 0, len(rooms)), row.pk

        return {
            "time": time,
            "title": lambda row: (row.title.text().casefold(), row.pk),
            "room": lambda row: (rooms.get(row.room_id or 0, len(rooms)), time(row)),
            "kind": lambda row: (kinds[row.kind], time(row)),
        }

    @cached_property
    def _marked(self) -> Mapping[int, Severity]:
        return marks(self.told, self.planning)

    @cached_property
    def _told_of(self) -> Mapping[int, Sequence[Told]]:
        return concerned(self.told, self.planning)

    def _texts_of(self, row: Row) -> Untranslated:
        return self.untranslated.get(row.pk, Untranslated())

    def _names_in(self, row: Row) -> list[str]:
        return [text for one in row.people for text in self.names.get(one.person, {}).values()]

    def _line(self, row: Row) -> Line:
        planning = self.planning
        room = planning.room_by_pk.get(row.room_id or 0)
        venue = planning.venue_by_pk.get(row.venue_id or 0)
        parent = planning.parent_of(row)
        when = ""
        if row.starts and row.ends:
            span = planning.plan.local(row.starts, row.ends)
            when = f"{span.starts:%H:%M}–{span.ends:%H:%M}"
        return Line(
            row=row,
            day=planning.day_of(row),
            when=when,
            place=room.name if room else venue.name if venue else "",
            is_room=room is not None,
            needs_room=planning.needs_room(row),
            within=parent if parent and parent.pk in planning.visible else None,
            texts=self._texts_of(row),
            marked=self._marked.get(row.pk),
            may_be_changed=row.pk in planning.editable,
            told=[one for one in self._told_of.get(row.pk, ()) if _named(one) == self.wishes.get("finding")],
        )


def _named(told: Told) -> str:
    return told.finding.severity.name.lower()

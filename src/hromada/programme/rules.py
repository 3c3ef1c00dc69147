"""Conflicts and gaps of a programme, each explained: what, where, and what would mend it.

Plain values in, findings out: the same rules read a draft, an import and a release. A draft may break every one of
them; nothing is refused here. The effort grows with n log n: rooms and people are swept in the order of time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from functools import cached_property
from heapq import heappop, heappush
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hromada.kernel.localised import Localised
from hromada.programme import labels
from hromada.programme.presentation.times import short_day
from hromada.programme.snapshot import Access, Format, Presence, Programme, Session
from hromada.programme.spans import Span

# Whoever clashes with more than so many others at once does not need to hear of the rest.
_MOST_CLASHES = 5
# A reception may last into the night after the last day.
_NIGHT_ENDS = time(6)


class Severity(IntEnum):
    """A conflict cannot happen as planned; a gap is a matter of information that is missing or does not fit."""

    CONFLICT = 1
    GAP = 2


class Code(StrEnum):
    ENDS_BEFORE_START = "ends_before_start"
    ROOM_TWICE = "room_twice"
    PERSON_TWICE = "person_twice"
    OUTSIDE_DAYS = "outside_days"
    OUTSIDE_PARENT = "outside_parent"
    CAPACITY_ABOVE_ROOM = "capacity_above_room"
    MORE_LANGUAGES_THAN_BOOTHS = "more_languages_than_booths"
    INVITATION_IN_PUBLIC = "invitation_in_public"
    NO_FLOOR_LANGUAGE = "no_floor_language"
    NO_STREAM = "no_stream"
    NO_TIME = "no_time"


_CONFLICTS = {Code.ENDS_BEFORE_START, Code.ROOM_TWICE, Code.PERSON_TWICE, Code.OUTSIDE_DAYS, Code.OUTSIDE_PARENT}

_SENTENCES: dict[Code, Promise] = {
    Code.ENDS_BEFORE_START: _("“%(session)s” ends before it begins (%(when)s). Correct one of the two times."),
    Code.ROOM_TWICE: _(
        "“%(session)s” and “%(other)s” are in the same room at once (%(room)s, %(when)s). "
        "Move one of them or give it another room."
    ),
    Code.PERSON_TWICE: _(
        "%(person)s is in “%(session)s” and “%(other)s” at once (%(when)s). "
        "Move one of them, or let someone else take the place."
    ),
    Code.OUTSIDE_DAYS: _(
        "“%(session)s” (%(when)s) lies outside the days of the conference (%(first)s to %(last)s). "
        "Correct the time or the days."
    ),
    Code.OUTSIDE_PARENT: _(
        "“%(session)s” (%(when)s) lies outside the time of “%(other)s” (%(other_when)s), which it is part of. "
        "Adapt one to the other, or take it out."
    ),
    Code.CAPACITY_ABOVE_ROOM: _(
        "“%(session)s” offers %(places)s places, but %(room)s has %(room_places)s. "
        "Lower the number or choose a larger room."
    ),
    Code.MORE_LANGUAGES_THAN_BOOTHS: _(
        "“%(session)s” needs interpretation into %(needed)s languages at once (%(languages)s), "
        "but %(room)s has booths for %(booths)s. Leave out a language or choose another room."
    ),
    Code.INVITATION_IN_PUBLIC: _(
        "“%(session)s” is by invitation, but part of “%(other)s”, which is open to the public. "
        "Open it, or take it out of there."
    ),
    Code.NO_FLOOR_LANGUAGE: _(
        "“%(session)s” is interpreted (%(languages)s), but nobody knows which language is spoken. "
        "Name the languages spoken."
    ),
    Code.NO_STREAM: _(
        "“%(session)s” is to be hybrid, but %(room)s has no stream. Choose another room, or hold it on site only."
    ),
    Code.NO_TIME: _("“%(session)s” has no time, and is left out when you publish. Give it a beginning and an end."),
}


@dataclass(frozen=True)
class Finding:
    """``sessions``: keys of those to mend, the first the one that the finding is about."""

    code: Code
    sessions: tuple[str, ...]
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return Severity.CONFLICT if self.code in _CONFLICTS else Severity.GAP

    @property
    def sentence(self) -> str:
        """What is wrong, where, and what would mend it, in the active language."""
        shown = {name: short_day(fact) if type(fact) is date else str(fact) for name, fact in self.facts.items()}
        if isinstance(codes := self.facts.get("languages"), tuple):
            shown["languages"] = ", ".join(labels.language(code) for code in codes)
        return str(_SENTENCES[self.code]) % shown


@dataclass(frozen=True, kw_only=True)
class PlannedRoom:
    name: Localised
    capacity: int | None = None
    booths: int = 0
    streamed: bool = False


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A session as far as it is planned. ``people`` by key: those whom it takes up, thus none by recorded message."""

    key: str
    title: Localised
    starts: datetime | None = None
    ends: datetime | None = None
    room: str | None = None
    format: Format = Format.ON_SITE
    access: Access = Access.REGISTERED
    floor: tuple[str, ...] = ()
    interpreted: tuple[str, ...] = ()
    capacity_on_site: int | None = None
    parent: str | None = None
    people: frozenset[str] = frozenset()

    @classmethod
    def of(cls, session: Session) -> Planned:
        return cls(
            key=session.key,
            title=session.title,
            starts=session.starts,
            ends=session.ends,
            room=session.room,
            format=session.format,
            access=session.access,
            floor=session.floor,
            interpreted=session.interpreted,
            capacity_on_site=session.capacity_on_site,
            parent=session.parent,
            people=frozenset(one.speaker for one in session.appearances if one.presence is not Presence.RECORDED),
        )


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A programme as far as it is planned; ``people`` and ``rooms`` by key."""

    first_day: date
    last_day: date
    zone: ZoneInfo
    sessions: tuple[Planned, ...] = ()
    rooms: Mapping[str, PlannedRoom] = field(default_factory=dict)
    people: Mapping[str, Localised] = field(default_factory=dict)

    @classmethod
    def of(cls, programme: Programme) -> Plan:
        return cls(
            first_day=programme.edition.starts_on,
            last_day=programme.edition.ends_on,
            zone=programme.edition.zone,
            sessions=tuple(Planned.of(session) for session in programme.sessions),
            rooms={
                room.key: PlannedRoom(
                    name=room.name, capacity=room.capacity, booths=room.booths, streamed=room.streamed
                )
                for room in programme.rooms
            },
            people={speaker.key: speaker.name for speaker in programme.speakers},
        )

    @cached_property
    def by_key(self) -> dict[str, Planned]:
        return {session.key: session for session in self.sessions}

    @cached_property
    def timed(self) -> list[Timed]:
        """Those with a time that can be, the longer first of two that begin together: a forum before its workshops."""
        timed = [
            Timed(session, session.starts, session.ends)
            for session in self.sessions
            if session.starts is not None and session.ends is not None and session.starts < session.ends
        ]
        return sorted(timed, key=lambda one: (one.starts, -one.ends.timestamp(), one.session.key))

    def local(self, starts: datetime, ends: datetime) -> Span:
        return Span(starts.astimezone(self.zone), ends.astimezone(self.zone))

    def is_inside(self, inner: Planned, outer: Planned) -> bool:
        """Whether ``outer`` holds ``inner``, directly or not; circles in imported data end."""
        seen: set[str] = set()
        above = inner.parent
        while above is not None and above not in seen:
            if above == outer.key:
                return True
            seen.add(above)
            above = self.by_key[above].parent if above in self.by_key else None
        return False


@dataclass(frozen=True)
class Timed:
    session: Planned
    starts: datetime
    ends: datetime


def findings(plan: Plan) -> list[Finding]:
    """All there are: conflicts first, then in the order of time."""
    found = [finding for rule in RULES for finding in rule(plan)]
    latest = datetime.max.replace(tzinfo=plan.zone)
    starts = {session.key: session.starts or latest for session in plan.sessions}
    return sorted(found, key=lambda one: (one.severity, starts[one.sessions[0]], one.code, one.sessions))


def has_a_time(plan: Plan) -> Iterator[Finding]:
    for session in plan.sessions:
        if session.starts is None or session.ends is None:
            yield Finding(Code.NO_TIME, (session.key,), {"session": session.title})


def ends_after_it_starts(plan: Plan) -> Iterator[Finding]:
    for session in plan.sessions:
        if session.starts is not None and session.ends is not None and session.ends <= session.starts:
            when = plan.local(session.starts, session.ends)
            yield Finding(Code.ENDS_BEFORE_START, (session.key,), {"session": session.title, "when": when})


def lies_on_the_days(plan: Plan) -> Iterator[Finding]:
    begin = datetime.combine(plan.first_day, time(0), plan.zone)
    end = datetime.combine(plan.last_day + timedelta(days=1), _NIGHT_ENDS, plan.zone)
    after_last_day = datetime.combine(plan.last_day + timedelta(days=1), time(0), plan.zone)
    for one in plan.timed:
        if one.starts < begin or one.starts >= after_last_day or one.ends > end:
            facts = {"when": plan.local(one.starts, one.ends), "first": plan.first_day, "last": plan.last_day}
            yield Finding(Code.OUTSIDE_DAYS, (one.session.key,), facts | {"session": one.session.title})


def lies_within_its_parent(plan: Plan) -> Iterator[Finding]:
    time_of = {one.session.key: one for one in plan.timed}
    for one in plan.timed:
        parent = time_of.get(one.session.parent or "")
        if parent is not None and (one.starts < parent.starts or one.ends > parent.ends):
            facts = {
                "session": one.session.title,
                "when": plan.local(one.starts, one.ends),
                "other": parent.session.title,
                "other_when": plan.local(parent.starts, parent.ends),
            }
            yield Finding(Code.OUTSIDE_PARENT, (one.session.key, parent.session.key), facts)


def room_is_taken_once(plan: Plan) -> Iterator[Finding]:
    by_room: dict[str, list[Timed]] = defaultdict(list)
    for one in plan.timed:
        if one.session.room is not None:
            by_room[one.session.room].append(one)
    for key, taken in by_room.items():
        name = plan.rooms[key].name if key in plan.rooms else key
        for earlier, later in clashes(plan, taken):
            yield _clash(Code.ROOM_TWICE, plan, earlier, later, {"room": name})


def person_is_in_one_place(plan: Plan) -> Iterator[Finding]:
    by_person: dict[str, list[Timed]] = defaultdict(list)
    for one in plan.timed:
        for person in one.session.people:
            by_person[person].append(one)
    for key, busy in by_person.items():
        for earlier, later in clashes(plan, busy):
            yield _clash(Code.PERSON_TWICE, plan, earlier, later, {"person": plan.people.get(key, key)})


def clashes(plan: Plan, in_order_of_time: Iterable[Timed]) -> Iterator[tuple[Timed, Timed]]:
    """Pairs that overlap, unless one holds the other; of each session with a few of those that began before it."""
    going_on: dict[int, Timed] = {}
    endings: list[tuple[datetime, int]] = []
    for number, one in enumerate(in_order_of_time):
        while endings and endings[0][0] <= one.starts:
            del going_on[heappop(endings)[1]]
        found = 0
        for other in going_on.values():
            if not plan.is_inside(one.session, other.session) and not plan.is_inside(other.session, one.session):
                yield other, one
                found += 1
                if found == _MOST_CLASHES:
                    break
        going_on[number] = one
        heappush(endings, (one.ends, number))


def _clash(code: Code, plan: Plan, earlier: Timed, later: Timed, facts: Mapping[str, object]) -> Finding:
    together = plan.local(later.starts, min(earlier.ends, later.ends))
    named = {"session": earlier.session.title, "other": later.session.title, "when": together}
    return Finding(code, (earlier.session.key, later.session.key), {**named, **facts})


def fits_into_its_room(plan: Plan) -> Iterator[Finding]:
    for session, room in _in_rooms(plan):
        places = session.capacity_on_site
        if places is not None and room.capacity is not None and places > room.capacity:
            facts = {"places": places, "room": room.name, "room_places": room.capacity}
            yield Finding(Code.CAPACITY_ABOVE_ROOM, (session.key,), facts | {"session": session.title})


def has_booths_enough(plan: Plan) -> Iterator[Finding]:
    """While one language is spoken, all others have to be interpreted into at once."""
    for session, room in _in_rooms(plan):
        spoken = session.floor or ("",)
        needed = max((set(session.interpreted) - {language} for language in spoken), key=len)
        if len(needed) > room.booths:
            facts = {"needed": len(needed), "room": room.name, "booths": room.booths}
            languages = tuple(code for code in session.interpreted if code in needed)
            more: dict[str, object] = {"session": session.title, "languages": languages}
            yield Finding(Code.MORE_LANGUAGES_THAN_BOOTHS, (session.key,), facts | more)


def streams_from_its_room(plan: Plan) -> Iterator[Finding]:
    for session, room in _in_rooms(plan):
        if session.format is Format.HYBRID and not room.streamed:
            yield Finding(Code.NO_STREAM, (session.key,), {"session": session.title, "room": room.name})


def is_open_like_its_parent(plan: Plan) -> Iterator[Finding]:
    for session in plan.sessions:
        parent = plan.by_key.get(session.parent or "")
        if parent and session.access is Access.INVITATION and parent.access is Access.PUBLIC:
            facts = {"session": session.title, "other": parent.title}
            yield Finding(Code.INVITATION_IN_PUBLIC, (session.key, parent.key), facts)


def has_a_floor_language(plan: Plan) -> Iterator[Finding]:
    for session in plan.sessions:
        if session.interpreted and not session.floor:
            facts = {"session": session.title, "languages": session.interpreted}
            yield Finding(Code.NO_FLOOR_LANGUAGE, (session.key,), facts)


def _in_rooms(plan: Plan) -> Iterator[tuple[Planned, PlannedRoom]]:
    for session in plan.sessions:
        if session.room is not None and session.room in plan.rooms:
            yield session, plan.rooms[session.room]


RULES: list[Callable[[Plan], Iterator[Finding]]] = [
    ends_after_it_starts,
    room_is_taken_once,
    person_is_in_one_place,
    lies_on_the_days,
    lies_within_its_parent,
    fits_into_its_room,
    has_booths_enough,
    streams_from_its_room,
    is_open_like_its_parent,
    has_a_floor_language,
    has_a_time,
]

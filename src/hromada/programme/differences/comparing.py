"""Two programmes are laid side by side, key by key.

Not told: the order of appearances, pictures and colours, and keys. Of a session that is new or cancelled only that is
told. A person is the same in both by key; a replacement is told when the newer programme says whose place it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hromada.kernel.localised import Localised
from hromada.programme.differences.changes import Change, ChangeKind, Differences, SessionChanges
from hromada.programme.snapshot import Appearance, Body, Part, Programme, Session, Standing
from hromada.programme.spans import Span

_ORDER = {kind: place for place, kind in enumerate(ChangeKind)}


def between(older: Programme, newer: Programme) -> Differences:
    """Everything that a reader of ``older`` has to learn to know ``newer``, in a stable order."""
    return Differences(
        general=tuple(_sorted(_general(older, newer))),
        sessions=tuple(
            SessionChanges(session=session, changes=changes)
            for session in _sessions_of_both(older, newer)
            if (changes := tuple(_sorted(_of_session(session.key, older, newer))))
        ),
    )


def _sorted(changes: Iterable[Change]) -> list[Change]:
    return sorted(
        changes,
        key=lambda change: (_ORDER[change.kind], sorted((change.subject or {}).items()), change.language or ""),
    )


def _sessions_of_both(older: Programme, newer: Programme) -> list[Session]:
    """In the order of the newer programme, cancelled ones at their old time."""
    cancelled = [session for session in older.sessions if session.key not in newer.session_by_key]
    return sorted([*newer.sessions, *cancelled], key=lambda session: session.starts) if cancelled else [*newer.sessions]


def _of_session(key: str, older: Programme, newer: Programme) -> Iterator[Change]:
    before, after = older.session_by_key.get(key), newer.session_by_key.get(key)
    if before is None:
        yield Change(kind=ChangeKind.NEW)
    elif after is None:
        yield Change(kind=ChangeKind.CANCELLED)
    elif before != after:
        pair = _Pair(older, newer, before, after)
        yield from pair.where_and_when()
        yield from pair.plain_facts()
        yield from pair.texts()
        yield from pair.people()


@dataclass(frozen=True)
class _Pair:
    older: Programme
    newer: Programme
    before: Session
    after: Session

    def where_and_when(self) -> Iterator[Change]:
        before, after = self.before, self.after
        if (before.starts, before.ends) != (after.starts, after.ends):
            yield Change(kind=ChangeKind.MOVED, before=_span(self.older, before), after=_span(self.newer, after))
        if (before.room, before.venue) != (after.room, after.venue):
            yield Change(kind=ChangeKind.PLACE, before=_place(self.older, before), after=_place(self.newer, after))
        if before.parent != after.parent:
            yield Change(
                kind=ChangeKind.PARENT,
                before=_title_of(self.older, before.parent),
                after=_title_of(self.newer, after.parent),
            )

    def plain_facts(self) -> Iterator[Change]:
        before, after = self.before, self.after
        pairs: dict[ChangeKind, tuple[object, object]] = {
            ChangeKind.KIND: (before.kind, after.kind),
            ChangeKind.FORMAT: (before.format, after.format),
            ChangeKind.ACCESS: (before.access, after.access),
            ChangeKind.SIGN_UP: (before.sign_up, after.sign_up),
            ChangeKind.CAPACITY_ON_SITE: (before.capacity_on_site, after.capacity_on_site),
            ChangeKind.CAPACITY_ONLINE: (before.capacity_online, after.capacity_online),
            ChangeKind.FLOOR: (before.floor, after.floor),
            ChangeKind.INTERPRETED: (before.interpreted, after.interpreted),
            ChangeKind.ORGANISERS: (_names(before.organisers), _names(after.organisers)),
            ChangeKind.MATERIALS: (
                tuple((one.title, one.url, one.language) for one in before.materials),
                tuple((one.title, one.url, one.language) for one in after.materials),
            ),
        }
        yield from (
            Change(kind=kind, before=was, after=is_now) for kind, (was, is_now) in pairs.items() if was != is_now
        )
        if before.topics != after.topics:
            yield Change(
                kind=ChangeKind.TOPICS,
                before=tuple(self.older.topic_by_key[key].name for key in before.topics),
                after=tuple(self.newer.topic_by_key[key].name for key in after.topics),
            )

    def texts(self) -> Iterator[Change]:
        yield from _by_language(ChangeKind.TITLE, self.before.title, self.after.title)
        yield from _by_language(ChangeKind.ABSTRACT, self.before.abstract, self.after.abstract)
        yield from _by_language(ChangeKind.NOTE, self.before.note, self.after.note)

    def people(self) -> Iterator[Change]:
        gone = {(one.speaker, one.part): one for one in self.before.appearances}
        come = {(one.speaker, one.part): one for one in self.after.appearances}
        for key in [key for key in come if key in gone]:
            yield from self._same_person(gone.pop(key), come.pop(key))
        yield from self._other_parts(gone, come)
        yield from self._replacements(gone, come)
        for one in gone.values():
            yield Change(kind=ChangeKind.PERSON_WITHDRAWN, subject=_name(self.older, one), part=one.part)
        for one in come.values():
            yield Change(
                kind=ChangeKind.PERSON_ADDED, subject=_name(self.newer, one), part=one.part, after=one.standing
            )

    def _same_person(self, before: Appearance, after: Appearance) -> Iterator[Change]:
        subject, part = _name(self.newer, after), after.part
        if before.standing is not after.standing:
            confirmed = after.standing is Standing.CONFIRMED
            kind = ChangeKind.PERSON_CONFIRMED if confirmed else ChangeKind.PERSON_UNCONFIRMED
            yield Change(kind=kind, before=before.standing, after=after.standing, subject=subject, part=part)
        pairs: dict[ChangeKind, tuple[object, object]] = {
            ChangeKind.PRESENCE: (before.presence, after.presence),
            ChangeKind.FUNCTION: (before.function or None, after.function or None),
            ChangeKind.ORGANISATION: (
                before.organisation.name if before.organisation else None,
                after.organisation.name if after.organisation else None,
            ),
        }
        for kind, (was, is_now) in pairs.items():
            if was != is_now:
                yield Change(kind=kind, before=was, after=is_now, subject=subject, part=part)

    def _other_parts(self, gone: _Appearances, come: _Appearances) -> Iterator[Change]:
        """Who stays, but does something else."""
        for key, after in list(come.items()):
            was = next((other for other in gone if other[0] == key[0]), None)
            if was is not None:
                before = gone.pop(was)
                del come[key]
                subject = _name(self.newer, after)
                yield Change(
                    kind=ChangeKind.PART, before=before.part, after=after.part, subject=subject, part=after.part
                )
                yield from self._same_person(before, after)

    def _replacements(self, gone: _Appearances, come: _Appearances) -> Iterator[Change]:
        for key, after in list(come.items()):
            left = next(
                (k for k, one in gone.items() if after.replaces and _name(self.older, one) == after.replaces), None
            )
            if left is not None:
                before = gone.pop(left)
                del come[key]
                yield Change(
                    kind=ChangeKind.PERSON_REPLACED,
                    before=_name(self.older, before),
                    after=after.standing,
                    subject=_name(self.newer, after),
                    part=after.part,
                )


_Appearances = dict[tuple[str, Part], Appearance]


def _general(older: Programme, newer: Programme) -> Iterator[Change]:
    before, after = older.edition, newer.edition
    if (before.starts_on, before.ends_on) != (after.starts_on, after.ends_on):
        yield Change(
            kind=ChangeKind.DATES, before=(before.starts_on, before.ends_on), after=(after.starts_on, after.ends_on)
        )
    lists: dict[ChangeKind, tuple[object, object]] = {
        ChangeKind.EDITION_ORGANISERS: (_names(before.organisers), _names(after.organisers)),
        ChangeKind.ON_BEHALF_OF: (_names(before.on_behalf_of), _names(after.on_behalf_of)),
        ChangeKind.COOPERATION: (_names(before.cooperation), _names(after.cooperation)),
        ChangeKind.LANGUAGES: (before.languages, after.languages),
    }
    yield from (Change(kind=kind, before=was, after=is_now) for kind, (was, is_now) in lists.items() if was != is_now)
    yield from _by_language(ChangeKind.EDITION_NAME, before.name, after.name)
    yield from _by_language(ChangeKind.MOTTO, before.motto, after.motto)
    yield from _by_language(ChangeKind.CITY, before.city, after.city)
    yield from _by_language(ChangeKind.PATRON, before.patron, after.patron)
    yield from _by_language(ChangeKind.DESCRIPTION, before.description, after.description)
    yield from _by_language(ChangeKind.PROGRAMME_NOTE, before.programme_note, after.programme_note)
    yield from _by_language(ChangeKind.PARTICIPANTS, before.participants, after.participants)
    yield from _places_and_people(older, newer)


def _places_and_people(older: Programme, newer: Programme) -> Iterator[Change]:
    for room in newer.rooms:
        if (before := older.room_by_key.get(room.key)) is not None:
            yield from _by_language(ChangeKind.ROOM_NAME, before.name, room.name, subject=room.name)
            if before.capacity != room.capacity:
                yield Change(
                    kind=ChangeKind.ROOM_CAPACITY, before=before.capacity, after=room.capacity, subject=room.name
                )
    for venue in newer.venues:
        if (was := older.venue_by_key.get(venue.key)) is not None:
            yield from _by_language(ChangeKind.VENUE_NAME, was.name, venue.name, subject=venue.name)
            if was.address != venue.address:
                yield Change(kind=ChangeKind.VENUE_ADDRESS, before=was.address, after=venue.address, subject=venue.name)
    for topic in newer.topics:
        if (named := older.topic_by_key.get(topic.key)) is not None:
            yield from _by_language(ChangeKind.TOPIC_NAME, named.name, topic.name, subject=topic.name)
    for speaker in newer.speakers:
        if (known := older.speaker_by_key.get(speaker.key)) is not None:
            yield from _by_language(ChangeKind.PERSON_NAME, known.name, speaker.name, subject=speaker.name)
            yield from _by_language(ChangeKind.BIOGRAPHY, known.biography, speaker.biography, subject=speaker.name)


def _by_language(
    kind: ChangeKind, before: Localised, after: Localised, *, subject: Localised | None = None
) -> Iterator[Change]:
    for code in sorted({*before, *after}):
        if before.get(code) != after.get(code):
            yield Change(kind=kind, before=before.get(code), after=after.get(code), language=code, subject=subject)


def _span(programme: Programme, session: Session) -> Span:
    return Span(programme.local(session.starts), programme.local(session.ends))


def _place(programme: Programme, session: Session) -> Localised | None:
    if session.room:
        return programme.room_by_key[session.room].name
    return programme.venue_by_key[session.venue].name if session.venue else None


def _title_of(programme: Programme, key: str | None) -> Localised | None:
    return programme.session_by_key[key].title if key else None


def _name(programme: Programme, appearance: Appearance) -> Localised:
    return programme.speaker_by_key[appearance.speaker].name


def _names(bodies: Iterable[Body]) -> tuple[Localised, ...]:
    return tuple(body.name for body in bodies)

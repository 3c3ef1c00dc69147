"""What an import would do to a draft, as plain values: no query, nothing written; every session has its place in it.

A file knows less than the draft. What its format cannot carry stays as it is; a text changes only in the language
that the file has; someone who is named and stands in the draft keeps part, function and answer, and someone who
declined is not brought back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from hromada.kernel.localised import Localised
from hromada.programme.importing.assembling import Reading
from hromada.programme.importing.keys import free_among
from hromada.programme.snapshot import Access, Programme, Room, Session, Speaker, Topic

_TEXTS = ("title", "abstract", "note")
_PLAIN = (
    "kind", "starts", "ends", "room", "floor", "format", "access", "interpreted", "sign_up", "capacity_on_site",
    "capacity_online", "parent",
)  # fmt: skip
# All that is announced of a session by invitation; of the rest our exports say nothing.
_OF_INVITATIONS = frozenset(("kind", "title", "starts", "ends", "room"))


@dataclass(frozen=True, kw_only=True)
class StoredSession:
    """A session of the draft. ``is_hidden``: no file can name it, so none can tell that it is gone."""

    pk: int
    session: Session
    declined: frozenset[str] = frozenset()
    is_hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class Stored:
    """The draft. ``room_names`` are all names by which a file may call a room or, with None, a venue.

    ``people`` of the house may be meant by the same key and name, ``people_here`` of the draft by the name alone.
    """

    slug: str
    sessions: tuple[StoredSession, ...] = ()
    rooms: Mapping[str, Localised] = field(default_factory=dict)
    room_names: Mapping[str, str | None] = field(default_factory=dict)
    topics: Mapping[str, Localised] = field(default_factory=dict)
    people: Mapping[str, Localised] = field(default_factory=dict)
    people_here: Mapping[str, Localised] = field(default_factory=dict)
    uids_elsewhere: frozenset[UUID] = frozenset()


@dataclass(frozen=True, eq=False)
class Change:
    """``became`` holds whole new values by field; appearances and materials as in the file."""

    stored: StoredSession
    given: Session
    became: Mapping[str, Any]


@dataclass
class Plan:
    """``found`` = new + changed + unchanged + left out; gone ones are those of the draft that the file lacks."""

    new: list[Session] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: list[StoredSession] = field(default_factory=list)
    gone: list[StoredSession] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)
    renamed_rooms: dict[str, Localised] = field(default_factory=dict)
    topics: list[Topic] = field(default_factory=list)
    people: list[Speaker] = field(default_factory=list)
    known_people: int = 0


def make_plan(reading: Reading, stored: Stored) -> Plan:
    plan = Plan()
    programme = _in_words_of_the_draft(reading.programme, stored, plan)
    matches = _matches(programme, stored)
    names = {one.key: one.name.text() for one in programme.speakers}
    keys = {given: one.session.key for given, one in matches.items()}
    taken = {one.session.key for one in stored.sessions}
    for session in programme.sessions:
        if session.key not in keys:
            keys[session.key] = free_among(session.key, taken)
            taken.add(keys[session.key])
    for given in programme.sessions:
        session = replace(given, key=keys[given.key], parent=keys.get(given.parent or ""))
        if (match := matches.get(given.key)) is None:
            plan.new.append(replace(session, uid=_free_uid(given.uid, stored)))
        elif became := _became(match, session := _with_namesakes(session, match.session, names, stored), reading):
            plan.changed.append(Change(match, session, became))
        else:
            plan.unchanged.append(match)
    # Who would have been new only for the lack of a namesake is not.
    named = {
        one.speaker for session in (*plan.new, *(each.given for each in plan.changed)) for one in session.appearances
    }
    plan.people = [one for one in plan.people if one.key in named]
    found = {one.pk for one in matches.values()}
    plan.gone = [one for one in stored.sessions if one.pk not in found and not one.is_hidden]
    return plan


def _in_words_of_the_draft(programme: Programme, stored: Stored, plan: Plan) -> Programme:
    """Rooms, topics and people by the keys under which the draft knows them; unknown ones go into the plan."""
    rooms = _rooms(programme, stored, plan)
    topics = {}
    by_name = {name: key for key, names in stored.topics.items() for name in names.values()}
    for topic in programme.topics:
        topics[topic.key] = by_name.get(topic.name.text(), topic.key)
        if topics[topic.key] not in stored.topics:
            plan.topics.append(topic)
    people = _people(programme, stored, plan)
    return replace(
        programme,
        speakers=tuple(replace(one, key=people[one.key]) for one in programme.speakers),
        sessions=tuple(
            replace(
                one,
                room=rooms[one.room] if one.room else None,
                topics=tuple(topics[key] for key in one.topics),
                appearances=tuple(replace(each, speaker=people[each.speaker]) for each in one.appearances),
            )
            for one in programme.sessions
        ),
    )


def _rooms(programme: Programme, stored: Stored, plan: Plan) -> dict[str, str | None]:
    """By name; one whose name differs only in what addresses leave out is the same room, renamed."""
    rooms: dict[str, str | None] = {}
    here = {room.name.text() for room in programme.rooms}
    taken = {*stored.rooms, *(room.key for room in programme.rooms)}
    for room in programme.rooms:
        name = room.name.text()
        before = stored.rooms.get(room.key)
        if name in stored.room_names:
            rooms[room.key] = stored.room_names[name]
        elif before is not None and here.isdisjoint(before.values()):
            rooms[room.key] = room.key
            plan.renamed_rooms[room.key] = Localised({**before, **room.name})
        else:
            key = rooms[room.key] = room.key if before is None else free_among(room.key, taken)
            taken.add(key)
            plan.rooms.append(replace(room, key=key, position=len(stored.rooms) + len(plan.rooms)))
    return rooms


def _people(programme: Programme, stored: Stored, plan: Plan) -> dict[str, str]:
    """Who has the name of someone in the draft, or key and name of someone in the house, is the same person."""
    people: dict[str, str] = {}
    taken = set(stored.people) | {one.key for one in programme.speakers}
    here = _by_name(stored.people_here)
    for speaker in programme.speakers:
        if len(known := here.get(speaker.name.text(), [])) == 1:
            people[speaker.key] = known[0]
            plan.known_people += 1
            continue
        key, number = speaker.key, 1
        while key in stored.people and speaker.name.text() not in stored.people[key].values():
            number += 1
            key = f"{speaker.key}-{number}"
        if key in stored.people:
            plan.known_people += 1
        else:
            key = key if key == speaker.key else free_among(speaker.key, taken)
            plan.people.append(replace(speaker, key=key))
            taken.add(key)
        people[speaker.key] = key
    return people


def _by_name(people: Mapping[str, Localised]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, names in people.items():
        for name in dict.fromkeys(names.values()):
            found.setdefault(name, []).append(key)
    return found


def _with_namesakes(session: Session, before: Session, names: Mapping[str, str], stored: Stored) -> Session:
    """Where several in the draft have one name, the one who stands in the session already is meant."""
    standing = {one.speaker: stored.people_here.get(one.speaker, Localised()) for one in before.appearances}
    here = _by_name(standing)
    return replace(
        session,
        appearances=tuple(
            replace(one, speaker=here[names[one.speaker]][0])
            if one.speaker not in standing and names.get(one.speaker) in here
            else one
            for one in session.appearances
        ),
    )


def _matches(programme: Programme, stored: Stored) -> dict[str, StoredSession]:
    """By uid, then by key: a session that was given a new uid at the same address is the same session."""
    by_uid = {one.session.uid: one for one in stored.sessions}
    by_key = {one.session.key: one for one in stored.sessions}
    found: dict[str, StoredSession] = {}
    for one in programme.sessions:
        if match := by_uid.get(one.uid) or by_uid.get(_derived(one.uid, stored)):
            found[one.key] = match
    used = {match.pk for match in found.values()}
    for one in programme.sessions:
        if one.key not in found and (match := by_key.get(one.key)) and match.pk not in used:
            found[one.key] = match
            used.add(match.pk)
    return found


def _derived(uid: UUID, stored: Stored) -> UUID:
    return uuid5(NAMESPACE_URL, f"hromada:{stored.slug}:imported:{uid}")


def _free_uid(uid: UUID, stored: Stored) -> UUID:
    """The uid of the file, unless a session of another conference has it: a uid names one session for ever."""
    return _derived(uid, stored) if uid in stored.uids_elsewhere else uid


def _became(stored: StoredSession, given: Session, reading: Reading) -> dict[str, Any]:
    before = stored.session
    carries = reading.carries
    if given.access is Access.INVITATION or stored.is_hidden:
        carries &= _OF_INVITATIONS
    became: dict[str, Any] = {}
    moved = _language_moved(before, given)
    for name in _TEXTS:
        if name in carries:
            said: Localised = getattr(given, name)
            language = said.language() or given.title.language() or reading.language
            was = Localised() if moved else getattr(before, name)
            text = _texts(was, said, language)
            if text != getattr(before, name) and (text or name != "title"):
                became[name] = text
    for name in _PLAIN:
        if name in carries and getattr(given, name) != getattr(before, name):
            became[name] = getattr(given, name)
    if before.venue and given.room is None:
        became.pop("room", None)
    if "topics" in carries and not _same_topics(before, given, reading):
        became["topics"] = given.topics
    if "appearances" in carries and _people_of(before) != _people_of(given, stored.declined):
        became["appearances"] = tuple(one for one in given.appearances if one.speaker not in stored.declined)
    if "materials" in carries and _links_of(before, reading) != _links_of(given, reading):
        became["materials"] = given.materials
    return became


def _language_moved(before: Session, given: Session) -> bool:
    """The session was in one language only, and is in another one now: its texts move, they do not add up."""
    return bool(before.floor and given.floor and before.floor[0] != given.floor[0]) and list(before.title) == [
        before.floor[0]
    ]


def _texts(before: Localised, given: Localised, language: str) -> Localised:
    kept = {code: text for code, text in before.items() if code != language}
    return Localised({**kept, **given})


def _same_topics(before: Session, given: Session, reading: Reading) -> bool:
    """A file of others knows one track a session; that it is among several topics is all it can say."""
    if set(given.topics) == set(before.topics):
        return True
    return "parent" not in reading.carries and bool(given.topics) and set(given.topics) <= set(before.topics)


def _people_of(session: Session, without: frozenset[str] = frozenset()) -> list[str]:
    return list(dict.fromkeys(one.speaker for one in session.appearances if one.speaker not in without))


def _links_of(session: Session, reading: Reading) -> list[tuple[str, str]]:
    return [(one.url, one.title.text(reading.language)) for one in session.materials]

"""Where sessions are, for formats that know only rooms with unlike names."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from hromada.programme.exports.clean import one_line
from hromada.programme.exports.identity import guid
from hromada.programme.snapshot import Format, Programme, Room, Session


@dataclass(frozen=True, kw_only=True)
class Place:
    """A room, or what stands in for one: a venue as a whole, the internet, or "to be announced"."""

    key: str
    name: str
    guid: UUID
    room: Room | None = None


def places(programme: Programme, language: str) -> dict[str, Place]:
    """The place of every session by the session's key, rooms first in the order of their columns.

    Names are unlike: a room is named with its venue when rooms lie in several venues, and with its key when that
    still leaves two alike.
    """
    stand_ins: dict[str, str] = {}
    rooms: dict[str, Room] = {}
    place_keys: dict[str, str] = {}
    with override(language):
        for session in programme.sessions:
            if session.room:
                key = f"room:{session.room}"
                rooms[key] = programme.room_by_key[session.room]
            else:
                key, stand_ins[_key(session)] = _key(session), _stand_in(programme, session, language)
            place_keys[session.key] = key
    names = _room_names(programme, rooms, language) | stand_ins
    unlike = _unlike(names)
    made = {
        key: Place(key=key, name=unlike[key], guid=guid(programme, "place", key), room=rooms.get(key)) for key in unlike
    }
    return {session: made[key] for session, key in place_keys.items()}


def _key(session: Session) -> str:
    if session.venue:
        return f"venue:{session.venue}"
    return "online" if session.format is Format.ONLINE else "unknown"


def _stand_in(programme: Programme, session: Session, language: str) -> str:
    if session.venue:
        return one_line(programme.venue_by_key[session.venue].name.text(language))
    return _("Online") if session.format is Format.ONLINE else _("Place to be announced")


def _room_names(programme: Programme, rooms: dict[str, Room], language: str) -> dict[str, str]:
    venues = {room.venue for room in rooms.values() if room.venue}
    names = {}
    for key, room in sorted(rooms.items(), key=lambda item: (item[1].position, item[0])):
        name = room.name.text(language)
        if room.venue and len(venues) > 1:
            name = f"{name}, {programme.venue_by_key[room.venue].name.text(language)}"
        names[key] = one_line(name)
    return names


def _unlike(names: dict[str, str]) -> dict[str, str]:
    """The same names, those that are given twice or not at all told apart by their keys."""
    given: list[str] = list(names.values())
    return {
        key: name if name and given.count(name) == 1 else f"{name} ({key.rpartition(':')[2]})".strip()
        for key, name in names.items()
    }

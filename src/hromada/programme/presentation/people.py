"""People as their pages and the pages of sessions show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hromada.kernel.folding import folded
from hromada.kernel.localised import Localised
from hromada.programme import labels
from hromada.programme.snapshot import Appearance, Body, Presence, Programme, Session, Speaker, Standing


@dataclass(frozen=True)
class Face:
    """One appearance, ready to be printed."""

    speaker: Speaker
    part: str
    function: Localised
    organisation: Body | None
    presence: str
    is_unsure: bool
    replaces: Localised | None


def faces(session: Session, programme: Programme) -> list[Face]:
    return [_face(appearance, programme) for appearance in session.appearances]


def _face(appearance: Appearance, programme: Programme) -> Face:
    in_person = appearance.presence is Presence.IN_PERSON
    return Face(
        speaker=programme.speaker_by_key[appearance.speaker],
        part=str(labels.label(appearance.part)),
        function=appearance.function,
        organisation=appearance.organisation,
        presence="" if in_person else str(labels.label(appearance.presence)),
        is_unsure=appearance.standing is Standing.TO_BE_CONFIRMED,
        replaces=appearance.replaces,
    )


@dataclass(frozen=True)
class Entry:
    """A line of the list of people: with the function and organisation of the first appearance."""

    speaker: Speaker
    function: Localised
    organisation: Body | None
    is_unsure: bool


def everyone(programme: Programme) -> list[Entry]:
    """In the order of their last names, as far as a name in one field tells."""
    found = {speaker.key: _entry(speaker, programme) for speaker in programme.speakers}
    return sorted(found.values(), key=lambda entry: _last_name_first(entry.speaker.name.text()))


def _entry(speaker: Speaker, programme: Programme) -> Entry:
    own = list(appearances_of(speaker.key, programme))
    first = own[0][1] if own else None
    return Entry(
        speaker=speaker,
        function=first.function if first else Localised(),
        organisation=first.organisation if first else None,
        is_unsure=bool(own) and all(one.standing is Standing.TO_BE_CONFIRMED for _session, one in own),
    )


def appearances_of(speaker: str, programme: Programme) -> Iterator[tuple[Session, Appearance]]:
    for session in programme.sessions_by_speaker.get(speaker, ()):
        for appearance in session.appearances:
            if appearance.speaker == speaker:
                yield session, appearance


def _last_name_first(name: str) -> tuple[str, str]:
    first, _space, last = name.rpartition(" ")
    return folded(last), folded(first)

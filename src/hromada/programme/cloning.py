"""A new edition from the last: what is taken over stands here, in order; what is not, by name and with its reason."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import uuid4

from django.db import models as django_models
from django.utils.translation import ngettext

from hromada.kernel.unsaved import others_are_quicker
from hromada.programme.models import (
    Answer,
    Appearance,
    CoOrganiser,
    Decision,
    Edition,
    EditionBody,
    ImportRun,
    Material,
    PersonalLink,
    PlannedRelease,
    Release,
    ReleaseFile,
    Reply,
    Role,
    Room,
    SentFile,
    Session,
    SessionBody,
    Term,
    Topic,
    Venue,
)

Row = TypeVar("Row", bound=django_models.Model)


@dataclass
class Cloning:
    """One edition on its way into another; each cloner leaves a map from old rows to new ones for those after it."""

    last: Edition
    edition: Edition
    venues: dict[int, Venue] = field(default_factory=dict)
    rooms: dict[int, Room] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    sessions: dict[int, Session] = field(default_factory=dict)

    def shifted(self, instant: datetime | None) -> datetime | None:
        """The same hour on the clocks of the place, as many days later as the edition is: 9:00 stays 9:00 over a
        change of clocks."""
        if instant is None:
            return None
        days = self.edition.starts_on - self.last.starts_on
        local = instant.astimezone(self.last.zone).replace(tzinfo=None) + days
        return local.replace(tzinfo=self.edition.zone)


def clone(last: Edition, *, slug: str, starts_on: date) -> Edition:
    """Store the new edition, a draft. The number of queries does not depend on the size."""
    cloning = Cloning(last=last, edition=_edition(last, slug, starts_on))
    for cloner in CLONERS:
        cloner(cloning)
    return cloning.edition


def _edition(last: Edition, slug: str, starts_on: date) -> Edition:
    """Languages, place and face stay; motto, patron and what is told of the last one are for the new one to find."""
    length: timedelta = last.ends_on - last.starts_on
    edition = Edition(
        slug=slug,
        number=last.number + 1 if last.number is not None else None,
        name=last.name,
        description=last.description,
        city=last.city,
        starts_on=starts_on,
        ends_on=starts_on + length,
        time_zone=last.time_zone,
        languages=last.languages,
        colour=last.colour,
        picture=last.picture.name,
        picture_width=last.picture_width,
        picture_height=last.picture_height,
        picture_alternative=last.picture_alternative,
        picture_credit=last.picture_credit,
        cloned_from=last,
    )
    with others_are_quicker():
        edition.save()
    return edition


def fresh(row: Row, **changes: object) -> Row:
    """A copy of the row that is not stored yet."""
    fresh = copy(row)
    fresh._state = copy(row._state)
    fresh._state.adding = True
    fresh._state.fields_cache = {}
    fresh.pk = None
    for name, value in changes.items():
        setattr(fresh, name, value)
    return fresh


def bodies(cloning: Cloning) -> None:
    rows = EditionBody.objects.filter(edition=cloning.last).order_by("pk")
    EditionBody.objects.bulk_create([fresh(row, edition=cloning.edition) for row in rows])


def venues(cloning: Cloning) -> None:
    rows = list(Venue.objects.filter(edition=cloning.last).order_by("pk"))
    created = Venue.objects.bulk_create([fresh(row, edition=cloning.edition) for row in rows])
    cloning.venues = {row.pk: new for row, new in zip(rows, created, strict=True)}


def rooms(cloning: Cloning) -> None:
    rows = list(Room.objects.filter(edition=cloning.last).order_by("pk"))
    created = Room.objects.bulk_create(
        [fresh(row, edition=cloning.edition, venue=cloning.venues.get(row.venue_id or 0)) for row in rows]
    )
    cloning.rooms = {row.pk: new for row, new in zip(rows, created, strict=True)}


def topics(cloning: Cloning) -> None:
    rows = list(Topic.objects.filter(edition=cloning.last).order_by("pk"))
    created = Topic.objects.bulk_create([fresh(row, edition=cloning.edition) for row in rows])
    cloning.topics = {row.pk: new for row, new in zip(rows, created, strict=True)}


def sessions(cloning: Cloning) -> None:
    rows = list(Session.objects.filter(edition=cloning.last).order_by("pk"))
    created = Session.objects.bulk_create([_session(cloning, row) for row in rows])
    cloning.sessions = {row.pk: new for row, new in zip(rows, created, strict=True)}
    held = [(cloning.sessions[row.pk], cloning.sessions[row.parent_id]) for row in rows if row.parent_id]
    for session, parent in held:
        session.parent = parent
    Session.objects.bulk_update([session for session, _parent in held], ["parent"])


def _session(cloning: Cloning, row: Session) -> Session:
    return fresh(
        row,
        edition=cloning.edition,
        uid=uuid4(),
        parent=None,
        room=cloning.rooms.get(row.room_id or 0),
        venue=cloning.venues.get(row.venue_id or 0),
        starts=cloning.shifted(row.starts),
        ends=cloning.shifted(row.ends),
    )


def topics_of_sessions(cloning: Cloning) -> None:
    through = Session.topics.through
    rows = through.objects.filter(session__edition=cloning.last).order_by("pk")
    through.objects.bulk_create(
        [through(session=cloning.sessions[row.session_id], topic=cloning.topics[row.topic_id]) for row in rows]
    )


def organisers_of_sessions(cloning: Cloning) -> None:
    rows = SessionBody.objects.filter(session__edition=cloning.last).order_by("pk")
    SessionBody.objects.bulk_create([fresh(row, session=cloning.sessions[row.session_id]) for row in rows])


def appearances(cloning: Cloning) -> None:
    """Those who stood last time, to be asked anew; who said no or was replaced stays behind."""
    rows = Appearance.objects.standing().filter(session__edition=cloning.last).order_by("pk")
    Appearance.objects.bulk_create(
        [
            fresh(
                row,
                session=cloning.sessions[row.session_id],
                state=Appearance.State.TO_BE_CONFIRMED,
                replaces=None,
            )
            for row in rows
        ]
    )


CLONERS: list[Callable[[Cloning], None]] = [
    bodies,
    venues,
    rooms,
    topics,
    sessions,
    topics_of_sessions,
    organisers_of_sessions,
    appearances,
]


def what_is_taken_along(last: Edition) -> list[str]:
    """The rows that ``clone`` takes over, in words: '12 rooms'. What there is none of, is not said."""
    standing = Appearance.objects.standing().filter(session__edition=last)
    bodies, venues, rooms, topics, sessions, people = (
        rows.count() for rows in (last.bodies, last.venues, last.rooms, last.topics, last.sessions, standing)
    )
    told = [
        (bodies, ngettext("%(number)d organiser", "%(number)d organisers", bodies)),
        (venues, ngettext("%(number)d venue", "%(number)d venues", venues)),
        (rooms, ngettext("%(number)d room", "%(number)d rooms", rooms)),
        (topics, ngettext("%(number)d topic", "%(number)d topics", topics)),
        (sessions, ngettext("%(number)d session", "%(number)d sessions", sessions)),
        (people, ngettext("%(number)d appearance of a person", "%(number)d appearances of people", people)),
    ]
    return [words % {"number": number} for number, words in told if number]


# What people showed, answered and brought belongs to that year; what was published is published; who works on it is
# decided anew; terms are everyone’s.
NOT_CLONED: tuple[type[django_models.Model], ...] = (
    Answer,
    CoOrganiser,
    Decision,
    ImportRun,
    Material,
    PersonalLink,
    PlannedRelease,
    Release,
    ReleaseFile,
    Reply,
    Role,
    SentFile,
    Term,
)

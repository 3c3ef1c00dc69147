"""A generated programme as the draft of an edition in the database."""

from __future__ import annotations

from collections.abc import Iterable

from hromada.accounts.models import Person
from hromada.programme import models, snapshot


def store(programme: snapshot.Programme, **flags: bool) -> models.Edition:
    """Store the programme as a draft, in a constant number of statements; publish it yourself."""
    edition = _edition(programme.edition, flags)
    venues = {
        venue.key: models.Venue(edition=edition, position=number, **_fields(venue, "key", "name", "address", "role"))
        for number, venue in enumerate(programme.venues)
    }
    models.Venue.objects.bulk_create(venues.values())
    rooms = {
        room.key: models.Room(
            edition=edition,
            venue=venues.get(room.venue or ""),
            **_fields(room, "key", "name", "capacity", "booths", "streamed", "position"),
        )
        for room in programme.rooms
    }
    models.Room.objects.bulk_create(rooms.values())
    topics = {
        topic.key: models.Topic(edition=edition, key=topic.key, name=topic.name, position=number)
        for number, topic in enumerate(programme.topics)
    }
    models.Topic.objects.bulk_create(topics.values())
    sessions = {
        session.key: models.Session(
            edition=edition,
            room=rooms.get(session.room or ""),
            venue=venues.get(session.venue or ""),
            listed=session.access is snapshot.Access.INVITATION,
            **_fields(session, *_SESSION_FIELDS),
        )
        for session in programme.sessions
    }
    models.Session.objects.bulk_create(sessions.values())
    held = [session for session in programme.sessions if session.parent]
    for session in held:
        sessions[session.key].parent = sessions[session.parent or ""]
    models.Session.objects.bulk_update([sessions[session.key] for session in held], ["parent"])
    _store_details(programme, sessions, topics)
    return edition


_SESSION_FIELDS = (
    "key", "uid", "kind", "title", "abstract", "note", "starts", "ends", "format", "access", "floor", "interpreted",
    "capacity_on_site", "capacity_online", "sign_up",
)  # fmt: skip


def _fields(value: object, *names: str) -> dict[str, object]:
    return {name: list(found) if isinstance(found := getattr(value, name), tuple) else found for name in names}


def _edition(facts: snapshot.EditionFacts, flags: dict[str, bool]) -> models.Edition:
    names = (
        "slug", "number", "name", "motto", "city", "starts_on", "ends_on", "time_zone", "languages", "patron",
        "description", "programme_note", "participants", "sources",
    )  # fmt: skip
    edition = models.Edition.objects.create(colour=facts.face.colour, **_fields(facts, *names), **flags)
    roles = {"organiser": facts.organisers, "on_behalf_of": facts.on_behalf_of, "cooperation": facts.cooperation}
    models.EditionBody.objects.bulk_create(
        models.EditionBody(edition=edition, role=role, name=body.name, position=number)
        for role, bodies in roles.items()
        for number, body in enumerate(bodies)
    )
    return edition


def _store_details(
    programme: snapshot.Programme, sessions: dict[str, models.Session], topics: dict[str, models.Topic]
) -> None:
    through = models.Session.topics.through
    people = _people(programme.speakers)
    through.objects.bulk_create(
        through(session=sessions[session.key], topic=topics[key])
        for session in programme.sessions
        for key in session.topics
    )
    models.SessionBody.objects.bulk_create(
        models.SessionBody(session=sessions[session.key], name=body.name, position=number)
        for session in programme.sessions
        for number, body in enumerate(session.organisers)
    )
    models.Material.objects.bulk_create(
        models.Material(
            session=sessions[session.key], title=one.title, url=one.url, language=one.language or "", position=number
        )
        for session in programme.sessions
        for number, one in enumerate(session.materials)
    )
    models.Appearance.objects.bulk_create(
        models.Appearance(
            session=sessions[session.key],
            person=people[one.speaker],
            part=one.part,
            function=one.function,
            organisation_name=one.organisation.name if one.organisation else {},
            presence=one.presence,
            state=one.standing,
            position=number,
        )
        for session in programme.sessions
        for number, one in enumerate(session.appearances)
    )


def _people(speakers: Iterable[snapshot.Speaker]) -> dict[str, Person]:
    """Those who are there already are the same people: keys are unique in an installation."""
    wanted = {speaker.key: speaker for speaker in speakers}
    people = {person.key: person for person in Person.objects.filter(key__in=wanted)}
    Person.objects.bulk_create(
        people.setdefault(
            key,
            Person(
                key=key,
                name=speaker.name,
                biography=speaker.biography,
                published_with_consent_on="2027-01-01" if speaker.biography else None,
                password="!",
            ),
        )
        for key, speaker in wanted.items()
        if key not in people
    )
    return people

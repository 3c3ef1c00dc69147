"""Reading the draft for a plan, and writing what the plan says; the caller holds the transaction and the lock."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Q

from hromada.accounts.models import Person
from hromada.kernel.audit import name_of
from hromada.kernel.editing import Changes, differences, facts_of
from hromada.kernel.localised import Localised
from hromada.kernel.wording import Rewritten, note
from hromada.programme import models, snapshot, snapshotting
from hromada.programme.importing.assembling import Reading
from hromada.programme.importing.ledger import Ledger
from hromada.programme.importing.plan import Change, Plan, Stored, StoredSession
from hromada.programme.importing.progress import Progress
from hromada.programme.snapshot import Access

_BATCH = 500
_FIELDS = (
    "key", "uid", "kind", "title", "abstract", "note", "starts", "ends", "format", "access", "floor", "interpreted",
    "capacity_on_site", "capacity_online", "sign_up",
)  # fmt: skip
_LATE = ("parent", "topics", "appearances", "materials")


def what_is_stored(edition: models.Edition | None, reading: Reading) -> Stored:
    """The draft of the edition; of one that is not there yet, what the house knows all the same."""
    slug = reading.programme.edition.slug
    draft = snapshotting.read(edition) if edition else snapshotting.Draft(models.Edition(slug=slug), [], [], [], [], [])
    whole = snapshotting.whole_draft(draft)
    declined: dict[int, set[str]] = {}
    for one in draft.appearances:
        if one.state == models.Appearance.State.DECLINED:
            declined.setdefault(one.session_id, set()).add(snapshotting.person_key(one.person))
    shown = {session.pk for session in snapshotting.announced(draft.sessions)}
    wanted = [speaker.key for speaker in reading.programme.speakers]
    # People of the same name are told apart by numbers at the end of their keys.
    numbered = Q(key__in=wanted) | Q(key__in=[f"{key}-{number}" for key in wanted for number in range(2, 10)])
    people = {str(key): name for key, name in Person.objects.filter(numbered).values_list("key", "name")}
    uids = [session.uid for session in reading.programme.sessions]
    elsewhere = models.Session.objects.filter(uid__in=uids).exclude(edition__slug=slug)
    return Stored(
        slug=slug,
        sessions=tuple(
            StoredSession(
                pk=row.pk,
                session=session,
                declined=frozenset(declined.get(row.pk, ())),
                is_hidden=row.pk not in shown,
            )
            for row, session in whole
        ),
        rooms={room.key: room.name for room in draft.rooms},
        room_names=_room_names(draft),
        topics={topic.key: topic.name for topic in draft.topics},
        people=people,
        people_here={snapshotting.person_key(one.person): one.person.name for one in draft.appearances},
        uids_elsewhere=frozenset(elsewhere.values_list("uid", flat=True)),
    )


def _room_names(draft: snapshotting.Draft) -> dict[str, str | None]:
    """Exports name a room with its venue where there are several, and a venue where there is no room."""
    venues = {venue.pk: venue.name for venue in draft.venues}
    found: dict[str, str | None] = {name: None for names in venues.values() for name in names.values()}
    for room in draft.rooms:
        for code, name in room.name.items():
            found[name] = room.key
            if room.venue_id:
                found[f"{name}, {venues[room.venue_id].text(code)}"] = room.key
    return found


def write(edition: models.Edition, plan: Plan, *, remove_gone: bool, ledger: Ledger, progress: Progress) -> None:
    """Of a new session the history tells only that it was imported: what belongs to it comes and goes with it."""
    progress.expect(len(plan.people) + 2 * (len(plan.new) + len(plan.changed)))
    things = _Things(edition, plan, ledger, progress)
    created = _created(edition, plan.new, things, progress)
    rows = models.Session.objects.select_related("parent").in_bulk([change.stored.pk for change in plan.changed])
    before = {change: facts_of(rows[change.stored.pk], _columns_of(change)) for change in plan.changed}
    changed = _changed(plan.changed, rows, things, progress, ledger.by)
    _write_parents(plan, created, changed)
    ledger.made(created.values())
    topics = _write_details(created, plan, changed, things, progress)
    ledger.changed(
        (row, {**differences(before[change], facts_of(row, _columns_of(change))), **topics.get(row.pk, {})})
        for change, row in changed.items()
    )
    if remove_gone:
        gone = models.Session.objects.filter(pk__in=[one.pk for one in plan.gone])
        for session in gone.select_related("parent").order_by("pk"):
            ledger.remove(session)


class _Things:
    """Rooms, topics and people by key, the new ones made."""

    def __init__(self, edition: models.Edition, plan: Plan, ledger: Ledger, progress: Progress) -> None:
        self.ledger = ledger
        self._bring_rooms(edition, plan)
        self._bring_topics(edition, plan)
        new = [Person(key=one.key, name=one.name, biography=one.biography) for one in plan.people]
        for person in new:
            person.set_unusable_password()
        for batch in progress.batches(new, _BATCH):
            Person.objects.bulk_create(batch)
            ledger.made(batch)
        self.rooms = {room.key: room for room in edition.rooms.all()}
        self.topics = {topic.key: topic for topic in edition.topics.all()}
        named = [*plan.new, *(change.given for change in plan.changed)]
        keys = {one.speaker for session in named for one in session.appearances}
        here = models.Appearance.objects.filter(session__edition=edition).values("person")
        people = Person.objects.filter(Q(key__in=keys) | Q(pk__in=here))
        self.people = {snapshotting.person_key(person): person for person in people}

    def _bring_rooms(self, edition: models.Edition, plan: Plan) -> None:
        new = [
            models.Room(edition=edition, key=room.key, name=room.name, capacity=room.capacity, position=room.position)
            for room in plan.rooms
        ]
        models.Room.objects.bulk_create(new)
        self.ledger.made(new)
        renamed = list(edition.rooms.filter(key__in=plan.renamed_rooms).select_related("venue"))
        before = {row: facts_of(row, ["name"]) for row in renamed}
        for row in renamed:
            row.name = plan.renamed_rooms[row.key]
        models.Room.objects.bulk_update(renamed, ["name"], batch_size=_BATCH)
        self.ledger.changed((row, differences(before[row], facts_of(row, ["name"]))) for row in renamed)

    def _bring_topics(self, edition: models.Edition, plan: Plan) -> None:
        first = edition.topics.count()
        new = [
            models.Topic(edition=edition, key=topic.key, name=topic.name, position=first + number)
            for number, topic in enumerate(plan.topics)
        ]
        models.Topic.objects.bulk_create(new)
        self.ledger.made(new)


def _created(
    edition: models.Edition, new: Sequence[snapshot.Session], things: _Things, progress: Progress
) -> dict[str, models.Session]:
    rows = {
        session.key: models.Session(
            edition=edition,
            room=things.rooms.get(session.room or ""),
            listed=session.access is Access.INVITATION,
            **{name: _column(getattr(session, name)) for name in _FIELDS},
        )
        for session in new
    }
    for batch in progress.batches(list(rows.values()), _BATCH):
        models.Session.objects.bulk_create(batch)
    models.SessionBody.objects.bulk_create(
        models.SessionBody(session=rows[session.key], name=body.name, position=number)
        for session in new
        for number, body in enumerate(session.organisers)
    )
    return rows


def _columns_of(change: Change) -> set[str]:
    """Of what became different, that which stands in the row of the session itself."""
    return set(change.became) - {"topics", "appearances", "materials"}


def _changed(
    changes: Sequence[Change],
    rows: Mapping[int, models.Session],
    things: _Things,
    progress: Progress,
    by: Person | None,
) -> dict[Change, models.Session]:
    found = {}
    rewritten: list[Rewritten] = []
    for change in changes:
        row = found[change] = rows[change.stored.pk]
        rewritten += [
            Rewritten(name_of(row), name, getattr(row, name), value)
            for name, value in change.became.items()
            if isinstance(value, Localised)
        ]
        for name, value in change.became.items():
            if name == "room":
                row.room = things.rooms.get(value or "")
            elif name not in _LATE:
                setattr(row, name, _column(value))
    names = {name for change in changes for name in change.became} - set(_LATE)
    for batch in progress.batches(list(found.values()) if names else [], _BATCH):
        models.Session.objects.bulk_update(batch, sorted(names))
    note(rewritten, by=by)
    return found


def _write_details(
    created: Mapping[str, models.Session],
    plan: Plan,
    changed: Mapping[Change, models.Session],
    things: _Things,
    progress: Progress,
) -> dict[int, Changes]:
    """What became of the topics of changed sessions, by number."""
    whole = [(created[session.key], session) for session in plan.new]
    topics = _write_topics(
        [(row, session.topics) for row, session in whole],
        [(row, change.became["topics"]) for change, row in changed.items() if "topics" in change.became],
        things,
    )
    materials = [(row, change.given) for change, row in changed.items() if "materials" in change.became]
    _write_materials(whole, materials, things.ledger)
    appearing = [(row, session.appearances) for row, session in whole]
    appearing += [
        (row, change.became["appearances"]) for change, row in changed.items() if "appearances" in change.became
    ]
    new = {row.pk for row in created.values()}
    for batch in progress.batches(appearing, _BATCH):
        _write_appearances(batch, things, new)
    return topics


Details = Sequence[tuple[models.Session, snapshot.Session]]


def _write_materials(whole: Details, changed: Details, ledger: Ledger) -> None:
    """Those of a changed session all anew."""
    old = models.Material.objects.filter(session__in=[row for row, _given in changed])
    for material in old.select_related("session").order_by("pk"):
        ledger.remove(material)
    added = [_materials(row, session) for row, session in changed]
    models.Material.objects.bulk_create(one for row, session in whole for one in _materials(row, session))
    ledger.made(models.Material.objects.bulk_create(one for several in added for one in several))


def _materials(row: models.Session, session: snapshot.Session) -> list[models.Material]:
    return [
        models.Material(session=row, title=one.title, url=one.url, language=one.language or "", position=number)
        for number, one in enumerate(session.materials)
    ]


def _write_topics(
    new: Sequence[tuple[models.Session, Sequence[str]]],
    changed: Sequence[tuple[models.Session, Sequence[str]]],
    things: _Things,
) -> dict[int, Changes]:
    through = models.Session.topics.through
    old = through.objects.filter(session__in=[row for row, _keys in changed])
    before: dict[int, list[int]] = {row.pk: [] for row, _keys in changed}
    for session, topic in old.order_by("topic").values_list("session_id", "topic_id"):
        before[session].append(topic)
    old.delete()
    through.objects.bulk_create(
        through(session=row, topic=things.topics[key]) for row, keys in [*new, *changed] for key in keys
    )
    return {
        row.pk: {"topics": (before[row.pk], sorted(things.topics[key].pk for key in keys))} for row, keys in changed
    }


def _write_appearances(
    wanted: Sequence[tuple[models.Session, Sequence[snapshot.Appearance]]], things: _Things, new: Collection[int]
) -> None:
    """Who stands already keeps everything but the position; who is no longer named goes. ``new``: sessions that were
    not there before."""
    standing: dict[int, dict[str, list[models.Appearance]]] = {}
    rows = models.Appearance.objects.standing().filter(session__in=[row for row, _given in wanted])
    for one in rows.select_related("person", "session").order_by("position", "pk"):
        standing.setdefault(one.session_id, {}).setdefault(snapshotting.person_key(one.person), []).append(one)
    made, gone = [], []
    moved: dict[models.Appearance, int] = {}
    for row, given in wanted:
        known = standing.get(row.pk, {})
        named = {announced.speaker for announced in given}
        gone += [one for key, several in known.items() if key not in named for one in several]
        placed: set[str] = set()
        for number, announced in enumerate(given):
            if announced.speaker not in known:
                made.append(_appearance(row, announced, number, things))
            elif announced.speaker not in placed:
                placed.add(announced.speaker)
                for kept in known[announced.speaker]:
                    moved[kept] = number
    for one in gone:
        things.ledger.remove(one)
    places = [(one, differences({"position": one.position}, {"position": to})) for one, to in moved.items()]
    for one, to in moved.items():
        one.position = to
    models.Appearance.objects.bulk_update(moved, ["position"], batch_size=_BATCH)
    models.Appearance.objects.bulk_create(made, batch_size=_BATCH)
    things.ledger.changed(places)
    things.ledger.made(one for one in made if one.session_id not in new)


def _appearance(row: models.Session, one: snapshot.Appearance, number: int, things: _Things) -> models.Appearance:
    return models.Appearance(
        session=row,
        person=things.people[one.speaker],
        part=one.part,
        function=one.function,
        organisation_name=one.organisation.name if one.organisation else Localised(),
        presence=one.presence,
        state=one.standing,
        position=number,
    )


def _write_parents(plan: Plan, created: Mapping[str, models.Session], changed: Mapping[Change, models.Session]) -> None:
    wanted: list[tuple[models.Session, str | None]] = [
        (created[session.key], session.parent) for session in plan.new if session.parent
    ]
    wanted += [(row, change.became["parent"]) for change, row in changed.items() if "parent" in change.became]
    if not wanted:
        return
    edition = wanted[0][0].edition_id
    keys = [parent for _row, parent in wanted if parent]
    rows = {row.key: row for row in models.Session.objects.filter(edition=edition, key__in=keys)}
    for row, parent in wanted:
        row.parent = rows[parent] if parent else None
    models.Session.objects.bulk_update([row for row, _parent in wanted], ["parent"], batch_size=_BATCH)


def _column(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value

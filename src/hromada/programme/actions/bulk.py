"""Many sessions are changed by one act: all of them or none, and taken back as one step."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.kernel.audit import Together, new_batch, record_each
from hromada.kernel.editing import facts_of
from hromada.kernel.refusal import Refusal
from hromada.programme.actions.sessions import delete_session
from hromada.programme.bulk import BulkChange
from hromada.programme.models import Appearance, Edition, Session
from hromada.programme.models.session import SessionQuerySet

_FIELDS = ("room", "starts", "ends", "access", "format", "floor", "interpreted", "sign_up")


@transaction.atomic
def change_sessions(
    edition: Edition, numbers: Collection[int], change: BulkChange, *, by: Person, among: SessionQuerySet
) -> int:
    """How many sessions the change has made a difference to. ``among``: those that the person may change.

    A constant number of statements, but for deleting. Raises Refusal when one of them is not there any more, or when
    one cannot be deleted: then nothing is changed.
    """
    # Locked in one order, so that two changes at once do not wait for each other.
    sessions = list(among.filter(edition=edition, pk__in=numbers).select_for_update(of=("self",)).order_by("pk"))
    if len(sessions) != len({*numbers}):
        raise Refusal("gone", _("Some of these sessions have been deleted in the meantime. Choose again."))
    batch = new_batch(Together.BULK)
    if change.deletes:
        return _delete(sessions, batch, by)
    changes: dict[int, dict[str, Any]] = {session.pk: {} for session in sessions}
    _change_fields(sessions, change, edition, changes)
    _change_topics(sessions, change, changes)
    changed = [session for session in sessions if changes[session.pk]]
    details = [(session, {"changes": changes[session.pk]}) for session in changed]
    record_each(details, "edited", by=by, within=edition, part_of=_above, batch=batch)
    confirmed = _confirm(sessions, batch, edition, by) if change.confirms else set()
    return len({session.pk for session in changed} | confirmed)


def _change_fields(
    sessions: list[Session], change: BulkChange, edition: Edition, changes: Mapping[int, dict[str, Any]]
) -> None:
    for session in sessions:
        before = facts_of(session, _FIELDS)
        for name, value in change.values(session, edition.zone).items():
            setattr(session, name, value)
        after = facts_of(session, _FIELDS)
        changes[session.pk].update(
            {name: (before[name], after[name]) for name in _FIELDS if before[name] != after[name]}
        )
    Session.objects.bulk_update([session for session in sessions if changes[session.pk]], _FIELDS)


def _change_topics(sessions: list[Session], change: BulkChange, changes: Mapping[int, dict[str, Any]]) -> None:
    if change.adds_topic is None and change.removes_topic is None:
        return
    through = Session.topics.through
    topics: dict[int, set[int]] = {session.pk: set() for session in sessions}
    for session_id, topic_id in through.objects.filter(session__in=sessions).values_list("session_id", "topic_id"):
        topics[session_id].add(topic_id)
    for session in sessions:
        after = change.topics(topics[session.pk])
        if after != topics[session.pk]:
            changes[session.pk]["topics"] = (sorted(topics[session.pk]), sorted(after))
    if change.removes_topic:
        through.objects.filter(session__in=sessions, topic=change.removes_topic).delete()
    if change.adds_topic:
        added = [through(session=session, topic=change.adds_topic) for session in sessions]
        through.objects.bulk_create(added, ignore_conflicts=True)


def _confirm(sessions: list[Session], batch: str, edition: Edition, by: Person) -> set[int]:
    """The sessions in which somebody was confirmed."""
    asked = Appearance.objects.filter(session__in=sessions, state=Appearance.State.TO_BE_CONFIRMED)
    found = list(asked.select_for_update(of=("self",)).select_related("person", "session").order_by("pk"))
    asked.filter(pk__in=[one.pk for one in found]).update(state=Appearance.State.CONFIRMED)
    state = (Appearance.State.TO_BE_CONFIRMED.value, Appearance.State.CONFIRMED.value)
    details = [(one, {"changes": {"state": state}}) for one in found]
    record_each(details, "confirmed", by=by, within=edition, part_of=_above, batch=batch)
    return {one.session_id for one in found}


def _above(thing: models.Model) -> str | None:
    """How the history names what a session is part of, and the session of an appearance."""
    above = thing.session_id if isinstance(thing, Appearance) else getattr(thing, "parent_id", None)
    return f"{Session._meta.label_lower}:{above}" if above else None


def _delete(sessions: list[Session], batch: str, by: Person) -> int:
    """What is held by others first."""
    held = {session.pk: session.parent_id for session in sessions}

    def depth(session: Session) -> int:
        steps, above = 0, session.parent_id
        while above in held and steps < len(held):
            steps, above = steps + 1, held[above]
        return steps

    for session in sorted(sessions, key=depth, reverse=True):
        delete_session(session, by=by, batch=batch)
    return len(sessions)

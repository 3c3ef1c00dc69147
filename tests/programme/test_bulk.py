"""One change for many sessions: all or none, each in the history, at the same cost for few and many."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.factories import (
    AppearanceFactory,
    CoOrganiserFactory,
    EditionFactory,
    PersonFactory,
    RoomFactory,
    SessionFactory,
    TopicFactory,
)

from hromada.kernel.audit import history_of
from hromada.kernel.refusal import Refusal
from hromada.programme.actions.bulk import change_sessions
from hromada.programme.bulk import BulkChange
from hromada.programme.models import Appearance, Session
from hromada.programme.snapshot import Access, Format

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return EditionFactory()


def change(edition, sessions, what, by=None, among=None):
    by = by or PersonFactory()
    numbers = [one.pk for one in sessions]
    return change_sessions(edition, numbers, what, by=by, among=Session.objects.all() if among is None else among)


def test_every_field_at_once_is_written_and_remembered(edition):
    hall, topic, old = RoomFactory(edition=edition), TopicFactory(edition=edition), TopicFactory(edition=edition)
    session = SessionFactory(edition=edition)
    session.topics.add(old)
    asked = AppearanceFactory(session=session, state=Appearance.State.TO_BE_CONFIRMED)
    what = BulkChange(
        room=hall,
        days=1,
        access=Access.INVITATION,
        format=Format.HYBRID,
        floor=("de", "uk"),
        interpreted=("en",),
        sign_up=True,
        adds_topic=topic,
        removes_topic=old,
        confirms=True,
    )

    count = change(edition, [session], what)

    changed, before = Session.objects.get(pk=session.pk), session
    asked.refresh_from_db()
    assert count == 1
    assert (changed.room, changed.access, changed.format) == (hall, "invitation", "hybrid")
    assert (changed.floor, changed.interpreted, changed.sign_up) == (["de", "uk"], ["en"], True)
    assert (list(changed.topics.all()), asked.state) == ([topic], "confirmed")
    assert (changed.starts - before.starts).days == 1
    entry = history_of(session).get(thing=f"programme.session:{session.pk}")
    assert entry.details["changes"]["topics"] == [[old.pk], [topic.pk]]
    assert set(entry.details["changes"]) == {
        "access", "ends", "floor", "format", "interpreted", "room", "sign_up", "starts", "topics"
    }  # fmt: skip


def test_only_what_differs_counts_and_is_remembered(edition):
    hall = RoomFactory(edition=edition)
    there, elsewhere = SessionFactory(edition=edition, room=hall), SessionFactory(edition=edition)

    assert change(edition, [there, elsewhere], BulkChange(room=hall)) == 1
    assert (history_of(there).count(), history_of(elsewhere).count()) == (0, 1)


def test_a_day_later_keeps_the_clock_when_the_clocks_are_changed():
    berlin = ZoneInfo("Europe/Berlin")
    edition = EditionFactory()
    starts, ends = (datetime(2030, 10, 26, hour, tzinfo=berlin) for hour in (10, 11))
    session = SessionFactory(edition=edition, starts=starts, ends=ends)
    untimed = SessionFactory(edition=edition, starts=None, ends=None)

    assert change(edition, [session, untimed], BulkChange(days=1)) == 1
    session.refresh_from_db()
    assert session.starts == datetime(2030, 10, 27, 10, tzinfo=berlin)


@pytest.mark.parametrize("count", [1, 3])
def test_a_change_costs_the_same_for_one_and_three(count, edition, django_assert_num_queries):
    by, topic, room = PersonFactory(), TopicFactory(edition=edition), RoomFactory(edition=edition)
    sessions = SessionFactory.create_batch(count, edition=edition)
    for session in sessions:
        AppearanceFactory(session=session, state=Appearance.State.TO_BE_CONFIRMED)

    # savepoint, lock, fields, topics twice, history, people, their states, history, release
    with django_assert_num_queries(10):
        change(edition, sessions, BulkChange(room=room, adds_topic=topic, confirms=True), by=by)


def test_all_or_none(edition):
    forum = SessionFactory(edition=edition)
    SessionFactory(edition=edition, parent=forum)
    alone = SessionFactory(edition=edition)

    with pytest.raises(Refusal, check=lambda no: no.code == "holds_others"):
        change(edition, [alone, forum], BulkChange(deletes=True))
    assert Session.objects.count() == 3


def test_what_is_not_theirs_is_not_there(edition):
    mine, other = SessionFactory.create_batch(2, edition=edition)
    person = CoOrganiserFactory(session=mine).person

    with pytest.raises(Refusal, check=lambda no: no.code == "gone"):
        change(edition, [mine, other], BulkChange(sign_up=True), by=person, among=Session.objects.editable_by(person))
    assert list(Session.objects.values_list("sign_up", flat=True)) == [False, False]


def test_an_empty_change_is_none():
    assert (bool(BulkChange()), bool(BulkChange(takes_room=True)), bool(BulkChange(sign_up=False))) == (
        False,
        True,
        True,
    )

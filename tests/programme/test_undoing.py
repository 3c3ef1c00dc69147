"""One's own last changes are taken back, step by step, and done again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.factories import (
    AppearanceFactory,
    CoOrganiserFactory,
    EditionFactory,
    PersonFactory,
    RoomFactory,
    SessionFactory,
)

from hromada.kernel.models import AuditEntry
from hromada.kernel.refusal import Refusal
from hromada.programme.actions import delete_session, duplicate_session, place_session
from hromada.programme.actions.bulk import change_sessions
from hromada.programme.actions.undoing import redo_last, sessions_of, steps_of, undo_last
from hromada.programme.bulk import BulkChange
from hromada.programme.models import Appearance, Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory(is_superuser=True)


@pytest.fixture
def session():
    return SessionFactory(edition=EditionFactory())


def everything() -> object:
    return Session.objects.all()


def shift(session: Session, hours: int, by: object) -> None:
    session.refresh_from_db()
    place_session(
        session,
        room=session.room,
        starts=session.starts + timedelta(hours=hours),
        ends=session.ends + timedelta(hours=hours),
        by=by,
    )


def hour(session: Session) -> int:
    session.refresh_from_db()
    return session.starts.astimezone(session.edition.zone).hour


def test_several_steps_back_and_forth(person, session):
    for hours in (1, 2, 4):
        shift(session, hours, person)
    hours_seen = []
    for act in (undo_last, undo_last, redo_last, undo_last, undo_last, redo_last, redo_last, redo_last):
        act(session.edition, by=person, among=everything())
        hours_seen.append(hour(session))

    assert hours_seen == [13, 11, 13, 11, 10, 11, 13, 17]


def test_a_new_change_ends_what_could_be_done_again(person, session):
    shift(session, 1, person)
    undo_last(session.edition, by=person, among=everything())
    shift(session, 5, person)

    steps = steps_of(session.edition, person)

    assert (len(steps.back), len(steps.again)) == (1, 0)
    with pytest.raises(Refusal, check=lambda no: no.code == "nothing_to_redo"):
        redo_last(session.edition, by=person, among=everything())


def test_only_ones_own_changes_in_this_edition(person, session):
    elsewhere = SessionFactory()
    shift(session, 1, PersonFactory())
    shift(elsewhere, 1, person)

    with pytest.raises(Refusal, check=lambda no: no.code == "nothing_to_undo"):
        undo_last(session.edition, by=person, among=everything())
    assert (hour(session), hour(elsewhere)) == (11, 11)


def test_what_others_have_changed_since_is_not_taken_back(person, session):
    shift(session, 1, person)
    shift(session, 1, PersonFactory())

    with pytest.raises(Refusal, check=lambda no: no.code == "changed_since"):
        undo_last(session.edition, by=person, among=everything())
    assert hour(session) == 12


def test_what_is_no_longer_ones_own_is_not_taken_back(session):
    co_organiser = CoOrganiserFactory(session=session)
    shift(session, 1, co_organiser.person)
    co_organiser.delete()

    with pytest.raises(Refusal, check=lambda no: no.code == "gone"):
        undo_last(session.edition, by=co_organiser.person, among=Session.objects.editable_by(co_organiser.person))
    assert hour(session) == 11


def test_a_copy_goes_and_comes_again(person, session):
    AppearanceFactory(session=session)
    copy = duplicate_session(session, by=person, starts=session.starts, ends=session.ends)

    undo_last(session.edition, by=person, among=everything())
    gone = not Session.objects.filter(pk=copy.pk).exists()
    redo_last(session.edition, by=person, among=everything())
    back = Session.objects.get(pk=copy.pk)
    undo_last(session.edition, by=person, among=everything())

    assert (gone, back.key, Session.objects.filter(pk=copy.pk).exists()) == (True, copy.key, False)


def test_a_deleted_session_comes_back_with_its_people(person, session):
    appearance = AppearanceFactory(session=session)
    delete_session(session, by=person)

    undo_last(session.edition, by=person, among=everything())

    assert list(Session.objects.get(pk=session.pk).appearances.all()) == [appearance]


def test_a_bulk_change_is_one_step(person):
    hall, closet = RoomFactory.create_batch(2, edition=EditionFactory())
    sessions = SessionFactory.create_batch(3, edition=hall.edition, room=hall)
    asked = AppearanceFactory(session=sessions[0], state=Appearance.State.TO_BE_CONFIRMED)
    change = BulkChange(room=closet, confirms=True)
    change_sessions(hall.edition, [one.pk for one in sessions], change, by=person, among=everything())

    def rooms() -> list[int]:
        asked.refresh_from_db()
        return [*Session.objects.order_by("pk").values_list("room", flat=True), asked.state]

    seen = []
    for act in (undo_last, redo_last, undo_last):
        step = act(hall.edition, by=person, among=everything())
        seen.append((len(step), sorted(sessions_of(step)), rooms()))

    numbers = sorted(one.pk for one in sessions)
    before, after = [hall.pk] * 3 + ["to_be_confirmed"], [closet.pk] * 3 + ["confirmed"]
    assert seen == [(4, numbers, before), (4, numbers, after), (4, numbers, before)]


def test_a_forum_deleted_with_its_workshops_comes_back_whole(person):
    forum = SessionFactory(edition=EditionFactory())
    workshop = SessionFactory(edition=forum.edition, parent=forum)
    change_sessions(forum.edition, [forum.pk, workshop.pk], BulkChange(deletes=True), by=person, among=everything())

    undo_last(forum.edition, by=person, among=everything())

    assert list(Session.objects.order_by("pk").values_list("pk", "parent")) == [
        (forum.pk, None),
        (workshop.pk, forum.pk),
    ]


def test_what_is_long_ago_is_left_to_the_history(person, session):
    shift(session, 1, person)
    AuditEntry.objects.update(at=session.starts - timedelta(days=9000))

    assert steps_of(session.edition, person).back == []

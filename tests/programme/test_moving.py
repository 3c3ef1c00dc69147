"""A forum is moved: what it holds at its time comes along, and goes back with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.factories import EditionFactory, PersonFactory, RoomFactory, SessionFactory

from hromada.kernel.audit import last_of
from hromada.kernel.models import AuditEntry
from hromada.programme import planning
from hromada.programme.actions import edit_session, place_session
from hromada.programme.actions.undoing import redo_last, steps_of, undo_last
from hromada.programme.models import Session

pytestmark = pytest.mark.django_db

ALL = ("forum", "early", "inner", "elsewhere", "after", "untimed", "stranger")


@pytest.fixture
def forum() -> Session:
    """From ten to twelve; what is part of it: within its time in its room, deeper, in another room; and after it."""
    edition = EditionFactory(slug="auental")
    hall, closet = (RoomFactory(edition=edition, key=key) for key in ("hall", "closet"))
    RoomFactory(edition=edition, key="tent")
    forum = SessionFactory(edition=edition, key="forum", room=hall)
    forum.ends += timedelta(hours=1)
    forum.save()
    early = SessionFactory(edition=edition, key="early", room=hall, parent=forum)
    SessionFactory(edition=edition, key="inner", parent=early)
    SessionFactory(edition=edition, key="elsewhere", room=closet, parent=forum)
    after = SessionFactory(edition=edition, key="after", room=hall, parent=forum)
    after.starts, after.ends = forum.ends, forum.ends + timedelta(hours=1)
    after.save()
    SessionFactory(edition=edition, key="untimed", room=hall, parent=forum, starts=None, ends=None)
    SessionFactory(edition=edition, key="stranger", room=hall)
    return forum


def places() -> dict[str, str]:
    def said(one: Session) -> str:
        clock = f"{one.starts.astimezone(one.edition.zone):%d. %H:%M}" if one.starts else "never"
        return f"{clock} {one.room.key if one.room else '-'}"

    return {one.key: said(one) for one in Session.objects.select_related("room", "edition").order_by("pk")}


def move(forum: Session, *, hours: int = 0, room: str = "hall", **more: Any) -> Any:
    starts, ends = forum.starts + timedelta(hours=hours), forum.ends + timedelta(hours=hours)
    options = {"starts": starts, "ends": ends, "by": None, "takes_held": True} | more
    return place_session(forum, room=forum.edition.rooms.get(key=room), **options)


def test_what_lies_within_its_time_comes_along_and_what_is_in_its_room_changes_rooms_with_it(forum):
    before = places()

    moved = move(forum, hours=26, room="tent")

    assert places() == {
        **before,
        "forum": "15. 12:00 tent",
        "early": "15. 12:00 tent",
        "inner": "15. 12:00 -",
        "elsewhere": "15. 12:00 closet",
    }
    assert len(moved.along) == 3


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"hours": 2, "takes_held": False}, id="asked to move alone"),
        pytest.param({"starts": None, "ends": None}, id="it loses its time"),
        pytest.param({}, id="it stays"),
    ],
)
def test_what_it_holds_stays(forum, changed):
    before = places()

    moved = move(forum, **changed)

    assert {key: place for key, place in places().items() if key != "forum"} == {
        key: place for key, place in before.items() if key != "forum"
    }
    assert moved.along == {}


@pytest.mark.parametrize("end", ["starts", "ends"])
def test_longer_or_shorter_moves_nothing_else(forum, end):
    before = places()

    move(forum, **{end: getattr(forum, end) - timedelta(minutes=30)})

    assert {key: place for key, place in places().items() if key != "forum"} == {
        key: place for key, place in before.items() if key != "forum"
    }


def test_where_someone_else_was_quicker_nothing_moves(forum):
    seen = last_of(forum)
    edit_session(forum, {"starts": forum.starts - timedelta(hours=1)}, by=PersonFactory())
    before = places()

    moved = move(forum, hours=3, base=seen)

    assert [clash.path for clash in moved.edited.clashes] == ["starts"]
    assert places() == before


def test_it_is_one_step_back_and_one_step_forth(forum):
    person = PersonFactory(is_superuser=True)
    before = places()
    move(forum, hours=2, room="tent", by=person)
    after = places()

    assert [len(step) for step in steps_of(forum.edition, person).back] == [4]
    undo_last(forum.edition, by=person, among=Session.objects.all())
    assert places() == before
    redo_last(forum.edition, by=person, among=Session.objects.all())
    assert places() == after


def test_the_history_of_each_says_it_and_what_it_is_part_of(forum):
    last = AuditEntry.objects.order_by("-pk").first()
    move(forum, hours=1)

    entries = AuditEntry.objects.filter(pk__gt=last.pk if last else 0, verb="edited").order_by("pk")
    early = Session.objects.get(key="early")
    assert {str(one.called) for one in entries} == {str(one) for one in Session.objects.filter(key__in=ALL[:4])}
    assert {one.part_of for one in entries if one.thing != f"programme.session:{forum.pk}"} == {
        f"programme.session:{forum.pk}",
        f"programme.session:{early.pk}",
    }
    assert {one.within for one in entries} == {f"programme.edition:{forum.edition_id}"}


def test_a_planning_knows_what_comes_along_and_where_all_were(forum):
    before = planning.read(forum.edition)

    moved = move(forum, hours=2, room="tent")

    after = planning.read(forum.edition)
    assert {one.key for one in before.held_by(before.by_key["forum"])} == {"early", "inner", "elsewhere"}
    assert {before.by_pk[pk].key for pk in moved.along} == {"early", "inner", "elsewhere"}
    assert after.as_they_were(moved.changes).rows == before.rows


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_and_three(count, forum, django_assert_num_queries):
    Session.objects.filter(parent=forum).delete()
    for session in SessionFactory.create_batch(count, edition=forum.edition, parent=forum):
        assert session.room is None

    # most of them ask the constraints of the forum itself; two levels, one lock, one change and one entry for the rest
    with django_assert_num_queries(41):
        move(forum, hours=1)

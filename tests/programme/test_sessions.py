"""Sessions are made, placed, copied, deleted and brought back."""

from datetime import timedelta

import pytest
from django.utils.translation import override
from tests.factories import (
    AppearanceFactory,
    CoOrganiserFactory,
    MaterialFactory,
    PersonFactory,
    RoomFactory,
    SessionBodyFactory,
    SessionFactory,
    TopicFactory,
)

from hromada.kernel.audit import history_of
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.kernel.refusal import Refusal
from hromada.kernel.removing import restore
from hromada.programme import actions
from hromada.programme.models import Appearance, Material, Session
from hromada.programme.snapshot import Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    return SessionFactory(key="forum", title=Localised({"de": "Forum Wasser"}))


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ({"de": "Trinkwasser für Lwiw", "en": "Drinking water"}, "drinking-water"),
        ({"de": "Trinkwasser für Lwiw"}, "trinkwasser-fur-lwiw"),
        ({"uk": "Вода"}, "session-6cde33c7"),
        ({"de": "Forum"}, "forum-2"),
    ],
)
def test_a_new_session_has_an_address_that_can_be_read_where_its_title_can(forum, title, key):
    topic = TopicFactory(edition=forum.edition)
    values = {"kind": Kind.PANEL, "title": Localised(title), "parent": forum, "topics": [topic]}

    session = actions.create_session(forum.edition, values, by=PersonFactory())

    assert (session.key, session.parent, list(session.topics.all())) == (key, forum, [topic])
    assert [entry.verb for entry in history_of(forum)] == ["created"]


def test_a_session_without_a_title_is_refused_in_words(forum):
    with override("en"), pytest.raises(Refusal, match="cannot be blank"):
        actions.create_session(forum.edition, {"kind": Kind.PANEL, "title": Localised()}, by=None)

    assert list(Session.objects.all()) == [forum]


def test_a_session_is_placed_and_the_history_says_so(forum):
    room = RoomFactory(edition=forum.edition)
    later = forum.starts + timedelta(hours=3)

    moved = actions.place_session(forum, room=room, starts=later, ends=later + timedelta(hours=1), by=None)

    forum.refresh_from_db()
    assert (forum.room, forum.starts) == (room, later)
    assert set(moved.edited.changes) == {"room", "starts", "ends"}


def test_what_holds_a_session_cannot_become_part_of_it(forum):
    workshop = SessionFactory(edition=forum.edition, parent=SessionFactory(edition=forum.edition, parent=forum))

    with pytest.raises(Refusal):
        actions.edit_session(forum, {"parent": workshop}, by=None)

    forum.refresh_from_db()
    assert forum.parent is None


def test_a_copy_has_its_own_address_no_place_and_people_who_are_asked_anew(forum):
    asked = AppearanceFactory(session=forum)
    AppearanceFactory(session=forum, state=Appearance.State.DECLINED)
    SessionBodyFactory(session=forum)
    MaterialFactory(session=forum)

    double = actions.duplicate_session(forum, by=None)

    assert (double.key, double.title, double.room, double.starts) == ("forum-wasser", forum.title, None, None)
    assert double.uid != forum.uid
    assert list(double.appearances.values_list("person", "state")) == [(asked.person_id, "to_be_confirmed")]
    assert (double.bodies.count(), double.materials.count()) == (1, 0)


def test_what_was_deleted_comes_back_as_it_was(forum):
    edition = forum.edition
    topic = TopicFactory(edition=edition)
    forum.topics.set([topic])
    first = AppearanceFactory(session=forum)
    actions.replace_person(first, PersonFactory(), by=None)
    SessionBodyFactory(session=forum)
    MaterialFactory(session=forum)
    CoOrganiserFactory(session=forum)
    before = rows(forum)

    entry = actions.delete_session(forum, by=PersonFactory())
    gone = Session.objects.filter(pk=forum.pk).exists()
    restored = restore(entry, by=None)

    assert not gone
    assert rows(restored) == before
    assert (restored.uid, restored.key, list(restored.topics.all())) == (forum.uid, "forum", [topic])
    assert [entry.verb for entry in history_of(restored)][:2] == ["restored", "deleted"]


def rows(session: Session) -> list[list[dict]]:
    pieces = (session.appearances, session.bodies, session.materials, session.co_organisers)
    return [
        list(Session.objects.filter(pk=session.pk).values()),
        *(list(some.order_by("pk").values()) for some in pieces),
    ]


def test_it_comes_back_without_a_room_that_is_gone_and_not_twice(forum):
    forum.room = RoomFactory(edition=forum.edition)
    forum.save()
    entry = actions.delete_session(forum, by=None)
    forum.room.delete()

    restored = restore(entry, by=None)

    assert restored.room is None
    with pytest.raises(Refusal):
        restore(entry, by=None)


def test_a_name_in_addresses_that_someone_else_has_taken_is_said_in_words(forum):
    entry = actions.delete_session(forum, by=None)
    SessionFactory(edition=forum.edition, key="forum")

    with pytest.raises(Refusal):
        restore(entry, by=None)

    assert Material.objects.count() == 0
    assert AuditEntry.objects.filter(verb="restored").count() == 0


def test_what_others_stand_on_is_not_deleted(forum):
    SessionFactory(edition=forum.edition, parent=forum)

    with override("en"), pytest.raises(Refusal, match="holds 1 other item"):
        actions.delete_session(forum, by=None)


def test_who_co_organises_a_session_does_not_delete_the_ground_they_stand_on(forum):
    person = CoOrganiserFactory(session=forum).person
    workshop = SessionFactory(edition=forum.edition, parent=forum)

    actions.delete_session(workshop, by=person)
    with pytest.raises(Refusal):
        actions.delete_session(forum, by=person)

    assert list(Session.objects.all()) == [forum]

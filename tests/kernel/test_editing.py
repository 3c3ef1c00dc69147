"""Two people write at once, and nobody's words are lost; one change is taken back."""

import pytest
from django.utils.translation import override
from tests.factories import PersonFactory, RoomFactory, SessionFactory, TopicFactory

from hromada.kernel import audit, editing
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(title=Localised({"de": "Wasser", "uk": "Вода"}), capacity_on_site=40)


def test_what_changes_is_written_down_language_by_language(session):
    mara = PersonFactory()
    room = RoomFactory(edition=session.edition)
    topic = TopicFactory(edition=session.edition)

    edited = editing.edit(
        session,
        {"title": Localised({"de": "Wasser", "uk": "Вода", "en": "Water"}), "room": room, "topics": [topic]},
        by=mara,
        within=session.edition,
    )

    session.refresh_from_db()
    entry = AuditEntry.objects.get()
    assert (session.title, session.room, list(session.topics.all())) == (
        {"de": "Wasser", "uk": "Вода", "en": "Water"},
        room,
        [topic],
    )
    assert edited.changes == {"title.en": (None, "Water"), "room": (None, room.pk), "topics": ([], [topic.pk])}
    assert entry.details["changes"] == {path: list(pair) for path, pair in edited.changes.items()}
    assert (entry.verb, entry.by, entry.within) == ("edited", mara, f"programme.edition:{session.edition_id}")


def test_who_changes_nothing_leaves_no_trace(session):
    edited = editing.edit(session, {"title": session.title, "capacity_on_site": 40}, by=None)

    assert (edited.changes, AuditEntry.objects.count()) == ({}, 0)


def test_the_same_instant_on_another_clock_is_no_change(session):
    here = session.starts.astimezone(session.edition.zone)

    assert editing.edit(session, {"starts": here}, by=None).changes == {}


def test_changes_to_different_things_are_merged_even_within_one_text(session):
    base = audit.last_of(session)
    hers = Localised({"de": "Wasser und Abwasser", "uk": "Вода"})
    his = Localised({"de": "Wasser", "uk": "Водопостачання"})
    editing.edit(session, {"title": hers, "capacity_on_site": 40}, base=base, by=PersonFactory())

    edited = editing.edit(session, {"title": his, "capacity_on_site": 50}, base=base, by=PersonFactory())

    session.refresh_from_db()
    assert (session.title, session.capacity_on_site) == ({"de": "Wasser und Abwasser", "uk": "Водопостачання"}, 50)
    assert (edited.clashes, edited.merged) == ((), ("title.de",))


def test_the_later_one_is_shown_the_others_words_and_nothing_is_written(session):
    base = audit.last_of(session)
    mara = PersonFactory()
    editing.edit(session, {"title": Localised({"de": "Trinkwasser", "uk": "Вода"})}, base=base, by=mara)

    edited = editing.edit(
        session, {"title": Localised({"de": "Abwasser", "uk": "Вода"}), "capacity_on_site": 50}, base=base, by=None
    )

    session.refresh_from_db()
    (clash,) = edited.clashes
    assert (clash.path, clash.mine, clash.theirs, clash.by) == ("title.de", "Abwasser", "Trinkwasser", mara)
    assert (session.title["de"], session.capacity_on_site, edited.changes) == ("Trinkwasser", 40, {})


def test_who_has_seen_the_others_words_may_replace_them(session):
    editing.edit(session, {"capacity_on_site": 45}, base=0, by=None)

    edited = editing.edit(session, {"capacity_on_site": 50}, base=audit.last_of(session), by=None)

    assert edited.changes == {"capacity_on_site": (45, 50)}


def test_both_having_the_same_idea_is_no_clash(session):
    editing.edit(session, {"capacity_on_site": 50}, base=0, by=None)

    assert editing.edit(session, {"capacity_on_site": 50}, base=0, by=None).clashes == ()


def test_a_rule_of_the_model_refuses_in_words_and_nothing_is_written(session):
    with override("en"), pytest.raises(Refusal, match="ends before it begins"):
        editing.edit(session, {"starts": session.ends, "ends": session.starts}, by=None)

    before = session.starts
    session.refresh_from_db()
    assert (session.starts, AuditEntry.objects.count()) == (before, 0)


def test_one_change_is_taken_back_and_that_again(session):
    topic = TopicFactory(edition=session.edition)
    editing.edit(session, {"title": Localised({"uk": "Вода"}), "topics": [topic]}, by=None)
    editing.edit(session, {"capacity_on_site": 50}, by=None)
    first = AuditEntry.objects.earliest("pk")

    editing.undo(first, session, by=None)
    session.refresh_from_db()
    taken_back = (session.title, list(session.topics.all()), session.capacity_on_site)
    editing.undo(AuditEntry.objects.latest("pk"), session, by=None)

    session.refresh_from_db()
    assert taken_back == ({"de": "Wasser", "uk": "Вода"}, [], 50)
    assert (session.title, list(session.topics.all())) == ({"uk": "Вода"}, [topic])


def test_a_change_that_was_changed_again_is_not_taken_back(session):
    editing.edit(session, {"capacity_on_site": 50}, by=None)
    editing.edit(session, {"capacity_on_site": 60}, by=None)

    with pytest.raises(Refusal):
        editing.undo(AuditEntry.objects.earliest("pk"), session, by=None)

    session.refresh_from_db()
    assert session.capacity_on_site == 60

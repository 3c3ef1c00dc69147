"""The draft as the office plans with it: read in a few queries, shown by rights."""

from __future__ import annotations

import pytest
from tests.factories import (
    AppearanceFactory,
    CoOrganiserFactory,
    EditionFactory,
    PersonFactory,
    RoleFactory,
    RoomFactory,
    SessionFactory,
)

from hromada.kernel.audit import record
from hromada.programme import planning
from hromada.programme.access import desk_of
from hromada.programme.actions import edit_session, place_session
from hromada.programme.models import Appearance, Role
from hromada.programme.planning import Untranslated
from hromada.programme.rules import Code
from hromada.programme.snapshot import Presence

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3, 300])
def test_reading_costs_the_same_for_one_three_and_three_hundred(count, django_assert_num_queries):
    edition = EditionFactory()
    for session in SessionFactory.create_batch(count, edition=edition):
        if count < 300:
            AppearanceFactory(session=session)

    with django_assert_num_queries(5):
        found = planning.read(edition)

    assert len(found.rows) == count


def test_who_has_a_role_sees_all_and_who_co_organises_their_branch():
    edition = EditionFactory()
    forum = SessionFactory(edition=edition)
    workshop = SessionFactory(edition=edition, parent=forum)
    elsewhere = SessionFactory(edition=edition)
    people = {kind: PersonFactory() for kind in (*Role.Kind, "co_organiser")}
    for kind in Role.Kind:
        RoleFactory(edition=edition, person=people[kind], kind=kind)
    CoOrganiserFactory(session=forum, person=people["co_organiser"])

    seen = {kind: planning.read_at(desk_of(person, edition.slug)) for kind, person in people.items()}

    everything, branch = {forum.pk, workshop.pk, elsewhere.pk}, {forum.pk, workshop.pk}
    assert {kind: (set(one.visible), set(one.editable)) for kind, one in seen.items()} == {
        Role.Kind.ORGANISER: (everything, everything),
        Role.Kind.EDITOR: (everything, everything),
        Role.Kind.READER: (everything, set()),
        "co_organiser": (branch, branch),
    }
    assert all(len(one.rows) == 3 for one in seen.values())


def test_declined_people_are_not_planned_with_and_recorded_ones_are_nowhere():
    first, second = SessionFactory.create_batch(2, edition=EditionFactory())
    person, recorded, declined = PersonFactory.create_batch(3)
    for session in (first, second):
        AppearanceFactory(session=session, person=person, state=Appearance.State.TO_BE_CONFIRMED)
        AppearanceFactory(session=session, person=recorded, presence=Presence.RECORDED)
        AppearanceFactory(session=session, person=declined, state=Appearance.State.DECLINED)

    found = planning.read(first.edition)

    assert [row.asked for row in found.rows] == [1, 1]
    assert [(one.code, one.facts["person"]) for one in found.findings] == [(Code.PERSON_TWICE, person.name)]


def test_a_planning_knows_where_a_session_was_before_a_change():
    hall, closet = RoomFactory.create_batch(2, edition=EditionFactory())
    session = SessionFactory(edition=hall.edition, room=hall)
    untimed = SessionFactory(edition=hall.edition, starts=None, ends=None)
    before = planning.read(hall.edition)

    moved = place_session(session, room=closet, starts=session.ends, ends=None, by=None).changes
    placed = place_session(untimed, room=hall, starts=session.starts, ends=session.ends, by=None).changes
    after = planning.read(hall.edition)

    assert after.rows != before.rows
    assert after.as_they_were(moved | placed).rows == before.rows


def test_the_base_is_the_last_that_was_written_anywhere():
    session = SessionFactory()

    assert planning.read(session.edition).base == 0
    entry = record(session, "looked_at", by=None)
    assert planning.read(session.edition).base == entry.pk


def test_texts_are_missing_or_stale_in_the_languages_of_the_edition_only():
    edition = EditionFactory(languages=["de", "uk"])
    SessionFactory(edition=edition, title={"de": "Wasser", "uk": "Вода"})
    title = SessionFactory(edition=edition, title={"de": "Energie", "en": "Energy"})
    abstract = SessionFactory(edition=edition, title={"de": "Jugend", "uk": "Молодь"}, abstract={"uk": "Про молодь"})

    stale = SessionFactory(edition=edition, title={"de": "Verkehr", "uk": "Транспорт"})
    edit_session(stale, {"title": {"de": "Verkehr und Wege", "uk": "Транспорт"}}, by=None)

    assert planning.untranslated(edition) == {
        title.pk: Untranslated(missing=("uk",)),
        abstract.pk: Untranslated(missing=("de",)),
        stale.pk: Untranslated(stale=("uk",)),
    }

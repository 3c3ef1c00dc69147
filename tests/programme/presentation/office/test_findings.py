"""What people at the desk are told of conflicts and gaps, and of what a change has made of them."""

from __future__ import annotations

import pytest
from tests.factories import AppearanceFactory, CoOrganiserFactory, EditionFactory, RoomFactory, SessionFactory

from hromada.programme import planning
from hromada.programme.access import desk_of
from hromada.programme.actions import place_session
from hromada.programme.presentation.office import findings
from hromada.programme.rules import Code, Severity

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return RoomFactory(edition=EditionFactory(), name={"de": "Großer Saal"})


def test_who_sees_a_branch_only_hears_of_a_room_and_a_person_taken_and_not_by_what(hall):
    mine = SessionFactory(edition=hall.edition, room=hall, title={"de": "Wasser"})
    other = SessionFactory(edition=hall.edition, room=hall, title={"de": "Geheimes Treffen"})
    third = SessionFactory(edition=hall.edition, room=hall, title={"de": "Noch geheimer"})
    person = AppearanceFactory(session=mine, person__name={"de": "Ada"}).person
    AppearanceFactory(session=other, person=person)
    AppearanceFactory(session=third, person__name={"de": "Bo"})
    co_organiser = CoOrganiserFactory(session=mine).person

    whole = findings.told(planning.read(hall.edition))
    part = findings.told(planning.read_at(desk_of(co_organiser, hall.edition.slug)))

    assert len(whole) == 4
    assert [(one.finding.code, one.row.key) for one in part] == [
        (Code.PERSON_TWICE, mine.key),
        (Code.ROOM_TWICE, mine.key),
        (Code.ROOM_TWICE, mine.key),
    ]
    said = " ".join((one.sentence + one.briefly) for one in part)
    assert ("Wasser" in said, "Ada" in said, "Großer Saal" in said) == (True, True, True)
    assert ("geheim" in said.lower(), "Bo" in said) == (False, False)


def test_a_change_tells_what_it_has_made_and_what_it_has_mended(hall):
    closet = RoomFactory(edition=hall.edition)
    first = SessionFactory(edition=hall.edition, room=hall)
    second = SessionFactory(edition=hall.edition, room=hall)
    third = SessionFactory(edition=hall.edition, room=closet)
    before = findings.told(planning.read(hall.edition))

    place_session(second, room=closet, starts=second.starts, ends=second.ends, by=None)
    told = findings.difference(before, findings.told(planning.read(hall.edition)))

    assert [one.finding.sessions for one in told.new] == [(second.key, third.key)]
    assert [one.finding.sessions for one in told.solved] == [(first.key, second.key)]


def test_a_conflict_at_another_time_is_neither_new_nor_solved(hall):
    _first, second = SessionFactory.create_batch(2, edition=hall.edition, room=hall)
    before = findings.told(planning.read(hall.edition))

    later = second.starts + (second.ends - second.starts) / 2
    place_session(second, room=hall, starts=later, ends=second.ends, by=None)
    told = findings.difference(before, findings.told(planning.read(hall.edition)))

    assert (told.new, told.solved) == ((), ())


def test_a_card_bears_the_gravest_mark_and_a_gap_marks_only_whose_it_is(hall):
    first = SessionFactory(edition=hall.edition, room=hall, interpreted=["uk"])
    second = SessionFactory(edition=hall.edition, room=hall)
    gap = SessionFactory(edition=hall.edition, interpreted=["uk"])
    SessionFactory(edition=hall.edition)
    found = planning.read(hall.edition)

    assert findings.marks(findings.told(found), found) == {
        first.pk: Severity.CONFLICT,
        second.pk: Severity.CONFLICT,
        gap.pk: Severity.GAP,
    }


def test_every_finding_can_be_said_briefly():
    assert set(findings._BRIEFLY) == set(Code)

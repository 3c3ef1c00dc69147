"""What one has done to a programme and its people is taken back by one press, as a whole where it was one act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.factories import (
    AppearanceFactory,
    CoOrganiserFactory,
    EditionFactory,
    MaterialFactory,
    PersonFactory,
    RoleFactory,
    RoomFactory,
    SessionFactory,
    VenueFactory,
)
from tests.programme.views.office.desks import at_the_desk

from hromada.kernel.audit import name_of
from hromada.kernel.histories.taking_back import take_back
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.kernel.refusal import Refusal
from hromada.programme import actions
from hromada.programme.models import Appearance, CoOrganiser, Edition, Role, Room, Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return EditionFactory(slug="auental")


def last(**facts: str) -> AuditEntry:
    return AuditEntry.objects.filter(**facts).latest("pk")


def refused(code: str):
    return pytest.raises(Refusal, check=lambda no: no.code == code)


def places(session: Session) -> list[tuple[int, str]]:
    return list(session.appearances.order_by("pk").values_list("person", "state"))


def test_who_was_replaced_stands_there_again_after_one_press_and_goes_after_another(edition):
    session = SessionFactory(edition=edition)
    anna = AppearanceFactory(session=session, state="confirmed")
    successor = actions.replace_person(anna, PersonFactory(), by=None)
    replaced = places(session)
    editor = at_the_desk(edition)

    def press() -> None:
        editor.post(f"/en/office/auental/history/{last(verb=verb).pk}/take-back/")

    verb = "replaced"
    press()
    back = places(session)
    verb = "taken_back"
    press()

    assert back == [(anna.person_id, "confirmed")]
    assert places(session) == replaced
    assert Appearance.objects.get(pk=successor.pk).replaces == anna


def test_a_replacement_is_taken_back_from_either_of_its_lines_and_both_say_so(edition):
    anna = AppearanceFactory(session__edition=edition, state="confirmed")
    actions.replace_person(anna, PersonFactory(), by=None)
    editor = at_the_desk(edition)

    editor.post(f"/en/office/auental/history/{last(verb='created').pk}/take-back/")
    page = editor.get("/en/office/auental/history/", {"thing": name_of(anna)}).content.decode()

    anna.refresh_from_db()
    assert (anna.state, Appearance.objects.count()) == ("confirmed", 1)
    assert page.count('<span class="muted">taken back</span>') == 1


def test_a_replacement_stays_once_the_successor_has_said_yes(edition):
    anna = AppearanceFactory(session__edition=edition, state="confirmed")
    successor = actions.replace_person(anna, PersonFactory(), by=None)
    entry = last(verb="replaced")
    actions.confirm(successor, by=None)
    editor = at_the_desk(edition)

    page = editor.get("/en/office/auental/history/", {"thing": name_of(anna)}).content.decode()

    assert "Worked on since." in page
    with refused("changed_since"):
        take_back(entry, by=None)
    assert Appearance.objects.count() == 2


def test_a_no_is_not_taken_back_while_somebody_else_has_the_place(edition):
    anna = AppearanceFactory(session__edition=edition, state="confirmed")
    actions.decline(anna, by=None)
    no = last(verb="declined")
    actions.replace_person(anna, PersonFactory(), by=None)

    with refused("replaced"):
        take_back(no, by=None)


def test_what_changed_places_changes_them_back(edition):
    one, two = (RoomFactory(edition=edition, position=position) for position in range(2))
    actions.move_part(two, up=True, by=None)
    session = SessionFactory(edition=edition)
    first, second = (MaterialFactory(session=session, position=position) for position in range(2))
    actions.move_piece(first, up=False, by=None)

    take_back(last(thing=name_of(first)), by=None)
    take_back(last(thing=name_of(one)), by=None)

    assert list(edition.rooms.order_by("position")) == [one, two]
    assert list(session.materials.order_by("position")) == [first, second]


def test_a_room_that_is_used_by_now_does_not_go(edition):
    room = actions.add_part(Room(edition=edition, name=Localised({"en": "Dome"})), by=None)
    created = last(verb="created")
    session = SessionFactory(edition=edition, room=None)
    actions.edit_session(session, {"room": room}, by=None)

    with refused("still_needed"):
        take_back(created, by=None)
    take_back(last(verb="edited"), by=None)
    take_back(created, by=None)

    assert list(edition.rooms.all()) == []


def test_a_room_is_part_of_its_venue_and_organisers_are_part_of_the_settings(edition):
    room = RoomFactory(edition=edition, venue=VenueFactory(edition=edition))
    actions.edit_part(room, {"capacity": 5}, by=None)
    organiser = at_the_desk(edition, Role.Kind.ORGANISER)

    page = organiser.get("/en/office/auental/history/", {"thing": name_of(room.venue)}).content.decode()

    assert "Take back" in page


def test_a_piece_of_a_session_that_is_gone_comes_back_after_it(edition):
    material = MaterialFactory(session__edition=edition)
    session = material.session
    taken_out = actions.remove_piece(material, by=None)
    deleted = actions.delete_session(session, by=None)

    with refused("gone"):
        take_back(taken_out, by=None)
    take_back(deleted, by=None)
    take_back(taken_out, by=None)

    assert list(session.materials.all()) == [material]


def test_roles_are_given_back_and_taken_back_but_never_the_last_of_the_organisers(edition):
    by = PersonFactory()
    mara = RoleFactory(edition=edition, kind=Role.Kind.ORGANISER)
    second = actions.give_role(edition, PersonFactory(), Role.Kind.ORGANISER, by=by)
    given = last(verb="role_given")
    actions.take_role(mara, by=by)
    taken = last(verb="role_taken")

    with refused("last_organiser"):
        take_back(given, by=by)
    take_back(taken, by=by)
    take_back(given, by=by)

    assert list(Role.objects.filter(edition=edition)) == [mara]
    assert not Role.objects.filter(pk=second.pk).exists()


def test_another_role_is_taken_back_unless_it_was_the_last_organiser_who_got_it(edition):
    by = PersonFactory()
    RoleFactory(edition=edition, kind=Role.Kind.ORGANISER)
    reader = RoleFactory(edition=edition, kind=Role.Kind.READER)
    actions.give_role(edition, reader.person, Role.Kind.ORGANISER, by=by)
    entry = last(verb="role_given")
    Role.objects.exclude(pk=reader.pk).delete()

    with refused("last_organiser"):
        take_back(entry, by=by)


def test_a_co_organiser_who_was_taken_out_is_brought_back_by_the_organisers_only(edition):
    one = CoOrganiserFactory(session__edition=edition)
    actions.remove_co_organiser(one, by=PersonFactory())
    entry = last()
    answers = [
        at_the_desk(edition, kind).post(f"/en/office/auental/history/{entry.pk}/take-back/").status_code
        for kind in ("editor", "organiser")
    ]

    assert (answers, list(CoOrganiser.objects.all())) == ([404, 302], [one])


def test_that_a_conference_was_made_is_not_taken_back():
    person = PersonFactory(is_superuser=True)
    start = EditionFactory().starts_on
    values = {"slug": "neu", "name": Localised({"en": "New"}), "starts_on": start, "ends_on": start + timedelta(days=1)}
    edition = actions.create_edition({**values, "languages": ["en"]}, by=person)
    organiser = at_the_desk(edition, Role.Kind.ORGANISER)
    made = last(thing=name_of(edition), verb="created")

    assert organiser.post(f"/en/office/neu/history/{made.pk}/take-back/").status_code == 404
    assert "This cannot be taken back." in organiser.get("/en/office/neu/history/").content.decode()
    assert Edition.objects.filter(pk=edition.pk).exists()


def test_the_address_by_which_somebody_signs_in_is_not_taken_back_by_an_editor(edition):
    """Who could, would sign in as them."""
    administrator = PersonFactory(is_superuser=True)
    organiser = RoleFactory(edition=edition, kind=Role.Kind.ORGANISER, person__email="old@hromada.example").person
    AppearanceFactory(session__edition=edition, person=organiser)
    actions.edit_person(organiser, {"email": "new@hromada.example"}, by=administrator, within=edition)
    entry = last()
    editor = at_the_desk(edition)

    answer = editor.post(f"/en/office/auental/history/{entry.pk}/take-back/")
    organiser.refresh_from_db()
    assert (answer.status_code, organiser.email) == (409, "new@hromada.example")

    take_back(entry, by=administrator)
    organiser.refresh_from_db()
    assert organiser.email == "old@hromada.example"


def test_a_topic_that_is_gone_is_not_tied_again(edition):
    """Refused in words; the database would only have said so at the end."""
    session = SessionFactory(edition=edition)
    topic = edition.topics.create(key="water", name={"en": "Water"})
    session.topics.add(topic)
    actions.edit_session(session, {"topics": []}, by=None)
    entry = last()
    actions.remove_part(topic, by=None)

    with refused("gone"):
        take_back(entry, by=None)

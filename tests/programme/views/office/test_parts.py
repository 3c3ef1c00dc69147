"""Venues, rooms, topics and the conference itself, at the desk."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override
from tests.factories import EditionFactory, RoomFactory, SessionFactory, TopicFactory, VenueFactory
from tests.programme.views.office.desks import at_the_desk, filled_in

from hromada.kernel import audit
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.kernel.removing import restore
from hromada.programme import actions
from hromada.programme.models import Edition, Role, Room
from hromada.programme.snapshot import Finality

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return EditionFactory()


def address(name: str, edition: Edition, *more: object) -> str:
    with override("en"):
        return reverse(f"programme:{name}", args=[edition.slug, *more])


def test_a_room_is_added_last_with_a_name_in_addresses_of_its_own(edition):
    RoomFactory(edition=edition, key="great-hall", position=0)
    venue = VenueFactory(edition=edition)
    client = at_the_desk(edition)

    answer = client.post(
        address("office_part_new", edition, "rooms"),
        {
            "name_de": "Großer Saal",
            "name_en": "Great Hall",
            "venue": venue.pk,
            "capacity": "700",
            "booths": "3",
            "streamed": "on",
        },
    )

    made = edition.rooms.latest("pk")
    assert (answer.status_code, made.key, made.position) == (302, "great-hall-2", 1)
    assert (made.name, made.venue, made.capacity, made.booths, made.streamed) == (
        {"de": "Großer Saal", "en": "Great Hall"},
        venue,
        700,
        3,
        True,
    )


@pytest.mark.parametrize("parts", ["venues", "rooms", "topics", "organisers"])
def test_what_has_no_name_is_refused_in_words(edition, parts):
    answer = at_the_desk(edition, Role.Kind.ORGANISER).post(address("office_part_new", edition, parts), {})

    assert answer.status_code == 422
    assert "This field is required." in answer.content.decode()


def test_another_sort_of_part_there_is_not(edition):
    assert at_the_desk(edition).get(address("office_part_new", edition, "chairs")).status_code == 404


def test_what_two_people_write_at_once_is_put_side_by_side(edition):
    room = RoomFactory(edition=edition, name=Localised({"de": "Saal"}), capacity=100)
    first, second = at_the_desk(edition), at_the_desk(edition)
    here = address("office_part", edition, "rooms", room.pk)
    hers, his = (filled_in(client.get(here).content) for client in (first, second))

    first.post(here, {**hers, "name_de": "Weißer Saal"})
    clash = second.post(here, {**his, "name_de": "Roter Saal", "capacity": "120"})
    kept = Room.objects.get(pk=room.pk)
    again = {**filled_in(clash.content), "choice:name.de": "mine"}
    second.post(here, again)

    room.refresh_from_db()
    assert (clash.status_code, kept.name["de"], kept.capacity) == (409, "Weißer Saal", 100)
    assert "Weißer Saal" in clash.content.decode()
    assert (room.name["de"], room.capacity) == ("Roter Saal", 120)


def test_order_is_changed_one_place_at_a_time(edition):
    first, second, third = (TopicFactory(edition=edition, position=number) for number in range(3))
    client = at_the_desk(edition)

    client.post(address("office_part_move", edition, "topics", third.pk), {"to": "up"})
    client.post(address("office_part_move", edition, "topics", first.pk), {"to": "up"})

    assert list(edition.topics.order_by("position")) == [first, third, second]


def test_a_room_that_is_taken_out_leaves_its_sessions_and_comes_back_with_them(edition):
    room = RoomFactory(edition=edition)
    session = SessionFactory(edition=edition, room=room)
    client = at_the_desk(edition)

    told = client.get(address("office_part", edition, "rooms", room.pk)).content.decode()
    client.post(address("office_part_remove", edition, "rooms", room.pk))
    session.refresh_from_db()
    without = session.room
    restore(AuditEntry.objects.get(verb="deleted"), by=None)

    session.refresh_from_db()
    assert "1 session is there; it stays" in told
    assert (without, session.room) == (None, room)


def test_who_stands_behind_a_conference_is_for_its_organisers_to_say(edition):
    here = address("office_part_new", edition, "organisers")

    answers = [at_the_desk(edition, kind).get(here).status_code for kind in (Role.Kind.EDITOR, Role.Kind.ORGANISER)]

    assert answers == [404, 200]


def test_a_part_of_another_conference_is_not_there(edition):
    other = RoomFactory()

    assert at_the_desk(edition).get(address("office_part", edition, "rooms", other.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("office_places", 6), ("office_topics", 5)])
def test_lists_cost_the_same_for_many_as_for_few(edition, page, queries, count, django_assert_num_queries):
    for _number in range(count):
        RoomFactory(edition=edition, venue=VenueFactory(edition=edition))
        TopicFactory(edition=edition)
    client = at_the_desk(edition)

    with django_assert_num_queries(queries):
        client.get(address(page, edition))


def test_the_conference_is_renamed_in_draft_and_the_history_knows_it(edition):
    client = at_the_desk(edition, Role.Kind.ORGANISER)
    here = address("office_settings", edition)

    answer = client.post(
        here, {**filled_in(client.get(here).content), "motto_de": "Gemeinsam", "languages": ["de", "uk", "en"]}
    )

    edition.refresh_from_db()
    entry = audit.history_of(edition).first()
    assert (answer.status_code, edition.motto) == (302, {"de": "Gemeinsam"})
    assert entry.details["changes"] == {"motto.de": [None, "Gemeinsam"]}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"ends_on": "2020-01-01"}, "The last day lies before the first."),
        ({"time_zone": "Mars/Olympus"}, "is not a time zone"),
        ({"colour": "blue"}, "A colour is given as #rrggbb."),
        ({"languages": []}, "This field is required."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(edition, given, sentence):
    client = at_the_desk(edition, Role.Kind.ORGANISER)
    here = address("office_settings", edition)

    answer = client.post(here, {**filled_in(client.get(here).content), "languages": ["de"], **given})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_conference_is_shown_led_to_and_hidden_again(edition):
    client = at_the_desk(edition, Role.Kind.ORGANISER)
    too_soon = client.post(address("office_show", edition))
    SessionFactory(edition=edition)
    actions.publish(edition, finality=Finality.FINAL, note={}, by=None)
    states = []
    for name in ("office_show", "office_make_current", "office_hide"):
        client.post(address(name, edition))
        edition.refresh_from_db()
        states.append((edition.is_public, edition.is_current))

    assert too_soon.status_code == 409
    assert "Publish a release first" in too_soon.content.decode()
    assert states == [(True, False), (True, True), (False, False)]

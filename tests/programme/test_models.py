"""What the database refuses, whoever asks it."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from tests.factories import (
    AppearanceFactory,
    EditionBodyFactory,
    EditionFactory,
    PersonFactory,
    RoomFactory,
    SessionFactory,
    TopicFactory,
    VenueFactory,
)

from hromada.programme.models import Edition, Release, Room, Session

pytestmark = pytest.mark.django_db


def refused(constraint: str) -> pytest.RaisesExc[IntegrityError]:
    return pytest.raises(IntegrityError, match=constraint)


def check_now() -> None:
    """What is otherwise checked when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"slug": "network"}, "edition_slug_is_free"),
        ({"languages": []}, "edition_has_languages"),
        ({"name": {}}, "edition_has_a_name"),
        ({"picture": "editions/bridge.webp"}, "edition_picture_is_credited_and_described"),
    ],
)
def test_an_edition_that_makes_no_sense_is_refused(change: dict[str, object], constraint: str) -> None:
    edition = EditionFactory()
    with refused(constraint):
        Edition.objects.filter(pk=edition.pk).update(**change)


def test_an_edition_does_not_end_before_it_starts() -> None:
    edition = EditionFactory()
    with refused("edition_ends_after_it_starts"):
        Edition.objects.filter(pk=edition.pk).update(ends_on=edition.starts_on - timedelta(days=1))


def test_only_one_edition_is_the_current_one() -> None:
    EditionFactory(is_current=True)
    with refused("one_current_edition"):
        EditionFactory(is_current=True)


@pytest.mark.parametrize(
    ("field", "value"),
    [("slug", "news"), ("time_zone", "Europe/Auental"), ("colour", "blue"), ("languages", ["deutsch!"])],
)
def test_a_form_is_told_what_is_wrong_before_the_database_is(field: str, value: object) -> None:
    edition = EditionFactory.build(**{field: value})
    with pytest.raises(ValidationError) as refusal:
        edition.full_clean()
    assert set(refusal.value.message_dict) == {field}


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"title": {}}, "session_has_a_title"),
        ({"kind": "surprise"}, "session_kind_is_known"),
        ({"format": "hologram"}, "session_format_is_known"),
        ({"access": "secret"}, "session_access_is_known"),
        ({"interpreted": ["uk", ""]}, "session_languages_are_not_blank"),
        ({"floor": [""]}, "session_languages_are_not_blank"),
        ({"capacity_on_site": -1}, "capacity_on_site"),
        ({"capacity_online": -1}, "capacity_online"),
    ],
)
def test_a_session_that_makes_no_sense_is_refused(change: dict[str, object], constraint: str) -> None:
    session = SessionFactory()
    with refused(constraint):
        Session.objects.filter(pk=session.pk).update(**change)


def test_a_session_does_not_end_before_it_begins_but_may_have_no_time_yet() -> None:
    session = SessionFactory()
    Session.objects.filter(pk=session.pk).update(ends=None)
    Session.objects.filter(pk=session.pk).update(starts=None)
    with refused("session_ends_after_it_starts"):
        Session.objects.filter(pk=session.pk).update(starts=timezone.now(), ends=timezone.now() - timedelta(hours=1))


@pytest.mark.parametrize("factory", [VenueFactory, RoomFactory, TopicFactory, SessionFactory])
def test_a_key_names_one_thing_of_an_edition_and_may_return_in_the_next(factory: type) -> None:
    one = factory(key="hall")
    factory(key="hall")
    with pytest.raises(IntegrityError, match="key_once_per_edition"):
        factory(key="hall", edition=one.edition)


@pytest.mark.parametrize(
    ("field", "factory"), [("room", RoomFactory), ("venue", VenueFactory), ("parent", SessionFactory)]
)
def test_a_session_has_nothing_of_another_edition(field: str, factory: type) -> None:
    session = SessionFactory()
    Session.objects.filter(pk=session.pk).update(**{field: factory(edition=session.edition)})
    check_now()
    with refused(f"programme_session_{field}_id_in_same_edition"):
        Session.objects.filter(pk=session.pk).update(**{field: factory()})


def test_a_room_lies_in_a_venue_of_its_own_edition() -> None:
    room = RoomFactory()
    check_now()
    with refused("programme_room_venue_id_in_same_edition"):
        Room.objects.filter(pk=room.pk).update(venue=VenueFactory())


def test_a_session_has_topics_of_its_own_edition() -> None:
    session = SessionFactory()
    session.topics.add(TopicFactory(edition=session.edition))
    with refused("a topic of another edition"):
        session.topics.add(TopicFactory())


def test_a_session_is_not_part_of_itself() -> None:
    session = SessionFactory()
    with refused("session_is_not_its_own_parent"):
        Session.objects.filter(pk=session.pk).update(parent=session)


def test_sessions_do_not_hold_each_other_in_a_circle() -> None:
    whole = SessionFactory()
    part = SessionFactory(edition=whole.edition, parent=whole)
    detail = SessionFactory(edition=whole.edition, parent=part)
    with refused("part of a session that is part of it"):
        Session.objects.filter(pk=whole.pk).update(parent=detail)


@pytest.mark.django_db(transaction=True)
def test_two_who_close_a_circle_at_the_same_moment_do_not_both_succeed() -> None:
    one = SessionFactory()
    other = SessionFactory(edition=one.edition)
    outcomes: list[str] = []

    def put_into_one() -> None:
        try:
            Session.objects.filter(pk=other.pk).update(parent=one)
            outcomes.append("done")
        except IntegrityError:
            outcomes.append("refused")
        finally:
            connection.close()

    with transaction.atomic():
        Session.objects.filter(pk=one.pk).update(parent=other)
        rival = threading.Thread(target=put_into_one)
        rival.start()
        rival.join(0.3)
    rival.join()

    assert outcomes == ["refused"]


def test_a_person_has_a_part_once_unless_they_declined() -> None:
    appearance = AppearanceFactory(state="declined")
    again = AppearanceFactory(session=appearance.session, person=appearance.person)
    AppearanceFactory(session=appearance.session, person=appearance.person, part="moderator")
    with refused("appearance_once_per_part"):
        AppearanceFactory(session=again.session, person=again.person)


def test_an_organisation_is_named() -> None:
    with refused("editionbody_is_named"):
        EditionBodyFactory(name={})


def release(**facts: object) -> Release:
    known: dict[str, object] = {
        "edition": facts.pop("edition", None) or EditionFactory(),
        "number": 1,
        "finality": "final",
        "published_at": timezone.now(),
        "content": b"{}",
    }
    return Release.objects.create(**(known | facts))


@pytest.mark.parametrize(
    "change",
    [
        {"content": b"[]"},
        {"number": 7},
        {"note": {"de": "Doch anders"}},
        {"finality": "preliminary"},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_release_is_never_changed(change: dict[str, object]) -> None:
    published = release()
    with refused("never changed or deleted"):
        Release.objects.filter(pk=published.pk).update(**change)


def test_a_release_is_never_deleted() -> None:
    published = release()
    with refused("never changed or deleted"):
        Release.objects.filter(pk=published.pk).delete()


def test_who_published_may_be_forgotten() -> None:
    person = PersonFactory()
    published = release(published_by=person)
    person.delete()
    published.refresh_from_db()
    assert published.published_by is None


def test_numbers_of_releases_are_given_once() -> None:
    published = release()
    with refused("release_number_once_per_edition"):
        release(edition=published.edition)

"""The next edition begins as a copy of the last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from tests.factories import AppearanceFactory, EditionFactory, MaterialFactory, SessionFactory
from tests.programmes import programme
from tests.stored_programmes import store

from hromada.kernel.refusal import Refusal
from hromada.programme import actions, cloning, models, snapshotting
from hromada.programme.snapshot import Finality, Standing

pytestmark = pytest.mark.django_db


def clone(last: models.Edition, starts_on: date = date(2028, 5, 10), slug: str = "next") -> models.Edition:
    return actions.clone_edition(last, slug=slug, starts_on=starts_on, by=None)


def test_places_topics_sessions_and_who_stood_there_are_taken_over() -> None:
    last = store(programme(120), is_public=True, is_current=True)
    actions.publish(last, finality=Finality.FINAL, note={}, by=None)

    edition = clone(last)

    old, new = snapshotting.programme_of(last), snapshotting.programme_of(edition)
    assert (new.rooms, new.venues, new.topics, new.speakers) == (old.rooms, old.venues, old.topics, old.speakers)
    assert [(one.key, one.title, one.parent, one.room, one.topics, one.organisers) for one in new.sessions] == [
        (one.key, one.title, one.parent, one.room, one.topics, one.organisers) for one in old.sessions
    ]
    assert [(one.speaker, one.function) for session in new.sessions for one in session.appearances] == [
        (one.speaker, one.function) for session in old.sessions for one in session.appearances
    ]
    assert new.edition.organisers == old.edition.organisers
    assert (edition.number, edition.cloned_from, edition.is_public, edition.is_current) == (2, last, False, False)
    assert not edition.releases.exists()


def test_everyone_is_asked_anew_and_who_said_no_stays_behind() -> None:
    standing = AppearanceFactory(state="confirmed")
    AppearanceFactory(session=standing.session, state="declined")

    edition = clone(standing.session.edition)

    asked = models.Appearance.objects.filter(session__edition=edition)
    assert [(one.person, one.state) for one in asked] == [(standing.person, Standing.TO_BE_CONFIRMED)]


def test_sessions_are_others_in_calendars_and_bring_no_materials() -> None:
    session = SessionFactory()
    MaterialFactory(session=session)
    new = clone(session.edition).sessions.get()
    assert new.uid != session.uid
    assert not new.materials.exists()
    session.refresh_from_db()
    assert session.materials.count() == 1


@pytest.mark.parametrize(
    ("starts_on", "expected"),
    [
        (date(2031, 5, 14), "2031-05-14T09:00:00+02:00"),
        (date(2031, 11, 12), "2031-11-12T09:00:00+01:00"),
        (date(2029, 1, 10), "2029-01-10T09:00:00+01:00"),
    ],
    ids=["summer to summer", "summer to winter", "back in time"],
)
def test_nine_in_the_morning_stays_nine_in_the_morning(starts_on: date, expected: str) -> None:
    last = EditionFactory(starts_on=date(2030, 5, 14))
    nine = datetime(2030, 5, 14, 9, tzinfo=last.zone)
    SessionFactory(edition=last, starts=nine, ends=nine + timedelta(hours=1))

    edition = clone(last, starts_on)

    session = edition.sessions.get()
    assert session.starts is not None
    assert session.starts.astimezone(edition.zone).isoformat() == expected
    assert (edition.starts_on, edition.ends_on) == (starts_on, starts_on + timedelta(days=2))


def test_sessions_without_a_time_stay_without() -> None:
    session = SessionFactory(starts=None, ends=None)
    assert clone(session.edition).sessions.get().starts is None


@pytest.mark.parametrize(("slug", "code"), [("news", "reserved"), ("auental-2030", "slug_taken")])
def test_an_address_that_is_taken_is_refused(slug: str, code: str) -> None:
    last = EditionFactory(slug="auental-2030")
    with pytest.raises(Refusal) as refusal:
        clone(last, slug=slug)
    assert refusal.value.code == code
    assert list(models.Edition.objects.all()) == [last]


@pytest.mark.parametrize("sessions", [12, 120])
def test_a_large_edition_costs_as_many_queries_as_a_small_one(
    sessions: int, django_assert_num_queries: Callable[..., object]
) -> None:
    last = store(programme(sessions))
    with django_assert_num_queries(23):
        clone(last)


def test_every_model_of_an_edition_is_cloned_or_left_behind_on_purpose() -> None:
    cloned = {
        models.Edition,
        models.EditionBody,
        models.Venue,
        models.Room,
        models.Topic,
        models.Session,
        models.Session.topics.through,
        models.SessionBody,
        models.Appearance,
    }
    known = set(apps.get_app_config("programme").get_models(include_auto_created=True))
    assert known - cloned == set(cloning.NOT_CLONED)

"""From a draft to a release: what is frozen, what is left out, what is refused, and who may read it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.utils import timezone
from django.utils.translation import override
from tests.factories import (
    AppearanceFactory,
    EditionBodyFactory,
    EditionFactory,
    MaterialFactory,
    PersonFactory,
    RoomFactory,
    SessionBodyFactory,
    SessionFactory,
    TopicFactory,
    VenueFactory,
)
from tests.programmes import programme as generated
from tests.stored_programmes import store

from hromada.kernel.audit import history_of
from hromada.kernel.localised import Localised
from hromada.kernel.refusal import Refusal
from hromada.programme import actions, queries, snapshotting
from hromada.programme.models import Appearance, Edition, Release, Session
from hromada.programme.snapshot import Access, Finality, Programme, Standing

pytestmark = pytest.mark.django_db


def publish(edition: Edition, finality: Finality = Finality.PRELIMINARY, **more: object) -> Release:
    return actions.publish(edition, finality=finality, note={"de": "Erster Stand"}, by=None, **more)  # type: ignore[arg-type]


def seen(edition: Edition) -> Programme:
    """What the public would see now."""
    return snapshotting.programme_of(edition)


def test_what_is_stored_is_published_as_it_is() -> None:
    wanted = generated(120)
    edition = store(wanted, is_public=True)

    publish(edition)

    assert queries.public_edition(edition.slug).programme == wanted


@pytest.mark.parametrize("sessions", [12, 120])
def test_publishing_asks_the_database_as_often_for_many_as_for_few(
    sessions: int, django_assert_num_queries: Callable[..., object]
) -> None:
    edition = store(generated(sessions), is_public=True)
    with django_assert_num_queries(9):
        seen(edition)


def test_releases_are_numbered_without_gaps_and_the_latest_is_shown() -> None:
    session = SessionFactory(edition__is_public=True)
    person = PersonFactory()
    for title in ("Eins", "Zwei", "Drei"):
        Session.objects.filter(pk=session.pk).update(title={"de": title})
        actions.publish(session.edition, finality=Finality.PRELIMINARY, note={"de": title}, by=person)

    latest = queries.public_edition(session.edition.slug)

    assert [(one.number, one.note["de"]) for one in latest.releases] == [(3, "Drei"), (2, "Zwei"), (1, "Eins")]
    assert (latest.release.number, latest.is_latest) == (3, True)
    assert latest.programme.sessions[0].title == {"de": "Drei"}
    first = queries.released(session.edition.slug, 1)
    assert (first.programme.sessions[0].title, first.is_latest) == ({"de": "Eins"}, False)
    assert [(entry.verb, entry.by, entry.details["number"]) for entry in history_of(session.edition)] == [
        ("published", person, 3),
        ("published", person, 2),
        ("published", person, 1),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_get_two_numbers_or_a_refusal_but_no_gap() -> None:
    session = SessionFactory()
    outcomes: list[object] = []

    def publish_once(finality: Finality) -> None:
        try:
            outcomes.append(publish(session.edition, finality).number)
        except Refusal as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    rivals = [threading.Thread(target=publish_once, args=[finality]) for finality in Finality for _twice in (1, 2)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()

    numbers = sorted(outcome for outcome in outcomes if isinstance(outcome, int))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(outcomes) == 4


def test_nothing_is_published_twice_and_the_refusal_is_in_the_readers_language() -> None:
    session = SessionFactory()
    publish(session.edition)
    sentences = {}
    for language in ("de", "uk", "en"):
        with override(language), pytest.raises(Refusal) as refusal:
            publish(session.edition)
        assert refusal.value.code == "nothing_changed"
        sentences[language] = str(refusal.value)
    assert sentences["en"] == "Nothing has changed since release 1; there is nothing to publish."
    assert len(set(sentences.values())) == 3


def test_a_preliminary_programme_may_become_final_as_it_is() -> None:
    session = SessionFactory()
    publish(session.edition)
    assert publish(session.edition, Finality.FINAL).number == 2


def test_an_edition_without_a_session_is_published_only_as_final() -> None:
    edition = EditionFactory()
    with pytest.raises(Refusal) as refusal:
        publish(edition)
    assert refusal.value.code == "nothing_to_publish"
    assert publish(edition, Finality.FINAL).number == 1


def test_a_release_is_not_dated_before_the_last_one() -> None:
    session = SessionFactory()
    publish(session.edition)
    with pytest.raises(Refusal) as refusal:
        publish(session.edition, Finality.FINAL, published_at=timezone.now() - timedelta(days=1))
    assert refusal.value.code == "before_the_last_release"


def test_a_refused_publication_leaves_nothing_behind() -> None:
    session = SessionFactory()
    publish(session.edition)
    with pytest.raises(Refusal):
        publish(session.edition)
    assert (Release.objects.count(), history_of(session.edition).count()) == (1, 1)


def test_people_get_addresses_when_they_become_public_and_keep_them() -> None:
    edition = EditionFactory()
    names = [{"de": "Anna Lindenbach"}, {"de": "Anna Lindenbach"}, {"uk": "Анна Лінденбах"}]
    people = [PersonFactory(key=None, name=Localised(name)) for name in names]
    for person in people:
        AppearanceFactory(session__edition=edition, person=person)

    publish(edition)

    for person in people:
        person.refresh_from_db()
    assert [person.key for person in people] == ["anna-lindenbach", "anna-lindenbach-2", "person"]


def test_drafts_hidden_and_unknown_editions_are_all_unknown() -> None:
    hidden = SessionFactory(edition__is_public=False).edition
    publish(hidden)
    draft = SessionFactory(edition__is_public=True).edition
    for slug in (hidden.slug, draft.slug, "nowhere-2031"):
        with pytest.raises(Http404):
            queries.public_edition(slug)
    shown = SessionFactory(edition__is_public=True).edition
    publish(shown)
    with pytest.raises(Http404):
        queries.released(shown.slug, 2)
    assert [facts.slug for facts in queries.public_editions()] == [shown.slug]


@pytest.mark.parametrize("editions", [1, 3])
def test_reading_costs_one_query_once_the_programme_is_known(
    editions: int, django_assert_num_queries: Callable[..., object]
) -> None:
    shown = [SessionFactory(edition__is_public=True).edition for _number in range(editions)]
    for edition in shown:
        publish(edition)
    with django_assert_num_queries(2):
        queries.public_edition(shown[0].slug)
    with django_assert_num_queries(1):
        queries.public_edition(shown[0].slug)
    with django_assert_num_queries(2):
        queries.public_editions()
    with django_assert_num_queries(1):
        queries.public_editions()


def test_the_home_page_leads_to_the_chosen_edition_else_to_the_last() -> None:
    assert queries.current_edition() is None
    older, later = (
        SessionFactory(edition=EditionFactory(starts_on=date(year, 5, 1), is_public=True)).edition
        for year in (2029, 2031)
    )
    publish(older)
    publish(later)

    def current() -> str:
        found = queries.current_edition()
        assert found is not None
        return found.facts.slug

    assert current() == later.slug
    actions.make_current(older, by=None)
    assert current() == older.slug
    actions.make_current(later, by=None)
    assert current() == later.slug
    actions.withdraw_from_public(later, by=None)
    assert current() == older.slug


def test_an_edition_is_shown_only_with_a_release_and_current_only_when_shown() -> None:
    session = SessionFactory()
    with pytest.raises(Refusal) as no_release:
        actions.show_to_public(session.edition, by=None)
    publish(session.edition)
    with pytest.raises(Refusal) as not_public:
        actions.make_current(session.edition, by=None)
    assert (no_release.value.code, not_public.value.code) == ("no_release", "not_public")
    actions.show_to_public(session.edition, by=None)
    assert actions.make_current(session.edition, by=None).is_current


class TestWhatIsLeftOut:
    """Invariant 3 of the house: nothing unpublished leaks."""

    def test_sessions_by_invitation_and_whatever_is_part_of_them(self) -> None:
        secret = SessionFactory(access=Access.INVITATION)
        part = SessionFactory(edition=secret.edition, parent=secret)
        SessionFactory(edition=secret.edition, parent=part)
        shown = SessionFactory(edition=secret.edition)
        assert [session.key for session in seen(secret.edition).sessions] == [shown.key]

    def test_all_but_the_outside_of_a_listed_session(self) -> None:
        edition = EditionFactory()
        room, topic = RoomFactory(edition=edition), TopicFactory(edition=edition)
        session = SessionFactory(
            edition=edition,
            access=Access.INVITATION,
            listed=True,
            room=room,
            abstract=Localised({"de": "geheim"}),
            note=Localised({"de": "geheim"}),
            capacity_on_site=12,
            floor=["de"],
            interpreted=["uk"],
            sign_up=True,
        )
        session.topics.add(topic)
        AppearanceFactory(session=session)
        MaterialFactory(session=session)
        organiser = SessionBodyFactory(session=session)

        programme = seen(edition)

        (listed,) = programme.sessions
        told = {name: value for name, value in vars(listed).items() if value not in ((), None, False, Localised())}
        assert told == {
            "key": session.key,
            "uid": session.uid,
            "kind": session.kind,
            "title": session.title,
            "starts": session.starts,
            "ends": session.ends,
            "organisers": (snapshotting.body(organiser.name, None),),
            "room": room.key,
            "format": "on_site",
            "access": "invitation",
        }
        assert (programme.topics, programme.speakers) == ((), ())

    def test_sessions_without_a_time_and_their_parts(self) -> None:
        timeless = SessionFactory(starts=None, ends=None)
        SessionFactory(edition=timeless.edition, parent=timeless)
        endless = SessionFactory(edition=timeless.edition)
        Session.objects.filter(pk=endless.pk).update(ends=None)
        assert seen(timeless.edition).sessions == ()

    def test_rooms_venues_topics_and_people_that_only_hidden_sessions_have(self) -> None:
        edition = EditionFactory()
        shown_venue, secret_venue, secret_roomless = (VenueFactory(edition=edition) for _number in range(3))
        announced_venue = VenueFactory(edition=edition)
        shown_room = RoomFactory(edition=edition, venue=shown_venue)
        secret_room = RoomFactory(edition=edition, venue=secret_venue)
        RoomFactory(edition=edition, venue=shown_venue)
        shown = SessionFactory(edition=edition, room=shown_room)
        secret = SessionFactory(edition=edition, room=secret_room, access=Access.INVITATION)
        SessionFactory(edition=edition, venue=secret_roomless, access=Access.INVITATION)
        secret.topics.add(TopicFactory(edition=edition))
        AppearanceFactory(session=secret)

        programme = seen(edition)

        assert [room.key for room in programme.rooms] == [shown_room.key]
        assert {venue.key for venue in programme.venues} == {shown_venue.key, announced_venue.key}
        assert (programme.topics, programme.speakers) == ((), ())
        assert [session.key for session in programme.sessions] == [shown.key]

    def test_declined_appearances(self) -> None:
        appearance = AppearanceFactory(state=Appearance.State.DECLINED)
        programme = seen(appearance.session.edition)
        assert (programme.sessions[0].appearances, programme.speakers) == ((), ())

    def test_biography_and_portrait_without_consent(self) -> None:
        life = Localised({"de": "Lebt in Auental."})
        portrait = {"portrait": "portraits/a.webp", "portrait_width": 400, "portrait_height": 500}
        silent = PersonFactory(key="a-silent", biography=life, **portrait)
        open_one = PersonFactory(key="b-open", biography=life, published_with_consent_on=date(2030, 1, 1), **portrait)
        session = SessionFactory()
        for person in (silent, open_one):
            AppearanceFactory(session=session, person=person)

        first, second = seen(session.edition).speakers

        assert (first.biography, first.portrait) == (Localised(), None)
        assert second.biography == life
        assert second.portrait is not None
        assert second.portrait.path == "portraits/a.webp"

    def test_what_is_to_be_confirmed_is_told_as_such(self) -> None:
        appearance = AppearanceFactory(state=Appearance.State.TO_BE_CONFIRMED)
        (told,) = seen(appearance.session.edition).sessions[0].appearances
        assert told.standing is Standing.TO_BE_CONFIRMED


def test_organisations_are_named_by_their_role_in_their_order() -> None:
    edition = EditionFactory()
    second = EditionBodyFactory(edition=edition, position=2)
    first = EditionBodyFactory(edition=edition, position=1)
    partner = EditionBodyFactory(edition=edition, role="cooperation")
    facts = seen(edition).edition
    assert [body.name for body in facts.organisers] == [first.name, second.name]
    assert [body.name for body in facts.cooperation] == [partner.name]
    assert facts.on_behalf_of == ()


def test_sessions_stand_in_the_order_of_time_then_rooms() -> None:
    edition = EditionFactory()
    back = RoomFactory(edition=edition, position=2)
    front = RoomFactory(edition=edition, position=1)
    in_back = SessionFactory(edition=edition, room=back)
    in_front = SessionFactory(edition=edition, room=front)
    everywhere = SessionFactory(edition=edition)
    earlier = SessionFactory(edition=edition, room=back, starts=in_back.starts - timedelta(hours=1))
    assert [session.key for session in seen(edition).sessions] == [
        earlier.key,
        everywhere.key,
        in_front.key,
        in_back.key,
    ]

"""An organiser publishes: sees what would change, acknowledges what is open, now or at a set minute, and goes back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from tests.factories import AppearanceFactory, EditionFactory, RoleFactory, RoomFactory, SessionFactory

from hromada.kernel.localised import Localised
from hromada.programme import actions, tasks
from hromada.programme.models import Edition, PlannedRelease, Role
from hromada.programme.proposals import proposal_of
from hromada.programme.snapshot import Access, Finality, from_json

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return EditionFactory(is_public=True)


@pytest.fixture
def organiser(edition) -> Client:
    client = Client()
    client.force_login(RoleFactory(edition=edition, kind=Role.Kind.ORGANISER).person)
    return client


def address(name: str, edition: Edition, *more: object) -> str:
    with override("de"):
        return reverse(f"programme:{name}", args=[edition.slug, *more])


def filled(edition: Edition, **more: str) -> dict[str, str]:
    """The form as the page gives it, with a note in German."""
    seen = proposal_of(edition).digest
    return {
        "finality": "preliminary",
        "when": "now",
        "seen": seen,
        "note_de": "Erster Stand",
        "acknowledged": "on",
        **more,
    }


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_what_would_change_is_told_in_words_and_in_every_language(edition, organiser):
    room = RoomFactory(edition=edition, name=Localised({"de": "Saal 1"}))
    moved = SessionFactory(edition=edition, title=Localised({"de": "Wasser", "uk": "Вода"}))
    actions.publish(edition, finality=Finality.FINAL, note={}, by=None)
    moved.room, moved.title = room, Localised({"de": "Abwasser", "uk": "Водовідведення"})
    moved.save()
    SessionFactory(
        edition=edition, title=Localised({"de": "Energie"}), starts=moved.ends, ends=moved.ends + timedelta(hours=1)
    )

    said = text_of(organiser.get(address("office_publishing", edition)))

    for sentence in (
        "1 neu",
        "1 geändert",
        "1 Texte (uk)",
        "Ort: Saal 1",
        "Titel (Deutsch): Abwasser (bisher: Wasser).",
        "Titel (Ukrainisch): Водовідведення (bisher: Вода).",
    ):
        assert sentence in said


def test_published_now_it_is_public_at_once(edition, organiser):
    SessionFactory(edition=edition)

    answer = organiser.post(address("office_publish", edition), filled(edition), follow=True)

    release = edition.releases.get()
    assert (release.number, release.finality, release.note) == (1, "preliminary", {"de": "Erster Stand"})
    assert release.published_by == answer.wsgi_request.user
    assert "Programmstand 1 ist öffentlich." in text_of(answer)


def test_open_points_are_to_be_acknowledged_before(edition, organiser):
    SessionFactory(edition=edition, starts=None, ends=None)
    SessionFactory(edition=edition)

    refused = organiser.post(address("office_publish", edition), filled(edition, acknowledged=""))
    taken = organiser.post(address("office_publish", edition), filled(edition))

    assert (refused.status_code, taken.status_code, edition.releases.count()) == (422, 302, 1)
    assert "Bitte lesen Sie zuerst die offenen Punkte" in text_of(refused)


def test_texts_that_are_missing_are_to_be_acknowledged_too(edition, organiser):
    SessionFactory(edition=edition, title=Localised({"de": "Nur deutsch"}))

    said = text_of(organiser.get(address("office_publishing", edition)))
    refused = organiser.post(address("office_publish", edition), filled(edition, acknowledged=""))

    assert "1 Text fehlt" in said
    assert refused.status_code == 422


def test_what_was_changed_after_looking_is_not_published_unseen(edition, organiser):
    session = SessionFactory(edition=edition)
    form = filled(edition)
    session.title = Localised({"de": "Etwas anderes"})
    session.save()

    answer = organiser.post(address("office_publish", edition), form)

    assert (answer.status_code, edition.releases.count()) == (409, 0)
    assert "Der Entwurf wurde geändert, seit Sie ihn angesehen haben." in text_of(answer)


def test_people_who_get_their_address_by_publishing_do_not_count_as_a_change(edition, organiser):
    person = AppearanceFactory(
        session__edition=edition, person__key=None, person__name=Localised({"en": "Mara Linden"})
    ).person

    answer = organiser.post(address("office_publish", edition), filled(edition))

    person.refresh_from_db()
    programme = from_json(bytes(edition.releases.get().content))
    assert (answer.status_code, person.key, list(programme.speaker_by_key)) == (302, "mara-linden", ["mara-linden"])


def test_planned_for_a_minute_it_is_what_was_seen_that_comes(edition, organiser):
    session = SessionFactory(edition=edition, title=Localised({"de": "Wie gesehen"}))
    at = (timezone.now() + timedelta(hours=2)).astimezone(edition.zone).replace(second=0, microsecond=0)

    organiser.post(address("office_publish", edition), filled(edition, when="later", at=f"{at:%Y-%m-%dT%H:%M}"))
    plan = PlannedRelease.objects.get(edition=edition)
    tasks.publish_planned_release.call(edition.pk)
    before_its_time = edition.releases.count()
    session.title = Localised({"de": "Später geändert"})
    session.save()
    PlannedRelease.objects.update(at=timezone.now())
    tasks.publish_planned_release.call(edition.pk)

    titles = [one.title["de"] for one in from_json(bytes(edition.releases.get().content)).sessions]
    assert (plan.at, before_its_time, titles) == (at, 0, ["Wie gesehen"])
    assert not PlannedRelease.objects.exists()


def test_a_plan_is_called_off_and_while_it_stands_nothing_else_is_published(edition, organiser):
    SessionFactory(edition=edition)
    at = timezone.now() + timedelta(hours=1)
    actions.plan_release(edition, at=at, finality=Finality.FINAL, note={}, by=RoleFactory(edition=edition).person)

    meanwhile = organiser.post(address("office_publish", edition), filled(edition))
    organiser.post(address("office_call_off", edition))
    again = organiser.post(address("office_call_off", edition))
    after = organiser.post(address("office_publish", edition), filled(edition))

    assert [answer.status_code for answer in (meanwhile, again, after)] == [409, 409, 302]
    tasks.publish_planned_release.call(edition.pk)
    assert edition.releases.count() == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"when": "later"}, "Geben Sie Tag und Uhrzeit an."),
        ({"when": "later", "at": "gestern"}, "Bitte ein gültiges Datum und Uhrzeit eingeben."),
        ({"when": "later", "at": "2020-01-01T10:00"}, "Dieser Zeitpunkt ist vorbei."),
        ({"finality": "half"}, "half"),
    ],
)
def test_what_is_filled_in_wrongly_is_said_and_nothing_is_published(edition, organiser, given, sentence):
    SessionFactory(edition=edition)

    answer = organiser.post(address("office_publish", edition), filled(edition, **given))

    assert answer.status_code in (409, 422)
    assert sentence in text_of(answer)
    assert (edition.releases.count(), PlannedRelease.objects.count()) == (0, 0)


def test_withdrawing_is_a_new_release_that_holds_what_an_earlier_one_held(edition, organiser):
    session = SessionFactory(edition=edition, title=Localised({"de": "Zuerst"}))
    first = actions.publish(edition, finality=Finality.PRELIMINARY, note={}, by=None)
    session.title = Localised({"de": "Ein Irrtum"})
    session.save()
    actions.publish(edition, finality=Finality.PRELIMINARY, note={}, by=None)

    organiser.post(address("office_return_to", edition, 1), {"note_de": "Zurück zum ersten Stand"})

    latest = edition.releases.latest("number")
    session.refresh_from_db()
    assert (latest.number, bytes(latest.content), latest.note) == (
        3,
        bytes(first.content),
        {"de": "Zurück zum ersten Stand"},
    )
    assert session.title == {"de": "Ein Irrtum"}


def test_the_preview_shows_what_would_be_public_and_nothing_else(edition, organiser):
    shown = SessionFactory(edition=edition, title=Localised({"de": "Offen für alle"}))
    AppearanceFactory(session=shown, person__key="mara", person__name=Localised({"de": "Mara Linden"}))
    hidden = SessionFactory(edition=edition, title=Localised({"de": "Nur geladen"}), access=Access.INVITATION)

    pages = {
        name: organiser.get(address(f"preview_{name}", edition, *more))
        for name, *more in (("programme",), ("session", shown.key), ("people",), ("person", "mara"))
    }

    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(pages, 200)
    assert organiser.get(address("preview_session", edition, hidden.key)).status_code == 404
    for page in pages.values():
        assert "Vorschau: So sieht die Öffentlichkeit" in text_of(page)
        assert "Nur geladen" not in text_of(page)
    assert "Offen für alle" in text_of(pages["programme"])
    assert "Mara Linden" in text_of(pages["people"])


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_page_asks_the_database_as_often_for_many_as_for_few(
    edition, organiser, sessions, django_assert_num_queries
):
    for _number in range(sessions):
        AppearanceFactory(session__edition=edition)
    actions.publish(edition, finality=Finality.FINAL, note={}, by=None)
    edition.sessions.update(title=Localised({"de": "Anders"}))

    with django_assert_num_queries(30):
        organiser.get(address("office_publishing", edition))

"""Personal links: what the letter says, how long a link opens, and what replaces it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.factories import AppearanceFactory, EditionFactory, PersonFactory, SessionFactory
from tests.programme.links import SITE, address_in, link_to, worker_works

from hromada.kernel.audit import history_of
from hromada.kernel.localised import Localised
from hromada.kernel.refusal import Refusal
from hromada.programme import actions
from hromada.programme.models import Answer, PersonalLink
from hromada.programme.tasks import send_personal_link

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def speaker():
    session = SessionFactory(edition__slug="auental", title=Localised({"de": "Wasser", "uk": "Вода", "en": "Water"}))
    return AppearanceFactory(session=session, state="to_be_confirmed", person__email="mara@hromada.example")


def time_passes(**span: int) -> None:
    """For all links: as if it had been that long since."""
    for link in PersonalLink.objects.all():
        link.asked_at -= timedelta(**span)
        if link.sent_at:
            link.sent_at -= timedelta(**span)
            link.expires_at -= timedelta(**span)
        link.save()


@pytest.mark.parametrize(
    ("language", "subject", "part"),
    [
        ("de", "Ihre Mitwirkung: Partnerschaftskonferenz", "- Wasser\n  Redebeitrag, 14.05.2030, 10:00"),
        ("uk", "Ваша участь: Конференція партнерств", "- Вода\n  Виступ, 14.05.2030, 10:00"),
        ("en", "Your part in Partnership Conference", "- Water\n  Speaker, 14/05/2030, 10:00"),
    ],
)
def test_the_letter_is_in_the_persons_language_and_tells_what_is_planned(speaker, language, subject, part):
    speaker.person.language = language
    speaker.person.save()

    address = link_to(speaker.session.edition, speaker.person)

    [letter] = mail.outbox
    assert (letter.subject, letter.to) == (subject, ["mara@hromada.example"])
    assert part in letter.body
    assert re.fullmatch(rf"/{language}/mine/[\w-]{{43}}/", address)
    assert (letter.content_subtype, letter.attachments) == ("plain", [])


def test_the_token_lies_nowhere_but_in_the_letter(speaker):
    token = link_to(speaker.session.edition, speaker.person).split("/")[3]

    tables = [name for name in connection.introspection.table_names() if name != "django_migrations"]
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f'SELECT "{table}"::text FROM "{table}"')  # noqa: S608  # our own names
            found += [table] if token in str(cursor.fetchall()) else []

    assert len(tables) > 20
    assert found == []


def test_a_link_is_sent_once_however_often_the_worker_takes_it_up(speaker):
    link = actions.send_link(speaker.session.edition, speaker.person, by=None, site=SITE)
    send_personal_link.enqueue(link.pk, SITE)

    worker_works()

    assert DBTaskResult.objects.count() == 2
    assert len(mail.outbox) == 1


def test_a_new_link_voids_the_one_before_and_a_link_taken_back_opens_nothing(client, speaker):
    edition, person = speaker.session.edition, speaker.person
    first = link_to(edition, person)
    time_passes(hours=1)
    second = link_to(edition, person, occasion=PersonalLink.Occasion.REMINDER)
    answers = [client.get(address).status_code for address in (first, second)]

    actions.revoke_link(edition, person, by=None)

    assert answers == [404, 200]
    assert client.get(second).status_code == 404
    assert mail.outbox[1].subject.startswith("Erinnerung")
    assert [entry.verb for entry in history_of(edition)] == ["revoked", "asked_for", "asked_for"]


def test_a_link_that_was_taken_back_before_the_worker_came_is_not_sent(speaker):
    actions.send_link(speaker.session.edition, speaker.person, by=None, site=SITE)
    actions.revoke_link(speaker.session.edition, speaker.person, by=None)

    worker_works()

    assert mail.outbox == []


def test_a_link_opens_for_a_month(client, speaker):
    address = link_to(speaker.session.edition, speaker.person)

    time_passes(days=29)
    open_still = client.get(address).status_code
    time_passes(days=2)

    assert (open_still, client.get(address).status_code) == (200, 404)


@pytest.mark.parametrize(("case", "code"), [("without an address", "no_address"), ("a moment ago", "just_sent")])
def test_a_letter_that_makes_no_sense_is_refused(speaker, case, code):
    edition, person = speaker.session.edition, speaker.person
    if case == "without an address":
        person.email = None
        person.save()
    else:
        actions.send_link(edition, person, by=None, site=SITE)

    with pytest.raises(Refusal) as refusal:
        actions.send_link(edition, person, by=None, site=SITE)

    assert refusal.value.code == code


def test_sending_to_many_leaves_out_who_has_no_address_or_was_written_to_just_now(speaker):
    edition = speaker.session.edition
    without = AppearanceFactory(session=speaker.session, person__email=None).person
    recently, other = (AppearanceFactory(session=speaker.session).person for _one in range(2))
    actions.send_link(edition, recently, by=None, site=SITE)

    number = actions.send_links(
        edition,
        [speaker.person, without, recently, other],
        by=PersonFactory(),
        site=SITE,
        occasion=PersonalLink.Occasion.INVITATION,
    )
    worker_works()

    assert number == 2
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([speaker.person.email, recently.email, other.email])


def ask_again(client, email: str, address: str = "/en/mine/lost/"):
    return client.post(address, {"email": email})


def test_who_lost_their_link_gets_a_new_one_at_the_address_that_we_know(client, speaker):
    old = link_to(speaker.session.edition, speaker.person)
    time_passes(days=40)

    answer = ask_again(client, " Mara@hromada.example", old)
    worker_works()

    assert answer.status_code == 200
    assert mail.outbox[-1].to == ["mara@hromada.example"]
    assert client.get(address_in(mail.outbox[-1])).status_code == 200
    assert client.get(old).status_code == 404


@pytest.mark.parametrize("case", ["unknown", "never asked", "taken back", "said no", "over"])
def test_everyone_else_is_told_the_same_and_gets_nothing(client, speaker, case):
    edition, person = speaker.session.edition, speaker.person
    known = ask_again(client, "nobody@hromada.example").content
    if case not in ("unknown", "never asked"):
        link_to(edition, person)
        time_passes(days=40)
    if case == "taken back":
        actions.revoke_link(edition, person, by=None)
    elif case == "said no":
        actions.decline(speaker, by=None)
    elif case == "over":
        edition.starts_on = edition.ends_on = timezone.now().date() - timedelta(days=1)
        edition.save()
    before = len(mail.outbox)

    answer = ask_again(client, "nobody@else.example" if case == "unknown" else person.email)
    worker_works()

    assert (answer.status_code, answer.content) == (200, known)
    assert len(mail.outbox) == before


def test_asking_again_and_again_is_refused_in_words_whoever_is_asked_for(client, speaker):
    link_to(speaker.session.edition, speaker.person)

    for email in ("mara@hromada.example", "nobody@hromada.example"):
        answers = [ask_again(client, email).status_code for _attempt in range(4)]
        assert answers == [200, 200, 200, 429]


def test_a_new_letter_opens_an_accepted_answer_again(speaker):
    edition, now = speaker.session.edition, timezone.now()
    answer = Answer.objects.create(
        edition=edition, person=speaker.person, state="accepted", sent_at=now, decided_at=now
    )

    actions.send_link(edition, speaker.person, by=None, site=SITE)

    answer.refresh_from_db()
    assert answer.state == "open"
    assert "reopened" in [entry.verb for entry in history_of(edition)]


def test_the_database_knows_one_standing_link_each_and_none_without_its_end():
    link = PersonalLink.objects.create(edition=EditionFactory(), person=PersonFactory(), address="a@hromada.example")
    now = timezone.now()
    for broken in (
        {"digest": "d" * 64},
        {"digest": "d" * 64, "sent_at": now, "expires_at": now},
        {"occasion": "whim"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PersonalLink.objects.filter(pk=link.pk).update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonalLink.objects.create(edition=link.edition, person=link.person, address="b@hromada.example")

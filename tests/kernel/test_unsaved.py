"""Two people save the same at the same moment: the second reads why, in the form, and nobody sees an error."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from tests.factories import AnswerFactory, AppearanceFactory, EditionFactory, PersonFactory, RoleFactory, TopicFactory
from tests.network.builders import organisation
from tests.programme.views.office.desks import filled_in

from hromada.accounts.models import Person
from hromada.kernel.unsaved import taken_by_others
from hromada.network.models import Organisation
from hromada.network.rules import free_slug
from hromada.programme.models import Answer, Edition, Role

pytestmark = pytest.mark.django_db(transaction=True)

ONCE_MORE = "Somebody has just saved the same. Please look, and send yours once more."


@pytest.fixture
def client():
    client = Client()
    client.force_login(PersonFactory(is_superuser=True))
    return client


def at_the_same_time(write: Callable[[], Any], send: Callable[[], Any]) -> Any:
    """``send`` in a connection of its own finds nothing yet, and waits for what is being written."""
    answers: list[Any] = []

    def sending() -> None:
        answers.append(send())
        connection.close()

    thread = threading.Thread(target=sending)
    with transaction.atomic():
        write()
        thread.start()
        for _try in range(500):
            with connection.cursor() as cursor:
                cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
                if cursor.fetchone() == (True,):
                    break
            time.sleep(0.01)
    thread.join(20)
    return answers[0]


def test_the_same_address_of_a_conference(client):
    page = "/en/office/new/"
    sent = filled_in(client.get(page).content) | {
        "name_en": "Conference",
        "slug": "auental-2031",
        "starts_on": "2031-05-14",
        "ends_on": "2031-05-16",
        "languages": ["de", "uk"],
    }

    answer = at_the_same_time(lambda: EditionFactory(slug="auental-2031"), lambda: client.post(page, sent))

    assert answer.status_code == 422
    assert "Conference with this Name in addresses already exists." in answer.content.decode()
    assert 'value="auental-2031"' in answer.content.decode()
    assert Edition.objects.count() == 1


def test_the_same_address_of_a_conference_made_from_an_earlier_one(client):
    last = EditionFactory(slug="auental-2029")
    sent = {"slug": "auental-2031", "starts_on": "2031-05-14"}

    answer = at_the_same_time(
        lambda: EditionFactory(slug="auental-2031"), lambda: client.post(f"/en/office/new/from/{last.slug}/", sent)
    )

    assert (answer.status_code, "already exists" in answer.content.decode()) == (422, True)
    assert set(Edition.objects.values_list("slug", flat=True)) == {"auental-2029", "auental-2031"}


@pytest.mark.parametrize("is_new", [True, False])
def test_the_same_e_mail_address_of_a_person(client, is_new):
    edition = EditionFactory(slug="auental")
    there = RoleFactory(edition=edition, kind=Role.Kind.READER).person
    page = "/en/office/auental/people/new/" if is_new else f"/en/office/auental/people/{there.pk}/"
    AppearanceFactory(session__edition=edition, person=there)
    sent = filled_in(client.get(page).content) | {"name_en": "Olha", "email": "olha@hromada.example"}

    answer = at_the_same_time(lambda: PersonFactory(email="olha@hromada.example"), lambda: client.post(page, sent))

    assert answer.status_code == 422
    assert "already exists" in answer.content.decode()
    assert Person.objects.filter(email="olha@hromada.example").count() == 1


def test_who_is_invited_twice_at_once_is_one_person(client):
    edition = EditionFactory(slug="auental")
    page = "/en/office/auental/team/"
    sent = filled_in(client.get(page).content) | {"name_en": "Olha", "email": "olha@hromada.example", "kind": "reader"}

    answer = at_the_same_time(lambda: PersonFactory(email="olha@hromada.example"), lambda: client.post(page, sent))

    assert answer.status_code == 302
    assert edition.roles.get().person == Person.objects.get(email="olha@hromada.example")


def test_where_we_have_chosen_the_name_it_is_sent_once_more(client):
    page = "/en/office/network/organisations/new/"
    sent = filled_in(client.get(page).content) | {"name_de": "Auental", "country": "DE", "kind": "municipality"}
    before = Organisation.objects.count()

    answer = at_the_same_time(
        lambda: organisation("Auental", slug=free_slug("Auental", "DE", set())), lambda: client.post(page, sent)
    )

    assert (answer.status_code, ONCE_MORE in answer.content.decode()) == (422, True)
    again = client.post(page, sent)
    assert (again.status_code, Organisation.objects.count() - before) == (302, 2)


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (lambda: PersonFactory(email="a@b.example") and PersonFactory(email="a@b.example"), {"email"}),
        (lambda: [TopicFactory(edition=edition, key="a") for edition in [EditionFactory()] * 2], {"__all__"}),
        (lambda: [RoleFactory(edition=role.edition, person=role.person) for role in [RoleFactory()]], {"__all__"}),
    ],
)
def test_a_rule_of_one_field_is_said_there_and_one_of_several_for_the_whole(write, said):
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        write()

    taken = taken_by_others(raised.value)
    assert taken is not None
    assert set(taken.by_field) == said


def test_what_was_refused_for_another_reason_stays_an_error():
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        AnswerFactory(state="open", sent_at=None)

    assert taken_by_others(raised.value) is None
    assert Answer.objects.count() == 0

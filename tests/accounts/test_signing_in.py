"""Signing in by a code, and one's own account."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils.translation import override
from tests.factories import PersonFactory

from hromada.accounts.models import Person
from hromada.kernel.audit import history_of
from hromada.kernel.localised import Localised

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture(autouse=True)
def nobody_has_asked_yet():
    """How often someone asked is counted in the cache."""
    cache.clear()


def ask_for_code(client, email: str, language: str = "de"):
    return client.post(f"/{language}/accounts/login/", {"email": email})


def code_in(letter) -> str:
    return re.search(r"^    (\S+)$", letter.body, re.MULTILINE)[1]


def test_whoever_types_the_code_from_the_letter_is_signed_in(client):
    person = PersonFactory(email="mara@hromada.example")

    ask_for_code(client, "Mara@Hromada.example")
    answer = client.post("/de/accounts/login/code/", {"code": code_in(mail.outbox[0])})

    assert mail.outbox[0].to == ["mara@hromada.example"]
    assert (answer.status_code, answer.url) == (302, "/de/accounts/")
    assert client.get("/de/accounts/").context["user"] == person


@pytest.mark.parametrize(
    ("language", "subject"),
    [("de", "Ihr Code zur Anmeldung"), ("uk", "Ваш код для входу"), ("en", "Your code for signing in")],
)
def test_the_letter_is_in_the_language_of_the_page(client, language, subject):
    PersonFactory(email="mara@hromada.example")

    ask_for_code(client, "mara@hromada.example", language)

    assert mail.outbox[0].subject.startswith(subject)


def test_a_stranger_is_told_the_same_and_gets_no_letter():
    PersonFactory(email="mara@hromada.example")

    told = []
    for email in ("mara@hromada.example", "nobody@hromada.example"):
        client = Client()
        answer = ask_for_code(client, email)
        page = client.get(answer.url).content.decode().replace(email, "…")
        told.append((answer.status_code, answer.url, TOKEN.sub("", page)))

    assert told[0] == told[1]
    assert "Wenn es zu … hier ein Konto gibt" in told[0][2]
    assert [letter.to for letter in mail.outbox] == [["mara@hromada.example"]]


def test_after_three_wrong_codes_the_right_one_is_worth_nothing(client):
    PersonFactory(email="mara@hromada.example")
    ask_for_code(client, "mara@hromada.example")

    for _attempt in range(3):
        answer = client.post("/de/accounts/login/code/", {"code": "AAAA-AAAA"})
    late = client.post("/de/accounts/login/code/", {"code": code_in(mail.outbox[0])})

    assert answer.url == late.url == "/de/accounts/login/"
    assert "_auth_user_id" not in client.session


def test_whoever_mistyped_the_address_can_begin_again(client):
    PersonFactory(email="mara@hromada.example")
    ask_for_code(client, "marra@hromada.example")

    answer = client.post("/de/accounts/logout/", {"next": "/de/accounts/login/"})
    ask_for_code(client, "mara@hromada.example")

    assert answer.url == "/de/accounts/login/"
    assert [letter.to for letter in mail.outbox] == [["mara@hromada.example"]]


def test_a_code_sent_again_is_the_one_that_counts(client):
    PersonFactory(email="mara@hromada.example")
    ask_for_code(client, "mara@hromada.example")

    client.post("/de/accounts/login/code/", {"action": "resend"})
    first, second = map(code_in, mail.outbox)
    client.post("/de/accounts/login/code/", {"code": first})
    before = "_auth_user_id" in client.session
    client.post("/de/accounts/login/code/", {"code": second})

    assert (before, "_auth_user_id" in client.session) == (False, True)


def test_a_fourth_code_within_a_minute_is_refused_in_words():
    PersonFactory(email="mara@hromada.example")

    answers = [ask_for_code(Client(), "mara@hromada.example") for _attempt in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 200]
    assert "Es waren zu viele Versuche." in answers[-1].content.decode()
    assert len(mail.outbox) == 3


def test_a_person_who_may_not_sign_in_gets_no_letter(client):
    PersonFactory(email="mara@hromada.example", is_active=False)

    ask_for_code(client, "mara@hromada.example")

    assert mail.outbox == []


@pytest.mark.parametrize("address", ["signup/", "password/reset/", "email/", "password/change/"])
def test_nobody_makes_an_account_or_a_password_here(client, address):
    assert client.get(f"/de/accounts/{address}").status_code == 404


def test_my_account_is_only_for_those_who_are_signed_in(client):
    answer = client.get("/uk/accounts/")

    assert (answer.status_code, answer.url) == (302, "/uk/accounts/login/?next=/uk/accounts/")


def test_a_person_says_how_they_are_called_and_in_which_language_we_write(client):
    person = PersonFactory()
    client.force_login(person)

    client.post("/de/accounts/", {"name_de": "Mara Linde", "name_uk": "", "name_en": "Mara Linde", "language": "uk"})

    person.refresh_from_db()
    assert person.name == Localised({"de": "Mara Linde", "en": "Mara Linde"})
    assert person.language == "uk"
    assert [(entry.verb, entry.by) for entry in history_of(person)] == [("introduced_themselves", person)]


def test_a_person_without_any_name_is_refused(client):
    person = PersonFactory()
    client.force_login(person)
    before = person.name

    with override("de"):
        answer = client.post("/de/accounts/", {"name_de": " ", "name_uk": "", "name_en": "", "language": "de"})

    assert "Bitte geben Sie Ihren Namen in mindestens einer Sprache an." in answer.content.decode()
    assert Person.objects.get(pk=person.pk).name == before


def test_signing_out_asks_for_a_press_of_a_button(client):
    client.force_login(PersonFactory())

    client.get("/de/accounts/logout/")
    still_in = "_auth_user_id" in client.session
    answer = client.post("/de/accounts/logout/")

    assert (still_in, "_auth_user_id" in client.session) == (True, False)
    assert answer.url == "/de/accounts/login/"

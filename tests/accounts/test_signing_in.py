"""Signing in by a code, and one's own account."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult
from tests.accounts.conftest import code_in
from tests.factories import PersonFactory

from hromada.accounts.models import Person
from hromada.kernel.audit import history_of
from hromada.kernel.localised import Localised

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def ask_for_code(client, email: str, language: str = "de"):
    return client.post(f"/{language}/accounts/login/", {"email": email})


def test_whoever_types_the_code_from_the_letter_is_signed_in(client, letters):
    person = PersonFactory(email="mara@hromada.example")

    ask_for_code(client, "Mara@Hromada.example")
    before = client.session.session_key
    [letter] = letters()
    answer = client.post("/de/accounts/login/code/", {"code": code_in(letter)})

    assert letter.to == ["mara@hromada.example"]
    assert (answer.status_code, answer.url) == (302, "/de/accounts/")
    assert client.get("/de/accounts/").context["user"] == person
    assert before not in (None, client.session.session_key)


def answers_to(email: str) -> list:
    """To asking, to two wrong codes, to asking again, to a third wrong code; as everyone in the browser sees them."""
    client = Client()
    asked = ask_for_code(client, email)
    wrong = [client.post("/de/accounts/login/code/", {"code": "AAAA-AAAA"}) for _attempt in range(2)]
    again = client.post("/de/accounts/login/code/", {"action": "resend"})
    page = client.get("/de/accounts/login/code/")
    last = client.post("/de/accounts/login/code/", {"code": "AAAA-AAAA"})
    return [_as_seen(answer, email) for answer in (asked, *wrong, again, page, last, client.get(last.url))]


def _as_seen(answer, email: str) -> tuple:
    body = TOKEN.sub("", answer.content.decode().replace(email, "…"))
    each_time_another = {"X-Request-ID", "Expires", "Content-Length"}  # the page says which address was typed in
    headers = {name: value for name, value in answer.headers.items() if name not in each_time_another}
    cookies = {
        name: {key: cookie[key] for key in cookie if key != "expires"} for name, cookie in answer.cookies.items()
    }
    return answer.status_code, headers, cookies, body


def test_a_stranger_is_told_the_same_and_gets_no_letter(letters):
    PersonFactory(email="mara@hromada.example")
    PersonFactory(email="gone@hromada.example", is_active=False)

    told = [answers_to(email) for email in ("mara@hromada.example", "nobody@hromada.example", "gone@hromada.example")]

    assert told[0] == told[1] == told[2]
    assert [status for status, *_rest in told[0]] == [302, 200, 200, 302, 200, 302, 200]
    assert "Wenn es zu … hier ein Konto gibt" in told[0][4][-1]
    assert [letter.to for letter in letters()] == [["mara@hromada.example"]] * 2


def test_for_a_stranger_the_same_work_is_done():
    """How long an answer takes would tell as much as its words."""
    person = PersonFactory(email="mara@hromada.example")
    did = []
    for email in ("mara@hromada.example", "nobody@hromada.example"):
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            ask_for_code(Client(), email)
        did.append([re.split(r"_django_curs|'|\d", query["sql"])[0] for query in asked])

    assert did[0] == did[1]
    assert [task.args_kwargs["args"][0] for task in DBTaskResult.objects.order_by("enqueued_at")] == [person.pk, None]


def test_after_three_wrong_codes_the_right_one_is_worth_nothing(client, letters):
    PersonFactory(email="mara@hromada.example")
    ask_for_code(client, "mara@hromada.example")

    for _attempt in range(3):
        answer = client.post("/de/accounts/login/code/", {"code": "AAAA-AAAA"})
    late = client.post("/de/accounts/login/code/", {"code": code_in(letters()[0])})

    assert answer.url == late.url == "/de/accounts/login/"
    assert "_auth_user_id" not in client.session


def test_whoever_mistyped_the_address_can_begin_again(client, letters):
    PersonFactory(email="mara@hromada.example")
    ask_for_code(client, "marra@hromada.example")

    answer = client.post("/de/accounts/logout/", {"next": "/de/accounts/login/"})
    ask_for_code(client, "mara@hromada.example")

    assert answer.url == "/de/accounts/login/"
    assert [letter.to for letter in letters()] == [["mara@hromada.example"]]


def test_a_code_sent_again_is_the_one_that_counts(client, letters):
    PersonFactory(email="mara@hromada.example")
    ask_for_code(client, "mara@hromada.example")

    client.post("/de/accounts/login/code/", {"action": "resend"})
    first, second = map(code_in, letters())
    client.post("/de/accounts/login/code/", {"code": first})
    before = "_auth_user_id" in client.session
    client.post("/de/accounts/login/code/", {"code": second})

    assert (before, "_auth_user_id" in client.session) == (False, True)


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

"""Who tries too often is told so, calmly, and counted for all processes together."""

import subprocess
import sys
import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from tests.accounts.device import code_of_app
from tests.accounts.test_second_factors import SECOND_STEP, add_app, is_in
from tests.factories import PersonFactory
from tests.running import ROOT, environment

pytestmark = pytest.mark.django_db


def ask(email: str, *, language: str = "de", **headers: str):
    return Client().post(f"/{language}/accounts/login/", {"email": email}, headers=headers)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("de", "Zu viele Versuche"), ("uk", "Забагато спроб"), ("en", "Too many attempts")],
)
def test_a_fourth_code_within_a_minute_is_refused_in_words(letters, language, sentence):
    PersonFactory(email="mara@hromada.example")

    answers = [ask("Mara@hromada.example", language=language) for _attempt in range(3)]
    refused = ask("mara@hromada.example", language=language)

    assert [answer.status_code for answer in answers] == [302] * 3
    assert refused.status_code == 429
    assert f"<h1>{sentence}</h1>" in refused.content.decode()
    assert len(letters()) == 3


def test_an_address_that_is_nobodys_is_refused_alike():
    PersonFactory(email="mara@hromada.example")

    refused = [
        [ask(email).status_code for _attempt in range(4)][-1] for email in ("mara@hromada.example", "no@body.example")
    ]

    assert refused == [429, 429]


def test_no_more_than_ten_codes_an_hour_go_to_one_address(monkeypatch):
    now = time.time()
    answers = []
    for minute in range(12):
        monkeypatch.setattr(time, "time", lambda at=now + 61 * minute: at)
        answers.append(ask("mara@hromada.example").status_code)

    assert answers == [302] * 10 + [429] * 2


def test_whoever_asks_for_many_addresses_is_refused_and_others_are_not(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    thief, neighbour = "203.0.113.7", "203.0.113.8"

    answers = [ask(f"{n}@hromada.example", x_forwarded_for=f"10.0.0.{n}, {thief}").status_code for n in range(61)]
    other = ask("mara@hromada.example", x_forwarded_for=f"{thief}, {neighbour}").status_code

    assert (answers, other) == ([302] * 60 + [429], 302)


def test_without_a_proxy_nobody_is_believed_who_they_say_they_are():
    answers = [ask(f"{n}@hromada.example", x_forwarded_for=f"10.0.0.{n}").status_code for n in range(61)]

    assert answers == [302] * 60 + [429]


@pytest.mark.django_db(transaction=True)
def test_wrong_codes_of_the_second_step_are_counted_over_all_browsers(client, sign_in):
    person = PersonFactory()
    client.force_login(person)
    secret = add_app(client)

    browsers = [Client() for _n in range(2)]
    for browser in browsers:
        sign_in(browser, person)
    wrong = [browsers[n % 2].post(SECOND_STEP, {"code": "000000"}).status_code for n in range(5)]
    right = browsers[0].post(SECOND_STEP, {"code": code_of_app(secret)})

    assert (wrong, right.status_code, is_in(browsers[0])) == ([200] * 5, 429, False)


def test_another_process_knows_how_often_someone_has_tried(database_url):
    for _attempt in range(3):
        ask("mara@hromada.example")
    program = (
        "import django; django.setup(); from django.test import Client;"
        "print(Client().post('/de/accounts/login/', {'email': 'mara@hromada.example'}).status_code)"
    )

    answer = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(
            ROOT / "var" / "test",
            DATABASE_URL=database_url,
            DJANGO_SETTINGS_MODULE="tests.settings",
            PYTHONPATH=f"{ROOT}/src:{ROOT}",
        ),
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert answer.stdout == "429\n", answer.stderr


def test_the_table_of_counters_does_not_tell_who_asked(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    ask("mara@hromada.example", x_forwarded_for="203.0.113.7")

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM accounts_cache")
        rows = cursor.fetchall()

    assert len(rows) == 4
    assert [row for row in rows if "203.0.113" in str(row) or "mara" in str(row)] == []
    assert {len(key) for key, _value in rows} == {64}
    assert cache.get("anything") is None

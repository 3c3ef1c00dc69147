"""Answers to what cannot be answered."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import gettext_lazy, override

from hromada.kernel.errors import RefusalMiddleware, bad_request, forbidden, form_too_old, internal_error
from hromada.kernel.refusal import Refusal


@pytest.fixture
def request_(db, rf: RequestFactory) -> HttpRequest:
    request = rf.get("/uk/leipzig-2023/")
    request.session, request.user = Client().session, AnonymousUser()
    return request


@pytest.mark.parametrize(
    ("language", "heading"),
    [("de", "Diese Seite gibt es nicht"), ("uk", "Такої сторінки немає"), ("en", "This page does not exist")],
)
def test_an_address_without_a_page_is_answered_in_its_language(client, db, language, heading):
    answer = client.get(f"/{language}/nowhere/at/all/")

    assert answer.status_code == 404
    assert f"<h1>{heading}</h1>" in answer.content.decode()
    assert f'<html lang="{language}">' in answer.content.decode()
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert 'rel="alternate"' not in answer.content.decode()


def test_an_address_without_a_language_leads_to_an_answer_in_the_readers(client, db):
    answer = client.get("/nonsense", headers={"accept-language": "uk,de;q=0.5"}, follow=True)

    assert answer.status_code == 404
    assert "<h1>Такої сторінки немає</h1>" in answer.content.decode()


@pytest.mark.parametrize(
    ("view", "status", "heading"),
    [
        (lambda request: bad_request(request, ValueError()), 400, "This request cannot be understood"),
        (lambda request: forbidden(request, PermissionError()), 403, "This page is not open to you"),
        (form_too_old, 403, "This form stood open for too long"),
    ],
)
def test_each_error_has_a_page_with_a_way_on(request_, view, status, heading):
    with override("en"):
        answer = view(request_)

    assert answer.status_code == status
    assert f"<h1>{heading}</h1>" in answer.content.decode()
    assert 'href="/en/"' in answer.content.decode()


def test_a_refusal_is_409_and_says_its_sentence_as_text(request_):
    def view(_request: HttpRequest) -> HttpResponse:
        raise AssertionError("only what it raises matters")

    refusal = Refusal("table_full", gettext_lazy("This table is full <b>today</b>."))
    with override("en"):
        answer = RefusalMiddleware(view).process_exception(request_, refusal)

    assert answer.status_code == 409
    assert "This table is full &lt;b&gt;today&lt;/b&gt;." in answer.content.decode()


def test_other_exceptions_are_not_ours_to_answer(request_):
    assert RefusalMiddleware(lambda _request: HttpResponse()).process_exception(request_, ValueError()) is None


@pytest.mark.parametrize("path", ["/", "/de/", "/de/network/", "/nonsense", "/healthz"])
@pytest.mark.parametrize("host", ["elsewhere.example", 'a"b', "a..b:x"])
def test_a_name_that_is_not_ours_is_a_mistake_of_the_request_and_told_in_three_languages(client, settings, host, path):
    settings.ALLOWED_HOSTS = ["ours.example"]
    # Without the db fixture a query would raise.
    answer = client.get(path, headers={"host": host})

    text = answer.content.decode()
    assert answer.status_code == 400
    assert [word in text for word in ("ist hier niemand", "тут немає", "Nobody goes by this name")] == [True] * 3
    assert host not in text


def test_when_everything_is_broken_the_page_speaks_three_languages_and_asks_no_database(rf):
    # Without the db fixture a query would raise.
    answer = internal_error(rf.get("/de/leipzig-2023/"))

    text = answer.content.decode()
    assert answer.status_code == 500
    assert [word in text for word in ("Etwas ist schiefgegangen", "Щось пішло не так", "Something went wrong")] == [
        True
    ] * 3

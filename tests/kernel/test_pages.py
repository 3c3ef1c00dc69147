"""The byte store: an immutable page is rendered once for all anonymous visitors, and never after it was forgotten."""

import asyncio
import gzip
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

import brotli
import pytest
from django.contrib.auth import get_user_model
from django.core.asgi import get_asgi_application
from django.test import Client
from tests.kernel import pages_site

from hromada.kernel.pages.edge import Edge


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode().split("\n")[0]


async def ask(edge: Edge, address: str, method: str = "GET", **headers: str) -> Reply:
    path, _, query = address.partition("?")
    names = {name.replace("_", "-"): value for name, value in {"host": "localhost", **headers}.items()}
    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in names.items()],
        "scheme": "http",
    }
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    arrived = asyncio.Queue[dict[str, Any]]()
    await arrived.put({"type": "http.request", "body": b"", "more_body": False})
    await edge(scope, arrived.get, send)
    start, *rest = sent
    headers_sent = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Reply(start["status"], headers_sent, b"".join(message["body"] for message in rest))


def run(conversation: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(conversation)


async def ask_each(edge: Edge, *questions: dict[str, str]) -> list[Reply]:
    return [await ask(edge, **question) for question in questions]


@pytest.fixture
def edge(settings) -> Edge:
    settings.ROOT_URLCONF = "tests.kernel.pages_site"
    settings.ALLOWED_HOSTS = ["localhost", "hromada.example"]
    pages_site.rendered.clear()
    edge = Edge(get_asgi_application())
    edge.store.open()
    return edge


def asked(edge: Edge, *questions: str | dict[str, str]) -> list[Reply]:
    return run(ask_each(edge, *({"address": q} if isinstance(q, str) else q for q in questions)))


def test_a_page_is_rendered_once_and_then_given_to_all(edge):
    first, second = asked(edge, "/programme/", "/programme/")

    assert (first.status, second) == (200, first)
    assert pages_site.rendered == ["/programme/"]


def test_asynchronous_views_are_kept_as_well(edge):
    first, second = asked(edge, "/asynchronous/", "/asynchronous/")

    assert (second.text, second) == ("asynchronous", first)
    assert pages_site.rendered == ["/asynchronous/"]


def test_views_that_do_not_say_that_they_are_immutable_are_rendered_each_time(edge):
    asked(edge, "/ordinary/", "/ordinary/")

    assert pages_site.rendered == ["/ordinary/", "/ordinary/"]


def test_only_the_declared_parameters_reach_the_page_in_one_order(edge):
    replies = asked(
        edge, "/programme/?kind=panel&utm_source=x&day=2", "/programme/?day=2&kind=panel", "/programme/?fbclid=1"
    )

    assert pages_site.rendered == ["/programme/?day=2&kind=panel", "/programme/"]
    assert [reply.text.split()[1] for reply in replies] == [
        "/programme/?day=2&kind=panel",
        "/programme/?day=2&kind=panel",
        "/programme/",
    ]


def test_each_host_has_its_own_pages_and_a_foreign_one_has_none(edge):
    replies = asked(
        edge,
        {"address": "/programme/", "host": "localhost"},
        {"address": "/programme/", "host": "hromada.example"},
        {"address": "/programme/", "host": "evil.example"},
    )

    assert [(reply.status, reply.text.split()[0]) for reply in replies[:2]] == [
        (200, "localhost"),
        (200, "hromada.example"),
    ]
    assert (replies[2].status, len(edge.store)) == (400, 2)


def test_a_page_over_https_is_another_one(edge, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    edge = Edge(get_asgi_application())
    edge.store.open()

    asked(edge, "/programme/", {"address": "/programme/", "x_forwarded_proto": "https"})

    assert pages_site.rendered == ["/programme/", "/programme/"]


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("br, gzip", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0", None, bytes),
        ("", None, bytes),
    ],
)
def test_a_page_comes_in_the_encoding_the_browser_takes(edge, accepted, encoding, unpack):
    plain, first, kept = asked(
        edge,
        "/programme/",
        {"address": "/programme/", "accept_encoding": accepted},
        {"address": "/programme/", "accept_encoding": accepted},
    )

    assert (first, unpack(first.body)) == (kept, plain.body)
    assert first.headers.get("content-encoding") == encoding
    assert first.headers["content-length"] == str(len(first.body))
    assert first.headers["vary"] == "Accept-Encoding, Cookie"


def test_what_is_short_stays_as_it_is(edge):
    (reply,) = asked(edge, {"address": "/short/", "accept_encoding": "br"})

    assert (reply.body, reply.headers.get("content-encoding")) == (b'{"short": true}', None)


def test_security_headers_are_kept_with_the_page_and_the_number_of_a_request_is_not(edge):
    rendered_anew, _first, kept = asked(edge, "/ordinary/", "/programme/", "/programme/")

    of_the_request = {"x-request-id", "content-length", "vary"}
    expected = {name: value for name, value in rendered_anew.headers.items() if name not in of_the_request}
    assert {name: kept.headers.get(name) for name in expected} == expected
    assert set(kept.headers) - set(expected) == {"content-length", "etag", "vary", "cache-control"}
    assert kept.headers["content-security-policy"].startswith("default-src 'none'")
    assert kept.headers["cache-control"] == "public, max-age=0, must-revalidate"


def test_a_browser_that_has_the_page_hears_that_it_has_not_changed(edge):
    (first,) = asked(edge, "/programme/")

    same, other, head = asked(
        edge,
        {"address": "/programme/", "if_none_match": first.headers["etag"], "accept_encoding": "br"},
        {"address": "/programme/", "if_none_match": 'W/"older"'},
        {"address": "/programme/", "if_none_match": first.headers["etag"], "method": "HEAD"},
    )

    assert [(reply.status, len(reply.body)) for reply in (same, other, head)] == [
        (304, 0),
        (200, len(first.body)),
        (304, 0),
    ]
    assert same.headers["etag"] == first.headers["etag"]


def test_head_tells_everything_but_the_page_whether_it_is_kept_or_not(edge):
    before, page, after = asked(
        edge, {"address": "/programme/", "method": "HEAD"}, "/programme/", {"address": "/programme/", "method": "HEAD"}
    )

    assert (before, after) == (Reply(200, page.headers, b""), Reply(200, page.headers, b""))
    assert pages_site.rendered == ["/programme/"]


@pytest.mark.django_db(transaction=True)
def test_who_is_signed_in_is_answered_by_django_and_leaves_nothing_behind(edge):
    person = get_user_model().objects.create_user(email="oksana@example.org")
    client = Client()
    client.force_login(person)
    cookie = f"sessionid={client.cookies['sessionid'].value}"

    anonymous, signed_in, odd, again = asked(
        edge,
        "/programme/",
        {"address": "/programme/", "cookie": f"csrftoken=x; {cookie}"},
        {"address": "/programme/?day=1", "cookie": cookie.replace("=", " =")},
        "/programme/?day=1",
    )

    assert [reply.text.split(" ", 2)[2] for reply in (anonymous, signed_in, odd, again)] == [
        "[] AnonymousUser",
        "['csrftoken', 'sessionid'] oksana@example.org",
        "['sessionid'] oksana@example.org",
        "[] AnonymousUser",
    ]
    assert signed_in.headers["cache-control"] == "private, no-cache"


def test_what_is_not_kept_is_compressed_as_well(edge):
    (reply,) = asked(edge, {"address": "/ordinary/", "accept_encoding": "gzip, br"})

    assert reply.headers["content-encoding"] == "gzip"
    assert gzip.decompress(reply.body).startswith(b"ordinary")


def test_a_language_or_form_cookie_does_not_keep_anyone_from_a_kept_page(edge):
    first, second = asked(edge, "/programme/", {"address": "/programme/", "cookie": "csrftoken=1; django_language=uk"})

    assert second == first


def test_who_has_a_message_waiting_or_brings_credentials_is_answered_by_django(edge):
    asked(
        edge,
        "/programme/",
        {"address": "/programme/", "cookie": "messages=abc"},
        {"address": "/programme/", "authorization": "Basic x"},
    )

    assert len(pages_site.rendered) == 3


def test_a_page_cannot_depend_on_who_asked_first(edge):
    first, second = asked(
        edge,
        {"address": "/greeting/", "accept_language": "uk", "user_agent": "secret-agent"},
        {"address": "/greeting/", "accept_language": "de"},
    )

    assert (first.text, second) == ("None None", first)


def test_an_answer_that_sets_a_cookie_is_each_visitors_own(edge, caplog):
    first, second = asked(edge, "/form/", "/form/")

    assert (len(edge.store), first.headers["set-cookie"] == second.headers["set-cookie"]) == (0, False)
    warnings = [record.getMessage() for record in caplog.records if record.name == "hromada.pages"]
    assert warnings == ["/form/ says that it is immutable, yet it sets a cookie."] * 2


@pytest.mark.parametrize("address", ["/missing/", "/confidential/", "/over/", "/nowhere/"])
def test_errors_private_answers_and_what_is_over_are_not_kept(edge, address):
    asked(edge, address, address)

    assert len(edge.store) == 0


def test_a_page_with_a_moment_in_it_lives_until_that_moment(edge):
    async def conversation() -> list[str]:
        replies = [await ask(edge, "/now/"), await ask(edge, "/now/")]
        await asyncio.sleep(0.4)
        return [reply.text for reply in (*replies, await ask(edge, "/now/"))]

    assert run(conversation()) == ["now 0", "now 0", "now 1"]


def test_no_page_outlives_the_longest_life(edge, settings):
    settings.PAGES_SECONDS = 0

    asked(edge, "/programme/", "/programme/")

    assert pages_site.rendered == ["/programme/", "/programme/"]


def test_many_who_ask_at_once_wait_for_one_rendering(edge):
    async def crowd() -> list[Reply]:
        return await asyncio.gather(*(ask(edge, "/programme/", accept_encoding="br") for _ in range(50)))

    replies = run(crowd())

    assert replies == [replies[0]] * 50
    assert pages_site.rendered == ["/programme/"]


def test_the_others_get_the_page_when_the_first_one_goes_away(edge):
    async def conversation() -> Reply:
        first = asyncio.create_task(ask(edge, "/programme/"))
        second = asyncio.create_task(ask(edge, "/programme/"))
        await asyncio.sleep(0)
        first.cancel()
        return await second

    assert run(conversation()).status == 200
    assert pages_site.rendered == ["/programme/"]


def test_a_page_begun_before_a_forgetting_is_given_to_who_waited_and_not_kept(edge):
    async def conversation() -> Reply:
        early = asyncio.create_task(ask(edge, "/programme/"))
        await asyncio.sleep(0)
        edge.store.forget()
        late = asyncio.create_task(ask(edge, "/programme/"))
        return await early, await late

    early, late = run(conversation())

    assert (early.status, late.status, len(edge.store)) == (200, 200, 1)
    assert pages_site.rendered == ["/programme/", "/programme/"]


def test_while_no_news_can_reach_us_every_page_is_rendered(edge):
    asked(edge, "/programme/")
    edge.store.close()

    asked(edge, "/programme/", "/programme/")

    assert (len(pages_site.rendered), len(edge.store)) == (3, 0)


def test_the_least_asked_for_page_makes_room(edge):
    asked(edge, "/programme/?day=0")
    edge.store.capacity = edge.store.size * 8 + 100  # a page is never more than an eighth

    asked(edge, *(f"/programme/?day={day % 12}" for day in range(1, 12)), "/programme/?day=11", "/programme/?day=0")

    assert len(edge.store) == 8
    assert edge.store.size <= edge.store.capacity
    assert pages_site.rendered.count("/programme/?day=0") == 2
    assert pages_site.rendered.count("/programme/?day=11") == 1


def test_an_address_of_ten_thousand_letters_takes_no_room(edge):
    asked(edge, "/programme/?day=" + "x" * 10_000)

    assert len(edge.store) == 0

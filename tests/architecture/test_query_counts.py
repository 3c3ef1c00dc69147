"""What a page asks the database costs the same for one thing, for three and for three hundred.

Every address is asked, and what takes something sent is sent to. A new part of an address gets a sample in
``tests.worlds``; an address that needs more than nothing sent to it, a line in ``SENT``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.db import connection, reset_queries, transaction
from django.http import QueryDict
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from tests.architecture.test_every_address_is_guarded import addresses
from tests.programme.views.office.desks import filled_in
from tests.worlds import World

from hromada.kernel.audit import last_of
from hromada.programme import queries
from hromada.programme.access import Right

pytestmark = pytest.mark.django_db

SIZES = (1, 3, 300)
DESK = "de/office/<slug:slug>/"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")

ASKED = {
    "de/search/": ["q=wasser", "q=neustadt"],
    "de/network/": ["q=neustadt&country=UA&sort=since"],
    "de/office/network/": ["q=neustadt&gap=population"],
    "de/office/network/partnerships/": ["q=neustadt"],
    DESK + "answers/": ["show=open"],
    DESK + "history/": ["kind=programme.session", "thing=accounts.person:1"],
    DESK + "people/": ["q=mara", "lacks=biography-en"],
    DESK + "people/<int:speaker>/merge/": ["q=mara"],
    DESK + "programme/": ["move=many", "zoom=compact"],
    DESK + "sessions/": ["finding=conflict", "missing=en", "q=mara&sort=-title"],
    DESK + "sessions/<slug:key>/people/new/": ["q=mara"],
    DESK + "sessions/new/": ["parent=forum"],
    DESK + "texts/": ["language=en&kind=person", "language=uk&state=stale"],
}
"""What lists are asked for beside all that they have."""

SENT: dict[str, dict[str, Any]] = {
    DESK + "programme/change/": {"all": "1", "sign_up": "yes", "days": "1"},
    DESK + "programme/move/": {"session": "many", "day": "2030-05-15", "time": "12:30", "minutes": "60", "room": ""},
    DESK + "answers/<int:speaker>/decide/": {"verdict-biography.de": "accept", "seen": "1"},
    DESK + "sessions/<slug:key>/<slug:sort>/<int:piece>/move/": {"to": "down"},
    DESK + "sessions/<slug:key>/<slug:sort>/new/": {"title_de": "Folien", "url": "https://example.org/neu.pdf"},
    DESK + "sessions/new/": {"title_de": "Neu", "kind": "forum"},
    DESK + "parts/<slug:parts>/<int:part>/move/": {"to": "down"},
    DESK + "parts/<slug:parts>/new/": {"name_de": "Neu"},
    DESK + "people/new/": {"name_de": "Neu"},
    DESK + "publish/now/": {"finality": "preliminary"},
    DESK + "team/": {"email": "new@hromada.example", "name_de": "Neu"},
    DESK + "terms/": {"wording_de": "Neu"},
    "de/office/network/organisations/new/": {"name_de": "Neu", "country": "DE"},
}


def asked() -> Iterator[tuple[str, str, str]]:
    """Who asks, which address, with which query."""
    for address, view in addresses():
        if "/accounts/2fa/" not in address:
            first, *others = _askers(view)
            yield from ((first, address, query) for query in ("", *ASKED.get(address, ())))
            yield from ((who, address, "") for who in others)


def _askers(view: Any) -> list[str]:
    needed = getattr(view, "needs", None)
    if needed == "administer":
        return ["administrator"]
    if needed in (Right.ENTER, Right.CONTRIBUTE):
        return ["organiser", "co_organiser"]
    is_open = hasattr(view, "immutable_page") or not getattr(view, "login_required", True)
    return ["visitor"] if is_open else ["organiser"]


QUESTIONS = sorted(set(asked()))
FORMS = [
    (who, address) for who, address, query in QUESTIONS if "/office/" in address and who != "co_organiser" and not query
]
Spent = dict[int, list[str]]


@pytest.fixture(scope="module")
def asking(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[dict[tuple[str, ...], Spent]]:
    """By question and by form, the queries at each size."""
    media = tmp_path_factory.mktemp("media")
    machine = {"TRANSLATOR": "deepl", "TRANSLATOR_URL": "https://translates.example", "TRANSLATOR_KEY": "k"}
    configured = override_settings(MEDIA_ROOT=media, PRIVATE_ROOT=media / "private", **machine)
    with configured, django_db_blocker.unblock(), transaction.atomic():
        yield _grown(World())
        transaction.set_rollback(True)


def _grown(world: World) -> dict[tuple[str, ...], Spent]:
    spent: dict[tuple[str, ...], Spent] = {question: {} for question in (*QUESTIONS, *FORMS)}
    clients = {"visitor": Client(), **{who: _signed_in(world, who) for who in World.PEOPLE}}
    for size in SIZES:
        world.grow(size)
        samples = world.samples()
        for who, address, query in QUESTIONS:
            path = "/" + PARAMETER.sub(lambda found: str(samples[found[1]]), address)  # noqa: B023  # called at once
            ask = partial(clients[who].get, path, query_params=QueryDict(query))
            page, spent[who, address, query][size] = _answered(ask)
            if not query and (who, address) in spent:
                send = partial(clients[who].post, path, _filled_in(page, address, world))
                _answer, spent[who, address][size] = _answered(send)
    return spent


def _signed_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(getattr(world, who))
    return client


def _filled_in(page: Any, address: str, world: World) -> dict[str, Any]:
    """What the form on the page holds, with what is in SENT."""
    is_page = page.headers.get("Content-Type", "").startswith("text/html")
    base = {"base": last_of(world.session)} if address.endswith("programme/move/") else {}
    return (filled_in(page.content) if is_page else {}) | base | SENT.get(address, {})


def _answered(ask: Callable[[], Any]) -> tuple[Any, list[str]]:
    """By a process that has read nothing yet; what was done is undone."""
    queries._kept.clear()
    queries._facts.clear()
    reset_queries()  # only so many are kept
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        answer = ask()
        transaction.set_rollback(True)
    return answer, [f"answered {answer.status_code}", *(_shape(query["sql"]) for query in captured)]


def _shape(sql: str) -> str:
    bare = re.sub(r"'[^']*'|\b\d+\b|_django_curs_\w+|\"s\d+_x\d+\"", "?", sql)
    return re.sub(r"\((\?|\(\?\))(, (\?|\(\?\)))*\)", "(?)", bare)[:300]


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_a_page_costs_the_same_for_one_three_and_three_hundred(question, asking):
    assert len(_costs(asking[question])) == 1, _repeated(asking[question])


@pytest.mark.parametrize("form", FORMS, ids=" ".join)
def test_sending_costs_the_same_for_one_three_and_three_hundred(form, asking):
    assert len(_costs(asking[form])) == 1, _repeated(asking[form])


def _costs(spent: Spent) -> set[tuple[str, int]]:
    """What was answered, and after how many queries."""
    return {(answer, len(asked)) for answer, *asked in spent.values()}


def _repeated(spent: Spent) -> str:
    """What is asked more often for one size than for another, with how often it is for each."""
    counts = [Counter(spent[size]) for size in SIZES]
    lines = [([one[shape] for one in counts], shape) for shape in sum(counts, Counter())]
    return "\n".join(f"{numbers} {shape}" for numbers, shape in lines if len(set(numbers)) > 1)

"""No page of the office is wider than the window, on a phone or a screen, in the languages with the longest words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page
from tests.factories import (
    AppearanceFactory,
    EditionFactory,
    MaterialFactory,
    PersonFactory,
    RoomFactory,
    SessionFactory,
    TopicFactory,
)

LONG = {
    "de": "Donaudampfschifffahrtsgesellschaftsvertretung und Städtepartnerschaftsbeauftragte",
    "uk": "Найвисокоповажнішими водопостачальницькими представництвами муніципальних підприємств",
}


@pytest.fixture
def edition(transactional_db: None) -> Any:
    edition = EditionFactory(slug="auental", name=LONG)
    hall = RoomFactory(edition=edition, name=LONG)
    forum = SessionFactory(edition=edition, key="forum", room=hall, title=LONG, abstract=LONG)
    SessionFactory(edition=edition, key="part", room=hall, title=LONG, parent=forum)
    TopicFactory(edition=edition, name=LONG)
    AppearanceFactory(session=forum, function=LONG, organisation_name=LONG, person__name=LONG, state="to_be_confirmed")
    MaterialFactory(session=forum, title=LONG, url="https://auental.example/" + "unterlagen" * 12)
    return edition


@pytest.mark.parametrize(("width", "language"), [(360, "uk"), (1440, "de")])
def test_no_page_of_the_office_is_wider_than_the_window(
    visitor: Callable[..., Page], edition: Any, width: int, language: str
) -> None:
    client = Client()
    client.force_login(PersonFactory(is_superuser=True, name=LONG, email="mara@hromada.example"))
    page = visitor(width=width)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    page.context.add_cookies([{**cookie, "url": visitor.site.url("/")}])
    page.goto(f"/{language}/office/auental/")
    menu = page.locator("nav a[href*='/office/']").evaluate_all("all => all.map(one => one.pathname)")
    here = f"/{language}/office/auental"
    others = ("sessions/forum/", "sessions/?finding=conflict&q=a", "people/?lacks=tbc", "programme/?move=forum")
    pages = dict.fromkeys([*menu, *(f"{here}/{one}" for one in others)])

    widths = {}
    for address in pages:
        page.goto(address)
        widths[address] = page.evaluate("document.documentElement.scrollWidth")

    page.wait_for_load_state("networkidle")
    assert len(menu) > 15
    assert {address: found for address, found in widths.items() if found > width} == {}

"""The home of a conference, in every language, light and dark, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from tests.browsing import assert_accessible
from tests.programmes import programme
from tests.stored_programmes import store

from hromada.programme.actions.releases import publish
from hromada.programme.snapshot import Finality

ADDRESS = "/de/auental-2027/"


@pytest.fixture(autouse=True)
def conference(site: object) -> None:
    edition = store(programme(sessions=12), is_public=True, is_current=True)
    publish(
        edition,
        finality=Finality.FINAL,
        note={"de": "Wie es kam"},
        by=None,
        published_at=datetime(2027, 5, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_everyone_can_use_the_home_page(visitor: Callable[..., Page], language: str, width: int, dark: bool) -> None:
    page = visitor("/", width=width, dark=dark, locale=language)

    assert page.locator("html").get_attribute("lang") == language
    assert_accessible(page)


def test_the_language_switch_stays_on_the_page(visitor: Callable[..., Page]) -> None:
    page = visitor(f"{ADDRESS}programme/?day=2027-05-13")

    page.get_by_role("link", name="Українська", exact=True).click()

    assert page.url.endswith("/uk/auental-2027/programme/?day=2027-05-13")


def test_the_chosen_appearance_is_remembered_on_the_next_page(visitor: Callable[..., Page]) -> None:
    page = visitor(ADDRESS)

    page.get_by_role("button", name="Dunkle Darstellung").click()
    page.goto(page.url + "downloads/")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 18, 29)"
    expect(page.get_by_role("button", name="Helle Darstellung")).to_be_visible()


def test_without_javascript_the_menu_opens_on_a_phone(visitor: Callable[..., Page]) -> None:
    page = visitor(ADDRESS, width=360, javascript=False)
    programme = page.get_by_role("link", name="Programm", exact=True).filter(visible=True)
    expect(programme).to_have_count(0)

    page.get_by_text("Menü", exact=True).click()

    expect(programme).to_have_count(1)


def test_the_keyboard_goes_past_the_menu_at_once(visitor: Callable[..., Page]) -> None:
    page = visitor(ADDRESS)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"

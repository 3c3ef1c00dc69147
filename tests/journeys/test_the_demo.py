"""The conference that ``make demo`` shows, walked through as its visitors would: every kind of page, in every dress."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.browsing import assert_accessible

from hromada import demo

PAGES = [
    "leipzig-2023/",
    "leipzig-2023/programme/",
    "leipzig-2023/sessions/round-table/",
    "leipzig-2023/people/",
    "leipzig-2023/people/vitali-klitschko/",
    "leipzig-2023/changes/",
    "leipzig-2023/my-programme/",
    "leipzig-2023/downloads/",
    "leipzig-2023/releases/1/programme/",
    "muenster-2025/",
    "muenster-2025/programme/",
    "odesa-2008/",
    "network/",
    "network/kyjiw/",
    "news/",
    "news/leipzig-kyjiw-62-jahre/",
    "search/?q=kyj",
    "search/?q=nichts-davon",
    "imprint/",
    "privacy/",
    "accessibility/",
    "imprint/credits/",
    "accounts/login/",
]


@pytest.fixture
def demo_conference(transactional_db: None) -> None:
    assert demo.load()


# Every language, width and appearance; each page alone is tried in all combinations where it is tested.
@pytest.mark.parametrize(
    ("language", "width", "dark"),
    [("de", 1440, False), ("uk", 360, False), ("en", 360, True), ("uk", 1440, True)],
)
def test_every_page_can_be_used_by_everyone(
    visitor: Callable[..., Page], demo_conference: None, language: str, width: int, dark: bool
) -> None:
    page = visitor(width=width, dark=dark)
    for path in PAGES:
        answer = page.goto(f"/{language}/{path}")
        assert answer is not None
        assert (path, answer.status) == (path, 200)
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1, path
        assert_accessible(page)


def test_nothing_there_is_told_in_three_languages(visitor: Callable[..., Page], demo_conference: None) -> None:
    titles = set()
    for language in ("de", "uk", "en"):
        page = visitor(f"/{language}/leipzig-2023/sessions/never-heard-of/", expected=("404",))
        assert_accessible(page)
        titles.add(page.locator("h1").text_content())

    assert len(titles) == 3


def test_the_way_of_someone_who_has_never_been_here(visitor: Callable[..., Page], demo_conference: None) -> None:
    """From the front door to the calendar entry of one session, in Ukrainian, on a phone, without a script."""
    page = visitor("/", width=360, javascript=False, locale="uk-UA")
    assert page.url.endswith("/uk/leipzig-2023/")

    page.locator("main a[href$='/programme/']").first.click()
    page.locator("main a[href*='/sessions/']").first.click()
    assert page.locator("h1").text_content()
    with page.expect_download() as calendar:
        page.locator("a[href$='.ics']").first.click()

    assert calendar.value.suggested_filename.endswith(".ics")

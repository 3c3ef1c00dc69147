"""The personal programme: on the device, through a new release, and for hours without a network."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browsing import assert_accessible
from tests.programmes import programme
from tests.stored_programmes import store

from hromada.programme import models
from hromada.programme.actions.releases import publish
from hromada.programme.snapshot import Finality, Session

ADDRESS = "/de/auental-2027/"
WHOLE = programme(sessions=40)
OFFLINE = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "503", "service worker", "sw.js")


@pytest.fixture(autouse=True)
def edition(site: object) -> models.Edition:
    edition = store(WHOLE, is_public=True, is_current=True)
    publish(edition, finality=Finality.PRELIMINARY, note={}, by=None, published_at=datetime(2023, 5, 1, tzinfo=UTC))
    return edition


def clashing() -> tuple[Session, Session]:
    """Two sessions at the same time, neither part of the other."""
    single = [s for s in WHOLE.sessions if s.parent is None and s.kind not in ("forum", "welcome") and s.room]
    return next(
        (one, other)
        for one in single
        for other in single
        if one.key < other.key and one.starts < other.ends and other.starts < one.ends
    )


def choose(page: Page, *sessions: Session) -> None:
    page.goto(f"{ADDRESS}programme/")
    for session in sessions:
        page.locator(f'[data-session="{session.key}"] > .session__face .star').click()


def chosen(page: Page) -> list[str | None]:
    cards = page.locator('[data-part="own"] [data-session]')
    expect(cards.first).to_be_visible()
    return [card.get_attribute("data-session") for card in cards.all()]


def fetched(page: Page, address: str, wanted: str) -> Any:
    return page.evaluate(f"async (address) => {{ const answer = await fetch(address); return {wanted} }}", address)


def kept_pages(page: Page) -> set[str]:
    return set(
        page.evaluate(
            "async () => (await (await caches.open('hromada-pages')).keys()).map((one) => new URL(one.url).pathname)"
        )
    )


def wait_until_kept(page: Page, *paths: str) -> None:
    for _attempt in range(100):
        if set(paths) <= kept_pages(page):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"not kept within 20 seconds: {set(paths) - kept_pages(page)}")


def test_stars_fill_my_programme_and_what_overlaps_is_told_in_words(visitor: Callable[..., Page]) -> None:
    one, other = clashing()
    page = visitor(width=360)
    choose(page, one, other)

    page.goto(f"{ADDRESS}my-programme/")

    assert sorted(chosen(page)) == sorted([one.key, other.key])
    assert page.locator(".mine__clash").count() == 2
    expect(page.locator(f'[data-session="{one.key}"] .mine__clash')).to_contain_text(
        f"Zur selben Zeit wie „{other.title.text('de')}“"
    )
    assert_accessible(page)


def test_a_star_by_keyboard_can_be_set_and_taken_back(visitor: Callable[..., Page]) -> None:
    page = visitor(f"{ADDRESS}sessions/{WHOLE.sessions[0].key}/")
    star = page.locator(".star")
    expect(star).to_have_attribute("aria-pressed", "false")

    star.focus()
    page.keyboard.press("Enter")
    expect(star).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Space")
    expect(star).to_have_attribute("aria-pressed", "false")

    page.goto(f"{ADDRESS}my-programme/")
    expect(page.locator(".mine__empty")).to_be_visible()
    assert_accessible(page)


def test_the_link_carries_the_choice_to_another_device(visitor: Callable[..., Page]) -> None:
    one, other = clashing()
    page = visitor()
    choose(page, one, other)
    page.goto(f"{ADDRESS}my-programme/")
    link = page.locator("#own-link").input_value()
    calendar = page.locator('[data-slot="calendar"]').get_attribute("href") or ""

    assert set(re.findall(r"[\w-]+", link.split("sessions=")[1])) == {one.key, other.key}
    assert fetched(page, calendar, "answer.headers.get('Content-Type')").startswith("text/calendar")

    without_script = visitor(link.split("localhost", 1)[1].split("/", 1)[1].join(["/", ""]), javascript=False)
    assert without_script.locator("article").count() == 2

    second = visitor(link.split("localhost", 1)[1].split("/", 1)[1].join(["/", ""]))
    second.locator('[data-act="restore"] button').click()
    assert sorted(chosen(second)) == sorted([one.key, other.key])
    second.reload()
    assert sorted(chosen(second)) == sorted([one.key, other.key])


def test_a_new_release_tells_what_moved_and_what_is_gone(visitor: Callable[..., Page], edition: models.Edition) -> None:
    one, other = clashing()
    page = visitor()
    choose(page, one, other)
    edition.sessions.filter(key=one.key).delete()
    moved = edition.sessions.get(key=other.key)
    moved.ends -= timedelta(minutes=10)
    moved.save()
    publish(edition, finality=Finality.FINAL, note={}, by=None, published_at=datetime(2023, 5, 2, tzinfo=UTC))

    page.goto(f"{ADDRESS}my-programme/")

    assert chosen(page) == [other.key]
    expect(page.locator(".notice--warning li")).to_contain_text(one.title.text("de"))
    expect(page.locator(".mine__moved")).to_contain_text(f"{WHOLE.local(other.starts):%H:%M}")
    page.locator('[data-act="understood"] button').click()
    expect(page.locator(".mine__moved")).to_have_count(0)
    expect(page.locator(".notice--warning")).to_have_count(0)
    assert chosen(page) == [other.key]


def test_without_javascript_the_page_says_what_it_needs(visitor: Callable[..., Page]) -> None:
    page = visitor(f"{ADDRESS}my-programme/", javascript=False)

    expect(page.locator("noscript .notice")).to_be_visible()


def test_with_no_network_at_all_programme_and_choice_open_in_three_languages(visitor: Callable[..., Page]) -> None:
    one, _other = clashing()
    page = visitor(width=360, expected=OFFLINE)
    choose(page, one)
    pages = [f"/{code}/auental-2027/{name}/" for code in ("de", "uk", "en") for name in ("programme", "my-programme")]
    wait_until_kept(page, *pages)
    # The star was set before the service worker stood.
    wait_until_kept(page, f"/uk/auental-2027/sessions/{one.key}/")

    page.context.set_offline(True)

    said = {"de": "Stand:", "uk": "Станом на", "en": "As of"}
    for code, words in said.items():
        page.goto(f"/{code}/auental-2027/programme/")
        assert page.locator("article").count() == len(WHOLE.sessions)
        expect(page.locator(".offline-state")).to_contain_text(words)
        expect(page.locator(".offline-state")).to_contain_text("offline" if code != "uk" else "без мережі")
        page.goto(f"/{code}/auental-2027/my-programme/")
        assert chosen(page) == [one.key]
        page.goto(f"/{code}/auental-2027/sessions/{one.key}/")
        expect(page.locator("h1")).to_be_visible()
    assert_accessible(page)
    page.goto("/de/network/")
    expect(page.get_by_role("heading", name="Kein Netz")).to_be_visible()
    page.get_by_role("link", name="Mein Programm").click()
    assert chosen(page) == [one.key]

    page.context.set_offline(False)
    page.goto(f"{ADDRESS}programme/")
    expect(page.locator(".offline-state")).to_be_hidden()


def test_a_new_release_replaces_what_was_kept(visitor: Callable[..., Page], edition: models.Edition) -> None:
    page = visitor(f"{ADDRESS}programme/", expected=OFFLINE)
    wait_until_kept(page, f"{ADDRESS}programme/")
    edition.sessions.filter(key=WHOLE.sessions[-1].key).delete()
    publish(edition, finality=Finality.FINAL, note={}, by=None, published_at=datetime(2023, 5, 2, tzinfo=UTC))

    page.reload()
    expect(page.locator("article")).to_have_count(len(WHOLE.sessions) - 1)
    page.wait_for_timeout(500)
    page.context.set_offline(True)
    page.reload()

    expect(page.locator(".offline-state")).to_be_visible()
    assert page.locator("article").count() == len(WHOLE.sessions) - 1


def test_only_what_everyone_may_read_is_kept(visitor: Callable[..., Page]) -> None:
    page = visitor(f"{ADDRESS}programme/", expected=OFFLINE)
    wait_until_kept(page, f"{ADDRESS}my-programme/")
    page.reload()

    page.goto("/de/accounts/login/")
    page.goto("/de/network/")

    assert [path for path in kept_pages(page) if "/auental-2027/" not in path] == []


def test_the_app_can_be_installed_in_each_language(visitor: Callable[..., Page]) -> None:
    for code, name in {"de": "Konferenzprogramm", "uk": "програма конференції", "en": "conference programme"}.items():
        page = visitor(f"/{code}/auental-2027/programme/")
        address = page.locator("link[rel=manifest]").get_attribute("href") or ""
        manifest = fetched(page, address, "answer.json()")

        assert (manifest["id"], manifest["lang"]) == ("/", code)
        assert name in manifest["name"]
        assert [fetched(page, icon["src"], "answer.status") for icon in manifest["icons"]] == [200] * 4

"""The network in a browser: looking at the map, going through it by keyboard, searching; with and without script."""

from __future__ import annotations

import pytest
from tests.browsing import assert_accessible

from hromada.demo import network

HEADINGS = {"de": "Das Netzwerk", "uk": "Мережа", "en": "The network"}


@pytest.fixture(autouse=True)
def whole_network(site):
    network.load()


def opacity_of_lines(page):
    return page.evaluate(
        "[...document.querySelectorAll('.map__lines path')].map(line => getComputedStyle(line).opacity)"
    )


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_the_network_and_an_organisation_are_accessible(visitor, language, width, dark):
    page = visitor(f"/{language}/network/", width=width, dark=dark)
    assert page.locator("h1").inner_text() == HEADINGS[language]
    assert_accessible(page)

    page.goto(f"/{language}/network/ternopil/")
    assert_accessible(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_pointing_at_a_place_lights_its_lines_and_names_its_partners(visitor, javascript):
    page = visitor("/de/network/", javascript=javascript)
    page.evaluate("document.fonts.ready.then(() => true)")  # until then, the map may move below the pointer

    page.locator('a.map__place[aria-label^="Poltawa –"] .map__dot').hover()

    page.wait_for_timeout(400)  # lines fade
    assert sorted(set(opacity_of_lines(page))) == ["0.1", "1"]
    assert opacity_of_lines(page).count("1") == 3
    named = page.evaluate(
        "[...document.querySelectorAll('.map__name')].filter(name => getComputedStyle(name).opacity === '1')"
        ".map(name => name.textContent).sort()"
    )
    assert named == ["Filderstadt", "Leinfelden-Echterdingen", "Ostfildern", "Poltawa"]


def test_the_keyboard_enters_the_map_once_and_goes_from_place_to_place(visitor):
    page = visitor("/de/network/")
    page.locator(".map-skip a").focus()

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert (first, first != second) == ("Aachen – Tschernihiw", True)
    assert opacity_of_lines(page).count("1") > 0

    page.keyboard.press("End")
    last = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/de/network/*/")
    assert last.startswith(page.locator("h1").inner_text())

    page.go_back()
    page.locator(".map-skip a").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.map') === null")


def test_the_map_can_be_skipped(visitor):
    page = visitor("/de/network/", javascript=False)
    page.locator(".map-skip a").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.name") == "q"


def test_a_finger_sees_first_and_goes_second(browser, site):
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site.url("/de/network/"))
    page.evaluate("document.fonts.ready.then(() => true)")
    box = page.locator('a.map__place[aria-label^="Kyjiw –"] .map__dot').bounding_box()
    dot = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    page.touchscreen.tap(*dot)
    assert page.locator(".map__told").inner_text() == "Kyjiw – Berlin, Hamburg, Leipzig, München"
    page.touchscreen.tap(*dot)

    page.wait_for_url("**/de/network/kyjiw/")
    context.close()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_place_is_found_by_any_of_its_names_and_the_search_stands_in_the_address(visitor, javascript):
    page = visitor("/en/network/", javascript=javascript)

    for name in ("Kiew", "Kyiv", "Київ", "kyj"):
        page.get_by_label("Name of a place").fill(name)
        page.get_by_role("button", name="Show", exact=True).click()
        page.wait_for_url("**/network/?q=*")
        assert page.locator("tbody tr td a").first.inner_text() == "Kyiv"

    page.get_by_label("Country").select_option(label="Poland")
    page.get_by_label("Name of a place").fill("")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**country=PL*")
    page.get_by_role("link", name="Since", exact=True).click()
    page.wait_for_url("**country=PL*sort=since**")
    assert page.locator("th[aria-sort]").inner_text().split()[0] == "Since"
    assert page.locator(".network-count").inner_text() == "11 of 113 partnerships"


def test_the_first_visit_is_light_and_asks_no_other_host(visitor):
    page = visitor("")
    sizes = []
    page.on(
        "requestfinished", lambda request: sizes.append((request.resource_type, request.sizes()["responseBodySize"]))
    )

    page.goto("/de/network/")
    page.wait_for_load_state("networkidle")

    weight = sum(size for kind, size in sizes if kind != "font")
    assert (weight <= 60_000, len(sizes) <= 12) == (True, True), sizes

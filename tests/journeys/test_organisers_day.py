"""Monday at the desk: what is missing is mended, moved by the keyboard, translated, published, and read by everyone; a
co-organiser's own forum, and nothing of the rest."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from tests.browsing import assert_accessible
from tests.factories import CoOrganiserFactory, EditionFactory, PersonFactory, RoleFactory, RoomFactory, SessionFactory

from hromada.kernel.localised import Localised
from hromada.programme.actions import publish
from hromada.programme.models import Role
from hromada.programme.snapshot import Finality

DESK = "/office/auental-2027"
WORDS = {
    "de": {
        "no room": "Noch kein Raum.",
        "gap": "Text fehlt: Ukrainisch.",
        "conflict": "gleichzeitig im selben Raum",
        "solved": "Gelöst:",
        "nothing": "Keine Konflikte und keine Lücken.",
        "public": "Programmstand 2 ist öffentlich.",
        "well": "Es fehlt nichts.",
    },
    "uk": {
        "no room": "Залу ще не призначено.",
        "gap": "Бракує тексту: українська.",
        "conflict": "одночасно",
        "solved": "Розв’язано:",
        "nothing": "Конфліктів і прогалин немає.",
        "public": "Версію 2 опубліковано.",
        "well": "Нічого не бракує.",
    },
    "en": {
        "no room": "No room yet.",
        "gap": "Text is missing: Ukrainian.",
        "conflict": "are in the same room at once",
        "solved": "Solved:",
        "nothing": "No conflicts and no gaps.",
        "public": "Version 2 is public.",
        "well": "Nothing is missing.",
    },
}


def seen(page: Page, name: str) -> None:
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def sit_down(page: Page, site: Any, person: Any) -> None:
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site.url("/")}])


@pytest.fixture
def edition(site):
    """Two sessions side by side; after the release, one of them has lost its room and never had a Ukrainian title."""
    edition = EditionFactory(slug="auental-2027", starts_on=date(2027, 5, 14), is_public=True, is_current=True)
    hall = RoomFactory(edition=edition, key="hall", name=Localised(dict.fromkeys(("de", "uk", "en"), "A1")))
    SessionFactory(
        edition=edition, key="energy", room=hall, title=Localised(dict.fromkeys(("de", "uk", "en"), "Energie"))
    )
    publish(edition, finality=Finality.PRELIMINARY, note={}, by=None)
    SessionFactory(edition=edition, key="water", title=Localised({"de": "Wasser", "en": "Water"}))
    return edition


@pytest.mark.parametrize(("language", "width"), [("de", 1440), ("uk", 1440), ("en", 1440)])
def test_from_the_missing_list_to_what_the_public_reads(
    visitor: Callable[..., Page], site: Any, edition: Any, language: str, width: int
) -> None:
    words = WORDS[language]
    page = visitor(width=width)
    sit_down(page, site, RoleFactory(edition=edition, kind=Role.Kind.ORGANISER).person)

    # What is missing, each a link to where it is mended.
    page.goto(site.url(f"/{language}{DESK}/"))
    expect(page.get_by_text(words["no room"])).to_be_visible()
    expect(page.get_by_text(words["gap"])).to_be_visible()
    assert_accessible(page)
    seen(page, f"day-overview-{language}")
    page.locator(".overview-list li", has_text=words["no room"]).get_by_role("link").click()

    # The room is given, and taken already.
    page.locator("[name=room]").select_option("A1")
    page.locator(".office-form__end--stays button").click()
    expect(page.locator(".findings", has_text=words["conflict"])).to_be_visible()
    assert_accessible(page)

    # An hour later it is free; moved by the keyboard alone.
    page.goto(site.url(f"/{language}{DESK}/programme/?day=2027-05-14"))
    expect(page.locator("#findings", has_text=words["conflict"])).to_be_visible()
    page.locator("#slot-water .slot__grip").focus()
    page.keyboard.press("Enter")
    for _quarter in range(4):
        page.keyboard.press("PageDown")
    page.keyboard.press("Enter")
    expect(page.locator("#board-said", has_text=words["solved"])).to_be_visible()
    expect(page.locator("#findings", has_text=words["nothing"])).to_be_visible()
    assert_accessible(page)
    seen(page, f"day-board-{language}")

    # The title is translated beside its source.
    page.goto(site.url(f"/{language}{DESK}/texts/?language=uk"))
    row = page.locator("form.text", has_text="Wasser").first
    row.locator("textarea").fill("Вода для громад")
    row.locator("button[value=write]").click()
    expect(page.locator("form.text--saved textarea")).to_have_value("Вода для громад")
    assert_accessible(page)
    seen(page, f"day-texts-{language}")

    # It is published, with what is still open acknowledged.
    page.goto(site.url(f"/{language}{DESK}/publish/"))
    if page.locator("[name=acknowledged]").count():
        page.locator("[name=acknowledged]").check()
    page.locator("[name=finality][value=final]").check()
    assert_accessible(page)
    seen(page, f"day-publish-{language}")
    page.locator("form[action$='/publish/now/'] button").click()
    expect(page.get_by_text(words["public"])).to_be_visible()

    # Everyone reads it, in the language it was written in.
    public = visitor(width=360)
    public.goto(site.url("/uk/auental-2027/sessions/water/"))
    expect(public.get_by_role("heading", level=1)).to_have_text("Вода для громад")


def test_a_co_organiser_runs_their_forum_and_sees_nothing_of_the_rest(
    visitor: Callable[..., Page], site: Any, edition: Any
) -> None:
    forum = SessionFactory(edition=edition, key="forum", title=Localised({"uk": "Форум громад", "de": "Forum"}))
    person = CoOrganiserFactory(session=forum, person=PersonFactory(language="uk")).person
    page = visitor(width=360, expected=("404",))
    sit_down(page, site, person)

    page.goto(site.url(f"/uk{DESK}/"))
    expect(page.get_by_text("Форум громад").first).to_be_visible()
    expect(page.get_by_text("Energie")).to_have_count(0)
    assert_accessible(page)
    seen(page, "co-organiser")

    # A workshop within the forum.
    page.goto(site.url(f"/uk{DESK}/sessions/new/?parent=forum"))
    page.locator("[name=title_uk]").fill("Воркшоп про воду")
    page.locator("[name=kind]").select_option("workshop")
    page.locator("[name=parent]").select_option("Форум громад")
    page.locator(".office-form__end--stays button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Воркшоп про воду")

    assert page.goto(site.url(f"/uk{DESK}/sessions/energy/")).status == 404
    assert page.goto(site.url(f"/uk{DESK}/publish/")).status == 404
    assert edition.sessions.get(title__uk="Воркшоп про воду").parent == forum

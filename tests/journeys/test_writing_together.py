"""Two write in the same session at once, and one translates; each in a browser of their own."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, expect
from tests.browsing import assert_accessible
from tests.factories import AppearanceFactory, EditionFactory, PersonFactory, RoleFactory, SessionFactory

from hromada.accounts.models import Person
from hromada.kernel.localised import Localised
from hromada.programme.models import Role, Term


def seen(page: Page, name: str) -> None:
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.fixture
def forum(transactional_db):
    edition = EditionFactory(slug="auental-2027", languages=["de", "uk", "en"])
    return SessionFactory(
        edition=edition,
        key="forum",
        title=Localised({"de": "Am Runden Tisch", "uk": "За круглим столом", "en": "At the round table"}),
    )


@pytest.fixture
def desk(site, forum) -> Callable[..., Page]:
    """Gives a browser the session of an editor of this name."""

    def sit_down(page: Page, name: str) -> Page:
        editor: Person = PersonFactory(name=Localised({"de": name, "uk": name, "en": name}))
        RoleFactory(edition=forum.edition, person=editor, kind=Role.Kind.EDITOR)
        client = Client()
        client.force_login(editor)
        cookie = client.cookies[django_settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": cookie, "url": site.url("/")}])
        return page

    return sit_down


def test_two_at_once_are_told_of_each_other_and_neither_loses_a_word(visitor, desk, forum) -> None:
    here = "/en/office/auental-2027/sessions/forum/"
    mara = desk(visitor(expected=("409",)), "Mara")
    olena = desk(visitor(width=360, expected=("409",)), "Olena")

    mara.goto(here)
    expect(mara.locator("[name=told]")).to_be_attached()
    olena.goto(here)
    expect(olena.get_by_text("Mara has this open as well.")).to_be_visible()
    assert_accessible(olena)
    # Her browser asks again within ten seconds.
    expect(mara.get_by_text("Olena has this open as well.")).to_be_visible(timeout=15_000)
    seen(mara, "two-at-once")

    mara.locator("[name=title_de]").fill("Trinkwasser")
    mara.locator("[name=note_en]").fill("With a snack")
    mara.get_by_role("button", name="Save").click()
    expect(mara.get_by_text("Saved.")).to_be_visible()

    olena.locator("[name=title_de]").fill("Abwasser")
    olena.locator("[name=title_uk]").fill("Стоки")
    # She looks away and comes back.
    olena.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(olena.get_by_text("Mara has saved a new version at")).to_be_visible()
    olena.get_by_text("Mara has saved a new version at").click()
    expect(olena.locator("ins", has_text="Trinkwasser")).to_be_visible()
    seen(olena, "saved-meanwhile")
    olena.get_by_role("button", name="Save").click()

    expect(olena.get_by_role("heading", name="Somebody else has changed the same meanwhile")).to_be_visible()
    assert_accessible(olena)
    seen(olena, "clash")
    expect(olena.locator("[name=title_de]")).to_have_value("Abwasser")
    olena.locator(".clash__side", has_text="Trinkwasser").click()
    olena.get_by_role("button", name="Save").click()
    expect(olena.get_by_text("Saved.")).to_be_visible()

    forum.refresh_from_db()
    assert forum.title == {"de": "Trinkwasser", "uk": "Стоки", "en": "At the round table"}
    assert forum.note == {"en": "With a snack"}

    mara.goto("/en/office/auental-2027/history/")
    assert_accessible(mara)
    seen(mara, "history")
    mara.get_by_role("button", name="Take back:").first.click()
    expect(mara.get_by_text("The change is taken back.")).to_be_visible()
    forum.refresh_from_db()
    assert forum.title["uk"] == "За круглим столом"


@pytest.mark.parametrize(("language", "width"), [("uk", 1440), ("de", 360)])
def test_what_is_missing_and_stale_is_translated_one_after_the_other(visitor, desk, forum, language, width) -> None:
    Term.objects.all().delete()
    Term.objects.create(wording=Localised({"de": "Runder Tisch", "uk": "круглий стіл", "en": "round table"}))
    AppearanceFactory(session=forum, function=Localised({"de": "Leitung: Runder Tisch"}), person__name=forum.title)
    page = desk(visitor(width=width), "Mara")
    page.goto(f"/{language}/office/auental-2027/sessions/forum/")
    page.locator("[name=title_de]").fill("Am großen Runden Tisch")
    page.locator(".office-form__end .kern-btn").click()
    stale = page.locator(".localised__mark--stale")
    expect(stale).to_have_count(2)
    assert_accessible(page)
    seen(page, f"session-{language}-{width}")

    page.goto(f"/{language}/office/auental-2027/texts/?language=uk")
    assert_accessible(page)
    seen(page, f"texts-{language}-{width}")
    title = page.locator(".text", has_text="Am großen Runden Tisch")
    title.locator("[value=confirm]").click()
    expect(title.locator(".localised__mark--reviewed")).to_be_visible()
    function = page.locator(".text", has_text="Leitung")
    function.locator("textarea").fill("Ведуча:")
    function.get_by_role("button", name="круглий стіл").click()
    expect(function.locator("textarea")).to_have_value("Ведуча: круглий стіл")
    function.locator("[value=write]").click()
    expect(function.locator(".text__saved")).to_be_visible()

    page.reload()
    expect(page.locator(".text")).to_have_count(0)
    forum.refresh_from_db()
    assert forum.appearances.get().function["uk"] == "Ведуча: круглий стіл"
    for path in ("terms/", "sessions/new/", "sessions/forum/people/new/?q=круглим", "sessions/forum/organisers/new/"):
        page.goto(f"/{language}/office/auental-2027/{path}")
        assert_accessible(page)
        seen(page, f"{path.replace('/', '-').split('?')[0]}{language}-{width}")

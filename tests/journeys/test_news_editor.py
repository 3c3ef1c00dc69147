"""News and a document, from writing to what the public reads, as an organiser does it in a browser."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, expect
from tests.browsing import assert_accessible
from tests.factories import EditionFactory, PersonFactory, RoleFactory
from tests.kernel.uploads import files

from hromada.kernel.localised import Localised
from hromada.library.models import News
from hromada.programme.actions import publish
from hromada.programme.models import Role
from hromada.programme.snapshot import Finality

DESK = "/office/auental-2027"
WORDS = {
    "de": {"title": "Brunnen für Mykolajiw", "keep": "Als Entwurf speichern", "publish": "Veröffentlichen"},
    "uk": {"title": "Криниці для Миколаєва", "keep": "Зберегти як чернетку", "publish": "Опублікувати"},
    "en": {"title": "Wells for Mykolaiv", "keep": "Keep as a draft", "publish": "Publish"},
}


def seen(page: Page, name: str) -> None:
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.fixture
def desk(site) -> Callable[[Page], None]:
    """Gives a browser the session of an organiser."""
    edition = EditionFactory(slug="auental-2027", is_public=True, is_current=True)
    publish(edition, finality=Finality.FINAL, note={}, by=None)
    organiser = PersonFactory(name=Localised({"de": "Mara Lindenbach", "uk": "Мара Лінденбах"}))
    RoleFactory(edition=edition, person=organiser, kind=Role.Kind.ORGANISER)

    def sit_down(page: Page) -> None:
        client = Client()
        client.force_login(organiser)
        name = django_settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site.url("/")}])

    return sit_down


@pytest.mark.parametrize(("language", "width"), [("de", 1440), ("uk", 360), ("en", 1440)])
def test_an_item_is_written_with_a_picture_looked_at_published_and_read(
    visitor: Callable[..., Page], desk, tmp_path: Path, language: str, width: int
) -> None:
    words = WORDS[language]
    picture = tmp_path / "brunnen.jpg"
    picture.write_bytes(files.with_place_and_camera())
    page = visitor(width=width, expected=("422",))
    desk(page)

    page.goto(f"/{language}{DESK}/news/new/")
    page.locator("[name=title_de]").fill(WORDS["de"]["title"])
    page.locator("[name=title_uk]").fill(WORDS["uk"]["title"])
    page.locator("[name=body_de]").fill("Sie geben Wasser.\n\nAuch ohne Strom.")
    page.locator("[name=published_by_de]").fill("Redaktion")
    page.locator("[name=picture]").set_input_files(picture)
    assert_accessible(page)
    seen(page, f"new-{language}-{width}")
    page.get_by_role("button", name=words["keep"]).click()

    # The credit was forgotten; the picture need not be chosen again.
    expect(page.locator(".upload__preview")).to_be_visible()
    expect(page.locator("#id_picture_credit_error")).to_be_visible()
    assert_accessible(page)
    seen(page, f"credit-{language}-{width}")
    page.locator("[name=picture_credit]").fill("Anna Melnyk, CC BY 4.0")
    page.locator("[name=picture_alternative_de]").fill("Eine Frau pumpt Wasser")
    page.get_by_role("button", name=words["keep"]).click()
    assert_accessible(page)
    seen(page, f"kept-{language}-{width}")

    page.locator("main").get_by_role("link", name=words["publish"]).click()
    assert_accessible(page)
    seen(page, f"publish-{language}-{width}")
    page.get_by_role("button", name=words["publish"]).click()
    page.goto(f"/{language}{DESK}/news/")
    assert_accessible(page)
    seen(page, f"list-{language}-{width}")

    item = News.objects.get()
    reader = visitor(f"/{language}/news/{item.slug}/", width=width)
    expect(reader.get_by_role("heading", level=1)).to_contain_text(item.title.text(language))
    shown = reader.locator(".news-item img")
    expect(shown).to_have_attribute("alt", "Eine Frau pumpt Wasser")
    assert shown.evaluate("image => image.complete && image.currentSrc").endswith(".avif")
    assert_accessible(reader)


@pytest.mark.parametrize("width", [360, 1440])
def test_a_document_is_added_offered_and_saved_by_a_reader_under_its_name(
    visitor: Callable[..., Page], desk, tmp_path: Path, width: int
) -> None:
    slides = tmp_path / "Документація 2027.pptx"
    slides.write_bytes(files.PPTX)
    page = visitor(width=width, expected=("422",))
    desk(page)

    page.goto(f"/uk{DESK}/downloads/new/")
    page.locator("[name=title_uk]").fill("Документація")
    page.locator("[name=file]").set_input_files({"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"<html>"})
    page.get_by_role("button", name="Додати").click()
    expect(page.locator("#id_file_error")).to_contain_text("Цей файл не підходить")
    assert_accessible(page)
    seen(page, f"document-{width}")
    page.locator("[name=file]").set_input_files(slides)
    page.get_by_role("button", name="Додати").click()
    page.get_by_role("button", name="Відкрити для всіх").click()
    assert_accessible(page)
    seen(page, f"documents-{width}")

    reader = visitor("/uk/auental-2027/downloads/", width=width)
    assert_accessible(reader)
    seen(reader, f"downloads-{width}")
    with reader.expect_download() as saved:
        reader.get_by_role("link", name="Документація").click()
    assert saved.value.suggested_filename == "Документація-2027.pptx"

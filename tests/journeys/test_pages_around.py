"""The pages around a programme: signing in, the operator's pages, errors; for everyone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browsing import assert_accessible
from tests.factories import PersonFactory


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize(
    "address", ["imprint/", "imprint/credits/", "privacy/", "accessibility/", "accounts/login/", "nowhere/at/all/", ""]
)
def test_everyone_can_use_them(visitor: Callable[..., Page], address: str, width: int, dark: bool) -> None:
    page = visitor(f"/uk/{address}", width=width, dark=dark, expected=("404",))

    assert_accessible(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_signing_in_and_out(visitor: Callable[..., Page], site: Any, javascript: bool) -> None:
    PersonFactory(email="mara@hromada.example")
    page = visitor("/de/accounts/", javascript=javascript)

    page.get_by_label("Ihre E-Mail-Adresse").fill("mara@hromada.example")
    page.get_by_role("button", name="Code anfordern").click()
    page.get_by_label("Code aus der E-Mail").fill("AAAA-AAAA")
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("Das ist nicht der Code, den wir gesendet haben.")
    if javascript:
        assert_accessible(page)
    [letter] = site.mail()
    page.get_by_label("Code aus der E-Mail").fill(re.search(r"Code zur Anmeldung: (\S+)", letter)[1])  # type: ignore[index]
    page.get_by_role("button", name="Anmelden").click()

    expect(page.get_by_text("Sie sind angemeldet als mara@hromada.example.")).to_be_visible()
    if javascript:
        assert_accessible(page)

    page.get_by_label("Name, in dieser Sprache: Українська").fill("Мара Лінде")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Gespeichert.")).to_be_visible()

    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("heading", name="Anmelden")).to_be_visible()

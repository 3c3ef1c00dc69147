"""A passkey and an authenticator app, added and signed in with; the device is the virtual one of Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.accounts.device import code_of_app
from tests.browsing import assert_accessible
from tests.factories import PersonFactory

EMAIL = "mara@hromada.example"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_device(page: Page) -> Callable[[bool], None]:
    """A device that keeps passkeys, in this browser; whether its owner lets it, as long as nothing else is said."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    return lambda lets: session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": lets})  # type: ignore[func-returns-value]


def sign_in_by_code(page: Page, site: Any) -> None:
    page.goto("/de/accounts/login/")
    page.get_by_label("Ihre E-Mail-Adresse").fill(EMAIL)
    page.get_by_role("button", name="Code anfordern").click()
    page.get_by_label("Code aus der E-Mail").fill(re.search(r"Code zur Anmeldung: (\S+)", site.mail()[-1])[1])
    page.get_by_role("button", name="Anmelden", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/de/accounts/")
    page.get_by_role("button", name="Abmelden").click()


@pytest.mark.parametrize("width", [360, 1440])
def test_someone_of_the_office_adds_a_passkey_and_signs_in_with_nothing_else(
    visitor: Callable[..., Page], site: Any, width: int
) -> None:
    PersonFactory(email=EMAIL, is_staff=True)
    page = visitor("/de/accounts/login/", width=width)
    owner_lets = with_device(page)
    sign_in_by_code(page, site)
    expect(page.get_by_text("Bitte fügen Sie einen Passkey hinzu")).to_be_visible()
    assert_accessible(page)

    page.get_by_role("link", name="Passkey hinzufügen").click()
    assert_accessible(page)
    page.get_by_label("Name des Passkeys").fill("Dienstlaptop")
    owner_lets(False)
    page.get_by_role("button", name="Passkey erstellen").click()
    expect(page.get_by_role("alert").filter(has_text="Das hat nicht funktioniert")).to_be_visible()
    assert_accessible(page)
    owner_lets(True)
    page.get_by_role("button", name="Passkey erstellen").click()

    expect(page.get_by_role("heading", name="Notfallcodes")).to_be_visible()
    assert_accessible(page)
    with page.expect_download() as file:
        page.get_by_role("link", name="Als Text herunterladen").click()
    codes = page.locator(".codes li").all_text_contents()
    assert file.value.suggested_filename == "notfallcodes.txt"
    assert Path(file.value.path()).read_text("utf-8").split("\n")[2:-1] == codes
    page.get_by_role("link", name="Fertig").click()
    expect(page.get_by_text("Dienstlaptop")).to_be_visible()
    assert_accessible(page)

    sign_out(page)
    assert_accessible(page)
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_text(f"Sie sind angemeldet als {EMAIL}.")).to_be_visible()

    sign_out(page)
    sign_in_by_code(page, site)
    expect(page.get_by_role("heading", name="Der zweite Schritt")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Passkey benutzen").click()
    expect(page.get_by_text("Zuletzt benutzt am")).to_be_visible()

    page.get_by_role("link", name="Dienstlaptop umbenennen").click()
    page.get_by_label("Name des Passkeys").fill("Laptop")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("link", name="Laptop entfernen").click()
    assert_accessible(page)
    page.get_by_role("button", name="Passkey entfernen").click()
    expect(page.get_by_text("Noch keiner. Ein Passkey")).to_be_visible()


def test_an_authenticator_app_is_added_and_asked_for_without_any_script(
    visitor: Callable[..., Page], site: Any
) -> None:
    PersonFactory(email=EMAIL)
    page = visitor("/de/accounts/login/", javascript=False)
    sign_in_by_code(page, site)

    page.get_by_role("link", name="Authenticator-App hinzufügen").click()
    picture = page.get_by_role("img", name="QR-Code")
    assert picture.evaluate("image => image.naturalWidth") > 0
    page.get_by_text("Die App ist auf diesem Gerät oder kann nicht scannen").click()
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Code, den die App zeigt").fill("000000")
    page.get_by_role("button", name="App hinzufügen").click()
    expect(page.get_by_role("alert")).to_contain_text("Dieser Code stimmt nicht")
    page.get_by_label("Code, den die App zeigt").fill(code_of_app(secret))
    page.get_by_role("button", name="App hinzufügen").click()
    recovery = page.locator(".codes li").first.inner_text()

    sign_out(page)
    sign_in_by_code(page, site)
    expect(page.get_by_role("button", name="Passkey benutzen")).to_have_count(0)
    page.get_by_label("Code aus der App oder ein Notfallcode").fill(recovery)
    page.get_by_role("button", name="Weiter").click()

    expect(page.get_by_text("Noch 9 sind übrig.")).to_be_visible()

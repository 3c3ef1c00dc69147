"""A partnership, from the first partner to the public page and back from the history, as an administrator makes it by
keyboard."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, expect
from tests.browsing import assert_accessible
from tests.factories import PersonFactory
from tests.network.builders import organisation

from hromada.network.models import Partnership


def sign_in(page: Page, site) -> None:
    client = Client()
    client.force_login(PersonFactory(is_superuser=True))
    name = django_settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site.url("/")}])


def test_partners_are_found_added_and_put_in_order_by_keyboard(visitor: Callable[..., Page], site) -> None:
    for name in ("Leipzig", "Kyjiw", "Krakau"):
        organisation(name)
    page = visitor(width=1440)
    sign_in(page, site)
    page.goto("/de/office/network/partnerships/new/")
    page.locator("[name=note]").fill("Im Rat beschlossen")
    partners, find = page.locator(".partner__name"), page.locator("[name=find]")
    assert_accessible(page)

    for number, name in enumerate(("Leipzig", "Kyjiw"), start=1):
        find.fill(name)
        find.press("Enter")
        page.get_by_role("button", name=f"Hinzufügen: {name}").press("Enter")
        expect(partners).to_have_count(number)
        expect(find).to_be_focused()
    page.get_by_role("button", name="Nach oben: Kyjiw").press("Enter")
    expect(partners.first).to_contain_text("Kyjiw")
    expect(page.get_by_role("button", name="Nach unten: Kyjiw")).to_be_focused()
    assert_accessible(page)
    page.locator("[name=kind]").select_option("solidarity")
    page.locator("[name=status]").select_option("active")
    page.locator("[name=since]").fill("2023-02")
    page.locator("[name=since]").press("Enter")

    expect(page.get_by_role("link", name="Kyjiw – Leipzig")).to_be_visible()
    assert [(str(bond), bond.note) for bond in Partnership.objects.all()] == [("Kyjiw – Leipzig", "Im Rat beschlossen")]
    page.goto("/de/network/")
    expect(page.locator("table")).to_contain_text("Februar 2023")

    bond = Partnership.objects.get()
    page.goto(f"/de/office/network/partnerships/{bond.pk}/")
    page.get_by_role("link", name="Löschen").press("Enter")
    page.get_by_role("button", name="Löschen").press("Enter")
    page.get_by_role("navigation").get_by_role("link", name="Verlauf").press("Enter")
    assert_accessible(page)
    expect(page.locator(".history__line").nth(1)).to_contain_text("Seitdem gelöscht; bitte zuerst das zurückholen.")
    page.get_by_role("button", name="Zurücknehmen: Kyjiw – Leipzig, gelöscht").press("Enter")

    expect(page.locator(".history__line").nth(1)).to_contain_text("zurückgenommen")
    page.goto("/de/network/")
    expect(page.locator("table")).to_contain_text("Februar 2023")

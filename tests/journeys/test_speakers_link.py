"""A speaker on a phone, from the letter to what the office makes of the answer; and the office at its desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from tests.browsing import assert_accessible
from tests.factories import AppearanceFactory, EditionFactory, PersonFactory, RoleFactory, RoomFactory, SessionFactory
from tests.kernel.uploads import files

from hromada.accounts.models import Person
from hromada.kernel.localised import Localised
from hromada.programme.models import Appearance, Material, Role

OFFICE = "/de/office/auental-2031/answers/"


@pytest.fixture
def speaker(site: object) -> Appearance:
    edition = EditionFactory(slug="auental-2031")
    RoleFactory(edition=edition, kind=Role.Kind.ORGANISER, person=PersonFactory(email="mara@hromada.example"))
    return AppearanceFactory(
        session=SessionFactory(edition=edition, title=Localised({"uk": "Вода"}), room=RoomFactory(edition=edition)),
        person=PersonFactory(name=Localised({"uk": "Олена Коваль"}), email="olena@hromada.example", language="uk"),
        function=Localised({"uk": "депутатка"}),
        state="to_be_confirmed",
    )


def at_the_desk(visitor: Callable[..., Page], site: Any) -> Page:
    page = visitor("/de/accounts/login/")
    page.get_by_label("Ihre E-Mail-Adresse").fill("mara@hromada.example")
    page.get_by_role("button", name="Code anfordern").click()
    page.get_by_label("Code aus der E-Mail").fill(re.search(r"Code zur Anmeldung: (\S+)", site.mail()[-1])[1])
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.goto(OFFICE)
    return page


def test_a_speaker_answers_on_a_phone_without_javascript_and_the_office_accepts(
    visitor: Callable[..., Page], site: Any, speaker: Appearance, tmp_path: Path
) -> None:
    slides, portrait = tmp_path / "Слайди.pdf", tmp_path / "portrait.jpg"
    slides.write_bytes(files.PDF)
    portrait.write_bytes(files.picture(size=(900, 900)))

    office = at_the_desk(visitor, site)
    assert_accessible(office)
    office.get_by_role("button", name="1 noch nicht angefragte Person anfragen").click()
    address = re.search(r"http://[^/]+(/uk/mine/\S+)", site.mail()[-1])[1]

    phone = visitor(address, width=360, javascript=False, locale="uk-UA", expected=("422",))
    phone.get_by_label("Так").check()
    phone.get_by_text("Виправити, як вас оголошено").click()
    phone.get_by_role("group", name="Ваша посада").get_by_label("Українська").fill("міська голова")
    phone.get_by_role("group", name="Кілька речень про вас").get_by_label("Українська").fill("Живе в Ауенталі.")
    phone.get_by_role("button", name="Лише зберегти").click()
    expect(phone.get_by_text("Збережено, але ще не надіслано")).to_be_visible()

    again = visitor(address, width=360, locale="uk-UA", expected=("422",))
    assert_accessible(again)
    again.get_by_text("Надіслати слайди").click()
    again.get_by_label("Слайди або інший документ").set_input_files(slides)
    again.get_by_label("Портрет", exact=True).set_input_files(portrait)
    again.get_by_label("Харчування та алергії").fill("Без горіхів")
    again.get_by_role("button", name="Надіслати", exact=True).click()
    expect(again.get_by_role("alert")).to_contain_text("Укажіть, хто зробив фотографію.")
    assert_accessible(again)
    again.get_by_label("Хто зробив фотографію?").fill("Ганна Світла")
    again.get_by_label("Текст про мене та мій портрет").check()
    again.get_by_role("button", name="Надіслати", exact=True).click()
    expect(again.get_by_text("Дякуємо, вашу відповідь отримано")).to_be_visible()

    office.goto(OFFICE)
    office.get_by_role("link", name="Олена Коваль").click()
    expect(office.get_by_text("Без горіхів")).to_be_visible()
    expect(office.locator("ins", has_text="міська голова")).to_be_visible()
    expect(office.get_by_alt_text("Das gesendete Porträt")).to_have_js_property("complete", True)
    assert_accessible(office)
    office.get_by_role("button", name="Alles übernehmen").click()
    expect(office.get_by_role("status")).to_contain_text("geklärt")
    assert_accessible(office)

    person = Person.objects.get(email="olena@hromada.example")
    speaker.refresh_from_db()
    assert (speaker.state, speaker.function) == ("confirmed", {"uk": "міська голова"})
    assert (person.biography, person.portrait_credit) == ({"uk": "Живе в Ауенталі."}, "Ганна Світла")
    assert Material.objects.get().session == speaker.session
    assert (Path(settings.MEDIA_ROOT) / person.portrait.name).is_file()
    again.reload()
    expect(again.get_by_role("heading", level=1)).to_have_text("Дякуємо, усе узгоджено")
    assert_accessible(again)

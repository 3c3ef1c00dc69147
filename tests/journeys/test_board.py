"""The board of the programme in a real browser: by mouse, by keyboard alone, by finger on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, expect
from tests.browsing import assert_accessible
from tests.factories import AppearanceFactory, EditionFactory, RoleFactory, RoomFactory, SessionFactory

from hromada.programme.models import Appearance, Role, Session
from hromada.programme.snapshot import Kind

HOUR = 96
"""Pixels of an hour on the board."""


@pytest.fixture
def edition(transactional_db: None) -> Any:
    edition = EditionFactory(slug="auental")
    hall, closet = (
        RoomFactory(edition=edition, key=key, name={"de": de, "uk": uk, "en": en}, position=number, capacity=50)
        for number, (key, de, uk, en) in enumerate(
            [("hall", "Saal", "Зала", "Hall"), ("closet", "Kammer", "Комора", "Closet")]
        )
    )
    water = SessionFactory(edition=edition, key="water", room=hall, title={"de": "Wasser", "uk": "Вода", "en": "Water"})
    SessionFactory(edition=edition, key="energy", room=closet, title={"de": "Energie", "uk": "Енергія", "en": "Energy"})
    SessionFactory(edition=edition, key="youth", room=hall, starts=None, ends=None, title={"de": "Jugend"})
    forum = SessionFactory(
        edition=edition, key="forum", kind=Kind.FORUM, room=hall, starts=at(edition, 13), ends=at(edition, 16)
    )
    SessionFactory(edition=edition, key="part", room=hall, parent=forum, starts=at(edition, 13), ends=at(edition, 14))
    AppearanceFactory(session=water, state=Appearance.State.TO_BE_CONFIRMED)
    return edition


def at(edition: Any, hour: int) -> datetime:
    return datetime.combine(edition.starts_on, datetime.min.time(), edition.zone) + timedelta(hours=hour)


def opened(visitor: Callable[..., Page], edition: Any, language: str, **options: Any) -> Page:
    client = Client()
    client.force_login(RoleFactory(edition=edition, kind=Role.Kind.EDITOR).person)
    page = visitor(**options)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    page.context.add_cookies([{**cookie, "url": visitor.site.url("/")}])
    page.goto(f"/{language}/office/auental/programme/")
    return page


def slot(page: Page, key: str) -> Locator:
    return page.locator(f"#slot-{key}")


def drag(page: Page, what: Locator, to: tuple[float, float], *, grab: tuple[float, float] = (30, 20)) -> None:
    """With the button down, in some steps, as a hand does."""
    box = what.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + grab[0], box["y"] + grab[1])
    page.mouse.down()
    page.mouse.move(box["x"] + grab[0] + 10, box["y"] + grab[1] + 10)
    page.mouse.move(*to, steps=4)
    page.wait_for_timeout(60)
    page.mouse.up()


def middle(of: Locator) -> tuple[float, float]:
    box = of.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def placed(key: str) -> tuple[str, str, int]:
    """Clock, room and minutes as the database has them."""
    session = Session.objects.select_related("room", "edition").get(key=key)
    if session.starts is None or session.ends is None:
        return "", session.room.key if session.room else "", 0
    minutes = int((session.ends - session.starts).total_seconds() // 60)
    clock = session.starts.astimezone(session.edition.zone).strftime("%d. %H:%M")
    return clock, session.room.key if session.room else "", minutes


def test_a_programme_is_put_right_with_the_mouse(visitor: Callable[..., Page], edition: Any) -> None:
    page = opened(visitor, edition, "de")
    said = page.locator("#board-said")
    assert_accessible(page)

    x, y = middle(slot(page, "energy"))
    drag(page, slot(page, "water"), (x, y - 28 + HOUR / 2))
    expect(said).to_contain_text("„Wasser“: Di, 14. Mai, 10:30–11:30, Kammer.")
    expect(said).to_contain_text("Neu: „Energie“ und „Wasser“ finden gleichzeitig im selben Raum statt")
    expect(page.locator("#findings .findings__group--conflict li")).to_have_count(1)
    expect(page.locator("#board-days [aria-current]")).to_contain_text("1 Konflikt")
    assert placed("water") == ("14. 10:30", "closet", 60)
    assert_accessible(page)

    page.keyboard.press("Control+z")
    expect(said).to_contain_text("Gelöst: „Energie“ und „Wasser“ gleichzeitig in einem Raum")
    assert placed("water") == ("14. 10:00", "hall", 60)

    box = slot(page, "water").bounding_box()
    drag(
        page,
        slot(page, "water"),
        (box["x"] + 30, box["y"] + box["height"] - 3 + HOUR / 2),
        grab=(30, box["height"] - 3),
    )
    expect(said).to_contain_text("10:00–11:30, Saal.")
    assert placed("water") == ("14. 10:00", "hall", 90)

    x, y = middle(page.locator("#column-closet .room-column__body"))
    page.keyboard.down("Alt")
    drag(page, slot(page, "water"), (x, y))
    page.keyboard.up("Alt")
    expect(said).to_contain_text("Kopie von „Wasser“")
    assert (placed("water"), Session.objects.count()) == (("14. 10:00", "hall", 90), 6)

    drag(page, slot(page, "water"), middle(page.locator("#shelf")))
    expect(page.locator("#shelf #slot-water")).to_be_visible()
    assert placed("water") == ("", "hall", 0)

    x, _y = middle(page.locator("#column-hall .room-column__body"))
    top = page.locator("#column-hall .room-column__body").bounding_box()["y"]
    drag(page, slot(page, "youth"), (x, top + HOUR), grab=(30, 8))
    expect(page.locator("#column-hall #slot-youth")).to_be_visible()
    assert placed("youth") == ("14. 09:00", "hall", 60)

    drag(page, slot(page, "youth"), middle(page.locator('#board-days a[data-day="2030-05-15"]')))
    expect(slot(page, "youth")).to_have_count(0)
    assert placed("youth") == ("15. 09:00", "hall", 60)

    # A forum takes along what it holds, and both go back in one step.
    x, y = middle(page.locator("#column-closet .room-column__body"))
    drag(page, slot(page, "forum"), (x, y), grab=(8, 20))
    expect(said).to_contain_text("1 Programmpunkt ist mitgekommen.")
    clock, room, _minutes = placed("forum")
    assert (placed("part"), room) == ((clock, "closet", 60), "closet")
    assert clock != "14. 13:00"
    expect(page.locator("#column-closet #slot-part")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.locator("#column-hall #slot-part")).to_be_visible()
    assert (placed("forum"), placed("part")) == (("14. 13:00", "hall", 180), ("14. 13:00", "hall", 60))

    # Let go of, and put back: nothing is sent.
    before = placed("energy")
    x, y = middle(slot(page, "energy"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 100, y + 100, steps=3)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".slot-ghost")).to_have_count(0)
    assert placed("energy") == before


def test_everything_by_the_keyboard(visitor: Callable[..., Page], edition: Any) -> None:
    page = opened(visitor, edition, "uk", expected=("422",))
    spoken, said = page.locator(".board__spoken"), page.locator("#board-said")
    slot(page, "water").locator(".slot__title a").focus()
    page.keyboard.press("ArrowRight")
    expect(slot(page, "energy").locator(".slot__title a")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    expect(slot(page, "water").locator(".slot__grip")).to_be_focused()

    page.keyboard.press("Enter")
    expect(spoken).to_contain_text("«Вода» взято: 10:00–11:00, Зала")
    for key in ("ArrowDown", "PageDown", "+", "Shift+ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    expect(spoken).to_have_text("10:20–11:30, Комора")
    page.keyboard.press("Escape")
    expect(spoken).to_have_text("«Вода» знову на своєму місці.")
    assert placed("water") == ("14. 10:00", "hall", 60)

    for key in (" ", "ArrowRight", "PageUp", "PageUp", "-", "Enter"):
        page.keyboard.press(key)
    expect(said).to_contain_text("«Вода»: Вт, 14 травня, 09:30–10:25, Комора.")
    expect(said).to_contain_text("Нове: ")
    expect(slot(page, "water").locator(".slot__grip")).to_be_focused()
    assert placed("water") == ("14. 09:30", "closet", 55)

    page.keyboard.press("Control+z")
    expect(said).to_contain_text("Скасовано.")
    page.keyboard.press("Control+y")
    expect(said).to_contain_text("Повторено.")
    assert placed("water") == ("14. 09:30", "closet", 55)

    slot(page, "water").locator(".slot__grip").focus()
    for key in ("Enter", "ArrowLeft", "c"):
        page.keyboard.press(key)
    expect(said).to_contain_text("Копія «Вода»")
    page.keyboard.press("Enter")
    page.keyboard.press("Delete")
    expect(page.locator("#shelf #slot-water")).to_be_visible()
    assert (placed("water"), Session.objects.count()) == (("", "closet", 0), 6)

    slot(page, "energy").locator(".slot__grip").focus()
    page.keyboard.press("f")
    dialog = page.locator("dialog#place")
    dialog.locator('[name="minutes"]').fill("0")
    page.keyboard.press("Enter")
    expect(dialog.locator('[role="alert"]')).to_be_visible()
    dialog.locator('[name="minutes"]').fill("45")
    dialog.locator('[name="time"]').fill("08:15")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("08:15–09:00")
    assert placed("energy") == ("14. 08:15", "closet", 45)

    slot(page, "forum").locator(".slot__grip").focus()
    for key in ("Enter", "ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(said).to_contain_text("1 пункт програми перенесено разом із ним.")
    assert (placed("forum"), placed("part")) == (("14. 13:05", "closet", 180), ("14. 13:05", "closet", 60))
    slot(page, "forum").locator(".slot__grip").focus()
    page.keyboard.press("f")
    dialog.locator('[name="held"]').uncheck()
    dialog.locator('[name="time"]').fill("12:30")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("12:30–15:30")
    assert (placed("forum"), placed("part")) == (("14. 12:30", "closet", 180), ("14. 13:05", "closet", 60))

    page.locator("#board-help-button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#board-help")).to_be_visible()
    assert_accessible(page)


def test_by_finger_on_a_phone(visitor: Callable[..., Page], edition: Any) -> None:
    page = opened(visitor, edition, "en", width=360, dark=True)
    assert_accessible(page)
    page.locator(".board__jump a", has_text="Closet").click()
    page.wait_for_timeout(100)
    left = page.evaluate("document.querySelector('#column-closet').getBoundingClientRect().left")
    assert left < 120  # beside the clock

    # The browser's own finger: what is on the handle moves, what is elsewhere scrolls.
    x, y = middle(slot(page, "energy").locator(".slot__grip"))
    finger = page.context.new_cdp_session(page)
    finger.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def touch(kind: str, *points: tuple[float, float]) -> None:
        finger.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": px, "y": py} for px, py in points]}
        )

    touch("touchStart", (x, y))
    for step in range(1, 5):
        touch("touchMove", (x, y + step * HOUR / 4))
    page.wait_for_timeout(60)
    touch("touchEnd")
    expect(page.locator("#board-said")).to_contain_text("“Energy”: Tue, 14 May, 11:00–12:00, Closet.")
    assert placed("energy") == ("14. 11:00", "closet", 60)

    slot(page, "energy").locator(".slot__grip").click()
    page.locator("dialog#place").get_by_label("Room").select_option("hall")
    page.locator("dialog#place").get_by_role("button", name="Move").click()
    expect(page.locator("#board-said")).to_contain_text("Hall.")
    assert placed("energy") == ("14. 11:00", "hall", 60)
    assert_accessible(page)


def test_the_list_is_changed_by_many_at_once(visitor: Callable[..., Page], edition: Any) -> None:
    page = opened(visitor, edition, "de", width=360)
    page.goto("/de/office/auental/sessions/?without=people")
    assert_accessible(page)
    page.locator('input[name="session"]').check()
    expect(page.locator("[data-count]")).to_have_text("1")
    page.locator(".bulk summary").click()
    page.get_by_label("Tage später").fill("1")
    page.get_by_label("Alle angefragten Personen haben zugesagt").check()
    page.get_by_role("button", name="Zeigen, was sich ändern würde").click()
    expect(page.locator("h1")).to_have_text("1 Programmpunkt würde sich ändern")
    assert_accessible(page)
    page.get_by_role("button", name="1 Programmpunkt ändern").click()
    expect(page.locator("#notices")).to_contain_text("1 Programmpunkt geändert.")
    assert (placed("water")[0], Appearance.objects.get().state) == ("15. 10:00", "confirmed")

    page.goto("/de/office/auental/sessions/")
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.locator("#notices")).to_contain_text("Zurückgenommen.")
    assert (placed("water")[0], Appearance.objects.get().state) == ("14. 10:00", "to_be_confirmed")

"""The programme as the public meets it: with and without JavaScript, by keyboard, in three languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browsing import assert_accessible
from tests.programmes import programme
from tests.stored_programmes import store

from hromada.kernel.localised import Localised
from hromada.programme import models
from hromada.programme.actions.releases import publish
from hromada.programme.snapshot import Finality, Programme

ADDRESS = "/de/auental-2027/"
WHOLE = programme(sessions=40)
OPENING = next(session for session in WHOLE.sessions if session.kind == "welcome")


@pytest.fixture(autouse=True)
def edition(site: object) -> models.Edition:
    """Two releases: in the second, the first workshop is gone and another has a new room."""
    edition = store(WHOLE, is_public=True, is_current=True)
    _publish(edition, datetime(2023, 5, 1, tzinfo=UTC), Finality.PRELIMINARY)
    cancelled, moved = _workshops()
    edition.sessions.filter(key=cancelled).delete()
    session = edition.sessions.get(key=moved)
    session.ends -= timedelta(minutes=10)
    session.title = Localised({**session.title, "uk": "Нова назва"})
    session.save()
    _publish(edition, datetime(2023, 5, 8, tzinfo=UTC), Finality.FINAL)
    return edition


def _publish(edition: models.Edition, at: datetime, finality: Finality) -> None:
    publish(edition, finality=finality, note={"de": "Ein Stand"}, by=None, published_at=at)


def _workshops() -> list[str]:
    leaves = [session for session in WHOLE.sessions if session.parent is None and session.kind == "workshop"]
    return [session.key for session in leaves[:2]]


def _person() -> str:
    return next(s.appearances[0].speaker for s in WHOLE.sessions if s.kind == "forum" and s.appearances)


def paths() -> Iterator[str]:
    cancelled, moved = _workshops()
    yield from ("programme/", "programme/?kind=forum", "programme/?kind=forum&format=online")
    yield from (f"sessions/{moved}/", f"sessions/{OPENING.key}/", f"sessions/{cancelled}/")
    yield from ("people/", f"people/{_person()}/", "changes/", "my-programme/", f"my-programme/?sessions={moved}")
    yield from ("releases/1/programme/", f"releases/1/sessions/{cancelled}/")


@pytest.mark.parametrize(
    ("language", "width", "dark"),
    [
        ("de", 1440, False),
        ("de", 360, True),
        ("uk", 1440, True),
        ("uk", 360, False),
        ("en", 1440, False),
        ("en", 360, True),
    ],
)
def test_everyone_can_use_every_page(visitor: Callable[..., Page], language: str, width: int, dark: bool) -> None:
    page = visitor(width=width, dark=dark, locale=language, expected=("410",))

    for path in paths():
        page.goto(f"/{language}/auental-2027/{path}")
        assert page.locator("html").get_attribute("lang") == language
        assert_accessible(page)


def test_without_javascript_the_programme_can_be_filtered_and_the_choice_stands_in_the_address(
    visitor: Callable[..., Page],
) -> None:
    page = visitor(f"{ADDRESS}programme/", javascript=False)

    page.locator("summary").get_by_text("Art", exact=True).click()
    page.get_by_label("Forum").check()
    page.get_by_role("button", name="Anzeigen").click()

    assert page.url.endswith("/programme/?kind=forum")
    forums = [session for session in WHOLE.sessions if session.kind == "forum"]
    expect(page.get_by_role("status")).to_have_text(f"{len(forums)} von {len(WHOLE.sessions) - 1} Programmpunkten")
    assert page.locator("article").count() == len(forums)


def test_on_a_phone_all_filters_stand_behind_one_word_without_javascript_too(visitor: Callable[..., Page]) -> None:
    page = visitor(f"{ADDRESS}programme/?kind=forum", width=360, javascript=False)
    kind = page.locator(".filters__one > summary").get_by_text("Art", exact=False)

    expect(kind).to_be_hidden()
    page.locator("summary", has_text="Filter").click()
    expect(page.locator("summary", has_text="Filter")).to_have_text("Filter 1 ausgewählt")
    kind.click()
    page.get_by_label("Forum").uncheck()
    page.get_by_role("button", name="Anzeigen").click()

    expect(page.get_by_role("status")).to_have_text(f"{len(WHOLE.sessions) - 1} Programmpunkte")


def test_on_a_wide_screen_the_filters_stand_open_without_that_word(visitor: Callable[..., Page]) -> None:
    page = visitor(f"{ADDRESS}programme/")

    expect(page.locator(".filters__all > summary")).to_be_hidden()
    expect(page.get_by_role("button", name="Anzeigen")).to_be_visible()


def test_a_person_s_sessions_stand_below_their_days(visitor: Callable[..., Page]) -> None:
    page = visitor(f"{ADDRESS}people/{_person()}/")
    own = [
        s
        for s in WHOLE.sessions
        if any(a.speaker == _person() for a in s.appearances) and s.key not in _workshops()[:1]
    ]

    assert page.locator("article[data-session]").count() == len(own)
    days = dict.fromkeys(s.starts.astimezone(WHOLE.edition.zone).day for s in own)
    headings = page.locator(".person__day").all_inner_texts()
    assert [int("".join(c for c in text.split(".")[0] if c.isdigit())) for text in headings] == list(days)


def test_when_nothing_fits_the_page_says_so_and_leads_back(visitor: Callable[..., Page]) -> None:
    page = visitor(f"{ADDRESS}programme/?kind=break&format=hybrid")

    expect(page.get_by_text("Kein Programmpunkt entspricht allen gewählten Filtern.")).to_be_visible()
    page.locator(".nothing").get_by_role("link", name="Alles anzeigen").click()

    assert page.locator("article").count() == len(WHOLE.sessions) - 1


def test_on_a_wide_screen_parallel_sessions_stand_side_by_side(visitor: Callable[..., Page]) -> None:
    page = visitor(f"{ADDRESS}programme/")
    parallel = _parallel(WHOLE)

    boxes = [page.locator(f'[data-session="{key}"]').bounding_box() for key in parallel]

    assert len({round(box["y"]) for box in boxes if box}) == 1
    assert len({round(box["x"]) for box in boxes if box}) == len(parallel)


def test_on_a_phone_they_stand_one_after_the_other(visitor: Callable[..., Page]) -> None:
    page = visitor(f"{ADDRESS}programme/", width=360)

    boxes = [page.locator(f'[data-session="{key}"]').bounding_box() for key in _parallel(WHOLE)]

    assert len({round(box["x"]) for box in boxes if box}) == 1


def _parallel(whole: Programme) -> list[str]:
    """Two sessions of one forum-less morning slot that neither release moves."""
    touched = _workshops()
    rest = [s for s in whole.sessions if s.parent is None and s.room and s.key not in touched and s.kind != "forum"]
    first = next(s for s in rest if sum(o.starts == s.starts for o in rest) > 1)
    return [session.key for session in rest if session.starts == first.starts][:2]


def test_a_visitor_in_another_zone_sees_their_own_time_beside_the_conference_s(
    visitor: Callable[..., Page], site: object
) -> None:
    browser = visitor().context.browser
    assert browser
    context = browser.new_context(timezone_id="Asia/Tbilisi", locale="de-DE")
    page = context.new_page()
    page.goto(site.url(f"{ADDRESS}sessions/{OPENING.key}/"))  # type: ignore[attr-defined]

    expect(page.locator(".lead")).to_contain_text("09:00–10:15 (11:00–12:15 Ihrer Zeit)")
    expect(page.locator("own-time")).to_contain_text("Auental (UTC+2). Ihre eigene Zeit (Georgische Normalzeit)")
    context.close()


def test_the_keyboard_alone_opens_a_filter_and_a_session(visitor: Callable[..., Page]) -> None:
    page = visitor(f"{ADDRESS}programme/")

    page.locator("summary", has_text="Art").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/programme/?kind=*")
    page.locator("article a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sessions/**")

    expect(page.locator("h1")).to_be_visible()


def test_while_the_conference_runs_the_page_says_what_is_on_and_keeps_it_true(
    visitor: Callable[..., Page], edition: models.Edition
) -> None:
    running = edition.sessions.get(key=OPENING.key)
    now = timezone.now()
    shift = now - running.starts - timedelta(minutes=5)
    for session in edition.sessions.all():
        session.starts, session.ends = session.starts + shift, session.ends + shift
        session.save()
    edition.starts_on = edition.starts_on + timedelta(days=shift.days - 1)
    edition.ends_on = edition.ends_on + timedelta(days=shift.days + 2)
    edition.save()
    _publish(edition, now, Finality.FINAL)

    page = visitor(f"{ADDRESS}programme/", javascript=False)
    shown = page.locator(".now [data-which=running] a")
    assert shown.count() >= 1
    by_server = shown.all_inner_texts()

    with_script = visitor(f"{ADDRESS}programme/")
    expect(with_script.locator(".now [data-which=running] a")).to_have_text(by_server)
    with_script.clock.install(time=now + timedelta(days=30))
    with_script.reload()
    expect(with_script.locator(".now")).to_be_hidden()


def test_an_older_release_says_that_it_is_one(visitor: Callable[..., Page]) -> None:
    page = visitor(f"{ADDRESS}releases/1/programme/")

    expect(page.get_by_role("note")).to_contain_text("Dies ist ein älterer Programmstand: Nummer 1 vom 1. Mai 2023")
    page.get_by_role("link", name="Zum aktuellen Programm").click()
    assert page.url.endswith(f"{ADDRESS}programme/")


def test_what_has_changed_is_told_in_words(visitor: Callable[..., Page]) -> None:
    cancelled, moved = _workshops()
    page = visitor(f"{ADDRESS}changes/")

    text = page.locator("main").inner_text()
    assert "Von Programmstand 1 zu Programmstand 2" in text
    assert "Entfallen (1)" in text
    assert "Geändert (1)" in text
    page.locator(f'a[href$="releases/1/sessions/{cancelled}/"]').click()
    expect(page.get_by_role("note")).to_contain_text("älterer Programmstand")
    page.goto(f"{ADDRESS}sessions/{moved}/")
    expect(page.locator("h1")).to_be_visible()


def test_the_event_for_search_engines_is_not_stopped_by_the_policy(visitor: Callable[..., Page]) -> None:
    page = visitor(f"{ADDRESS}sessions/{OPENING.key}/")

    described = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")

    assert described["@type"] == "Event"
    assert described["url"].endswith(f"{ADDRESS}sessions/{OPENING.key}/")


def test_hostile_text_stays_text(visitor: Callable[..., Page], edition: models.Edition) -> None:
    hostile = "<script>document.title='owned'</script>\u202e" + "ж" * 10_000 + "🜁'\"&amp;"
    session = edition.sessions.get(key=OPENING.key)
    session.title = session.abstract = session.note = Localised({"de": hostile})
    session.save()
    _publish(edition, datetime(2023, 5, 9, tzinfo=UTC), Finality.FINAL)

    for path in ("programme/", f"sessions/{session.key}/", "changes/", f"my-programme/?sessions={session.key}"):
        page = visitor(ADDRESS + path, width=360)
        assert page.title() != "owned"
        assert page.locator("main").evaluate("element => element.textContent.includes('ж'.repeat(10000))")


def test_texts_that_are_missing_fall_back_and_say_in_which_language(visitor: Callable[..., Page]) -> None:
    german_only = next(s for s in WHOLE.sessions if set(s.title) == {"de"})
    page = visitor(f"/uk/auental-2027/sessions/{german_only.key}/")

    expect(page.locator("h1 span")).to_have_attribute("lang", "de")
    expect(page.locator(".only-in").first).to_have_text("лише німецькою")

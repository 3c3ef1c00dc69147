"""The demo's data: complete in every language but for gaps that are meant, and free of contradictions."""

import json
from datetime import date, datetime
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image

from hromada.programme import snapshot

DATA = Path(__file__).resolve().parents[2] / "src/hromada/demo/data"
EDITIONS = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in (DATA / "editions").glob("*.json")}
NEWS = json.loads((DATA / "news.json").read_text(encoding="utf-8"))
LANGUAGES = {"de", "uk", "en"}

# Real conferences have gaps; the demo shows what the software does with them.
GAPS = {
    ("leipzig-2023", "sessions/partnerships-introduced/abstract"): {"uk", "en"},
    ("leipzig-2023", "sessions/market-of-opportunities/abstract"): {"uk", "en"},
    ("leipzig-2023", "sessions/panel-participation/abstract"): {"de", "en"},
    **{
        ("news", f"{slug}/{field}"): {"en"}
        for slug in ("runder-tisch", "begegnungen-am-rande")
        for field in ("title", "summary", "body", "published_by", "links/title")
    },
}

each_edition = pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS.keys())


def texts(value, where=""):
    """Every text in several languages below a value, with its place."""
    if isinstance(value, dict) and value and set(value) <= LANGUAGES:
        yield where, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, f"{where}/{name}".strip("/"))
    elif isinstance(value, list):
        for inner in value:
            name = inner.get("key") or inner.get("slug") if isinstance(inner, dict) and "title" in inner else None
            yield from texts(inner, f"{where}/{name}".strip("/") if name else where)


def sessions(edition):
    """All that is ever on the programme."""
    changes = [change for release in edition["releases"] for change in release["changes"]]
    return edition["sessions"] + [change["session"] for change in changes if change["do"] == "add"]


def appearances(edition):
    """(session key, speaker key) of all that ever appear."""
    for session in sessions(edition):
        yield from ((session["key"], appearance["speaker"]) for appearance in session.get("appearances", []))
    for release in edition["releases"]:
        for change in release["changes"]:
            newcomer = change.get("appearance") or change.get("by")
            if newcomer:
                yield change["session"], newcomer["speaker"]


def span(session):
    return datetime.fromisoformat(session["starts"]), datetime.fromisoformat(session["ends"])


def meet(one, other):
    """At the same time, and neither part of the other."""
    (starts, ends), (begins, closes) = span(one), span(other)
    family = one["key"] == other.get("parent") or other["key"] == one.get("parent")
    return starts < closes and begins < ends and not family


def test_every_text_is_in_all_languages_except_for_the_gaps_that_are_meant():
    found = {
        (name, where): LANGUAGES - set(text)
        for name, content in [*EDITIONS.items(), ("news", NEWS)]
        for where, text in texts(content)
        if set(text) != LANGUAGES
    }

    assert found == GAPS


@each_edition
def test_no_text_is_empty_or_has_spaces_at_its_ends(edition):
    everything = [text for _where, several in texts(edition) for text in several.values()]

    assert [text for text in everything if not text or text != text.strip()] == []


@each_edition
def test_keys_are_used_once(edition):
    for things in (edition["venues"], edition["rooms"], edition["topics"], edition["people"], sessions(edition)):
        keys = [thing["key"] for thing in things]
        assert sorted(keys) == sorted(set(keys))


@each_edition
def test_sessions_lie_within_the_days_of_the_edition_and_end_after_they_begin(edition):
    first, last = (date.fromisoformat(edition["edition"][name]) for name in ("starts_on", "ends_on"))

    for session in sessions(edition):
        starts, ends = span(session)
        assert first <= starts.date() <= ends.date() <= last, session["key"]
        assert starts < ends, session["key"]


@each_edition
def test_whatever_a_session_names_is_in_the_lists(edition):
    known = {name: {thing["key"] for thing in edition[name]} for name in ("venues", "rooms", "topics", "people")}
    before = set()

    for session in sessions(edition):
        assert session.get("room") in {None, *known["rooms"]}
        assert session.get("venue") in {None, *known["venues"]}
        assert set(session.get("topics", ())) - known["topics"] == set()
        assert session.get("parent") in {None, *before}
        before.add(session["key"])
    assert {speaker for _session, speaker in appearances(edition)} <= known["people"]
    assert {room["venue"] for room in edition["rooms"]} <= known["venues"]


@each_edition
def test_parallel_sessions_share_neither_room_nor_person(edition):
    people = {}
    for key, speaker in appearances(edition):
        people.setdefault(key, set()).add(speaker)
    parallel = [(one, other) for one, other in combinations(sessions(edition), 2) if meet(one, other)]

    clashes = [
        (one["key"], other["key"])
        for one, other in parallel
        if (one.get("room") and one.get("room") == other.get("room"))
        or people.get(one["key"], set()) & people.get(other["key"], set())
    ]

    assert clashes == []


@each_edition
def test_words_from_closed_lists_are_on_them(edition):
    for session in sessions(edition):
        snapshot.Kind(session["kind"])
        snapshot.Format(session.get("format", "on_site"))
        snapshot.Access(session.get("access", "registered"))
        for appearance in session.get("appearances", []):
            snapshot.Part(appearance["part"])
            snapshot.Presence(appearance.get("presence", "in_person"))
            snapshot.Standing(appearance["standing"])
    for release in edition["releases"]:
        snapshot.Finality(release["finality"])


@each_edition
def test_changes_are_about_sessions_and_people_that_are_there(edition):
    keys = {session["key"] for session in sessions(edition)}
    on = set(appearances(edition))

    for change in (change for release in edition["releases"] for change in release["changes"]):
        if change["do"] in {"set", "cancel", "appear", "confirm", "decline", "replace"}:
            assert change["session"] in keys
        if change["do"] in {"confirm", "decline", "replace"}:
            assert (change["session"], change["speaker"]) in on


@each_edition
def test_releases_come_one_after_the_other_and_the_first_changes_nothing(edition):
    published = [datetime.fromisoformat(release["published_at"]) for release in edition["releases"]]

    assert published == sorted(published)
    assert [release["changes"] for release in edition["releases"][:1]] in ([], [[]])


def test_pictures_are_there_in_full_size_and_small_in_bytes():
    named = [edition["edition"]["face"]["picture"] for edition in EDITIONS.values()]
    named += [item["picture"] for item in NEWS if "picture" in item]

    for picture in named:
        file = DATA / "pictures" / picture["file"]
        with Image.open(file) as image:
            assert image.size == (picture["width"], picture["height"]) == (1600, 900)
        assert file.stat().st_size < 60_000
    assert {file.name for file in (DATA / "pictures").iterdir()} == {picture["file"] for picture in named}


def test_news_is_in_the_order_of_its_dates_and_its_own_links_lead_somewhere():
    published = [datetime.fromisoformat(item["published_at"]) for item in NEWS]
    inside = {"/network/"}
    for slug, edition in EDITIONS.items():
        inside |= {f"/{slug}/", f"/{slug}/programme/", f"/{slug}/changes/"}
        inside |= {f"/{slug}/sessions/{session['key']}/" for session in sessions(edition)}

    assert published == sorted(published)
    own = {link["url"] for item in NEWS for link in item["links"] if link["url"].startswith("/")}
    assert own - inside == set()

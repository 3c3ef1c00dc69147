"""The list of sessions: filtered and sorted by its address, changed by many at once after a preview."""

from __future__ import annotations

import re

import pytest
from tests.factories import AppearanceFactory, EditionFactory, RoomFactory, SessionFactory, TopicFactory
from tests.programme.views.office.desks import at_the_desk, co_organising

from hromada.programme.actions import edit_session
from hromada.programme.models import Appearance, Role, Session
from hromada.programme.snapshot import Access, Format, Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return RoomFactory(edition=EditionFactory(slug="auental"), key="hall", name={"de": "Saal"})


def listed(client, **query: object) -> list[str]:
    answer = client.get("/de/office/auental/sessions/", query_params=query)
    return re.findall(r'<th scope="row".*?/sessions/([\w-]+)/"', answer.content.decode(), re.DOTALL)


def change(client, *keys: str, **values: object):
    address = "/de/office/auental/programme/change/"
    return client.post(address, {"session": keys, **values})


def test_each_filter_finds_what_it_is_about(hall):
    edition, client = hall.edition, at_the_desk(hall.edition)
    water = TopicFactory(edition=edition, key="water")
    all_languages = {"title": {"de": "Plenum", "uk": "Пленум", "en": "Plenary"}}
    there = SessionFactory(
        edition=edition, key="there", room=hall, kind=Kind.PANEL, format=Format.HYBRID, **all_languages
    )
    there.topics.add(water)
    SessionFactory(
        edition=edition, key="untimed", starts=None, ends=None, room=hall, access=Access.INVITATION, **all_languages
    )
    clashing = SessionFactory(edition=edition, key="clashing", room=hall, **all_languages)
    AppearanceFactory(session=clashing, person__name={"de": "Ada Lindenbach"}, state=Appearance.State.TO_BE_CONFIRMED)
    edit_session(
        Session.objects.get(key="untimed"), {"title": {**all_languages["title"], "de": "Großes Plenum"}}, by=None
    )
    SessionFactory(edition=edition, key="roomless", title={"de": "Wasser für Städte"})

    found = {
        query: listed(client, **dict([query]))
        for query in (
            ("day", "2030-05-14"), ("room", "hall"), ("kind", "panel"), ("topic", "water"), ("format", "hybrid"),
            ("access", "invitation"), ("missing", "uk"), ("stale", "uk"), ("finding", "conflict"), ("finding", "gap"),
            ("without", "time"), ("without", "room"), ("without", "people"), ("without", "sense"), ("q", "stadt"),
            ("q", "ada"), ("kind", "nonsense"),
        )
    }  # fmt: skip

    assert found == {
        ("day", "2030-05-14"): ["there", "clashing", "roomless"],
        ("room", "hall"): ["there", "clashing", "untimed"],
        ("kind", "panel"): ["there"],
        ("topic", "water"): ["there"],
        ("format", "hybrid"): ["there"],
        ("access", "invitation"): ["untimed"],
        ("missing", "uk"): ["roomless"],
        ("stale", "uk"): ["untimed"],
        ("finding", "conflict"): ["there", "clashing"],
        ("finding", "gap"): ["there", "untimed"],
        ("without", "time"): ["untimed"],
        ("without", "room"): ["roomless"],
        ("without", "people"): ["clashing"],
        ("q", "stadt"): ["roomless"],
        ("q", "ada"): ["clashing"],
        ("kind", "nonsense"): [],
        ("without", "sense"): [],
    }
    assert listed(client, room="hall", day="2030-05-14", q="plen", kind="panel") == ["there"]


def test_each_filter_stands_above_the_list_and_can_be_taken_away(hall):
    client = at_the_desk(hall.edition)

    page = client.get("/en/office/auental/sessions/?without=room&q=Plenum&page=2&sort=-title").content.decode()

    chips = re.findall(r'class="chips__chip" href="([^"]+)"><span><span class="chips__label">(.*?)</span> (.*?)<', page)
    assert chips == [
        ("?without=room&amp;sort=-title", "Title or person:", "Plenum"),
        ("?q=Plenum&amp;sort=-title", "Still open:", "No room"),
    ]
    assert "chips__chip" not in client.get("/en/office/auental/sessions/?sort=-title").content.decode()


def test_sorted_by_what_the_head_says_and_the_other_way_round(hall):
    client = at_the_desk(hall.edition)
    for key, title, kind, room in (("a", "Zeit", Kind.PANEL, hall), ("b", "Anfang", Kind.WORKSHOP, None)):
        SessionFactory(edition=hall.edition, key=key, title={"de": title}, kind=kind, room=room)

    sorts = ("time", "-time", "title", "-title", "room", "-room", "kind", "-kind", "nonsense")
    assert {sort: "".join(listed(client, sort=sort)) for sort in sorts} == {
        "time": "ab", "-time": "ba", "title": "ba", "-title": "ab", "room": "ab", "-room": "ba", "kind": "ab",
        "-kind": "ba", "nonsense": "ab",
    }  # fmt: skip


def test_a_hundred_on_a_page(hall):
    SessionFactory.create_batch(101, edition=hall.edition)
    client = at_the_desk(hall.edition)

    assert [len(listed(client, page=page)) for page in (1, 2)] == [100, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(count, hall, django_assert_num_queries):
    for session in SessionFactory.create_batch(count, edition=hall.edition, room=hall):
        AppearanceFactory(session=session)
        session.topics.add(TopicFactory(edition=hall.edition))
    client = at_the_desk(hall.edition)
    # four of the desk, six of the planning; topics, their sessions, people, texts twice, steps; three of the form
    with django_assert_num_queries(18):
        client.get("/de/office/auental/sessions/")


def test_who_sees_and_changes_what(hall):
    forum = SessionFactory(edition=hall.edition, key="forum")
    SessionFactory(edition=hall.edition, key="workshop", parent=forum)
    SessionFactory(edition=hall.edition, key="elsewhere")
    clients = {
        "editor": at_the_desk(hall.edition),
        "reader": at_the_desk(hall.edition, Role.Kind.READER),
        "co_organiser": co_organising(forum),
    }

    assert {name: listed(client) for name, client in clients.items()} == {
        "editor": ["forum", "workshop", "elsewhere"],
        "reader": ["forum", "workshop", "elsewhere"],
        "co_organiser": ["forum", "workshop"],
    }
    boxes = {
        name: client.get("/de/office/auental/sessions/").content.decode().count('name="session"')
        for name, client in clients.items()
    }
    assert boxes == {"editor": 3, "reader": 0, "co_organiser": 2}
    answers = {
        name: change(client, "elsewhere", sign_up="yes", apply="1").status_code for name, client in clients.items()
    }
    assert answers == {"editor": 302, "reader": 404, "co_organiser": 409}


def test_a_change_is_shown_before_it_is_done(hall):
    client = at_the_desk(hall.edition)
    closet = RoomFactory(edition=hall.edition, key="closet", name={"de": "Kammer"})
    SessionFactory(edition=hall.edition, key="a", title={"de": "a"}, room=hall)
    SessionFactory(edition=hall.edition, key="b", title={"de": "b"}, room=closet)

    answer = change(client, "a", "b", room="closet")
    page = answer.content.decode()

    assert re.findall(r'<span class="muted">(.*?):</span> (.*?)</span>', page) == [("Raum", "Saal"), ("Raum", "Kammer")]
    assert "1 weiterer ausgewählter Programmpunkt bleibt, wie er ist." in page
    assert "„a“ und „b“ finden gleichzeitig im selben Raum statt" in page
    assert list(Session.objects.order_by("key").values_list("room", flat=True)) == [hall.pk, closet.pk]

    done = change(client, "a", "b", room="closet", apply="1")
    assert (done.status_code, list(Session.objects.values_list("room", flat=True))) == (302, [closet.pk, closet.pk])


def test_all_that_fit_the_filter_on_every_page(hall):
    client = at_the_desk(hall.edition)
    SessionFactory.create_batch(101, edition=hall.edition, kind=Kind.PANEL)
    SessionFactory(edition=hall.edition, kind=Kind.DINNER)
    address = "/de/office/auental/programme/change/?kind=panel"

    answer = client.post(address, {"all": "1", "room": "hall", "apply": "1"})

    assert answer["Location"] == "/de/office/auental/sessions/?kind=panel"
    assert Session.objects.filter(room=hall).count() == 101


def test_the_preview_names_every_field(hall):
    client = at_the_desk(hall.edition)
    old, new = (
        TopicFactory(edition=hall.edition, name={"de": "Alt"}),
        TopicFactory(edition=hall.edition, name={"de": "Neu"}),
    )
    session = SessionFactory(edition=hall.edition, key="a")
    session.topics.add(old)
    AppearanceFactory(session=session, state=Appearance.State.TO_BE_CONFIRMED)
    sent = {
        "days": "1", "access": "public", "format": "online", "floor": ["de", "uk"], "interpreted": "en",
        "sign_up": "yes", "adds_topic": new.key, "removes_topic": old.key, "confirms": "on", "room": "hall",
    }  # fmt: skip

    page = change(client, "a", **sent).content.decode()

    told = re.findall(r'<span class="muted">(.*?):</span> (.*?)</span>', page)
    assert dict(
        zip(
            (name for name, _ in told[:9]),
            zip((v for _, v in told[:9]), (v for _, v in told[9:]), strict=True),
            strict=True,
        )
    ) == {
        "Beginn": ("Di, 14. Mai, 10:00–11:00", "Mi, 15. Mai, 10:00–11:00"),
        "Raum": ("kein Raum", "Saal"),
        "Zugang": ("Für angemeldete Teilnehmende", "Öffentlich"),
        "Format": ("Vor Ort", "Online"),
        "Gesprochene Sprachen": ("keine", "Deutsch, Ukrainisch"),
        "Verdolmetscht in": ("keine", "Englisch"),
        "Mit Anmeldung": ("nein", "ja"),
        "Themen": ("Alt", "Neu"),
        "Mitwirkende": ("1 angefragt", "zugesagt"),
    }


def test_a_deletion_is_announced_and_refused_as_a_whole(hall):
    client = at_the_desk(hall.edition)
    forum = SessionFactory(edition=hall.edition, key="forum")
    SessionFactory(edition=hall.edition, key="workshop", parent=forum)
    alone = SessionFactory(edition=hall.edition, key="alone")

    preview = change(client, "alone", "forum", deletes="on").content.decode()
    refused = change(client, "alone", "forum", deletes="on", apply="1")
    done = change(client, "alone", deletes="on", apply="1")

    assert preview.count("gelöscht") == 2
    assert (refused.status_code, done.status_code) == (409, 302)
    assert not Session.objects.filter(pk=alone.pk).exists()
    assert Session.objects.count() == 2


@pytest.mark.parametrize("sent", [{}, {"days": "morgen"}, {"room": "elsewhere"}, {"adds_topic": "nonsense"}])
def test_a_form_that_says_nothing_or_nonsense_comes_back(sent, hall):
    SessionFactory(edition=hall.edition, key="a")

    answer = change(at_the_desk(hall.edition), "a", **sent)

    assert answer.status_code == 422
    assert re.findall(r'value="(\w+)" checked', answer.content.decode()) == ["a"]


def test_nothing_chosen_is_said(hall):
    assert change(at_the_desk(hall.edition), sign_up="yes").status_code == 409

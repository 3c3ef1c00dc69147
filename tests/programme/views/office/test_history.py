"""Who changed what when, in words; one change taken back, a creation and a deletion too."""

from __future__ import annotations

import re

import pytest
from tests.factories import (
    AppearanceFactory,
    EditionFactory,
    PersonFactory,
    RoomFactory,
    SessionFactory,
)
from tests.programme.views.office.desks import at_the_desk, co_organising

from hromada.kernel import editing
from hromada.kernel.audit import name_of, record
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.programme import actions
from hromada.programme.models import Appearance, Role, Session

pytestmark = pytest.mark.django_db

HERE = "/en/office/auental/history/"


@pytest.fixture
def edition():
    return EditionFactory(slug="auental", name=Localised({"en": "Conference"}))


@pytest.fixture
def forum(edition):
    return SessionFactory(edition=edition, key="forum", title=Localised({"en": "Water"}))


@pytest.fixture
def client(edition):
    return at_the_desk(edition, name=Localised({"en": "Olena"}))


def lines(page: bytes) -> list[str]:
    """Each line of the history as it is read."""
    found = re.findall(r'<li class="history__line">(.*?)</li>', page.decode(), re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", line)).strip()[6:] for line in found]


def last(verb: str) -> AuditEntry:
    return AuditEntry.objects.filter(verb=verb).latest("pk")


def take_back(client, entry: AuditEntry):
    return client.post(f"{HERE}{entry.pk}/take-back/", {"next": HERE})


def test_every_change_is_told_in_words_before_and_after(client, forum, edition):
    room = RoomFactory(edition=edition, name=Localised({"en": "Blue room"}))
    mara = PersonFactory(name=Localised({"en": "Mara"}))
    actions.edit_session(forum, {"room": room, "sign_up": True, "starts": None, "floor": ["uk", "de"]}, by=mara)
    actions.edit_session(forum, {"title": Localised({"en": "Water", "de": "Wasser"}), "room": None}, by=None)
    appearance = AppearanceFactory(session=forum, person=mara, state=Appearance.State.TO_BE_CONFIRMED)
    actions.confirm(appearance, by=mara)

    assert lines(client.get(HERE).content) == [
        "Mara – Water Appearance confirmed State To be confirmed → Confirmed Mara Take back",
        "Water Session changed Title (German) – → Wasser Room Blue room → – the software Take back",
        "Water Session changed Room – → Blue room Begins 14/05/2030, 10:00 → – Languages spoken – → Ukrainian, German "
        "With sign-up no → yes Mara Changed again since: Room.",
    ]


def test_of_a_long_text_the_words_that_changed_are_marked(client, forum):
    text = "Water for all who live in the towns along the river and in the villages beside it. " * 2
    actions.edit_session(forum, {"abstract": Localised({"en": text})}, by=None)
    actions.edit_session(forum, {"abstract": Localised({"en": text.replace("river", "<b>Dnipro</b>")})}, by=None)

    page = client.get(HERE).content.decode()

    assert page.count("<del>river</del>") == 2
    assert page.count("<ins>&lt;b&gt;Dnipro&lt;/b&gt;</ins>") == 2


def test_it_is_filtered_by_person_kind_and_thing(client, forum, edition):
    mara, room = PersonFactory(), RoomFactory(edition=edition)
    other = SessionFactory(edition=edition)
    actions.edit_session(forum, {"capacity_on_site": 5}, by=mara)
    actions.edit_session(other, {"capacity_on_site": 6}, by=client.person)
    actions.decline(AppearanceFactory(session=forum), by=client.person)
    editing.edit(room, {"capacity": 50}, by=mara, within=edition)
    editing.edit(RoomFactory(), {"capacity": 60}, by=mara, within=other)

    counts = [
        len(lines(client.get(HERE + query).content))
        for query in ("", f"?by={mara.pk}", "?kind=programme.room", f"?thing={name_of(forum)}", "?kind=x&by=y&page=z")
    ]

    assert counts == [4, 2, 1, 2, 4]


def test_a_co_organiser_sees_their_branch_only_and_may_take_back_there(forum, edition):
    workshop = SessionFactory(edition=edition, parent=forum, title=Localised({"en": "Pumps"}))
    elsewhere = SessionFactory(edition=edition, title=Localised({"en": "Secret"}))
    actions.edit_session(elsewhere, {"capacity_on_site": 5}, by=None)
    record(edition, "published", by=None)
    actions.edit_session(workshop, {"capacity_on_site": 5}, by=None)
    deleted = actions.delete_session(workshop, by=None)
    client = co_organising(forum)
    secret = AuditEntry.objects.get(thing=name_of(elsewhere))

    seen = lines(client.get(HERE).content)
    refused = take_back(client, secret).status_code
    brought_back = take_back(client, deleted).status_code

    assert seen == [
        "Pumps Session deleted the software Take back",
        "Pumps Session changed Places on site – → 5 the software Deleted since; bring that back first.",
    ]
    assert (refused, brought_back, Session.objects.filter(parent=forum).count()) == (404, 302, 1)


def test_nothing_leaves_a_branch_by_being_taken_back(forum, edition):
    workshop = SessionFactory(edition=edition, parent=None)
    actions.edit_session(workshop, {"parent": forum}, by=None)
    client = co_organising(forum)

    answer = take_back(client, AuditEntry.objects.get())

    workshop.refresh_from_db()
    assert (answer.status_code, workshop.parent) == (404, forum)


def test_an_edit_is_taken_back_and_that_again(client, forum):
    actions.edit_session(forum, {"title": Localised({"en": "Wine"})}, by=None)

    take_back(client, last("edited"))
    forum.refresh_from_db()
    once = forum.title["en"]
    told_once = lines(client.get(HERE).content)
    take_back(client, last("taken_back"))
    told_twice = lines(client.get(HERE).content)

    forum.refresh_from_db()
    assert (once, forum.title["en"]) == ("Water", "Wine")
    assert [line.rpartition(" ")[2] for line in told_once] == ["back", "back"]
    assert (told_once[1].endswith("taken back"), told_twice[2].endswith("Take back")) == (True, True)


def test_a_creation_is_taken_back_unless_something_was_built_on_it(client, edition):
    values = {"kind": "panel", "title": Localised({"en": "Panel"})}
    first = actions.create_session(edition, values, by=None)
    entry_of_first = last("created")
    second = actions.create_session(edition, values, by=None)
    entry_of_second = last("created")
    actions.add_appearance(second, PersonFactory(), {"part": "speaker"}, by=None)

    taken = take_back(client, entry_of_first)
    refused = take_back(client, entry_of_second)

    assert (taken.status_code, refused.status_code) == (302, 409)
    assert "worked on since" in refused.content.decode()
    assert list(edition.sessions.all()) == [second]
    take_back(client, last("deleted"))
    assert edition.sessions.get(key="panel").uid == first.uid


def test_what_was_changed_since_or_is_gone_is_refused_in_words(client, forum):
    actions.edit_session(forum, {"capacity_on_site": 5}, by=None)
    early = last("edited")
    actions.edit_session(forum, {"capacity_on_site": 6}, by=None)

    changed_since = take_back(client, early).content.decode()
    actions.delete_session(forum, by=None)
    gone = take_back(client, early).content.decode()

    assert "This has been changed again since: Places on site." in changed_since
    assert "This has been deleted since." in gone


def test_who_only_reads_takes_nothing_back_and_an_editor_nothing_of_the_organisers(edition, forum):
    actions.edit_session(forum, {"capacity_on_site": 5}, by=None)
    editing.edit(edition, {"motto": Localised({"en": "Together"})}, by=None, within=edition)
    reader, editor = at_the_desk(edition, Role.Kind.READER), at_the_desk(edition)
    organiser = at_the_desk(edition, Role.Kind.ORGANISER)
    motto = last("edited")

    offered = [sum("Take back" in line for line in lines(one.get(HERE).content)) for one in (reader, editor, organiser)]

    assert offered == [0, 1, 2]
    assert [take_back(one, motto).status_code for one in (reader, editor, organiser)] == [404, 404, 302]


def test_another_host_is_not_led_to(client, forum):
    actions.edit_session(forum, {"capacity_on_site": 5}, by=None)

    answer = client.post(f"{HERE}{last('edited').pk}/take-back/", {"next": "https://elsewhere.example/"})

    assert answer["Location"] == HERE


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_often_for_few_as_for_many(client, forum, edition, count, django_assert_num_queries):
    for number in range(count):
        room = RoomFactory(edition=edition)
        actions.edit_session(forum, {"room": room, "capacity_on_site": number}, by=PersonFactory())
        actions.delete_session(SessionFactory(edition=edition), by=None)

    with django_assert_num_queries(11):
        client.get(HERE)

"""Two have the same thing open, and are told while they write."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import AppearanceFactory, EditionFactory, RoomFactory, SessionFactory
from tests.programme.views.office.desks import at_the_desk, co_organising

from hromada.kernel.audit import last_of, name_of
from hromada.kernel.localised import Localised
from hromada.kernel.models import Opened
from hromada.programme import actions
from hromada.programme.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    return SessionFactory(edition=EditionFactory(slug="auental"), key="forum", title=Localised({"en": "Water"}))


def beat(client, thing, **sent):
    return client.post(f"/en/office/auental/beside/{name_of(thing)}/", {"base": last_of(thing)} | sent)


def told(answer) -> str:
    return re.search(r'name="told" value="(\w+)"', answer.content.decode())[1]


def test_each_is_told_of_the_other_and_neither_of_themselves(forum):
    mara = at_the_desk(forum.edition, name=Localised({"en": "Mara"}))
    olena = co_organising(forum)
    olena.person.name = Localised({"en": "Olena"})
    olena.person.save()

    alone = beat(mara, forum)
    second = beat(olena, forum)
    first = beat(mara, forum, told=told(alone))
    again = beat(mara, forum, told=told(first))

    assert "has this open" not in alone.content.decode()
    assert "Mara has this open as well." in second.content.decode()
    assert "Olena has this open as well." in first.content.decode()
    assert (again.status_code, again.content) == (204, b"")


def test_who_was_not_heard_for_half_a_minute_has_left_and_is_forgotten_in_time(forum):
    mara, olena = at_the_desk(forum.edition), at_the_desk(forum.edition)
    beat(mara, forum)
    Opened.objects.update(beaten_at=timezone.now() - timedelta(seconds=31))
    alone = beat(olena, forum).content.decode()
    Opened.objects.update(beaten_at=timezone.now() - timedelta(days=2))

    beat(mara, SessionFactory(edition=forum.edition))

    assert "has this open" not in alone
    assert Opened.objects.count() == 1


def test_what_was_saved_meanwhile_is_told_field_by_field(forum):
    mara = at_the_desk(forum.edition, name=Localised({"en": "Mara"})).person
    client = at_the_desk(forum.edition)
    base = last_of(forum)
    room = RoomFactory(edition=forum.edition, name=Localised({"en": "Blue room"}))
    actions.edit_session(forum, {"title": Localised({"en": "Drink"}), "room": room}, by=mara)
    actions.edit_session(forum, {"title": Localised({"en": "Drinking <b>water</b>", "de": "Wasser"})}, by=mara)

    page = beat(client, forum, base=base).content.decode()

    shown = re.findall(r"<dt>(.*?)</dt>.*?<del>(.*?)</del>.*?<ins>(.*?)</ins>", page, re.DOTALL)
    assert shown == [
        ("Title (German)", "–", "Wasser"),
        ("Title (English)", "Water", "Drinking &lt;b&gt;water&lt;/b&gt;"),
        ("Room", "–", "Blue room"),
    ]
    assert "Mara has saved a new version at" in page


def test_nobody_asks_about_what_they_may_not_see(forum):
    elsewhere = SessionFactory(edition=forum.edition)
    room = RoomFactory(edition=forum.edition)
    client = co_organising(forum)
    things = [elsewhere, room, forum.edition, AppearanceFactory(session=elsewhere), forum.edition]

    answers = [beat(client, thing).status_code for thing in things]
    odd = [
        client.post(f"/en/office/auental/beside/{name}/").status_code
        for name in ("programme.session:x", "programme.release:1", "nothing", f"programme.session:{'9' * 30}")
    ]

    assert answers + odd == [404] * 9
    assert Opened.objects.count() == 0
    assert beat(at_the_desk(forum.edition, Role.Kind.READER), forum).status_code == 404


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 40, "\0"])
def test_an_odd_base_is_the_beginning(forum, base):
    client = at_the_desk(forum.edition)

    assert beat(client, forum, base=base).status_code == 200
    sent = {"title_de": "Wasser", "kind": "panel", "format": "hybrid", "access": "public", "base": base}
    assert client.post("/en/office/auental/sessions/forum/", sent).status_code == 302


@pytest.mark.parametrize(
    "path", ["history/?thing=%00", "sessions/forum/people/new/?q=%00a", "texts/?language=%00&page=x"]
)
def test_what_a_database_cannot_be_asked_is_not_asked(forum, path):
    assert at_the_desk(forum.edition).get(f"/en/office/auental/{path}").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_often_for_few_as_for_many(forum, count, django_assert_num_queries):
    for number in range(count):
        beat(at_the_desk(forum.edition), forum)
        room = RoomFactory(edition=forum.edition)
        actions.edit_session(forum, {"room": room, "capacity_on_site": number}, by=None)
    client = at_the_desk(forum.edition)
    beat(client, forum)

    with django_assert_num_queries(13):
        beat(client, forum, base=0)

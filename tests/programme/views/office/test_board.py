"""The board of the programme: drawn by rights, moved by one address, told in words, taken back."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from tests.factories import AppearanceFactory, CoOrganiserFactory, EditionFactory, RoomFactory, SessionFactory
from tests.programme.views.office.desks import at_the_desk, co_organising, filled_in

from hromada.kernel.audit import history_of, last_of
from hromada.programme.models import Appearance, Role, Session
from hromada.programme.snapshot import Access

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return RoomFactory(edition=EditionFactory(slug="auental"), key="hall", name={"de": "Saal", "en": "Hall"})


def board(edition, **query: str) -> str:
    return f"/de/office/{edition.slug}/programme/?{urlencode(query)}"


def drop(client, session: Session, **values: object):
    """As the board's script sends it: to 12:30 in the same room unless said otherwise."""
    sent = {
        "session": session.key,
        "base": last_of(session),
        "day": "2030-05-14",
        "time": "12:30",
        "minutes": "60",
        "room": session.room.key if session.room else "",
    }
    address = f"/de/office/{session.edition.slug}/programme/move/?day=2030-05-14"
    return client.post(address, {**sent, **values}, headers={"HX-Request": "true"})


def said(answer) -> list[str]:
    return re.findall(r'<p class="said said--\w+">(.*?)</p>', answer.content.decode())


def drawn(answer) -> dict[str, list[str]]:
    """By column, the sessions in it."""
    columns = re.findall(r'<section class="room-column.*?</section>', answer.content.decode(), re.DOTALL)
    return {re.search(r'data-room="([\w-]*)"', one)[1]: re.findall(r'data-session="([\w-]+)"', one) for one in columns}


def clock(session: Session) -> str:
    session.refresh_from_db()
    return f"{session.starts.astimezone(session.edition.zone):%d. %H:%M}" if session.starts else ""


def test_a_day_at_a_time_with_what_has_no_room_and_what_has_no_time(hall):
    client = at_the_desk(hall.edition)
    SessionFactory(edition=hall.edition, key="here", room=hall)
    SessionFactory(edition=hall.edition, key="nowhere")
    later = SessionFactory(edition=hall.edition, key="later", room=hall)
    later.starts, later.ends = later.starts + timedelta(days=1), later.ends + timedelta(days=1)
    later.save()
    SessionFactory(edition=hall.edition, key="untimed", starts=None, ends=None)

    first, second = (client.get(board(hall.edition, day=f"2030-05-{day}")) for day in (14, 15))

    assert drawn(first) == {"": ["nowhere"], "hall": ["here"]}
    assert drawn(second) == {"": [], "hall": ["later"]}
    assert re.findall(r'slot--shelved[^"]*" id="slot-([\w-]+)"', first.content.decode()) == ["untimed"]


def test_without_a_day_the_first_on_which_there_is_something(hall):
    starts = datetime(2030, 5, 15, 10, tzinfo=hall.edition.zone)
    SessionFactory(edition=hall.edition, key="here", room=hall, starts=starts, ends=starts + timedelta(hours=1))
    client = at_the_desk(hall.edition)

    assert [drawn(client.get(board(hall.edition, **query)))["hall"] for query in ({}, {"day": "nonsense"})] == [
        ["here"]
    ] * 2


def test_a_card_says_what_is_known(hall):
    session = SessionFactory(
        edition=hall.edition,
        key="here",
        room=hall,
        title={"uk": "Вода & <b>"},
        access=Access.INVITATION,
        interpreted=["uk"],
    )
    AppearanceFactory.create_batch(2, session=session, state=Appearance.State.TO_BE_CONFIRMED)
    card = re.search(r"<article.*?</article>", at_the_desk(hall.edition).get(board(hall.edition)).content.decode())[0]

    assert '<span lang="uk">Вода &amp; &lt;b&gt;</span>' in card
    assert '<abbr class="slot__language" title="Ukrainisch">uk</abbr>' in card
    assert re.findall(r'class="slot__mark slot__mark--(\w+)"', card) == ["gap", "invitation"]
    assert "10:00–11:00" in card
    assert '<span class="slot__asked" title="2 angefragt">2' in card
    assert 'href="/de/office/auental/sessions/here/"' in card


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_costs_the_same_for_one_and_three(count, hall, django_assert_num_queries):
    for session in SessionFactory.create_batch(count, edition=hall.edition, room=hall):
        AppearanceFactory(session=session)
    client = at_the_desk(hall.edition)
    # session, person, edition, role; base, people, sessions, rooms, venues; steps
    with django_assert_num_queries(10):
        client.get(board(hall.edition))


def test_a_forum_takes_along_what_it_holds_where_the_form_says_so(hall):
    closet = RoomFactory(edition=hall.edition, key="closet")
    forum = SessionFactory(edition=hall.edition, key="forum", room=hall)
    part = SessionFactory(edition=hall.edition, key="part", room=closet, parent=forum)
    client = at_the_desk(hall.edition)

    asked = client.get(board(hall.edition, day="2030-05-14", move="forum")).content.decode()
    alone = client.get(board(hall.edition, day="2030-05-14", move="part")).content.decode()
    answer = drop(client, forum, held="on")

    assert re.findall(r'<input[^>]* name="held"[^>]*>', asked) == [
        '<input type="checkbox" name="held" id="id_held" checked>'
    ]
    assert 'name="held"' not in alone
    assert "1 Programmpunkt ist mitgekommen." in said(answer)[0]
    assert drawn(answer) == {"hall": ["forum"], "closet": ["part"]}
    assert (clock(forum), clock(part)) == ("14. 12:30", "14. 12:30")

    assert "mitgekommen" not in said(drop(client, forum, time="15:00"))[0]
    assert (clock(forum), clock(part)) == ("14. 15:00", "14. 12:30")


def test_what_comes_along_makes_conflicts_and_mends_them(hall):
    closet = RoomFactory(edition=hall.edition, key="closet", name={"de": "Kammer"})
    forum = SessionFactory(edition=hall.edition, key="forum", room=hall)
    SessionFactory(edition=hall.edition, key="part", room=closet, parent=forum, title={"de": "Teil"})
    starts = forum.starts + timedelta(hours=2, minutes=30)
    SessionFactory(
        edition=hall.edition,
        room=closet,
        title={"de": "Anderes"},
        starts=starts,
        ends=starts + timedelta(hours=1),
    )
    client = at_the_desk(hall.edition)

    clashing, mended = drop(client, forum, held="on"), drop(client, forum, held="on", time="16:00")

    assert [one for one in said(clashing) if one.startswith("Neu: ")] == [
        "Neu: „Teil“ und „Anderes“ finden gleichzeitig im selben Raum statt (Kammer, Di, 14. Mai, 12:30–13:30). "
        "Verschieben Sie einen der beiden Programmpunkte oder geben Sie ihm einen anderen Raum."
    ]
    assert [one for one in said(mended) if one.startswith("Gelöst: ")] == [
        "Gelöst: „Teil“ und „Anderes“ gleichzeitig in einem Raum"
    ]


def test_who_sees_what_and_who_moves_what(hall):
    forum = SessionFactory(edition=hall.edition, key="forum", room=hall)
    workshop = SessionFactory(edition=hall.edition, key="workshop", room=hall, parent=forum)
    SessionFactory(edition=hall.edition, key="elsewhere", title={"de": "Nur für andere"})
    clients = {
        "editor": at_the_desk(hall.edition),
        "reader": at_the_desk(hall.edition, Role.Kind.READER),
        "co_organiser": co_organising(forum),
    }

    pages = {name: client.get(board(hall.edition)) for name, client in clients.items()}

    everything = {"": ["elsewhere"], "hall": ["forum", "workshop"]}
    assert {name: drawn(page) for name, page in pages.items()} == {
        "editor": everything,
        "reader": everything,
        "co_organiser": {"": [], "hall": ["forum", "workshop"]},
    }
    grips = {name: page.content.decode().count("slot__grip") for name, page in pages.items()}
    assert grips == {"editor": 3, "reader": 0, "co_organiser": 2}
    assert "Nur für andere" not in pages["co_organiser"].content.decode()
    assert {name: drop(client, workshop).status_code for name, client in clients.items()} == {
        "editor": 200,
        "reader": 404,
        "co_organiser": 200,
    }


def test_a_co_organiser_moves_nothing_of_others(hall):
    mine, other = (SessionFactory(edition=hall.edition, room=hall, key=key) for key in ("mine", "other"))

    assert drop(co_organising(mine), other).status_code == 404
    assert clock(other) == "14. 10:00"


def test_a_drop_moves_and_tells_what_it_causes_and_what_it_solves(hall):
    closet = RoomFactory(edition=hall.edition, key="closet", name={"de": "Kammer"})
    first, second = (SessionFactory(edition=hall.edition, room=hall, key=key, title={"de": key}) for key in ("a", "b"))
    third = SessionFactory(edition=hall.edition, room=closet, key="c", title={"de": "c"})
    RoomFactory(edition=hall.edition, key="untouched")

    answer = drop(at_the_desk(hall.edition), second, room="closet", time="10:30")

    assert drawn(answer) == {"hall": ["a"], "closet": ["c", "b"]}
    assert said(answer) == [
        "„b“: Di, 14. Mai, 10:30–11:30, Kammer.",
        "Neu: „c“ und „b“ finden gleichzeitig im selben Raum statt (Kammer, Di, 14. Mai, 10:30–11:00). "
        "Verschieben Sie einen der beiden Programmpunkte oder geben Sie ihm einen anderen Raum.",
        "Gelöst: „a“ und „b“ gleichzeitig in einem Raum",
    ]
    assert (clock(second), second.room, clock(first), clock(third)) == ("14. 10:30", closet, "14. 10:00", "14. 10:00")


def test_on_the_shelf_it_loses_its_time_and_from_there_it_gets_one(hall):
    client = at_the_desk(hall.edition)
    session = SessionFactory(edition=hall.edition, room=hall, key="a", title={"de": "a"})

    shelved = drop(client, session, day="", time="", minutes="")
    without = clock(session)
    placed = drop(client, session, minutes="45")

    assert (drawn(shelved), without, said(shelved)[0]) == ({"hall": []}, "", "„a“: ohne Zeit.")
    assert 'slot--shelved" id="slot-a"' in shelved.content.decode()
    assert (drawn(placed), clock(session), session.ends - session.starts) == (
        {"hall": ["a"]},
        "14. 12:30",
        timedelta(minutes=45),
    )
    assert 'slot--shelved" id="slot-a"' not in placed.content.decode()


def test_a_copy_is_placed_beside_and_goes_with_undo(hall):
    client = at_the_desk(hall.edition)
    session = SessionFactory(edition=hall.edition, room=hall, key="a", title={"de": "a"})

    copied = drop(client, session, copy="on")
    keys = set(Session.objects.values_list("key", flat=True))
    undone = client.post("/de/office/auental/programme/undo/", headers={"HX-Request": "true"})

    assert (len(keys), clock(session)) == (2, "14. 10:00")
    assert drawn(copied) == {"hall": ["a", (keys - {"a"}).pop()]}
    assert said(copied) == ["Kopie von „a“: Di, 14. Mai, 12:30–13:30, Saal."]
    assert (drawn(undone), Session.objects.count()) == ({"hall": ["a"]}, 1)


@pytest.mark.parametrize(
    "sent",
    [{"minutes": "0"}, {"minutes": "-30"}, {"minutes": "1441"}, {"time": ""}, {"day": "heute"}, {"room": "elsewhere"}],
)
def test_what_cannot_be_is_told_beside_the_form_and_nothing_moves(sent, hall):
    RoomFactory(key="elsewhere")
    session = SessionFactory(edition=hall.edition, room=hall)

    answer = drop(at_the_desk(hall.edition), session, **sent)

    assert (answer.status_code, clock(session), history_of(session).count()) == (422, "14. 10:00", 0)
    assert 'class="notice notice--danger" role="alert"' in answer.content.decode()


def test_someone_else_was_quicker(hall):
    RoomFactory(edition=hall.edition, key="closet", name={"de": "Kammer"})
    session = SessionFactory(edition=hall.edition, room=hall, key="a", title={"de": "a"})
    mine, theirs = at_the_desk(hall.edition), at_the_desk(hall.edition, name={"de": "Ada Wald"})
    seen = last_of(session)
    drop(theirs, session, room="closet", time="15:00")

    answer = drop(mine, session, base=seen)

    assert clock(session) == "14. 15:00"
    assert said(answer) == [
        "Ada Wald hat dies inzwischen verschoben; deshalb wurde nichts geändert. „a“: Di, 14. Mai, 15:00–16:00, Kammer."
    ]
    assert drawn(answer) == {"closet": ["a"]}


def test_what_others_changed_elsewhere_is_merged(hall):
    closet = RoomFactory(edition=hall.edition, key="closet")
    session = SessionFactory(edition=hall.edition, room=hall)
    seen = last_of(session)
    drop(at_the_desk(hall.edition), session, room="closet", time="10:00")

    drop(at_the_desk(hall.edition), session, base=seen, room="hall")

    assert (clock(session), session.room) == ("14. 12:30", closet)


def test_without_a_script_the_form_does_the_same_and_leads_back(hall):
    client = at_the_desk(hall.edition)
    SessionFactory(edition=hall.edition, room=hall, key="taken", title={"de": "t"})
    session = SessionFactory(edition=hall.edition, room=hall, key="a", title={"de": "a"})
    session.starts = session.ends = None
    session.save()
    page = client.get(board(hall.edition, move="a"))
    address = "/de/office/auental/programme/move/?day=2030-05-14"
    sent = filled_in(page.content, address)

    answer = client.post(address, sent | {"day": "2030-05-14", "time": "10:15"}, follow=True)

    assert sent == {"csrfmiddlewaretoken": sent["csrfmiddlewaretoken"], "session": "a", "base": sent["base"]} | {
        "day": "",
        "time": "",
        "minutes": "60",
        "room": "hall",
    }
    assert clock(session) == "14. 10:15"
    notices = re.search(r'<div id="notices">.*?</div></div>', answer.content.decode(), re.DOTALL)[0]
    assert re.findall(r"<p>(.*?)</p>", notices)[0] == "„a“: Di, 14. Mai, 10:15–11:15, Saal."
    assert "Neu: „t“ und „a“" in notices


def test_a_wrong_form_without_a_script_comes_back_with_the_board_around_it(hall):
    session = SessionFactory(edition=hall.edition, room=hall, key="a")
    sent = {"session": "a", "day": "2030-05-14", "time": "", "minutes": "60", "room": "hall"}

    answer = at_the_desk(hall.edition).post("/de/office/auental/programme/move/", sent)

    assert (answer.status_code, clock(session), drawn(answer)) == (422, "14. 10:00", {"": [], "hall": ["a"]})
    assert 'role="alert"' in answer.content.decode()


def test_the_form_of_a_session_is_for_those_who_may_move_it(hall):
    mine, _other = (SessionFactory(edition=hall.edition, key=key) for key in ("mine", "other"))
    client = co_organising(mine)

    assert [client.get(board(hall.edition, move=key)).status_code for key in ("mine", "other")] == [200, 404]


def test_a_co_organiser_is_told_that_a_room_is_taken_and_not_by_what(hall):
    mine = SessionFactory(edition=hall.edition, title={"de": "Meins"})
    SessionFactory(edition=hall.edition, room=hall, title={"de": "Geheim"})

    answer = drop(co_organising(mine), mine, room="hall", time="10:00")

    assert said(answer)[1:] == [
        "Neu: Der Raum für „Meins“ ist dann belegt (Saal, Di, 14. Mai, 10:00–11:00). Verschieben Sie den Programmpunkt."
    ]
    assert "Geheim" not in answer.content.decode()


def test_undo_and_redo_lead_back_to_where_they_were_pressed(hall):
    client = at_the_desk(hall.edition)
    session = SessionFactory(edition=hall.edition, room=hall)
    drop(client, session)
    undo, redo = (f"/de/office/auental/programme/{name}/" for name in ("undo", "redo"))

    undone = client.post(undo, query_params={"q": "a"}, data={"from_list": "1"})
    redone = client.post(redo, query_params={"day": "2030-05-14"})

    assert undone["Location"] == "/de/office/auental/sessions/?q=a"
    assert redone["Location"] == "/de/office/auental/programme/?day=2030-05-14"
    assert clock(session) == "14. 12:30"


def test_nothing_to_take_back_is_said(hall):
    answer = at_the_desk(hall.edition).post("/de/office/auental/programme/undo/", headers={"HX-Request": "true"})

    assert answer.status_code == 409
    assert "Von Ihnen gibt es nichts zurückzunehmen." in answer.content.decode()


def test_a_co_organiser_who_loses_the_branch_takes_nothing_back(hall):
    session = SessionFactory(edition=hall.edition, room=hall)
    other = SessionFactory(edition=hall.edition)
    client = co_organising(session)
    CoOrganiserFactory(session=other, person=client.person)
    drop(client, session)
    session.co_organisers.all().delete()

    answer = client.post("/de/office/auental/programme/undo/", headers={"HX-Request": "true"})

    assert (answer.status_code, clock(session)) == (409, "14. 12:30")

"""Monday morning: what is missing, and where it is mended; everyone sees what is theirs to see."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override
from tests.factories import AppearanceFactory, EditionFactory, RoomFactory, SessionFactory
from tests.programme.views.office.desks import at_the_desk, co_organising

from hromada.kernel.localised import Localised
from hromada.programme import actions
from hromada.programme.models import Appearance, Role
from hromada.programme.snapshot import Finality, Format

pytestmark = pytest.mark.django_db

WHOLE = {"de": "Wasser", "uk": "Вода", "en": "Water"}


@pytest.fixture
def edition():
    return EditionFactory(is_public=True)


def look(client, edition) -> str:
    with override("en"):
        page = client.get(reverse("office:overview", args=[edition.slug])).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def links(client, edition) -> list[str]:
    with override("en"):
        page = client.get(reverse("office:overview", args=[edition.slug])).content.decode()
    return re.findall(r'overview-list__when.*?<a href="([^"]+)"', page, re.DOTALL)


def test_an_edition_without_gaps_says_so(edition):
    room = RoomFactory(edition=edition)
    SessionFactory(edition=edition, room=room, title=Localised(WHOLE))
    actions.publish(edition, finality=Finality.FINAL, note={}, by=None)

    said = look(at_the_desk(edition), edition)

    assert "Nothing is missing." in said
    assert "1 session" in said


def test_each_gap_is_told_and_leads_to_where_it_is_mended(edition):
    session = SessionFactory(edition=edition, key="water", title=Localised({"de": "Wasser", "uk": "Вода"}))
    AppearanceFactory(session=session, state=Appearance.State.TO_BE_CONFIRMED, person__name=Localised({"de": "Mara"}))
    client = at_the_desk(edition)

    said = look(client, edition)

    for sentence in ("Text is missing: English.", "No room yet.", "To be confirmed: Mara.", "2 gaps in English"):
        assert sentence in said
    assert links(client, edition) == [f"/en/office/{edition.slug}/sessions/water/"] * 3


def test_a_translation_older_than_its_source_is_told(edition):
    session = SessionFactory(edition=edition, key="water", room=RoomFactory(edition=edition), title=Localised(WHOLE))
    actions.edit_session(session, {"title": Localised({**WHOLE, "de": "Trinkwasser", "en": "Drink"})}, by=None)

    client = at_the_desk(edition)

    assert "Ukrainian" in look(client, edition)
    assert links(client, edition) == [f"/en/office/{edition.slug}/sessions/water/"]


def test_what_the_public_reads_wrongly_comes_first_and_leads_to_publishing(edition):
    room = RoomFactory(edition=edition)
    moved = SessionFactory(edition=edition, room=room, title=Localised(WHOLE))
    actions.publish(edition, finality=Finality.FINAL, note={}, by=None)
    moved.starts, moved.ends = moved.starts + timedelta(hours=3), moved.ends + timedelta(hours=3)
    moved.save()
    client = at_the_desk(edition)

    said = look(client, edition)

    assert "The public reads something wrong or incomplete now" in said
    assert "1 unpublished change" in said
    assert links(client, edition) == [f"/en/office/{edition.slug}/publish/"]


def figures(client, edition) -> dict[str, str]:
    """By address, the number that leads there."""
    with override("en"):
        page = client.get(reverse("office:overview", args=[edition.slug])).content.decode()
    head = page[page.index("overview-figures") : page.index("</ul>", page.index("overview-figures"))]
    found = re.findall(r'<a href="([^"]+)">(?:<strong>)?(\d+)', head)
    return {address.replace("&amp;", "&").removeprefix(f"/en/office/{edition.slug}"): count for address, count in found}


def counted(client, edition, address: str) -> str:
    """What the list at the address says of its length; of texts and people, by their lines."""
    with override("en"):
        page = client.get(f"/en/office/{edition.slug}{address}").content.decode()
    if "/texts/" in address:
        return str(page.count('<form class="text"'))
    return re.search(r'role="status">(\d+)', page)[1]


def test_every_count_leads_to_the_list_of_what_it_counts(edition):
    hall, online = RoomFactory(edition=edition), {"format": Format.ONLINE, "title": Localised(WHOLE)}
    forum = SessionFactory(edition=edition, room=hall, title=Localised(WHOLE))
    SessionFactory(edition=edition, parent=forum, title=Localised(WHOLE))
    SessionFactory(edition=edition, **online)
    SessionFactory(edition=edition, title=Localised({"de": "Wasser", "uk": "Вода"}), starts=None, ends=None)
    waiting = AppearanceFactory(session=forum, state=Appearance.State.TO_BE_CONFIRMED)
    AppearanceFactory(
        session=SessionFactory(edition=edition, **online),
        state=Appearance.State.TO_BE_CONFIRMED,
        person=waiting.person,
    )
    client = at_the_desk(edition, Role.Kind.ORGANISER)

    found = figures(client, edition)

    lists = [address for address in found if address not in ("/publish/", "/sessions/?finding=conflict")]
    assert {address: counted(client, edition, address) for address in lists} == {
        address: found[address] for address in lists
    }
    assert found["/sessions/"] == "5"
    assert found["/sessions/?without=room"] == found["/sessions/?finding=gap"] == found["/people/?lacks=tbc"] == "1"
    assert found["/texts/?language=en&state=missing"] == "3"
    assert (found["/sessions/?finding=conflict"], found["/publish/"]) == ("1", "0")


def test_the_list_of_conflicts_says_what_each_of_them_is(edition):
    hall = RoomFactory(edition=edition)
    for title in ("Wasser", "Wärme"):
        SessionFactory(edition=edition, room=hall, title=Localised({"de": title}))
    SessionFactory(edition=edition, title=Localised({"de": "Abseits"}))
    client = at_the_desk(edition)

    assert figures(client, edition)["/sessions/?finding=conflict"] == "1"
    with override("en"):
        page = client.get(f"/en/office/{edition.slug}/sessions/?finding=conflict").content.decode()
    assert page.count("are in the same room at once") == 2
    assert "Abseits" not in page


def test_a_co_organiser_sees_their_branch_and_nothing_of_the_rest(edition):
    mine = SessionFactory(edition=edition, title=Localised({"de": "Mein Forum"}))
    SessionFactory(edition=edition, title=Localised({"de": "Fremdes Gespräch"}), room=RoomFactory(edition=edition))

    said = look(co_organising(mine), edition)

    assert "Mein Forum" in said
    assert "Fremdes" not in said
    assert "unpublished" not in said


def test_who_only_reads_is_led_to_what_they_may_see(edition):
    SessionFactory(edition=edition, title=Localised(WHOLE))

    client = at_the_desk(edition, Role.Kind.READER)
    found = links(client, edition)

    assert found == [f"/en/office/{edition.slug}/sessions/{edition.sessions.get().key}/"]
    assert client.get(found[0]).status_code == 200


@pytest.mark.parametrize("sessions", [1, 3])
def test_it_costs_the_same_for_many_sessions_as_for_few(edition, sessions, django_assert_num_queries):
    for _number in range(sessions):
        AppearanceFactory(session__edition=edition, state=Appearance.State.TO_BE_CONFIRMED)
    client = at_the_desk(edition)

    with django_assert_num_queries(31), override("en"):
        client.get(reverse("office:overview", args=[edition.slug]))

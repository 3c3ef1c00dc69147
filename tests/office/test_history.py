"""Every thing that is worked on at a desk leads to its history; what lies above conferences has one of its own."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import (
    AppearanceFactory,
    CoOrganiserFactory,
    DocumentFactory,
    EditionFactory,
    MaterialFactory,
    NewsFactory,
    PersonFactory,
    RoleFactory,
    RoomFactory,
    SessionBodyFactory,
    SessionFactory,
    TopicFactory,
    VenueFactory,
)
from tests.network.builders import KYJIW, LEIPZIG, LUBLIN, Files, organisation, partnership, partnership_row
from tests.programme.views.office.desks import at_the_desk

from hromada.kernel import editing
from hromada.kernel.audit import name_of, record
from hromada.kernel.localised import Localised
from hromada.network import actions as network
from hromada.network.importing import import_network
from hromada.programme.actions import publish
from hromada.programme.models import Role, Term
from hromada.programme.snapshot import Finality

pytestmark = pytest.mark.django_db

HERE = "/en/office/history/"
DESK = "/en/office/auental/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def edition():
    return EditionFactory(slug="auental")


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(PersonFactory(is_superuser=True))
    return client


def pages_and_things(edition) -> dict[str, object]:
    """Where each sort of thing is worked on."""
    session = SessionFactory(edition=edition, key="forum")
    person = AppearanceFactory(session=session).person
    release = publish(edition, finality=Finality.FINAL, note={}, by=None)
    venue, room, topic = VenueFactory(edition=edition), RoomFactory(edition=edition), TopicFactory(edition=edition)
    term = Term.objects.create(wording={"en": "Forum"})
    material, body = MaterialFactory(session=session), SessionBodyFactory(session=session)
    item, document = NewsFactory(editions=[edition], slug="water"), DocumentFactory(edition=edition)
    organiser = edition.bodies.create(role="organiser", name={"en": "City"})
    role, co_organiser = RoleFactory(edition=edition), CoOrganiserFactory(session=session)
    return {
        "sessions/forum/": session,
        f"sessions/forum/people/{session.appearances.get().pk}/": session.appearances.get(),
        f"sessions/forum/materials/{material.pk}/": material,
        f"sessions/forum/organisers/{body.pk}/": body,
        f"people/{person.pk}/": person,
        f"parts/venues/{venue.pk}/": venue,
        f"parts/rooms/{room.pk}/": room,
        f"parts/topics/{topic.pk}/": topic,
        f"parts/organisers/{organiser.pk}/": organiser,
        f"terms/{term.pk}/": term,
        "settings/": edition,
        "team/": role,
        "team/#co-organisers": co_organiser,
        "publish/": release,
        "news/water/": item,
        f"downloads/{document.pk}/": document,
    }


def test_every_thing_at_the_desk_leads_to_its_history(edition):
    organiser = at_the_desk(edition, Role.Kind.ORGANISER)
    things = pages_and_things(edition)

    without = [
        page
        for page, thing in things.items()
        if f'href="{DESK}history/?thing={quote(name_of(thing), safe="")}"'
        not in organiser.get(f"{DESK}{page.partition('#')[0]}").content.decode()
    ]

    assert without == []


def test_so_does_what_lies_above_all_conferences(administrator):
    one = organisation()
    bond = partnership(one, organisation())
    item = NewsFactory(slug="water")
    pages = {
        reverse("network:office_organisation", args=[one.pk]): one,
        reverse("network:office_partnership", args=[bond.pk]): bond,
        "/en/office/news/water/": item,
    }

    without = [
        page
        for page, thing in pages.items()
        if f"office/history/?thing={quote(name_of(thing), safe='')}" not in administrator.get(page).content.decode()
    ]

    assert without == []


def test_of_a_release_it_is_told_who_published_it_and_why_that_stays(edition):
    SessionFactory(edition=edition)
    organiser = at_the_desk(edition, Role.Kind.ORGANISER, name=Localised({"en": "Olena"}))
    release = publish(edition, finality=Finality.FINAL, note={}, by=organiser.person)

    page = organiser.get(f"{DESK}history/", {"thing": name_of(release)}).content.decode()

    assert "published" in page
    assert "A version never changes; publish an earlier one once more instead." in page


def test_what_belongs_to_a_conference_is_not_among_what_lies_above_them(edition, administrator):
    room = RoomFactory(edition=edition, name=Localised({"en": "Blue room"}))
    editing.edit(room, {"capacity": 77}, by=None, within=edition)
    network.edit_organisation(organisation("Lublin"), {"population": 88}, by=None)
    record(PersonFactory(), "passkey_added", by=None)

    page = administrator.get(HERE).content.decode()

    assert ("Lublin" in page, "passkey added" in page, "Blue room" in page) == (True, True, False)


def test_what_people_do_with_their_account_is_told_to_administrators_only(edition, administrator):
    person = AppearanceFactory(session__edition=edition).person
    record(person, "second_factors_forgotten", by=None)
    reader = at_the_desk(edition, Role.Kind.READER)
    asked = {"thing": name_of(person)}

    told = [
        "second factors taken away" in page.content.decode()
        for page in (reader.get(f"{DESK}history/", asked), administrator.get(HERE, asked))
    ]

    assert told == [False, True]


def test_who_takes_nothing_back_is_not_told_each_time_why(edition):
    SessionFactory(edition=edition)
    publish(edition, finality=Finality.FINAL, note={}, by=None)

    page = at_the_desk(edition, Role.Kind.READER).get(f"{DESK}history/").content.decode()

    assert ("published" in page, "A version never changes" in page, "can take this back" in page) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_often_for_few_as_for_many(administrator, count, django_assert_num_queries):
    for number in range(count):
        one = organisation()
        network.edit_organisation(one, {"population": number + 5}, by=PersonFactory())
        network.delete_partnership(partnership(one, organisation()), by=None)

    with django_assert_num_queries(9):
        administrator.get(HERE)


def test_hostile_names_are_shown_as_they_are(administrator):
    hostile = "<script>alert(1)</script>"
    network.create_organisation({"name": Localised({"de": hostile}), "country": "DE"}, by=None)

    page = administrator.get(HERE, {"thing": hostile, "batch": "\0'", "kind": hostile, "by": "9" * 30, "page": "x"})

    assert (page.status_code, hostile in page.content.decode()) == (200, False)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in administrator.get(HERE).content.decode()


def test_what_a_file_brought_is_one_line_until_it_is_looked_at(administrator, tmp_path):
    files = Files(tmp_path).write([LEIPZIG, KYJIW, LUBLIN], [partnership_row("P-1", "DE-1", "UA-1")])
    report = import_network(files.organisations, files.partnerships, dry_run=False)

    def lines(**asked: str) -> int:
        return administrator.get(HERE, asked).content.decode().count('class="history__line"')

    assert (lines(), lines(batch=report.batch), lines(kind="network.organisation")) == (1, 4, 1)

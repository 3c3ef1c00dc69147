"""An administrator makes a conference: empty, or with what is worth keeping of an earlier one."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.factories import (
    AppearanceFactory,
    CoOrganiserFactory,
    EditionBodyFactory,
    EditionFactory,
    MaterialFactory,
    PersonFactory,
    RoleFactory,
    RoomFactory,
    SessionFactory,
    TopicFactory,
    VenueFactory,
)
from tests.programme.views.office.desks import filled_in

from hromada.kernel.audit import history_of
from hromada.kernel.localised import Localised
from hromada.programme.models import Edition, Role

pytestmark = pytest.mark.django_db

NEW = "/en/office/new/"
HOSTILE = "<script>alert(1)</script>\u202e{{ 7*7 }}'\""
EMPTY = {
    "slug": "auental-2040",
    "name_de": "Partnerschaftskonferenz",
    "name_uk": "Конференція партнерств",
    "city_de": "Auental",
    "starts_on": "2040-05-14",
    "ends_on": "2040-05-16",
    "time_zone": "Europe/Kyiv",
    "languages": ["uk", "de"],
}


@pytest.fixture
def person():
    return PersonFactory(is_superuser=True)


@pytest.fixture
def administrator(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def roles_in(edition: Edition) -> list[tuple[object, str]]:
    return [(role.person, role.kind) for role in edition.roles.all()]


def test_an_empty_conference_is_a_draft_organised_by_who_made_it(administrator, person):
    answer = administrator.post(NEW, EMPTY, follow=True)

    edition = Edition.objects.get()
    assert answer.request["PATH_INFO"] == "/en/office/auental-2040/"
    assert "The conference is there, as a draft" in answer.content.decode()
    assert (edition.slug, edition.name["uk"], edition.starts_on, edition.time_zone, edition.languages) == (
        "auental-2040",
        "Конференція партнерств",
        date(2040, 5, 14),
        "Europe/Kyiv",
        ["uk", "de"],
    )
    assert (edition.is_public, edition.is_current, roles_in(edition)) == (False, False, [(person, "organiser")])
    assert [(entry.verb, entry.by) for entry in history_of(edition)] == [("role_given", person), ("created", person)]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"slug": "auental-2030"}, "Conference with this Name in addresses already exists."),
        ({"slug": "new"}, "“new” is the address of another page; choose another name."),
        ({"slug": "Leipzig 2040"}, "Enter a valid “slug”"),
        ({"ends_on": "2040-05-13"}, "The last day lies before the first."),
        ({"time_zone": "Mars/Base"}, "“Mars/Base” is not a time zone."),
        ({"languages": []}, "This field is required."),
        ({"name_de": "", "name_uk": " "}, "This field cannot be blank."),
        ({"starts_on": "2040-02-31"}, "Enter a valid date."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(administrator, wrong, sentence):
    EditionFactory(slug="auental-2030")

    answer = administrator.post(NEW, {**EMPTY, **wrong})

    said = answer.content.decode().replace("&quot;", "”")
    assert (answer.status_code, sentence in said) == (422, True)
    assert Edition.objects.count() == 1


def test_what_is_taken_along_is_said_before_and_what_is_not(administrator, person):
    last = EditionFactory(slug="auental-2030", starts_on=date(2030, 5, 14), motto=Localised({"de": "Wasser"}))
    EditionBodyFactory(edition=last)
    VenueFactory(edition=last)
    RoomFactory.create_batch(3, edition=last)
    session = SessionFactory(edition=last)
    AppearanceFactory(session=session, state="confirmed")
    AppearanceFactory(session=session, state="declined")
    MaterialFactory(session=session)
    CoOrganiserFactory(session=session)
    RoleFactory(edition=last)
    TopicFactory()

    said = administrator.get(f"{NEW}from/auental-2030/")
    answer = administrator.post(f"{NEW}from/auental-2030/", filled_in(said.content))

    edition = Edition.objects.get(slug="auental-2031")
    assert said.context["taken_along"] == ["1 organiser", "1 venue", "3 rooms", "1 session", "1 appearance of a person"]
    assert "materials of the sessions" in said.content.decode()
    assert answer["Location"] == "/en/office/auental-2031/"
    assert (edition.starts_on, edition.ends_on) == (date(2031, 5, 13), date(2031, 5, 15))
    assert (edition.cloned_from, edition.motto, roles_in(edition)) == (last, {}, [(person, "organiser")])
    assert [edition.rooms.count(), edition.sessions.count(), edition.sessions.get().appearances.count()] == [3, 1, 1]
    assert roles_in(last)[0][0] != person


def test_where_the_address_bears_no_year_none_is_proposed(administrator):
    EditionFactory(slug="auental")

    proposed = filled_in(administrator.get(f"{NEW}from/auental/").content)

    assert proposed["slug"] == ""


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("auental-2030", "Conference with this Name in addresses already exists."),
        ("office", "“office” is the address of another page; choose another name."),
        ("", "This field is required."),
    ],
)
def test_a_clone_needs_an_address_of_its_own(administrator, slug, sentence):
    last = EditionFactory(slug="auental-2030")

    answer = administrator.post(f"{NEW}from/auental-2030/", {"slug": slug, "starts_on": "2031-05-13"})

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert list(Edition.objects.all()) == [last]


def test_of_a_conference_that_is_not_there_nothing_is_taken(administrator):
    assert administrator.get(f"{NEW}from/nowhere/").status_code == 404


def test_organisers_make_no_conferences():
    role = RoleFactory(kind=Role.Kind.ORGANISER, edition__slug="auental-2030")
    client = Client()
    client.force_login(role.person)

    answers = [client.post(NEW, EMPTY), client.get(f"{NEW}from/auental-2030/")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert ("/office/new/" in client.get("/en/office/").content.decode(), Edition.objects.count()) == (False, 1)


def test_whatever_is_typed_stays_text(administrator):
    EditionFactory(slug="auental-2030", name=Localised({"de": HOSTILE}), city=Localised({"de": HOSTILE}))

    for path in (NEW, f"{NEW}from/auental-2030/"):
        answer = administrator.get(path)
        assert (answer.status_code, "<script>alert" in answer.content.decode()) == (200, False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_for_one_and_three(administrator, count, django_assert_num_queries):
    for _number in range(count):
        last = EditionFactory()
        SessionFactory.create_batch(count, edition=last)
        RoomFactory.create_batch(count, edition=last)

    with django_assert_num_queries(3):
        administrator.get(NEW)
    with django_assert_num_queries(9):
        administrator.get(f"{NEW}from/{last.slug}/")

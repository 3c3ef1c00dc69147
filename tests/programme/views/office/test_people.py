"""People at the desk: found by name and by what is missing, changed without losing anybody's words."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from tests.factories import AppearanceFactory, EditionFactory, PersonFactory, SessionFactory
from tests.kernel.uploads import files
from tests.programme.views.office.desks import at_the_desk, co_organising, filled_in

from hromada.accounts.models import Person
from hromada.kernel.localised import Localised
from hromada.programme import actions, queries
from hromada.programme.models import Appearance, Role
from hromada.programme.snapshot import Finality

pytestmark = pytest.mark.django_db

ALL = "/en/office/auental/people/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def edition():
    return EditionFactory(slug="auental", is_public=True)


def someone(edition, name: str, **more: Any) -> Appearance:
    return AppearanceFactory(session__edition=edition, person__name=Localised({"en": name}), **more)


def names(page: Any) -> list[str]:
    return [one.person.name.text("en") for one in page.context["page"]]


def read(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_people_are_found_by_name_and_by_what_is_missing(edition):
    whole = Localised({"de": "Lebt", "uk": "Живе", "en": "Lives"})
    someone(edition, "Olena Koval", person__biography=whole)
    Person.objects.update(portrait="portraits/a/480.webp", portrait_width=480, portrait_height=480)
    someone(edition, "Mara Linden", state="to_be_confirmed", person__biography=Localised({"de": "Lebt"}))
    someone(edition, "Taras Selenyj", person__email=None, person__biography=whole)
    someone(EditionFactory(), "Elsewhere")
    client = at_the_desk(edition, Role.Kind.READER)

    found = {
        asked: names(client.get(f"{ALL}?{asked}"))
        for asked in (
            "",
            "q=koval+OLE",
            "q=nobody",
            "lacks=tbc",
            "lacks=portrait",
            "lacks=biography-uk",
            "lacks=biography-de",
            "lacks=address",
            "q=mara&lacks=address",
            "lacks=whatever",
        )
    }

    everyone = ["Mara Linden", "Olena Koval", "Taras Selenyj"]
    assert found == {
        "": everyone,
        "q=koval+OLE": ["Olena Koval"],
        "q=nobody": [],
        "lacks=tbc": ["Mara Linden"],
        "lacks=portrait": ["Mara Linden", "Taras Selenyj"],
        "lacks=biography-uk": ["Mara Linden"],
        "lacks=biography-de": [],
        "lacks=address": ["Taras Selenyj"],
        "q=mara&lacks=address": [],
        "lacks=whatever": everyone,
    }


def test_a_person_is_changed_and_the_public_reads_it_after_the_next_release(edition):
    appearance = someone(edition, "Olena Koval", person__key="olena")
    actions.publish(edition, finality=Finality.FINAL, note={}, by=None)
    client = at_the_desk(edition)
    address = f"{ALL}{appearance.person_id}/"
    sent = filled_in(client.get(address).content) | {
        "biography_uk": "Живе у Львові.",
        "portrait": SimpleUploadedFile("o.jpg", files.picture(size=(900, 900))),
        "portrait_credit": "Anna Licht",
        "published_with_consent_on": "2030-01-02",
        "email": "Olena@Hromada.example",
    }

    answer = client.post(address, sent)

    person = Person.objects.get(pk=appearance.person_id)
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert (person.biography, person.email) == ({"uk": "Живе у Львові."}, "olena@hromada.example")
    assert (person.portrait_width, person.published_with_consent_on) == (900, date(2030, 1, 2))
    assert public(edition) == ({}, None)
    actions.publish(edition, finality=Finality.FINAL, note={}, by=None)
    assert public(edition) == ({"uk": "Живе у Львові."}, person.portrait.name)


def public(edition) -> tuple[Any, Any]:
    (speaker,) = queries.public_edition(edition.slug).programme.speakers
    return speaker.biography, speaker.portrait.path if speaker.portrait else None


def test_two_who_write_the_same_are_asked_and_nothing_is_lost(edition):
    person = someone(edition, "Olena Koval", person__biography=Localised({"de": "Alt"})).person
    one, other = at_the_desk(edition), at_the_desk(edition)
    address = f"{ALL}{person.pk}/"
    first, second = (filled_in(client.get(address).content) for client in (one, other))
    one.post(address, first | {"biography_de": "Von der einen", "portrait_credit": "Anna Licht"})

    clash = other.post(address, second | {"biography_de": "Von der anderen", "biography_uk": "Нове"})

    assert clash.status_code == 409
    assert "Von der einen" in clash.content.decode()
    assert filled_in(clash.content)["biography_de"] == "Von der anderen"
    other.post(address, filled_in(clash.content) | {"choice:biography.de": "mine"})
    person.refresh_from_db()
    assert person.biography == {"de": "Von der anderen", "uk": "Нове"}
    assert person.portrait_credit == "Anna Licht"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name_en": ""}, "This field is required."),
        ({"email": "taken@hromada.example"}, "already exists"),
        ({"key": "taken"}, "already exists"),
        ({"key": "not a key"}, "slug"),
        ({"published_with_consent_on": "yesterday"}, "valid date"),
        ({"language": "xx"}, "valid choice"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(edition, wrong, sentence):
    PersonFactory(email="taken@hromada.example", key="taken")
    person = someone(edition, "Olena Koval").person
    client = at_the_desk(edition)
    address = f"{ALL}{person.pk}/"

    answer = client.post(address, filled_in(client.get(address).content) | wrong)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_portrait_needs_a_credit(edition):
    person = someone(edition, "Olena Koval").person
    client = at_the_desk(edition)
    address = f"{ALL}{person.pk}/"
    sent = filled_in(client.get(address).content)

    answer = client.post(address, sent | {"portrait": SimpleUploadedFile("o.jpg", files.picture(size=(300, 300)))})

    assert answer.status_code == 422
    assert "Say who made the picture" in answer.content.decode()


def test_as_what_somebody_was_announced_is_shown_for_each_conference(edition):
    person = someone(edition, "Olena Koval", function=Localised({"en": "Mayor"})).person
    earlier = EditionFactory(starts_on=date(2028, 5, 14))
    AppearanceFactory(session__edition=earlier, person=person, function=Localised({"en": "Councillor"}))

    said = read(at_the_desk(edition).get(f"{ALL}{person.pk}/"))

    assert (
        said.index("Partnership Conference (2030)") < said.index("Mayor") < said.index("Partnership Conference (2028)")
    )
    assert said.index("Partnership Conference (2028)") < said.index("Councillor")


def test_somebody_new_is_named_and_known_from_then_on(edition):
    client = at_the_desk(edition)
    sent = filled_in(client.get(f"{ALL}new/").content) | {"name_uk": "Олена Коваль", "email": "olena@hromada.example"}

    answer = client.post(f"{ALL}new/", sent)

    made = Person.objects.get(email="olena@hromada.example")
    assert answer["Location"] == f"{ALL}{made.pk}/"
    assert client.get(answer["Location"]).status_code == 200
    assert names(client.get(ALL)) == ["Олена Коваль"]
    assert at_the_desk(EditionFactory(slug="other")).get(f"/en/office/other/people/{made.pk}/").status_code == 404


def test_nobody_is_looked_up_who_is_not_of_this_conference(edition):
    elsewhere = AppearanceFactory().person
    participant = PersonFactory()
    client = at_the_desk(edition, Role.Kind.ORGANISER)

    for person in (elsewhere, participant, client.person):
        assert client.get(f"{ALL}{person.pk}/").status_code == 404
        beside = f"/en/office/auental/beside/accounts.person:{person.pk}/"
        assert client.post(beside, {"base": "0"}).status_code == 404


def test_a_reader_reads_and_changes_nothing(edition):
    person = someone(edition, "Olena Koval", person__biography=Localised({"en": "Lives in Lviv"})).person
    client = at_the_desk(edition, Role.Kind.READER)

    page = client.get(f"{ALL}{person.pk}/")

    assert "Lives in Lviv" in page.content.decode()
    assert "<textarea" not in page.content.decode()
    assert client.post(f"{ALL}{person.pk}/", {"name_en": "Other"}).status_code == 404
    assert client.get(f"{ALL}new/").status_code == 404


def test_a_co_organiser_meets_the_people_of_their_branch_only(edition):
    own = someone(edition, "Own", person__email="own@hromada.example")
    other = someone(edition, "Other", person__email="other@hromada.example")
    AppearanceFactory(
        session=SessionFactory(edition=edition, title=Localised({"en": "Secret session"})),
        person=own.person,
        function=Localised({"en": "Secret function"}),
    )
    client = co_organising(own.session)

    listed, page = client.get(ALL), client.get(f"{ALL}{own.person_id}/")

    assert names(listed) == ["Own"]
    assert "own@hromada.example" in listed.content.decode()
    for hidden in ("other@hromada.example", "Secret session", "Secret function"):
        assert hidden not in listed.content.decode() + page.content.decode()
    assert client.get(f"{ALL}{other.person_id}/").status_code == 404
    assert client.post(f"{ALL}{own.person_id}/", {"email": "x@hromada.example"}).status_code == 404


def test_two_rows_are_found_shown_beside_one_another_and_made_one(edition):
    stays = someone(edition, "Olena Koval").person
    goes = someone(edition, "Olena K. Koval", person__email="hidden@hromada.example").person
    client = at_the_desk(edition)
    address = f"{ALL}{stays.pk}/merge/"

    found = client.get(f"{address}?q=koval").content.decode()
    shown = client.get(f"{address}?with={goes.pk}")
    answer = client.post(f"{address}?with={goes.pk}")

    assert re.findall(r'href="\?with=(\d+)"', found) == [str(goes.pk)]
    assert "Olena K. Koval" in shown.content.decode()
    assert "hidden@" not in found + shown.content.decode()
    assert answer["Location"] == f"{ALL}{stays.pk}/"
    assert Person.objects.filter(pk=goes.pk).exists() is False
    assert Appearance.objects.filter(person=stays).count() == 2


@pytest.mark.parametrize("wanted", ["0", "x", "9" * 30, "-1"])
def test_hostile_numbers_find_nobody(edition, wanted):
    person = someone(edition, "Olena Koval").person
    client = at_the_desk(edition)

    assert client.get(f"{ALL}{person.pk}/merge/?with={wanted}").status_code in (200, 404)
    assert client.post(f"{ALL}{person.pk}/merge/?with={wanted}").status_code in (200, 404)
    assert Person.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_form_cost_the_same_for_one_person_and_for_three(edition, count, django_assert_num_queries):
    person = someone(edition, "Olena Koval").person
    for number in range(count - 1):
        someone(edition, f"Someone {number}")
        AppearanceFactory(session__edition=edition, person=person)
    client = at_the_desk(edition)

    with override("en"):
        with django_assert_num_queries(7):
            client.get(ALL)
        with django_assert_num_queries(12):
            client.get(f"{ALL}{person.pk}/")

"""Administrators keep the organisations: look for gaps, mend them, add and delete."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override
from tests.factories import EditionBodyFactory, PersonFactory
from tests.network.builders import organisation, partnership
from tests.programme.views.office.desks import filled_in

from hromada.kernel import pages
from hromada.kernel.audit import history_of
from hromada.kernel.localised import Localised
from hromada.kernel.refusal import Refusal
from hromada.kernel.removing import restore
from hromada.network import actions
from hromada.network.models import Organisation

pytestmark = pytest.mark.django_db

LIST = "/en/office/network/"
HOSTILE = "<script>alert(1)</script>\u202e{{ 7*7 }}'\""


@pytest.fixture
def person():
    return PersonFactory(is_superuser=True)


@pytest.fixture
def administrator(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(one: Organisation) -> str:
    return f"{LIST}organisations/{one.pk}/"


def shown(answer) -> list[str]:
    return [str(one) for one in answer.context["page"].object_list]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("", ["Berlin", "Kyjiw", "Verein", "Winnyzja"]),
        ("q=ber", ["Berlin"]),
        ("q=Вінн", ["Winnyzja"]),
        ("country=UA", ["Kyjiw", "Winnyzja"]),
        ("gap=coordinates", ["Kyjiw"]),
        ("gap=name_uk", ["Berlin", "Kyjiw", "Verein"]),
        ("gap=name_en", ["Kyjiw", "Verein", "Winnyzja"]),
        ("gap=name_de", []),
        ("gap=population", ["Winnyzja"]),
        ("country=UA&gap=name_uk", ["Kyjiw"]),
        ("q=...", []),
        ("gap=sense&country=XX", ["Berlin", "Kyjiw", "Verein", "Winnyzja"]),
    ],
)
def test_the_list_is_searched_and_filtered_by_what_is_missing(administrator, wish, expected):
    organisation(names={"de": "Berlin", "en": "Berlin"}, slug="berlin", population=3_600_000)
    organisation("Kyjiw", slug="kyjiw", country="UA", latitude=None, longitude=None, population=3_000_000)
    organisation("Verein", slug="verein", kind="association")
    organisation(names={"de": "Winnyzja", "uk": "Вінниця"}, slug="winnyzja", country="UA")

    with override("de"):
        answer = administrator.get(f"{LIST}?{wish}")
        assert (answer.status_code, shown(answer)) == (200, expected)


def test_long_lists_have_pages(administrator):
    for _number in range(51):
        organisation()

    pages_of_list = [administrator.get(f"{LIST}?page={number}") for number in (1, 2)]

    assert [len(answer.context["page"].object_list) for answer in pages_of_list] == [50, 1]


def test_a_new_organisation_gets_its_address_from_its_name(administrator, person):
    organisation("Münster", slug="muenster")
    sent = {"name_de": "Münster", "name_uk": "Мюнстер", "country": "DE", "kind": "municipality"}

    answer = administrator.post(
        f"{LIST}organisations/new/", {**sent, "aliases": "Monastery\r\n\r\n  Mimigernaford \r\nMonastery"}
    )

    made = Organisation.objects.exclude(slug="muenster").get()
    assert (answer.status_code, answer["Location"]) == (302, LIST)
    assert (made.slug, made.name, made.aliases, made.key) == (
        "muenster-de",
        {"de": "Münster", "uk": "Мюнстер"},
        ["Monastery", "Mimigernaford"],
        None,
    )
    assert list(Organisation.objects.search("mimiger")) == [made]
    assert [(entry.verb, entry.by) for entry in history_of(made)] == [("created", person)]


def test_what_is_wrong_is_said_and_nothing_is_written(administrator):
    organisation(key="DE-1")
    wrong = {"country": "DE", "kind": "municipality", "key": "DE-1", "latitude": "51", "population": "-3"}

    answer = administrator.post(f"{LIST}organisations/new/", {**wrong, "aliases": "x" * 301})

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "This field is required." in said
    assert "Organisation with this Key of the import already exists." in said
    assert "A line has at most 300 characters." in said
    assert "Ensure this value is greater than or equal to 0." in said
    assert Organisation.objects.count() == 1


def test_half_a_place_on_earth_is_none(administrator):
    sent = {"name_de": "Ort", "country": "DE", "kind": "municipality", "latitude": "51"}

    answer = administrator.post(f"{LIST}organisations/new/", sent)

    assert answer.status_code == 422
    assert "Coordinates are a latitude and a longitude on the globe, or neither." in answer.content.decode()


def test_a_form_sent_back_untouched_changes_nothing(administrator):
    one = organisation(
        names={"de": "Kyjiw", "pl": "Kijów"}, aliases=["Kiew", "Kiev"], country="XK", key="UA-1", population=3_000_000
    )
    before = Organisation.objects.values().get(pk=one.pk)

    answer = administrator.post(page_of(one), filled_in(administrator.get(page_of(one)).content))

    assert answer.status_code == 302
    assert Organisation.objects.values().get(pk=one.pk) == before
    assert not history_of(one).exists()


def test_a_change_is_written_found_and_shown_to_the_public(administrator, django_capture_on_commit_callbacks):
    one = organisation("Kyjiw", slug="kyjiw")
    sent = filled_in(administrator.get(page_of(one)).content)
    client = Client()
    before = client.get("/uk/network/kyjiw/").content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        answer = administrator.post(page_of(one), {**sent, "name_uk": "Київ"})

    assert (answer.status_code, answer["Location"]) == (302, page_of(one))
    assert ("Київ" in before, "Київ" in client.get("/uk/network/kyjiw/").content.decode()) == (False, True)
    assert list(Organisation.objects.search("киї")) == [one]
    assert history_of(one).get().details["changes"] == {"name.uk": [None, "Київ"]}


def test_what_another_one_wrote_meanwhile_is_put_beside(administrator, person):
    one = organisation("Kyjiw", note="old")
    sent = filled_in(administrator.get(page_of(one)).content)
    other = PersonFactory()
    actions.edit_organisation(one, {"note": "theirs", "population": 5}, by=other)

    clash = administrator.post(page_of(one), {**sent, "note": "mine"})
    settled = administrator.post(page_of(one), {**filled_in(clash.content), "choice:note": "mine"})

    said = clash.content.decode()
    assert (clash.status_code, settled.status_code) == (409, 302)
    assert ("theirs" in said, "mine" in said, str(other) in said) == (True, True, True)
    one.refresh_from_db()
    assert (one.note, one.population) == ("mine", 5)


def test_one_without_partnerships_is_deleted_and_can_be_brought_back(administrator):
    one = organisation("Kyjiw")
    body = EditionBodyFactory(organisation=one)

    asked = administrator.get(f"{page_of(one)}delete/")
    answer = administrator.post(f"{page_of(one)}delete/")

    body.refresh_from_db()
    assert "the name stays as it was announced" in asked.content.decode()
    assert (answer["Location"], Organisation.objects.count(), body.organisation) == (LIST, 0, None)
    restore(history_of(one).get(), by=None)
    body.refresh_from_db()
    assert (list(Organisation.objects.search("kyji")), body.organisation) == ([one], one)


def test_a_partner_is_not_deleted(administrator):
    one, other = organisation("Leipzig"), organisation("Kyjiw")
    partnership(one, other)

    asked = administrator.get(f"{page_of(one)}delete/")
    answer = administrator.post(f"{page_of(one)}delete/")

    assert [str(row.partnership) for row in asked.context["rows"]] == ["Leipzig – Kyjiw"]
    assert '<button class="kern-btn kern-btn--primary"' not in asked.content.decode()
    assert answer.status_code == 409
    assert "“Leipzig” is a partner in: Leipzig – Kyjiw." in answer.content.decode()
    assert Organisation.objects.count() == 2


def test_many_partnerships_are_not_all_named():
    one = organisation("Leipzig")
    for number in range(7):
        partnership(one, organisation(f"Ort{number}"))

    with pytest.raises(Refusal) as refusal:
        actions.delete_organisation(one, by=None)

    assert str(refusal.value).count("–") == 5
    assert "…" in str(refusal.value)


def test_whatever_is_typed_stays_text(administrator):
    one = organisation(
        names=dict.fromkeys(("de", "uk", "en"), HOSTILE),
        note=HOSTILE,
        aliases=[HOSTILE],
        region=Localised({"de": HOSTILE}),
    )
    partnership(one, organisation())

    for path in (LIST, page_of(one), f"{page_of(one)}delete/", f"{LIST}?q={HOSTILE}"):
        answer = administrator.get(path)
        assert (path, answer.status_code, "<script>alert" in answer.content.decode()) == (path, 200, False)


def test_who_else_has_it_open_is_told(administrator):
    one = organisation()
    other = PersonFactory(is_superuser=True)
    their_client = Client()
    their_client.force_login(other)
    their_client.post(f"{page_of(one)}beside/", {"base": "0"})

    answer = administrator.post(f"{page_of(one)}beside/", {"base": "0"})

    assert str(other) in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_form_cost_the_same_for_one_and_three(administrator, count, django_assert_num_queries):
    for _number in range(count):
        one = organisation()
        for _partner in range(count):
            partnership(one, organisation())
    pages.forget_all()

    with django_assert_num_queries(6):
        administrator.get(LIST)
    with django_assert_num_queries(7):
        administrator.get(page_of(one))

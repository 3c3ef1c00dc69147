"""Administrators keep the partnerships: their partners in order, and what is known of each bond."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories import PersonFactory
from tests.network.builders import organisation, partnership
from tests.programme.views.office.desks import filled_in

from hromada.kernel import editing
from hromada.kernel.audit import history_of
from hromada.kernel.localised import Localised
from hromada.kernel.refusal import Refusal
from hromada.kernel.removing import restore
from hromada.network import actions, rules
from hromada.network.models import Organisation, Partnership

pytestmark = pytest.mark.django_db

LIST = "/en/office/network/partnerships/"
HOSTILE = "<script>alert(1)</script>\u202e{{ 7*7 }}'\""


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(PersonFactory(is_superuser=True))
    return client


@pytest.fixture
def places() -> list[Organisation]:
    return [organisation("Leipzig"), organisation("Kyjiw", country="UA"), organisation("Krakau", country="PL")]


def page_of(bond: Partnership) -> str:
    return f"{LIST}{bond.pk}/"


def order(bond: Partnership) -> str:
    return str(Partnership.objects.get(pk=bond.pk))


def sent_by(administrator: Client, bond: Partnership) -> dict:
    """What the page sends untouched, with its partners in order."""
    page = administrator.get(page_of(bond))
    return {**filled_in(page.content), "organisations": [one.pk for one in page.context["form"].partners]}


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("", ["Aachen – Odessa", "Leipzig – Kyjiw"]),
        ("q=kyj", ["Leipzig – Kyjiw"]),
        ("q=leip+aach", []),
        ("kind=solidarity", ["Aachen – Odessa"]),
        ("status=active&kind=twinning", ["Leipzig – Kyjiw"]),
        ("status=dormant", []),
        ("kind=nonsense", ["Aachen – Odessa", "Leipzig – Kyjiw"]),
    ],
)
def test_the_list_is_searched_by_partner_and_filtered(administrator, wish, expected):
    partnership(organisation("Leipzig", slug="leipzig"), organisation("Kyjiw", slug="kyjiw"))
    partnership(organisation("Aachen", slug="aachen"), organisation("Odessa", slug="odessa"), kind="solidarity")

    answer = administrator.get(f"{LIST}?{wish}")

    assert [str(row.partnership) for row in answer.context["rows"]] == expected


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("up:2", ["2", "1", "3"]),
        ("up:1", ["1", "2", "3"]),
        ("down:2", ["1", "3", "2"]),
        ("down:3", ["1", "2", "3"]),
        ("out:2", ["1", "3"]),
        ("add:4", ["1", "2", "3", "4"]),
        ("add:2", ["1", "2", "3"]),
        ("up:9", ["1", "2", "3"]),
        ("out:", ["1", "2", "3"]),
        ("find", ["1", "2", "3"]),
        ("juggle:2", ["1", "2", "3"]),
    ],
)
def test_partners_are_put_in_order_step_by_step(step, expected):
    assert rules.rearranged(["1", "2", "3"], step) == expected


@pytest.mark.parametrize(
    ("row", "step", "expected"),
    [
        ("123", "up:2", "up:2"),
        ("213", "up:2", "down:2"),
        ("132", "down:2", "up:2"),
        ("1", "up:1", "find"),
        ("13", "out:2", "find"),
        ("134", "add:4", "find"),
        ("13", "up:9", "find"),
    ],
)
def test_the_keyboard_goes_on_where_it_was(row, step, expected):
    assert rules.next_step(list(row), step) == expected


def test_those_whose_own_name_it_is_are_found_first(administrator):
    region = Localised({"de": "Oblast Kyjiw"})
    around = [organisation(f"A{number}", region=region, slug=f"a-{number:02}") for number in range(14)]
    kyjiw = organisation("Kyjiw", slug="kyjiw")

    found = administrator.post(f"{LIST}new/", {"find": "kyj", "step": "find"}).context["form"].found

    assert list(found) == [kyjiw, *around[:11]]


def test_partners_are_found_and_added_before_anything_is_written(administrator, places):
    leipzig, kyjiw, _krakau = places
    typed = {"kind": "twinning", "status": "active", "since": "1961", "note": "so far"}

    found = administrator.post(f"{LIST}new/", {**typed, "find": "kyj", "step": "enter"})
    added = administrator.post(f"{LIST}new/", {**filled_in(found.content), "find": "kyj", "step": f"add:{kyjiw.pk}"})
    more = {**filled_in(added.content), "organisations": [kyjiw.pk], "step": f"add:{leipzig.pk}"}
    both = administrator.post(f"{LIST}new/", more)
    sent = {**filled_in(both.content), "organisations": [kyjiw.pk, leipzig.pk]}
    before = Partnership.objects.count()
    answer = administrator.post(f"{LIST}new/", {**sent, "step": "enter"})

    made = Partnership.objects.get()
    assert list(found.context["form"].found) == [kyjiw]
    assert (added.context["form"].partners, added.context["form"]["find"].value()) == ([kyjiw], "")
    assert filled_in(both.content)["note"] == "so far"
    assert (before, answer.status_code, answer["Location"]) == (0, 302, LIST)
    assert (order(made), made.since, made.note) == ("Kyjiw – Leipzig", "1961", "so far")
    assert [entry.verb for entry in history_of(made)] == ["created"]


@pytest.mark.parametrize(
    ("partners", "sentence"),
    [
        ([0], "A partnership has at least two partners."),
        ([0, 0], "An organisation can be a partner only once."),
        ([0, "17x"], "One of the partners has been deleted since. Please look at them again."),
        ([0, 10**30], "One of the partners has been deleted since. Please look at them again."),
    ],
)
def test_partners_are_two_or_more_and_different(administrator, places, partners, sentence):
    chosen = [places[one].pk if one in (0, 1) else one for one in partners]

    answer = administrator.post(f"{LIST}new/", {"kind": "twinning", "status": "active", "organisations": chosen})

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not Partnership.objects.exists()


@pytest.mark.parametrize("since", ["2023-02-30", "23", "2023-2", "yesterday", "٢٠٢٣"])
def test_since_is_a_year_a_month_or_a_day(administrator, places, since):
    sent = {"kind": "twinning", "status": "active", "organisations": [one.pk for one in places], "since": since}

    answer = administrator.post(f"{LIST}new/", sent)

    assert answer.status_code == 422
    assert "Since when is a year, a month or a day" in answer.content.decode()


def test_a_form_sent_back_untouched_changes_nothing(administrator, places):
    bond = partnership(*places, since="2023-02", kind="other", kind_name=Localised({"de": "Band", "pl": "Więź"}))

    answer = administrator.post(page_of(bond), sent_by(administrator, bond))

    assert (answer.status_code, answer["Location"]) == (302, page_of(bond))
    assert (order(bond), history_of(bond).exists()) == ("Leipzig – Kyjiw – Krakau", False)


def test_order_and_facts_are_changed_together_and_taken_back(administrator, places):
    leipzig, kyjiw, krakau = places
    bond = partnership(leipzig, kyjiw)
    sent = sent_by(administrator, bond)

    administrator.post(page_of(bond), {**sent, "since": "1961", "organisations": [kyjiw.pk, krakau.pk, leipzig.pk]})

    entry = history_of(bond).get()
    assert order(bond) == "Kyjiw – Krakau – Leipzig"
    assert entry.details["changes"] == {
        "since": ["", "1961"],
        "organisations": [[leipzig.pk, kyjiw.pk], [kyjiw.pk, krakau.pk, leipzig.pk]],
    }
    editing.undo(entry, bond, by=None)
    assert (order(bond), Partnership.objects.get().since) == ("Leipzig – Kyjiw", "")


def test_what_refers_to_a_deleted_partner_is_not_taken_back(places):
    leipzig, kyjiw, krakau = places
    bond = partnership(leipzig, kyjiw)
    actions.edit_partnership(bond, {"organisations": [leipzig, krakau]}, by=None)
    actions.delete_organisation(kyjiw, by=None)

    with pytest.raises(Refusal, match="has been deleted since"):
        editing.undo(history_of(bond).get(), bond, by=None)

    assert order(bond) == "Leipzig – Krakau"


def test_partners_that_another_one_changed_meanwhile_are_put_beside(administrator, places):
    leipzig, kyjiw, krakau = places
    bond = partnership(leipzig, kyjiw)
    sent = sent_by(administrator, bond)
    actions.edit_partnership(bond, {"organisations": [leipzig, krakau], "since": "1961"}, by=PersonFactory())

    clash = administrator.post(page_of(bond), {**sent, "organisations": [kyjiw.pk, leipzig.pk]})
    mine = clash.context["form"].partners
    choice = {**filled_in(clash.content), "organisations": [kyjiw.pk, leipzig.pk], "choice:organisations": "theirs"}
    # A step in between forgets no choice.
    between = administrator.post(page_of(bond), {**choice, "step": f"down:{kyjiw.pk}"})
    kept = {**filled_in(between.content), "organisations": [leipzig.pk, kyjiw.pk]}
    administrator.post(page_of(bond), kept)

    assert (clash.status_code, mine) == (409, [kyjiw, leipzig])
    assert "Leipzig, Krakau" in clash.content.decode()
    assert (order(bond), Partnership.objects.get().since) == ("Leipzig – Krakau", "1961")


def test_a_partner_that_was_deleted_meanwhile_is_refused(places):
    leipzig, kyjiw, krakau = places
    bond = partnership(leipzig, kyjiw)
    actions.delete_organisation(krakau, by=None)

    with pytest.raises(Refusal, match="has been deleted since"):
        actions.edit_partnership(bond, {"organisations": [leipzig, krakau]}, by=None)

    assert order(bond) == "Leipzig – Kyjiw"


@pytest.mark.parametrize(("partners", "code"), [([0], "too_few"), ([], "too_few"), ([0, 1, 0], "twice")])
def test_the_action_refuses_what_is_no_partnership(places, partners, code):
    values = {"kind": "twinning", "status": "active", "organisations": [places[one] for one in partners]}

    with pytest.raises(Refusal) as refusal:
        actions.create_partnership(values, by=None)

    assert refusal.value.code == code


def test_a_partnership_is_deleted_and_can_be_brought_back(administrator, places):
    bond = partnership(*places)

    asked = administrator.get(f"{page_of(bond)}delete/")
    answer = administrator.post(f"{page_of(bond)}delete/")

    assert "The organisations stay." in asked.content.decode()
    assert (answer["Location"], Partnership.objects.count(), Organisation.objects.count()) == (LIST, 0, 3)
    restore(history_of(bond).get(), by=None)
    assert order(bond) == "Leipzig – Kyjiw – Krakau"


def test_whatever_is_typed_stays_text(administrator):
    hostile = Localised(dict.fromkeys(("de", "uk", "en"), HOSTILE))
    places = [organisation(names=hostile) for _number in range(2)]
    bond = partnership(*places, kind="other", kind_name=hostile, source=f"javascript:{HOSTILE}", note=HOSTILE)
    stepped = {"find": "script", "step": "find", "organisations": [places[0].pk, HOSTILE]}

    answers = [administrator.get(path) for path in (LIST, page_of(bond), f"{page_of(bond)}delete/")]
    answers += [
        administrator.post(page_of(bond), {**stepped, "step": step}) for step in ("find", HOSTILE, f"add:{HOSTILE}")
    ]

    assert [answer.status_code for answer in answers] == [200] * 6
    assert [answer for answer in answers if "<script>alert" in answer.content.decode()] == []


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_form_cost_the_same_for_one_and_three(administrator, count, django_assert_num_queries):
    for _number in range(count):
        bond = partnership(*(organisation() for _partner in range(count + 1)))

    with django_assert_num_queries(5):
        administrator.get(LIST)
    with django_assert_num_queries(9):
        administrator.get(page_of(bond))

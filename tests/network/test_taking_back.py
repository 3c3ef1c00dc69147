"""Organisations and partnerships: what was done to them is taken back, file by file too; the map follows."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override
from tests.factories import AppearanceFactory, PersonFactory
from tests.network.builders import KYJIW, LEIPZIG, LUBLIN, organisation, partnership, partnership_row

from hromada.kernel import pages
from hromada.kernel.audit import Together, name_of
from hromada.kernel.histories.taking_back import take_all_back, take_back
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.kernel.refusal import Refusal
from hromada.network import actions
from hromada.network.importing import import_network
from hromada.network.models import Organisation, Partner, Partnership

pytestmark = pytest.mark.django_db

HERE = "/en/office/history/"


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(PersonFactory(is_superuser=True))
    return client


def last() -> AuditEntry:
    return AuditEntry.objects.latest("pk")


def everything() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Organisation, Partnership)] + [
        list(Partner.objects.order_by("partnership", "position").values("partnership", "organisation", "position"))
    ]


def found(query: str) -> list[str]:
    return [str(one) for one in Organisation.objects.search(query)]


def test_a_changed_name_and_alias_are_taken_back_in_the_search_too(administrator):
    lviv = organisation("Lwiw", country="UA")
    actions.edit_organisation(lviv, {"name": Localised({"de": "Lemberg"}), "aliases": ["Leopolis"]}, by=None)
    with override("de"):
        before = found("Leopolis")
        answer = administrator.post(f"{HERE}{last().pk}/take-back/")
        after = found("Leopolis"), found("Lwiw")

    assert (before, answer.status_code, after) == (["Lemberg"], 302, ([], ["Lwiw"]))


def test_a_deleted_organisation_comes_back_to_where_it_was_named(administrator):
    lviv = organisation("Lwiw", country="UA", slug="lwiw")
    appearance = AppearanceFactory(organisation=lviv)
    deleted = actions.delete_organisation(lviv, by=None)
    gone = Client().get("/de/network/lwiw/").status_code

    administrator.post(f"{HERE}{deleted.pk}/take-back/")

    appearance.refresh_from_db()
    assert (gone, Client().get("/de/network/lwiw/").status_code, appearance.organisation) == (404, 200, lviv)


def test_a_partnership_comes_back_with_its_partners_in_order_and_not_without_them():
    one, two = organisation("Leipzig"), organisation("Kyjiw", country="UA")
    bond = partnership(two, one)
    deleted = actions.delete_partnership(bond, by=None)
    of_partner = actions.delete_organisation(one, by=None)

    with override("en"), pytest.raises(Refusal, match="Bring that back first"):
        take_back(deleted, by=None)
    take_back(of_partner, by=None)
    take_back(deleted, by=None)

    with override("de"):
        assert [str(bond) for bond in Partnership.objects.with_partners()] == ["Kyjiw – Leipzig"]


def test_a_change_of_partners_is_not_taken_back_to_one_that_is_gone():
    one, two, three = (organisation(name) for name in ("Leipzig", "Lublin", "Kyjiw"))
    bond = partnership(one, two)
    actions.edit_partnership(bond, {"organisations": [one, three]}, by=None)
    change = last()
    actions.delete_organisation(two, by=None)

    with pytest.raises(Refusal, check=lambda no: no.code == "gone"):
        take_back(change, by=None)


def test_a_new_organisation_goes_unless_it_is_a_partner_or_named_already():
    alone, partner, named = (
        actions.create_organisation({"name": Localised({"de": name}), "country": "DE"}, by=None)
        for name in ("Alleinau", "Partnerau", "Namensau")
    )
    bound = partnership(partner, organisation())
    AppearanceFactory(organisation=named)
    created = {entry.thing: entry for entry in AuditEntry.objects.filter(verb="created")}

    take_back(created[name_of(alone)], by=None)
    for one, code in ((partner, "in_partnership"), (named, "still_needed")):
        with pytest.raises(Refusal, check=lambda no, code=code: no.code == code):
            take_back(created[name_of(one)], by=None)

    assert set(Organisation.objects.filter(slug__endswith="au")) == {partner, named}
    assert list(Partnership.objects.all()) == [bound]


def test_what_was_changed_since_is_refused_in_words(administrator):
    lviv = organisation("Lwiw", country="UA")
    actions.edit_organisation(lviv, {"population": 1}, by=None)
    early = last()
    actions.edit_organisation(lviv, {"population": 2}, by=None)

    page = administrator.get(HERE, {"thing": name_of(lviv)}).content.decode()
    answer = administrator.post(f"{HERE}{early.pk}/take-back/")

    assert "Changed again since: Inhabitants." in page
    assert (answer.status_code, "has been changed again since" in answer.content.decode()) == (409, True)


def test_a_file_goes_again_with_one_press_and_the_pages_are_forgotten_once(files, administrator, monkeypatch):
    bond = partnership_row("P-1", "DE-1", "UA-1")
    files.write([LEIPZIG, KYJIW], [bond])
    import_network(files.organisations, files.partnerships, dry_run=False)
    before = everything()
    changed = [{**LEIPZIG, "name_en": "Leipsic", "population": "1"}, KYJIW, LUBLIN]
    files.write(changed, [{**bond, "de_id": "PL-1"}, partnership_row("P-2", "DE-1", "PL-1")])
    report = import_network(files.organisations, files.partnerships, dry_run=False)
    after = everything()
    told: list[str] = []
    monkeypatch.setattr(pages, "forget_all", lambda: told.append("forgotten"))

    page = administrator.get(HERE, {"batch": report.batch}).content.decode()
    answer = administrator.post(f"{HERE}{last().pk}/take-back/all/", follow=True).content.decode()
    back = everything()
    again = take_all_back(AuditEntry.objects.filter(batch=last().batch), by=None, of=Together.FILE)

    assert "4 changes made at once" in page
    assert "4 changes are taken back." in answer
    assert (back, everything(), again.kept) == (before, after, [])
    assert told == ["forgotten"] * 2


def test_nobody_else_reads_or_takes_back_what_lies_above_conferences():
    lviv = organisation("Lwiw", country="UA")
    actions.edit_organisation(lviv, {"population": 1}, by=None)
    client = Client()
    client.force_login(PersonFactory(is_staff=True))

    assert [client.get(HERE).status_code, client.post(f"{HERE}{last().pk}/take-back/").status_code] == [404, 404]

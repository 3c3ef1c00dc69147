"""What the database refuses, whoever writes; and how organisations are found."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from tests.network.builders import organisation, partnership

from hromada.kernel.localised import Localised
from hromada.network.models import Organisation, Partner, Partnership

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"latitude": 51.0, "longitude": None}, "organisation_coordinates_whole_or_absent"),
        ({"latitude": None, "longitude": 12.0}, "organisation_coordinates_whole_or_absent"),
        ({"latitude": 900.0, "longitude": 12.0}, "organisation_coordinates_whole_or_absent"),
        ({"latitude": float("nan"), "longitude": 12.0}, "organisation_coordinates_whole_or_absent"),
        ({"population": -1}, "network_organisation_population_check"),
        ({"country": "Germany"[:2]}, "organisation_country_is_iso"),
        ({"kind": "galaxy"}, "organisation_kind_is_known"),
        ({"names": {}}, "organisation_has_a_name"),
    ],
)
def test_an_organisation_that_cannot_be_is_refused(facts, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        organisation(**facts)


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"since": "2023-13"}, "partnership_since_is_a_date"),
        ({"since": "long ago"}, "partnership_since_is_a_date"),
        ({"kind": "marriage"}, "partnership_kind_is_known"),
        ({"status": "happy"}, "partnership_status_is_known"),
        ({"level": "hell"}, "partnership_level_is_known"),
    ],
)
def test_a_partnership_that_cannot_be_is_refused(facts, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        partnership(organisation(), organisation(), **facts)


@pytest.mark.django_db(transaction=True)
def test_a_partnership_has_two_partners_or_more_when_the_transaction_ends():
    one, two, three = (organisation() for _ in range(3))
    pair, triangle = partnership(one, two), partnership(one, two, three)

    triangle.partners.last().delete()
    for leave_alone in (lambda: partnership(one), partnership, lambda: pair.partners.first().delete()):
        with pytest.raises(IntegrityError, match="fewer than two partners"), transaction.atomic():
            leave_alone()
    assert [[partner.organisation_id for partner in bond.partners.all()] for bond in (pair, triangle)] == [
        [one.pk, two.pk],
        [one.pk, two.pk],
    ]
    Partnership.objects.all().delete()
    assert Partner.objects.count() == 0


def test_nobody_is_twice_in_a_partnership_and_a_partner_does_not_vanish():
    one, two = organisation(), organisation()
    partnership(one, two)

    with pytest.raises(IntegrityError, match="partner_only_once"), transaction.atomic():
        partnership(one, one)
    with pytest.raises(ProtectedError):
        one.delete()


@pytest.mark.parametrize("query", ["Kiew", "Kyiv", "Київ", "київ", "kyj", "KYJIW", "kyi mist", "UA-30", " kiew "])
def test_kyjiw_is_found_by_all_its_names_and_by_the_beginning_of_a_word(query):
    kyjiw = organisation(
        names={"de": "Kyjiw", "uk": "Київ", "en": "Kyiv"},
        aliases=["Kiew"],
        region=Localised({"de": "Kyjiw (Stadt)", "en": "Misto Kyiv"}),
        region_iso="UA-30",
    )
    organisation("Kiel")

    assert list(Organisation.objects.search(query)) == [kyjiw]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("munster", ["Münster"]), ("Muenster", ["Münster"]), ("MÜNST", ["Münster"]), ("zagan", ["Żagań"]),
        ("kamjanez", ["Kam'janez"]), ("Kam’janez", ["Kam'janez"]), ("%", []), ("_", []), ("!!", []), ("ster", []),
        ("", ["Kam'janez", "Münster", "Żagań"]), ("   ", ["Kam'janez", "Münster", "Żagań"]), ("ü" * 10_000, []),
    ],
)  # fmt: skip
def test_searching_forgives_accents_and_takes_no_letter_for_a_command(query, found):
    for name in ("Münster", "Żagań", "Kam'janez"):
        organisation(name)

    assert sorted(str(one) for one in Organisation.objects.search(query)) == found


def test_a_changed_name_is_found_at_once():
    one = organisation("Nowohrad")
    one.name = Localised({"de": "Swjahel"})
    one.save(update_fields=["name"])

    assert [list(Organisation.objects.search(query)) for query in ("swjahel", "nowohrad")] == [[one], []]


def test_a_partnership_is_found_by_words_of_different_partners():
    leipzig, kyjiw, lwiw = (
        organisation("Leipzig"),
        organisation("Kyjiw", country="UA"),
        organisation("Lwiw", country="UA"),
    )
    first, second = partnership(leipzig, kyjiw), partnership(leipzig, lwiw)

    assert [list(Partnership.objects.search(query)) for query in ("leipzig", "kyjiw leipzig", "kyjiw lwiw", "?")] == [
        [first, second],
        [first],
        [],
        [],
    ]
    assert list(Partnership.objects.of(lwiw)) == [second]
    assert list(Partnership.objects.in_country("PL")) == []
    assert list(Organisation.objects.without_partnership()) == []

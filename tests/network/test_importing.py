"""Bringing a network from two files: what is written, what is told, and that it is all or nothing."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from tests.network.builders import KYJIW, LEIPZIG, LUBLIN, organisation, organisation_row, partnership, partnership_row

from hromada.accounts.models import Person
from hromada.kernel.audit import history_of
from hromada.network.importing import Outcome, import_network
from hromada.network.models import Organisation, Partnership

TWINNING = partnership_row("P1", "DE-1", "UA-1", kind="Städtepartnerschaft", since_year="1961", note="for us")


def what_is_there():
    return (
        list(Organisation.objects.order_by("pk").values()),
        list(Partnership.objects.order_by("pk").values()),
        [[str(member) for member in one.members()] for one in Partnership.objects.with_partners().order_by("pk")],
    )


def counts(report):
    return [
        {outcome.value: table.count(outcome) for outcome in Outcome if table.count(outcome)}
        for table in (report.organisations, report.partnerships)
    ]


def remarks(report):
    rows = (*report.organisations.rows, *report.partnerships.rows)
    return [(row.line, row.outcome.value, row.remarks) for row in rows if row.remarks]


def test_rows_become_organisations_and_partnerships(files, bring):
    files.write([LEIPZIG, KYJIW], [TWINNING])

    report = bring()

    assert (counts(report), report.written) == ([{"new": 2}, {"new": 1}], True)
    leipzig = Organisation.objects.get(key="DE-1")
    assert (leipzig.slug, leipzig.name, leipzig.country, leipzig.population, leipzig.latitude, leipzig.longitude) == (
        "leipzig", {"de": "Leipzig", "uk": "Лейпциг"}, "DE", 616093, 51.34, 12.37,
    )  # fmt: skip
    twinning = Partnership.objects.with_partners().get(key="P1")
    assert (str(twinning), twinning.kind, twinning.kind_name, twinning.since, twinning.status) == (
        "Leipzig – Kyiv", "twinning", {"de": "Städtepartnerschaft"}, "1961", "active",
    )  # fmt: skip


def test_a_third_and_a_fourth_partner_stand_behind_semicolons(files, bring):
    bonds = [partnership_row("P1", "DE-1", "UA-1", third_partner="Lublin;Nysa", third_partner_id="PL-1;PL-2")]
    files.write([LEIPZIG, KYJIW, LUBLIN, organisation_row("PL-2", "Nysa")], bonds)

    bring()

    assert str(Partnership.objects.with_partners().get()) == "Leipzig – Kyiv – Lublin – Nysa"


def test_a_second_run_changes_nothing_and_says_so(files, bring):
    files.write([LEIPZIG, KYJIW, LUBLIN], [TWINNING])
    bring()
    before = what_is_there()

    report = bring()

    assert report.lines()[0] == "Nothing changed."
    assert counts(report) == [{"unchanged": 3}, {"unchanged": 1}]
    assert what_is_there() == before


def test_a_trial_run_tells_the_same_and_writes_nothing(files, bring):
    files.write([LEIPZIG, KYJIW], [TWINNING])

    trial = bring(dry_run=True)

    assert (what_is_there(), trial.written) == (([], [], []), False)
    assert trial.lines()[0] == "A trial run: nothing was written."
    assert trial.lines()[1:] == bring().lines()[1:]


def test_a_changed_cell_changes_the_field_and_nothing_else(files, bring):
    files.write([LEIPZIG, KYJIW, LUBLIN], [TWINNING])
    bring()
    files.write(
        [{**LEIPZIG, "population": "620000"}, KYJIW, LUBLIN],
        [{**TWINNING, "status": "dormant", "third_partner": "Lublin", "third_partner_id": "PL-1"}],
    )

    report = bring()

    assert [row.changes for row in report.organisations.rows] == [("population",), (), ()]
    assert [row.changes for row in report.partnerships.rows] == [("status", "partners")]
    assert Organisation.objects.get(key="DE-1").population == 620000
    bond = Partnership.objects.with_partners().get()
    assert (str(bond), bond.status, bond.since) == ("Leipzig – Kyiv – Lublin", "dormant", "1961")


def test_a_blank_stays_blank_and_wipes_nothing(files, bring):
    files.write([LEIPZIG, KYJIW], [TWINNING])
    bring()
    files.write(
        [{**LEIPZIG, "population": "", "name_uk": "", "lat": "", "lon": ""}, KYJIW],
        [{**TWINNING, "since_year": "", "kind": ""}],
    )

    report = bring()

    assert counts(report) == [{"unchanged": 2}, {"unchanged": 1}]
    leipzig, kyjiw = Organisation.objects.order_by("key")
    assert (leipzig.population, leipzig.name["uk"], leipzig.latitude) == (616093, "Лейпциг", 51.34)
    assert (kyjiw.population, kyjiw.region, kyjiw.official_key) == (None, {}, "")


def test_an_address_stays_when_the_name_changes(files, bring):
    files.write([LEIPZIG, KYJIW], [TWINNING])
    bring()
    files.write([LEIPZIG, {**KYJIW, "name_de": "Kyjiw (Stadt)"}], [TWINNING])

    bring()

    assert list(Organisation.objects.values_list("slug", flat=True)) == ["kyjiw", "leipzig"]


def test_places_of_the_same_name_get_addresses_of_their_own(files, bring):
    same = [organisation_row(key, "Frankfurt") for key in ("DE-1", "DE-2", "DE-3", "PL-1")]
    files.write(same, [partnership_row("P1", "DE-1", "DE-2")])

    bring()

    assert list(Organisation.objects.order_by("key").values_list("key", "slug")) == [
        ("DE-1", "frankfurt"), ("DE-2", "frankfurt-de"), ("DE-3", "frankfurt-2"), ("PL-1", "frankfurt-pl"),
    ]  # fmt: skip


def test_what_was_entered_by_hand_is_left_alone(files, bring):
    by_hand = organisation("Leipzig", slug="leipzig")
    bond = partnership(by_hand, organisation("Brody"))
    files.write([LEIPZIG, KYJIW], [TWINNING])

    bring()

    assert list(Organisation.objects.filter(key__isnull=False).values_list("slug", flat=True)) == [
        "kyjiw",
        "leipzig-de",
    ]
    assert [str(one) for one in Partnership.objects.filter(pk=bond.pk)] == ["Leipzig – Brody"]


def test_an_import_stands_in_the_history_of_what_it_changed(files, bring, db):
    by = Person.objects.create_user("office@example.org")
    files.write([LEIPZIG, KYJIW], [TWINNING])
    import_network(files.organisations, files.partnerships, dry_run=False, by=by)
    files.write([{**LEIPZIG, "population": "1"}, KYJIW], [TWINNING])
    import_network(files.organisations, files.partnerships, dry_run=False, by=by)

    leipzig = Organisation.objects.get(key="DE-1")

    assert [(entry.verb, entry.by, entry.details) for entry in history_of(leipzig)] == [
        ("changed by import", by, {"changes": {"population": [616093, 1]}}),
        ("imported", by, {}),
    ]


@pytest.mark.parametrize(
    ("cells", "since", "remark"),
    [
        ({"since_year": "2023", "since_date": "2023-02-23"}, "2023-02-23", ()),
        ({"since_year": "", "since_date": "2023-02"}, "2023-02", ()),
        ({"since_year": "2022", "since_date": "2023-02-23"}, "",
         ("since_year is 2022, but since_date is 2023-02-23; neither was taken.",)),
    ],
)  # fmt: skip
def test_a_date_is_as_exact_as_it_is_known_and_a_contradiction_is_told(files, bring, cells, since, remark):
    files.write([LEIPZIG, KYJIW], [partnership_row("P1", "DE-1", "UA-1", **cells)])

    report = bring()

    assert (Partnership.objects.get().since, report.partnerships.rows[0].remarks) == (since, remark)


def test_contradictions_are_told_and_keep_nothing_out(files, bring):
    files.write(
        [{**LEIPZIG, "admin1_iso": "UA-30"}, KYJIW],
        [
            partnership_row("P1", "DE-1", "UA-1", de_municipality="Dresden", ua_municipality="Київ"),
            partnership_row("P2", "DE-1", "UA-1"),
        ],
    )

    report = bring()

    assert (report.written, remarks(report)) == (True, [
        (2, "new", ("country is 'DE', but admin1_iso is 'UA-30'.",)),
        (2, "new", ("'DE-1' is called 'Dresden' here, but 'Leipzig' among the organisations; the latter stays.",)),
        (3, "new", ("Says the same as 'P1': the same partners, kind and date.",)),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": ""}, "id is blank."),
        ({"country": "Germany"}, "country is 'Germany' and not two capital letters such as DE or UA."),
        ({"level": "galaxy"}, "level is 'galaxy'; known are: municipality, city_district, raion, county, region,"
         " enterprise, association, ministry, agency, ngo, other."),
        ({"name_de": "", "name_uk": " "}, "There is no name in any language."),
        ({"name_de": "L" * 301}, "name_de is longer than 300 characters."),
        ({"lat": "900"}, "lat is '900' and not a number between -90 and 90."),
        ({"lon": "12,37"}, "lon is '12,37' and not a number between -180 and 180."),
        ({"lat": "nan"}, "lat is 'nan' and not a number between -90 and 90."),
        ({"lon": ""}, "Of lat and lon, one is there and the other is blank."),
        ({"population": "-1"}, "population is '-1' and not a whole number."),
        ({"population": "٣"}, "population is '٣' and not a whole number."),
        ({"name_de": "Leip\x00zig"}, "There is a control character in the column name_de."),
        ({"name_de": "Leipzig\u202e"}, "There is a control character in the column name_de."),
    ],
)  # fmt: skip
def test_a_wrong_organisation_is_refused_with_its_reason_and_nothing_is_written(files, bring, change, reason):
    files.write([KYJIW, {**LEIPZIG, **change}, LUBLIN], [partnership_row("P1", "PL-1", "UA-1")])

    report = bring()

    assert remarks(report) == [(3, "refused", (reason,))]
    assert report.lines()[0] == "Nothing was written: 1 row was refused."
    assert what_is_there() == ([], [], [])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ua_id": "UA-9"}, "There is no organisation with the id 'UA-9'."),
        ({"ua_id": ""}, "ua_id is blank."),
        ({"ua_id": "", "ua_municipality": "Kyjiw"}, "'Kyjiw' is named, but ua_id is blank."),
        ({"third_partner": "Lublin"}, "'Lublin' is named, but third_partner_id is blank."),
        ({"third_partner_id": "DE-1"}, "'DE-1' stands there twice: nobody is their own partner."),
        ({"kind_code": "marriage"}, "kind_code is 'marriage'; known are: twinning, solidarity, friendship, project,"
         " operator, regional, other."),
        ({"status": ""}, "status is blank."),
        ({"since_year": "23"}, "since_year is '23' and not a year."),
        ({"since_date": "2023-02-30"}, "since_date is '2023-02-30' and not a date such as 2023-02-23 or 2023-02."),
        ({"since_date": "0000"}, "since_date is '0000' and not a date such as 2023-02-23 or 2023-02."),
    ],
)  # fmt: skip
def test_a_wrong_partnership_is_refused_with_its_reason_and_nothing_is_written(files, bring, change, reason):
    files.write([LEIPZIG, KYJIW], [{**TWINNING, **change}])

    report = bring()

    assert remarks(report) == [(2, "refused", (reason,))]
    assert what_is_there() == ([], [], [])


def test_every_reason_of_a_row_is_told_at_once(files, bring):
    files.write([{**LEIPZIG, "lat": "900", "population": "many"}, KYJIW], [TWINNING])

    assert remarks(bring()) == [
        (2, "refused", (
            "lat is '900' and not a number between -90 and 90.",
            "population is 'many' and not a whole number.",
        )),
    ]  # fmt: skip


def test_an_id_that_stands_there_twice_is_refused_at_its_second_line(files, bring):
    files.write([LEIPZIG, KYJIW, LEIPZIG], [TWINNING, TWINNING])

    assert remarks(bring()) == [
        (4, "refused", ("The id 'DE-1' already stands in line 2.",)),
        (3, "refused", ("The id 'P1' already stands in line 2.",)),
    ]


def test_the_report_speaks_the_language_of_the_reader(files, bring, db):
    files.write([LEIPZIG, KYJIW], [{**TWINNING, "status": ""}])

    said = {}
    for language in ("de", "uk"):
        with override(language):
            said[language] = import_network(files.organisations, files.partnerships, dry_run=False).lines()

    assert said == {
        "de": [
            "Es wurde nichts geschrieben: 1 Zeile wurde abgelehnt.",
            "municipalities.csv: 2 Zeilen: 2 neu, 0 geändert, 0 unverändert, 0 abgelehnt",
            "  Zeile 2, 'DE-1': neu.",
            "  Zeile 3, 'UA-1': neu.",
            "partnerships.csv: 1 Zeile: 0 neu, 0 geändert, 0 unverändert, 1 abgelehnt",
            "  Zeile 2, 'P1': abgelehnt. Die Spalte status ist leer.",
        ],
        "uk": [
            "Нічого не записано: 1 рядок відхилено.",
            "municipalities.csv: 2 рядки: 2 нові, 0 змінено, 0 без змін, 0 відхилено",
            "  рядок 2, 'DE-1': новий.",
            "  рядок 3, 'UA-1': новий.",
            "partnerships.csv: 1 рядок: 0 нових, 0 змінено, 0 без змін, 1 відхилено",
            "  рядок 2, 'P1': відхилено. Стовпець status порожній.",
        ],
    }

"""The network's files as their authors keep them, beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from hromada.network.importing import Outcome, import_network
from hromada.network.models import Organisation, Partnership

pytestmark = [pytest.mark.corpus, pytest.mark.django_db]

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def bring(*, dry_run=False):
    return import_network(DATA / "municipalities.csv", DATA / "partnerships.csv", dry_run=dry_run)


def test_every_row_is_taken_and_a_second_run_finds_nothing_new():
    trial, first, second = bring(dry_run=True), bring(), bring()

    rows = [
        [(len(table.rows), table.count(Outcome.NEW)) for table in (one.organisations, one.partnerships)]
        for one in (trial, first, second)
    ]
    assert rows == [[(203, 203), (113, 113)], [(203, 203), (113, 113)], [(203, 0), (113, 0)]]
    assert [one.written for one in (trial, first, second)] == [False, True, False]


def test_the_real_files_contradict_themselves_nowhere():
    report = bring()

    assert [row for table in (report.organisations, report.partnerships) for row in table.rows if row.remarks] == []


def test_gaps_stay_gaps():
    bring()

    organisations = Organisation.objects.all()
    assert organisations.filter(latitude__isnull=True).count() == 13
    assert organisations.filter(population__isnull=True).count() == 6
    assert sum("uk" not in one.name for one in organisations) == 16
    assert Partnership.objects.filter(since="").count() == 30
    three = [one for one in Partnership.objects.with_partners() if len(list(one.members())) == 3]
    assert len(three) == 14


@pytest.mark.parametrize(
    ("query", "slug"),
    [("Kiew", "kyjiw"), ("Kyiv", "kyjiw"), ("Київ", "kyjiw"), ("kyj", "kyjiw"), ("Lemberg", "lwiw"),
     ("Odessa", "odesa"),
     ("Charkow", "charkiw"), ("Muenster", "muenster"), ("Krakow", "krakau"), ("Новоград", "swjahel")],
)  # fmt: skip
def test_places_are_found_by_older_and_foreign_names(query, slug):
    bring()

    assert slug in {one.slug for one in Organisation.objects.search(query)}

"""What our files may weigh: tests/budget.toml."""

import tomllib
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

BUDGET = tomllib.loads((Path(__file__).resolve().parents[1] / "budget.toml").read_text("utf-8"))

OFFICE = "vendor/office.css"
BY_LINK = "vendor/by_link.css"
FOREIGN = ("vendor/htmx.js",)


def weight(name: str) -> int:
    with staticfiles_storage.open(staticfiles_storage.stored_name(name), "rb") as file:
        return len(brotli.compress(file.read()))


def own(ending: str) -> list[str]:
    return sorted(name for name in staticfiles_storage.hashed_files if name.endswith(ending) and name not in FOREIGN)


def test_all_sheets_that_the_public_reads_stay_within_the_budget():
    public = [name for name in own(".css") if name not in (OFFICE, BY_LINK)]

    assert sum(map(weight, public)) <= BUDGET["sheets"]["bytes"]


def test_what_the_office_adds_stays_within_the_budget():
    assert weight(OFFICE) <= BUDGET["office"]["bytes"]


def test_what_the_page_behind_a_personal_link_adds_stays_within_the_budget():
    assert weight(BY_LINK) <= BUDGET["by_link"]["bytes"]


@pytest.mark.parametrize("name", own(".js"))
def test_each_module_stays_within_the_budget(name):
    assert weight(name) <= BUDGET["scripts"]["bytes"]


def test_what_we_did_not_write_weighs_what_it_weighed_when_we_took_it():
    assert sum(map(weight, FOREIGN)) <= BUDGET["foreign"]["bytes"]

"""Organisations and partnerships for tests, and the files that an import reads."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path

from django.db import transaction

from hromada.kernel.localised import Localised
from hromada.network.importing.cells import ORGANISATION_COLUMNS, PARTNERSHIP_COLUMNS
from hromada.network.models import Organisation, Partner, Partnership

_number = count(1)


def organisation(name: str = "", **facts: object) -> Organisation:
    """In Germany unless said otherwise, on the map; ``name`` is German, ``names`` gives all."""
    number = next(_number)
    names = facts.pop("names", {"de": name or f"Ort {number}"})
    facts = {"country": "DE", "latitude": 51.0 + number % 10 / 10, "longitude": 12.0, **facts}
    return Organisation.objects.create(name=Localised(names), slug=facts.pop("slug", f"ort-{number}"), **facts)


@transaction.atomic
def partnership(*organisations: Organisation, **facts: object) -> Partnership:
    """Active town twinning unless said otherwise."""
    made = Partnership.objects.create(**{"kind": "twinning", "status": "active", **facts})
    Partner.objects.bulk_create(
        Partner(partnership=made, organisation=one, position=position) for position, one in enumerate(organisations)
    )
    return made


def organisation_row(key: str, name: str, **cells: str) -> dict[str, str]:
    country = key[:2]
    return {"id": key, "country": country, "level": "municipality", "name_de": name, **cells}


def partnership_row(key: str, first: str, second: str, **cells: str) -> dict[str, str]:
    return {"id": key, "de_id": first, "ua_id": second, "kind_code": "twinning", "status": "active", **cells}


LEIPZIG = organisation_row("DE-1", "Leipzig", name_uk="Лейпциг", lat="51.34", lon="12.37", population="616093")
LUBLIN = organisation_row("PL-1", "Lublin", lat="51.25", lon="22.57")
KYJIW = organisation_row("UA-1", "Kyjiw", name_uk="Київ", name_en="Kyiv", lat="50.45", lon="30.52", geonameid="703448")


class Files:
    """Two files in a folder, written as a spreadsheet would."""

    def __init__(self, folder: Path) -> None:
        self.organisations = folder / "municipalities.csv"
        self.partnerships = folder / "partnerships.csv"

    def write(self, organisations: Iterable[Mapping[str, str]], partnerships: Iterable[Mapping[str, str]]) -> Files:
        self._write(self.organisations, ORGANISATION_COLUMNS.required, organisations)
        self._write(self.partnerships, PARTNERSHIP_COLUMNS.required, partnerships)
        return self

    @staticmethod
    def _write(path: Path, required: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> None:
        rows = list(rows)
        further = sorted({name for row in rows for name in row} - set(required))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*required, *further], restval="")
            writer.writeheader()
            writer.writerows(rows)

"""From the cells of a row to facts: what is blank stays out, what is wrong is told, every fault of the row at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from hromada.kernel.localised import Localised
from hromada.network import rules
from hromada.network.importing.tables import Columns, Row, shown
from hromada.network.labels import Level, OrganisationKind, PartnershipKind, Status

ORGANISATION_COLUMNS = Columns(
    required=(
        "id",
        "country",
        "level",
        "name_de",
        "name_uk",
        "name_en",
        "official_name_de",
        "admin1_iso",
        "admin1_de",
        "admin1_uk",
        "admin1_en",
        "lat",
        "lon",
        "population",
        "population_source",
        "official_key",
        "official_key_type",
        "hromada_key",
        "hromada_name_uk",
        "geonameid",
        "name_uk_source",
        "note",
    ),
    optional=("aliases",),
)
PARTNERSHIP_COLUMNS = Columns(
    required=(
        "id",
        "de_municipality",
        "ua_municipality",
        "de_id",
        "ua_id",
        "kind",
        "kind_code",
        "since_year",
        "since_date",
        "status",
        "level",
        "third_partner",
        "third_partner_id",
        "source",
        "note",
    ),
)
# What the register of levels calls otherwise than we do; a county in Ukraine is a raion.
_KIND_OF_LEVEL = {"district": OrganisationKind.CITY_DISTRICT, "hromada": OrganisationKind.MUNICIPALITY}
LONGEST_NOTE = 5000
EARLIEST_YEAR, LATEST_YEAR = 1800, 2199


@dataclass
class Reading:
    """A row on its way to facts. ``refusals`` keep it out; ``remarks`` are contradictions that do not."""

    row: Row
    facts: dict[str, object] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def cell(self, column: str) -> str:
        return self.row.cells.get(column, "")

    def text(self, column: str, *, at_most: int) -> str:
        text = self.cell(column)
        if len(text) > at_most:
            self.refusals.append(
                _("%(column)s is longer than %(limit)d characters.") % {"column": column, "limit": at_most}
            )
        return text

    def take_text(self, name: str, column: str, *, at_most: int) -> None:
        if text := self.text(column, at_most=at_most):
            self.facts[name] = text

    def take_localised(self, name: str, columns: Mapping[str, str], *, at_most: int = 300) -> None:
        texts = {language: self.text(column, at_most=at_most) for language, column in columns.items()}
        if localised := Localised(texts):
            self.facts[name] = localised

    def take_choice(self, name: str, column: str, choices: type[TextChoices], *, required: bool = True) -> None:
        text = self.cell(column)
        if text in choices:
            self.facts[name] = text
        elif text:
            known = ", ".join(choices.values)
            self.refusals.append(
                _("%(column)s is %(found)s; known are: %(known)s.")
                % {"column": column, "found": shown(text), "known": known}
            )
        elif required:
            self.refuse_blank(column)

    def take_whole_number(self, name: str, column: str) -> None:
        text = self.cell(column)
        if not text:
            return
        if not re.fullmatch(r"\d{1,12}", text, re.ASCII):
            self.refusals.append(
                _("%(column)s is %(found)s and not a whole number.") % {"column": column, "found": shown(text)}
            )
            return
        self.facts[name] = int(text)

    def degrees(self, column: str, *, at_most: int) -> float | None:
        text = self.cell(column)
        if not text:
            return None
        if not re.fullmatch(r"[+-]?\d{1,3}(\.\d{1,12})?", text, re.ASCII) or abs(float(text)) > at_most:
            self.refusals.append(
                _("%(column)s is %(found)s and not a number between -%(limit)d and %(limit)d.")
                % {"column": column, "found": shown(text), "limit": at_most}
            )
            return None
        return float(text)

    def refuse_blank(self, column: str) -> None:
        self.refusals.append(_("%(column)s is blank.") % {"column": column})


def read_organisation(row: Row) -> Reading:
    reading = Reading(row)
    if row.fault:
        reading.refusals.append(row.fault)
        return reading
    reading.take_text("key", "id", at_most=64)
    if "key" not in reading.facts and not reading.cell("id"):
        reading.refuse_blank("id")
    _take_kind(reading)
    reading.take_localised("name", {"de": "name_de", "uk": "name_uk", "en": "name_en"})
    if not reading.facts.get("name"):
        reading.refusals.append(_("There is no name in any language."))
    reading.take_localised("official_name", {"de": "official_name_de"})
    reading.take_text("region_iso", "admin1_iso", at_most=10)
    reading.take_localised("region", {"de": "admin1_de", "uk": "admin1_uk", "en": "admin1_en"})
    _take_coordinates(reading)
    reading.take_whole_number("population", "population")
    reading.take_text("population_source", "population_source", at_most=200)
    reading.take_text("official_key", "official_key", at_most=64)
    reading.take_text("official_key_type", "official_key_type", at_most=100)
    reading.take_text("hromada_key", "hromada_key", at_most=64)
    reading.take_localised("hromada_name", {"uk": "hromada_name_uk"})
    reading.take_whole_number("geonameid", "geonameid")
    reading.take_text("name_source", "name_uk_source", at_most=200)
    reading.take_text("note", "note", at_most=LONGEST_NOTE)
    if aliases := [alias for alias in map(str.strip, reading.text("aliases", at_most=3000).split(";")) if alias]:
        reading.facts["aliases"] = [alias[:300] for alias in aliases]
    return reading


def _take_kind(reading: Reading) -> None:
    country, level = reading.cell("country"), reading.cell("level")
    if not re.fullmatch("[A-Z]{2}", country):
        reading.refusals.append(
            _("country is %(found)s and not two capital letters such as DE or UA.") % {"found": shown(country)}
        )
    else:
        reading.facts["country"] = country
    if level in _KIND_OF_LEVEL:
        reading.facts["kind"] = _KIND_OF_LEVEL[level].value
    elif level == OrganisationKind.COUNTY and country == "UA":
        reading.facts["kind"] = OrganisationKind.RAION.value
    else:
        reading.take_choice("kind", "level", OrganisationKind)
    region = reading.cell("admin1_iso")
    if country and region and not region.startswith(f"{country}-"):
        reading.remarks.append(
            _("country is %(country)s, but admin1_iso is %(region)s.")
            % {"country": shown(country), "region": shown(region)}
        )


def _take_coordinates(reading: Reading) -> None:
    latitude, longitude = reading.degrees("lat", at_most=90), reading.degrees("lon", at_most=180)
    if bool(reading.cell("lat")) != bool(reading.cell("lon")):
        reading.refusals.append(_("Of lat and lon, one is there and the other is blank."))
    elif latitude is not None and longitude is not None:
        reading.facts["latitude"], reading.facts["longitude"] = latitude, longitude


def read_partnership(row: Row) -> Reading:
    """The partners stand in the facts as keys in the order of the file; that they exist is looked at later."""
    reading = Reading(row)
    if row.fault:
        reading.refusals.append(row.fault)
        return reading
    reading.take_text("key", "id", at_most=64)
    if not reading.cell("id"):
        reading.refuse_blank("id")
    reading.take_choice("kind", "kind_code", PartnershipKind)
    reading.take_localised("kind_name", {"de": "kind"})
    reading.take_choice("status", "status", Status)
    reading.take_choice("level", "level", Level, required=False)
    reading.take_text("source", "source", at_most=1000)
    reading.take_text("note", "note", at_most=LONGEST_NOTE)
    _take_since(reading)
    _take_partners(reading)
    return reading


def _take_since(reading: Reading) -> None:
    year, day = reading.cell("since_year"), reading.cell("since_date")
    is_year = re.fullmatch(r"\d{4}", year, re.ASCII) and EARLIEST_YEAR <= int(year) <= LATEST_YEAR
    if year and not is_year:
        reading.refusals.append(_("since_year is %(found)s and not a year.") % {"found": shown(year)})
    elif day and not (rules.is_partial_date(day) and EARLIEST_YEAR <= int(day[:4]) <= LATEST_YEAR):
        reading.refusals.append(
            _("since_date is %(found)s and not a date such as 2023-02-23 or 2023-02.") % {"found": shown(day)}
        )
    elif year and day and not day.startswith(year):
        reading.remarks.append(
            _("since_year is %(year)s, but since_date is %(date)s; neither was taken.") % {"year": year, "date": day}
        )
    elif year or day:
        reading.facts["since"] = day or year


def _take_partners(reading: Reading) -> None:
    keys: list[str] = []
    for name_column, key_column in (("de_municipality", "de_id"), ("ua_municipality", "ua_id")):
        if key := reading.cell(key_column):
            keys.append(key)
        elif reading.cell(name_column):
            reading.refusals.append(
                _("%(name)s is named, but %(column)s is blank.")
                % {"name": shown(reading.cell(name_column)), "column": key_column}
            )
        else:
            reading.refuse_blank(key_column)
    names, further = _listed(reading.cell("third_partner")), _listed(reading.cell("third_partner_id"))
    if len(names) > len(further):
        reading.refusals.append(
            _("%(name)s is named, but %(column)s is blank.")
            % {"name": shown(names[len(further)]), "column": "third_partner_id"}
        )
    keys += further
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        reading.refusals.append(
            _("%(key)s stands there twice: nobody is their own partner.") % {"key": shown(twice[0])}
        )
    reading.facts["partners"] = tuple(keys)


def _listed(text: str) -> list[str]:
    """Fourth and further partners stand behind the third, separated by semicolons."""
    return [part.strip() for part in text.split(";") if part.strip()]


def named_partners(reading: Reading) -> dict[str, str]:
    """What the row itself calls its partners, by their key: to be compared with their own names."""
    names = [reading.cell("de_municipality"), reading.cell("ua_municipality")]
    keys = [reading.cell("de_id"), reading.cell("ua_id")]
    pairs = [
        *zip(keys, names, strict=True),
        *zip(_listed(reading.cell("third_partner_id")), _listed(reading.cell("third_partner")), strict=False),
    ]
    return {key: name for key, name in pairs if key and name}

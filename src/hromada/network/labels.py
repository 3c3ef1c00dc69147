"""Closed lists of the network, and what they are called."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    CITY_DISTRICT = "city_district", _("City district")
    RAION = "raion", _("District (raion)")
    COUNTY = "county", _("County")
    REGION = "region", _("State, oblast or region")
    ENTERPRISE = "enterprise", _("Municipal enterprise")
    ASSOCIATION = "association", _("Association")
    MINISTRY = "ministry", _("Ministry")
    AGENCY = "agency", _("Agency")
    NGO = "ngo", _("Non-governmental organisation")
    OTHER = "other", _("Other organisation")


class PartnershipKind(TextChoices):
    TWINNING = "twinning", _("Town twinning")
    SOLIDARITY = "solidarity", _("Solidarity partnership")
    FRIENDSHIP = "friendship", _("Town friendship")
    PROJECT = "project", _("Project partnership")
    OPERATOR = "operator", _("Operator partnership")
    REGIONAL = "regional", _("Regional partnership")
    OTHER = "other", _("Other form")


class Status(TextChoices):
    ACTIVE = "active", pgettext_lazy("partnership", "active")
    PLANNED = "planned", pgettext_lazy("partnership", "planned")
    LETTER_OF_INTENT = "letter_of_intent", pgettext_lazy("partnership", "letter of intent")
    CONTACT = "contact", pgettext_lazy("partnership", "contact")
    DORMANT = "dormant", pgettext_lazy("partnership", "dormant")
    SUPERSEDED = "superseded", pgettext_lazy("partnership", "superseded")
    DECLINED = "declined", pgettext_lazy("partnership", "declined")
    NOT_CHECKED = "not_checked", pgettext_lazy("partnership", "not verified")
    UNKNOWN = "unknown", pgettext_lazy("partnership", "present status unknown")


class Level(TextChoices):
    CITY = "city", _("Municipalities")
    DISTRICT = "district", _("Districts and counties")
    REGION = "region", _("States and regions")
    OPERATOR = "operator", _("Municipal enterprises")


COUNTRIES = {
    "AL": _("Albania"),
    "AM": _("Armenia"),
    "AT": _("Austria"),
    "AZ": _("Azerbaijan"),
    "BA": _("Bosnia and Herzegovina"),
    "BE": _("Belgium"),
    "BG": _("Bulgaria"),
    "BY": _("Belarus"),
    "CH": _("Switzerland"),
    "CY": _("Cyprus"),
    "CZ": _("Czechia"),
    "DE": _("Germany"),
    "DK": _("Denmark"),
    "EE": _("Estonia"),
    "ES": _("Spain"),
    "FI": _("Finland"),
    "FR": _("France"),
    "GB": _("United Kingdom"),
    "GE": _("Georgia"),
    "GR": _("Greece"),
    "HR": _("Croatia"),
    "HU": _("Hungary"),
    "IE": _("Ireland"),
    "IS": _("Iceland"),
    "IT": _("Italy"),
    "LI": _("Liechtenstein"),
    "LT": _("Lithuania"),
    "LU": _("Luxembourg"),
    "LV": _("Latvia"),
    "MD": _("Moldova"),
    "ME": _("Montenegro"),
    "MK": _("North Macedonia"),
    "MT": _("Malta"),
    "NL": _("Netherlands"),
    "NO": _("Norway"),
    "PL": _("Poland"),
    "PT": _("Portugal"),
    "RO": _("Romania"),
    "RS": _("Serbia"),
    "SE": _("Sweden"),
    "SI": _("Slovenia"),
    "SK": _("Slovakia"),
    "TR": _("Türkiye"),
    "UA": _("Ukraine"),
    "US": _("United States"),
}


def country_name(code: str) -> str:
    """The country in the active language; its ISO code where we have no name for it."""
    return str(COUNTRIES.get(code, code))


class Style(StrEnum):
    """How a line is drawn: nine statuses are more than an eye tells apart."""

    STANDING = "standing"
    COMING = "coming"
    RESTING = "resting"
    UNSURE = "unsure"


STYLES = {
    Status.ACTIVE: Style.STANDING,
    Status.PLANNED: Style.COMING,
    Status.LETTER_OF_INTENT: Style.COMING,
    Status.CONTACT: Style.COMING,
    Status.DORMANT: Style.RESTING,
    Status.SUPERSEDED: Style.RESTING,
    Status.DECLINED: Style.RESTING,
    Status.NOT_CHECKED: Style.UNSURE,
    Status.UNKNOWN: Style.UNSURE,
}

STYLE_NAMES = {
    Style.STANDING: pgettext_lazy("partnership", "active"),
    Style.COMING: _("in preparation: planned, letter of intent, contact"),
    Style.RESTING: _("dormant, superseded or declined"),
    Style.UNSURE: _("not verified, or present status unknown"),
}

# Remarks on sources as the files have them, for readers of other languages; what is not here is shown as it stands.
_SOURCES = {
    "GeoNames (mostly pre-war)": _("GeoNames, mostly from before the full-scale invasion of 2022"),
    "sum of municipalities, Destatis GV100AD 30.11.2023": _("Destatis, 30 November 2023, sum of the municipalities"),
    "Destatis GV100AD 30.11.2023": _("Destatis, 30 November 2023"),
}


def source_in_words(source: str) -> str:
    return str(_SOURCES.get(source, source))

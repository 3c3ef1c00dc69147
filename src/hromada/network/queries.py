"""What the pages of the network read; the number of queries does not depend on how much there is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from hromada.network.models import GAPS, Organisation, OrganisationQuerySet, Partner, Partnership, PartnershipQuerySet


@dataclass(frozen=True)
class Extent:
    """How large the whole network is, whatever is looked for at the moment."""

    partnerships: int
    organisations: int
    countries: tuple[str, ...]


def extent() -> Extent:
    partners = Partner.objects.aggregate(
        partnerships=Count("partnership", distinct=True), organisations=Count("organisation", distinct=True)
    )
    countries = Partner.objects.order_by("organisation__country").values_list("organisation__country", flat=True)
    return Extent(partners["partnerships"], partners["organisations"], tuple(countries.distinct()))


def found(wishes: dict[str, str]) -> PartnershipQuerySet:
    partnerships = Partnership.objects.with_partners()
    if query := wishes.get("q"):
        partnerships = partnerships.search(query)
    if country := wishes.get("country"):
        partnerships = partnerships.in_country(country)
    for name in ("kind", "status"):
        if value := wishes.get(name):
            partnerships = partnerships.filter(**{name: value})
    return partnerships


def found_alone(wishes: dict[str, str]) -> list[Organisation]:
    """Organisations without a partnership, unless something of a partnership is looked for."""
    if wishes.get("kind") or wishes.get("status"):
        return []
    organisations = Organisation.objects.without_partnership()
    if query := wishes.get("q"):
        organisations = organisations.search(query)
    if country := wishes.get("country"):
        organisations = organisations.filter(country=country)
    return list(organisations)


def gaps() -> dict[str, int]:
    """How many organisations have each of ``models.GAPS``."""
    return Organisation.objects.aggregate(**{name: Count("pk", filter=gap) for name, gap in GAPS.items()})


def countries() -> list[str]:
    return list(Organisation.objects.order_by("country").values_list("country", flat=True).distinct())


def organisations(wishes: dict[str, str]) -> OrganisationQuerySet:
    """``wishes``: ``q``, ``country``, ``gap``."""
    found = Organisation.objects.search(wishes.get("q", ""))
    if country := wishes.get("country"):
        found = found.filter(country=country)
    return found.with_gap(wishes["gap"]) if "gap" in wishes else found

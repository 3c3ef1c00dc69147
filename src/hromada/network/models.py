"""Organisation and Partnership: who is in the network, and who is bound to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hromada.kernel.localised import LocalisedField
from hromada.network import rules
from hromada.network.labels import Level, OrganisationKind, PartnershipKind, Status, country_name

LONGEST_NAME = 300
PARTIAL_DATE = _("Since when is a year, a month or a day: 2023, 2023-02 or 2023-02-23.")


# Whose inhabitants are counted; an association has members.
_INHABITED = (
    OrganisationKind.MUNICIPALITY,
    OrganisationKind.CITY_DISTRICT,
    OrganisationKind.RAION,
    OrganisationKind.COUNTY,
    OrganisationKind.REGION,
)
GAPS = {
    "coordinates": Q(latitude__isnull=True),
    **{f"name_{code}": ~Q(name__has_key=code) for code, _name in settings.LANGUAGES},
    "population": Q(population__isnull=True, kind__in=_INHABITED),
}


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def search(self, query: str) -> OrganisationQuerySet:
        """Those in which every word of ``query`` begins a word, in whichever language or script it is written."""
        words = rules.searched_words(query)
        if not words:
            return self.none() if query.strip() else self
        found = self
        for word in words:
            found = found.filter(search_text__contains=f" {word}")
        return found

    def without_partnership(self) -> OrganisationQuerySet:
        return self.filter(~Exists(Partner.objects.filter(organisation=OuterRef("pk"))))

    def with_gap(self, gap: str) -> OrganisationQuerySet:
        """``gap``: a key of GAPS."""
        return self.filter(GAPS[gap])


class Organisation(models.Model):
    """A blank is a gap in what is known, never a guess. ``note`` is for the office; it is never public."""

    Kind = OrganisationKind

    key = models.CharField(_("Key of the import"), max_length=64, unique=True, null=True, blank=True)
    slug = models.SlugField(pgettext_lazy("organisation", "Name in addresses"), max_length=120, unique=True)
    kind = models.CharField(_("Kind"), max_length=20, choices=OrganisationKind, default=OrganisationKind.MUNICIPALITY)
    name = LocalisedField(pgettext_lazy("organisation", "Name"))
    official_name = LocalisedField(_("Official name"), blank=True)
    aliases = ArrayField(
        models.CharField(max_length=LONGEST_NAME),
        verbose_name=_("Further names that are searched"),
        default=list,
        blank=True,
    )
    country = models.CharField(_("Country"), max_length=2)
    region_iso = models.CharField(_("ISO code of the state or oblast"), max_length=10, blank=True)
    region = LocalisedField(_("State or oblast"), blank=True)
    official_key = models.CharField(_("Official key"), max_length=64, blank=True)
    official_key_type = models.CharField(_("Register of the official key"), max_length=100, blank=True)
    hromada_key = models.CharField(_("Official key of the hromada"), max_length=64, blank=True)
    hromada_name = LocalisedField(_("Hromada"), blank=True)
    latitude = models.FloatField(_("Latitude"), null=True, blank=True)
    longitude = models.FloatField(_("Longitude"), null=True, blank=True)
    population = models.PositiveBigIntegerField(_("Inhabitants"), null=True, blank=True)
    population_source = models.CharField(_("Source of the number of inhabitants"), max_length=200, blank=True)
    geonameid = models.PositiveBigIntegerField(_("Number at GeoNames"), null=True, blank=True)
    name_source = models.CharField(_("Source of the Ukrainian name"), max_length=200, blank=True)
    note = models.TextField(_("Note for the office"), blank=True)
    search_text = models.TextField(editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                name="organisation_has_a_name",
                condition=~Q(name={}),
                violation_error_message=_("An organisation needs a name in at least one language."),
            ),
            models.CheckConstraint(
                name="organisation_kind_is_known",
                condition=Q(kind__in=OrganisationKind.values),
                violation_error_message=_("This kind of organisation is not in the list."),
            ),
            models.CheckConstraint(
                name="organisation_country_is_iso",
                condition=Q(country__regex=r"^[A-Z]{2}$"),
                violation_error_message=_("A country is two capital letters, as in ISO 3166: DE, UA."),
            ),
            models.CheckConstraint(
                name="organisation_coordinates_whole_or_absent",
                # Comparing with NULL is neither true nor false, and a check lets that pass.
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                violation_error_message=_("Coordinates are a latitude and a longitude on the globe, or neither."),
            ),
            models.CheckConstraint(
                name="organisation_population_not_negative",
                condition=Q(population__isnull=True) | Q(population__gte=0),
                violation_error_message=_("There cannot be fewer than no inhabitants."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = self.what_is_searched()
        fields: Iterable[str] | None = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "search_text"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("network:organisation", args=[self.slug])

    def what_is_searched(self) -> str:
        texts = [*self.name.values(), *self.official_name.values(), *self.aliases, *self.region.values()]
        keys = [self.official_key, self.hromada_key, self.region_iso]
        return rules.searched_text([*texts, *self.hromada_name.values(), *keys])

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    @property
    def lacks_population(self) -> bool:
        return self.population is None and self.kind in _INHABITED

    @property
    def is_on_the_map(self) -> bool:
        return self.latitude is not None and self.longitude is not None


ORGANISATION_FIELDS = tuple(
    field.name
    for field in Organisation._meta.local_concrete_fields
    if field.editable and not field.primary_key and field.name != "slug"
)
"""What people and files say of an organisation. Its name in addresses is made from that once, and stays."""


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def with_partners(self) -> PartnershipQuerySet:
        """Whole partnerships: their partners in order, with one query for all."""
        return self.prefetch_related(
            Prefetch("partners", queryset=Partner.objects.select_related("organisation").order_by("position"))
        )

    def by_first_partner(self) -> PartnershipQuerySet:
        partners = Partner.objects.filter(partnership=OuterRef("pk")).order_by("position")
        return self.order_by(Subquery(partners.values("organisation__slug")[:1]), "pk")

    def of(self, organisation: Organisation) -> PartnershipQuerySet:
        return self.filter(Exists(Partner.objects.filter(partnership=OuterRef("pk"), organisation=organisation)))

    def in_country(self, country: str) -> PartnershipQuerySet:
        return self.filter(Exists(Partner.objects.filter(partnership=OuterRef("pk"), organisation__country=country)))

    def search(self, query: str) -> PartnershipQuerySet:
        """Those in which every word of ``query`` begins a word of one of the partners."""
        words = rules.searched_words(query)
        if not words:
            return self.none() if query.strip() else self
        found = self
        for word in words:
            partners = Partner.objects.filter(
                partnership=OuterRef("pk"), organisation__search_text__contains=f" {word}"
            )
            found = found.filter(Exists(partners))
        return found


class Partnership(models.Model):
    """A bond of two or more organisations; fewer than two, the database refuses at the end of the transaction.

    ``since`` is as exact as it is known: a year, a month or a day. ``kind_name`` is what the partners call it.
    """

    Kind = PartnershipKind
    Status = Status
    Level = Level

    key = models.CharField(_("Key of the import"), max_length=64, unique=True, null=True, blank=True)
    kind = models.CharField(_("Kind"), max_length=20, choices=PartnershipKind)
    kind_name = LocalisedField(_("Kind as the partners call it"), blank=True)
    since = models.CharField(pgettext_lazy("partnership", "Since"), max_length=10, blank=True)
    status = models.CharField(_("Status"), max_length=20, choices=Status)
    level = models.CharField(_("Level"), max_length=20, choices=Level, blank=True)
    source = models.CharField(_("Source"), max_length=1000, blank=True)
    note = models.TextField(_("Note for the office"), blank=True)
    organisations = models.ManyToManyField(
        Organisation, through="Partner", related_name="partnerships", verbose_name=_("Partners")
    )

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="partnership_since_is_a_date",
                condition=Q(since="") | Q(since__regex=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"),
                violation_error_message=PARTIAL_DATE,
            ),
            models.CheckConstraint(
                name="partnership_kind_is_known",
                condition=Q(kind__in=PartnershipKind.values),
                violation_error_message=_("This kind of partnership is not in the list."),
            ),
            models.CheckConstraint(
                name="partnership_status_is_known",
                condition=Q(status__in=Status.values),
                violation_error_message=_("This status is not in the list."),
            ),
            models.CheckConstraint(
                name="partnership_level_is_known",
                condition=Q(level="") | Q(level__in=Level.values),
                violation_error_message=_("This level is not in the list."),
            ),
        ]

    def __str__(self) -> str:
        return " – ".join(str(organisation) for organisation in self.members())

    def clean(self) -> None:
        # The constraint knows no calendar: 30 February has the form of a day.
        if self.since and not rules.is_partial_date(self.since):
            raise ValidationError({"since": PARTIAL_DATE})

    def members(self) -> Iterator[Organisation]:
        """The organisations in their order."""
        partners: models.QuerySet[Partner] = self.partners.all()
        if "partners" not in self.__dict__.get("_prefetched_objects_cache", {}):
            partners = partners.select_related("organisation")
        return (partner.organisation for partner in sorted(partners, key=lambda partner: partner.position))

    @property
    def since_year(self) -> int | None:
        return int(self.since[:4]) if self.since else None


class Partner(models.Model):
    """An organisation's place in a partnership; the position is the order in which the partners are named."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("Position"))

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"],
                name="partner_only_once_in_a_partnership",
                violation_error_message=_("This organisation is already a partner."),
            ),
            models.UniqueConstraint(
                fields=["partnership", "position"],
                name="partner_position_taken_once",
                violation_error_message=_("Another partner stands at this position."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id}/{self.position}: {self.organisation_id}"


class NetworkUpload(models.Model):
    """Two files that were sent and looked at, and wait for a decision; at most one set for each person."""

    by = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("By"), primary_key=True
    )
    sent_at = models.DateTimeField(_("Sent at"), auto_now=True)
    municipalities_name = models.CharField(max_length=200)
    municipalities = models.BinaryField(editable=False)
    partnerships_name = models.CharField(max_length=200)
    partnerships = models.BinaryField(editable=False)

    class Meta:
        verbose_name = _("upload of the network")
        verbose_name_plural = _("uploads of the network")

    def __str__(self) -> str:
        return f"{self.municipalities_name}, {self.partnerships_name}"

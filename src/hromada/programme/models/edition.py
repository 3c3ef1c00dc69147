"""Edition: one conference of the network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hromada.kernel.localised import LocalisedField
from hromada.kernel.uploads import Unguessable
from hromada.programme.models.body import AnnouncedBody

if TYPE_CHECKING:
    from hromada.accounts.models import Person

# What stands beside the editions in addresses: /de/network/ is not an edition, and /de/office/history/ is no desk.
RESERVED_SLUGS = (
    "accessibility",
    "accounts",
    "history",
    "imprint",
    "mine",
    "network",
    "new",
    "news",
    "office",
    "privacy",
    "search",
)

language_code = RegexValidator(
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", _("A language is given by its code, as “de” or “uk”."), code="language"
)
colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("A colour is given as #rrggbb."), code="colour")


def known_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone."), code="time_zone", params={"name": name})


def free_slug(slug: str) -> None:
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is the address of another page; choose another name."), code="reserved", params={"slug": slug}
        )


class EditionQuerySet(models.QuerySet["Edition"]):
    def public(self) -> EditionQuerySet:
        """Those that everyone may know of: shown, and with something published."""
        # Numbers begin at one and have no gaps: who has a release has the first.
        return self.filter(is_public=True, releases__number=1)

    def with_role(self, person: Person, kinds: Sequence[str]) -> EditionQuerySet:
        """Those in which the person has one of these roles."""
        return self.filter(roles__person=person, roles__kind__in=kinds)

    def visible_to(self, person: Person) -> EditionQuerySet:
        """Those in whose office the person has something to do."""
        if person.is_superuser:
            return self
        co_organised = Q(sessions__co_organisers__person=person)
        return self.filter(Q(roles__person=person) | co_organised).distinct()


class Edition(models.Model):
    slug = models.SlugField(_("Name in addresses"), max_length=60, unique=True, validators=[free_slug])
    number = models.PositiveSmallIntegerField(_("Number"), null=True, blank=True)
    name = LocalisedField(_("Name"))
    motto = LocalisedField(_("Motto"), blank=True)
    description = LocalisedField(_("Description"), blank=True)
    city = LocalisedField(_("City"), blank=True)
    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(_("Last day"))
    time_zone = models.CharField(_("Time zone"), max_length=60, default="Europe/Berlin", validators=[known_time_zone])
    languages = ArrayField(models.CharField(max_length=12, validators=[language_code]), verbose_name=_("Languages"))
    patron = LocalisedField(_("Patron"), blank=True)
    programme_note = LocalisedField(_("Note on the programme"), blank=True)
    participants = LocalisedField(_("Participants"), blank=True)
    sources = ArrayField(models.URLField(), verbose_name=_("Sources"), default=list, blank=True)
    colour = models.CharField(_("Colour"), max_length=7, default="#154194", validators=[colour])
    picture = models.ImageField(
        _("Picture"),
        upload_to=Unguessable("editions"),
        blank=True,
        width_field="picture_width",
        height_field="picture_height",
    )
    picture_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    picture_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    picture_alternative = LocalisedField(_("Alternative text of the picture"), blank=True)
    picture_credit = models.CharField(_("Credit of the picture"), max_length=200, blank=True)
    is_public = models.BooleanField(_("Shown to the public"), default=False)
    is_current = models.BooleanField(_("The conference that the home page leads to"), default=False)
    cloned_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, editable=False, related_name="+")

    objects: ClassVar[EditionQuerySet] = EditionQuerySet.as_manager()  # type: ignore[assignment]  # a queryset is the manager here

    class Meta:
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        ordering = ["-starts_on", "slug"]
        constraints = [
            models.CheckConstraint(
                name="edition_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                name="edition_slug_is_free",
                condition=~Q(slug__in=RESERVED_SLUGS),
                violation_error_message=_("This name is the address of another page; choose another."),
            ),
            models.CheckConstraint(
                name="edition_has_languages",
                condition=Q(languages__len__gte=1),
                violation_error_message=_("A conference needs at least one language."),
            ),
            models.CheckConstraint(
                name="edition_has_a_name",
                condition=~Q(name={}),
                violation_error_message=_("A conference needs a name in at least one language."),
            ),
            models.CheckConstraint(
                name="edition_picture_is_credited_and_described",
                condition=Q(picture="") | (~Q(picture_credit="") & ~Q(picture_alternative={})),
                violation_error_message=_("A picture needs a credit and an alternative text."),
            ),
            models.UniqueConstraint(
                name="one_current_edition",
                fields=["is_current"],
                condition=Q(is_current=True),
                violation_error_message=_("Another conference is the current one."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class EditionBody(AnnouncedBody):
    """An organisation behind an edition, by the role in which it is named."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("Organiser")
        ON_BEHALF_OF = "on_behalf_of", _("On behalf of")
        COOPERATION = "cooperation", _("In cooperation with")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="bodies")
    role = models.CharField(_("Role"), max_length=20, choices=Role.choices)

    class Meta(AnnouncedBody.Meta):
        verbose_name = _("organisation of a conference")
        verbose_name_plural = _("organisations of conferences")
        ordering = ["edition", "role", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="edition_body_role_is_known", condition=Q(role__in=["organiser", "on_behalf_of", "cooperation"])
            ),
            *AnnouncedBody.Meta.constraints,
        ]

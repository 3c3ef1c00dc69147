"""Appearance: a person in a session, as announced."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hromada.kernel.localised import LocalisedField
from hromada.programme import labels
from hromada.programme.models.session import Session
from hromada.programme.snapshot import Part, Presence, Standing


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    def standing(self) -> AppearanceQuerySet:
        """Those that count: asked or confirmed."""
        return self.exclude(state=Appearance.State.DECLINED)


class Appearance(models.Model):
    """``replaces`` is the appearance whose place this one took: a chain that tells the history of the place."""

    class State(models.TextChoices):
        TO_BE_CONFIRMED = Standing.TO_BE_CONFIRMED.value, labels.STANDINGS[Standing.TO_BE_CONFIRMED]
        CONFIRMED = Standing.CONFIRMED.value, labels.STANDINGS[Standing.CONFIRMED]
        DECLINED = "declined", labels.DECLINED

    session = models.ForeignKey(Session, models.CASCADE, related_name="appearances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Person"))
    part = models.CharField(_("Part"), max_length=10, choices=labels.parts, default=Part.SPEAKER)
    function = LocalisedField(_("Function as announced"), blank=True)
    organisation_name = LocalisedField(_("Organisation as announced"), blank=True)
    organisation = models.ForeignKey(
        "network.Organisation", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Organisation")
    )
    presence = models.CharField(_("Presence"), max_length=10, choices=labels.presences, default=Presence.IN_PERSON)
    state = models.CharField(_("State"), max_length=15, choices=State, default=State.TO_BE_CONFIRMED)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)
    replaces = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced_by", verbose_name=_("In the place of")
    )

    objects: ClassVar[AppearanceQuerySet] = AppearanceQuerySet.as_manager()  # type: ignore[assignment]  # a queryset is the manager here

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        ordering = ["session", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="appearance_once_per_part",
                fields=["session", "person", "part"],
                condition=~Q(state="declined"),
                violation_error_message=_("This person already has this part in the session."),
            ),
            models.CheckConstraint(
                name="appearance_does_not_replace_itself",
                condition=~Q(replaces=F("pk")),
                violation_error_message=_("Nobody can take their own place."),
            ),
            models.CheckConstraint(
                name="appearance_part_is_known", condition=Q(part__in=[part.value for part in Part])
            ),
            models.CheckConstraint(
                name="appearance_presence_is_known", condition=Q(presence__in=[value.value for value in Presence])
            ),
            models.CheckConstraint(
                name="appearance_state_is_known",
                condition=Q(state__in=["to_be_confirmed", "confirmed", "declined"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.session}"

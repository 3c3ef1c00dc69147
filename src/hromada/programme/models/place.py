"""Venue and Room: where an edition takes place."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hromada.kernel.localised import LocalisedField
from hromada.programme.models.edition import Edition


class Venue(models.Model):
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="venues")
    key = models.SlugField(_("Name in addresses"), max_length=80)
    name = LocalisedField(_("Name"))
    address = models.CharField(_("Address"), max_length=300, blank=True)
    role = LocalisedField(_("What takes place there"), blank=True)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["edition", "position", "key"]
        constraints = [
            models.UniqueConstraint(name="venue_key_once_per_edition", fields=["edition", "key"]),
            models.CheckConstraint(name="venue_has_a_name", condition=~Q(name={})),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Room(models.Model):
    """``booths``: how many languages beside the floor can be interpreted at once; ``position`` orders the columns."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="rooms")
    venue = models.ForeignKey(Venue, models.SET_NULL, null=True, blank=True, related_name="rooms")
    key = models.SlugField(_("Name in addresses"), max_length=80)
    name = LocalisedField(_("Name"))
    capacity = models.PositiveIntegerField(_("Places"), null=True, blank=True)
    booths = models.PositiveSmallIntegerField(_("Interpreters’ booths"), default=0)
    streamed = models.BooleanField(_("With a stream"), default=False)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["edition", "position", "key"]
        constraints = [
            models.UniqueConstraint(name="room_key_once_per_edition", fields=["edition", "key"]),
            models.CheckConstraint(name="room_has_a_name", condition=~Q(name={})),
        ]

    def __str__(self) -> str:
        return str(self.name)

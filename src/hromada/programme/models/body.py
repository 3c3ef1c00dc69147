"""An organisation as it is named on one occasion."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hromada.kernel.localised import LocalisedField


class AnnouncedBody(models.Model):
    """``name`` as announced on this occasion; ``organisation`` when it is in the network, for its page."""

    name = LocalisedField(_("Name as announced"))
    organisation = models.ForeignKey(
        "network.Organisation", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Organisation")
    )
    position = models.PositiveSmallIntegerField(_("Position"), default=0)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_is_named",
                condition=~Q(name={}),
                violation_error_message=_("An organisation needs a name in at least one language."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

"""Who works on an edition: by a role in all of it, or by co-organising a session and what is part of that."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hromada.programme.models.edition import Edition
from hromada.programme.models.session import Session


class Role(models.Model):
    """An organiser publishes and decides who works here, an editor edits everything, a reader sees everything."""

    class Kind(models.TextChoices):
        ORGANISER = "organiser", _("Organisation team")
        EDITOR = "editor", _("Editing")
        READER = "reader", _("Reading only")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="roles")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("Person"))
    kind = models.CharField(_("Role"), max_length=10, choices=Kind)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["edition", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="role_once_per_edition",
                fields=["edition", "person"],
                violation_error_message=_("This person already has a role in this conference."),
            ),
            models.CheckConstraint(name="role_kind_is_known", condition=Q(kind__in=["organiser", "editor", "reader"])),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.get_kind_display()}"


class CoOrganiser(models.Model):
    """A person who runs one session of the edition, and whatever is part of it, and sees nothing else."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="co_organisers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("Person"))

    class Meta:
        verbose_name = _("co-organiser")
        verbose_name_plural = _("co-organisers")
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="co_organiser_once_per_session",
                fields=["session", "person"],
                violation_error_message=_("This person already co-organises this session."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.session}"

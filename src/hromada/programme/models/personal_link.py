"""PersonalLink: the address by which a person on the programme answers, without an account."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hromada.programme.models.edition import Edition


def digest_of(token: str) -> str:
    """What is kept of a token: it opens this one page, and who reads the table does not learn it."""
    return hashlib.sha256(b"hromada personal link " + token.encode()).hexdigest()


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    def standing(self) -> PersonalLinkQuerySet:
        """The last of each person in each edition, unless it was taken back."""
        return self.filter(revoked_at=None)

    def opened_by(self, token: str) -> PersonalLinkQuerySet:
        """The one that this token opens now, if any."""
        return self.standing().filter(digest=digest_of(token), expires_at__gt=timezone.now())


class PersonalLink(models.Model):
    """Asked for in the office; sent by the worker, which makes the token and forgets it: only the letter holds it."""

    LIFETIME: ClassVar = timedelta(days=30)

    class Occasion(models.TextChoices):
        INVITATION = "invitation", pgettext_lazy("letter", "Link")
        REMINDER = "reminder", pgettext_lazy("letter", "Reminder")
        ASKED_FOR = "asked_for", pgettext_lazy("letter", "Link, asked for by the person")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="personal_links")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("Person"))
    occasion = models.CharField(_("Letter"), max_length=10, choices=Occasion, default=Occasion.INVITATION)
    address = models.EmailField(_("E-mail address"))
    digest = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    asked_at = models.DateTimeField(_("Asked for at"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("Asked for by")
    )
    sent_at = models.DateTimeField(_("Sent at"), null=True)
    expires_at = models.DateTimeField(_("Valid until"), null=True)
    revoked_at = models.DateTimeField(_("Taken back at"), null=True)

    objects: ClassVar[PersonalLinkQuerySet] = PersonalLinkQuerySet.as_manager()  # type: ignore[assignment]  # a queryset is the manager here

    class Meta:
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        ordering = ["edition", "person", "-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="personal_link_standing_once", fields=["edition", "person"], condition=Q(revoked_at=None)
            ),
            models.CheckConstraint(
                name="personal_link_opens_once_it_is_sent",
                condition=Q(digest=None, sent_at=None, expires_at=None)
                | Q(digest__isnull=False, sent_at__isnull=False, expires_at__isnull=False),
            ),
            models.CheckConstraint(name="personal_link_expires", condition=Q(expires_at__gt=F("sent_at"))),
            models.CheckConstraint(
                name="personal_link_occasion_is_known",
                condition=Q(occasion__in=["invitation", "reminder", "asked_for"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} / {self.edition_id}"

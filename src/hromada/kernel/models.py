"""What the kernel itself stores."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hromada.kernel.localised import LocalisedField


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    def alive(self) -> HeartbeatQuerySet:
        """Those of workers that were heard lately enough to be believed at work."""
        return self.filter(beaten_at__gt=timezone.now() - 4 * Heartbeat.INTERVAL)


class Heartbeat(models.Model):
    """A worker says that it lives."""

    INTERVAL: ClassVar = timedelta(seconds=5)

    worker = models.CharField(max_length=64, primary_key=True)
    beaten_at = models.DateTimeField()

    objects: ClassVar[HeartbeatQuerySet] = HeartbeatQuerySet.as_manager()  # type: ignore[assignment]  # a queryset is the manager here

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.worker


class AuditEncoder(DjangoJSONEncoder):
    """Text by language as an object, everything else as Django writes it."""

    def default(self, o: Any) -> Any:
        return dict(o) if isinstance(o, Mapping) else super().default(o)


class AuditEntry(models.Model):
    """Who did what to which thing when; written by ``kernel.audit.record``; changed only where what a person
    sent must be forgotten, or two rows of a person become one.

    ``thing``, ``within`` and ``part_of`` are written as ``programme.session:17``, as the thing may be gone when it is
    read.
    ``called`` is what the thing was called then, in each language of the interface; ``batch`` is shared by entries
    that were made at once (``kernel.audit.Together``).
    """

    at = models.DateTimeField(_("At"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("By"))
    verb = models.CharField(_("What was done"), max_length=60)
    thing = models.CharField(_("To what"), max_length=120, db_index=True)
    within = models.CharField(_("Within"), max_length=120, blank=True, db_index=True)
    part_of = models.CharField(_("Part of"), max_length=120, blank=True, db_index=True)
    batch = models.CharField(_("Made at once"), max_length=40, blank=True, editable=False)
    called = LocalisedField(_("Called"), blank=True)
    details: models.JSONField[Any, Any] = models.JSONField(_("Details"), default=dict, encoder=AuditEncoder)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(name="audit_by_batch", fields=["batch"], condition=~models.Q(batch=""))]

    def __str__(self) -> str:
        return f"{self.thing} {self.verb}"


class OpenedQuerySet(models.QuerySet["Opened"]):
    def now(self) -> OpenedQuerySet:
        """By those whose browser was heard lately enough."""
        return self.filter(beaten_at__gt=timezone.now() - 3 * Opened.INTERVAL)


class Opened(models.Model):
    """A person has a thing open to write in it, and their browser says so again and again (``kernel.presence``)."""

    INTERVAL: ClassVar = timedelta(seconds=10)

    thing = models.CharField(max_length=120)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    beaten_at = models.DateTimeField(db_index=True)

    objects: ClassVar[OpenedQuerySet] = OpenedQuerySet.as_manager()  # type: ignore[assignment]  # a queryset is the manager here

    class Meta:
        verbose_name = _("opened thing")
        verbose_name_plural = _("opened things")
        constraints = [models.UniqueConstraint(name="opened_once_by_each", fields=["thing", "person"])]

    def __str__(self) -> str:
        return f"{self.thing} – {self.person}"


class Wording(models.Model):
    """How a text in one language came about; kept by ``kernel.wording``, read there too.

    ``digest`` is of the text that this is about: of any other it says nothing. ``source`` is of the text that it was
    made from, in ``source_language``, as that was then; both are empty where it was made from none.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of a text", "Machine draft")
        WRITTEN = "written", pgettext_lazy("state of a text", "Written")
        REVIEWED = "reviewed", pgettext_lazy("state of a text", "Reviewed")

    thing = models.CharField(max_length=120)
    field = models.CharField(max_length=60)
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=State, default=State.WRITTEN)
    digest = models.CharField(max_length=32)
    source_language = models.CharField(max_length=12, blank=True)
    source = models.CharField(max_length=32, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        constraints = [
            models.UniqueConstraint(name="wording_once_per_text", fields=["thing", "field", "language"]),
            models.CheckConstraint(
                name="wording_state_is_known", condition=models.Q(state__in=["draft", "written", "reviewed"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thing} {self.field} ({self.language})"

"""ImportRun: a file on its way into a draft, looked at before it is let in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hromada.programme.models.edition import Edition


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def at_work(self) -> ImportRunQuerySet:
        return self.filter(state__in=[ImportRun.State.READING, ImportRun.State.WRITING])


class ImportRun(models.Model):
    """The worker reads, the person looks and decides, the worker writes.

    ``done`` is in percent. ``told`` is what the page shows of the report, in ``language``. ``content`` is emptied when
    the run has ended; ``marked`` is a workbook with its faults marked, if there were any.
    """

    class State(models.TextChoices):
        READING = "reading", _("Is being read")
        READ = "read", _("To be decided")
        WRITING = "writing", _("Is being written")
        WRITTEN = "written", _("Imported")
        REFUSED = "refused", _("Refused")
        CANCELLED = "cancelled", _("Cancelled")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="import_runs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("By"))
    begun_at = models.DateTimeField(_("Begun at"), auto_now_add=True)
    name = models.CharField(_("File"), max_length=200)
    content = models.BinaryField(editable=False)
    language = models.CharField(_("Language"), max_length=12)
    removes_gone = models.BooleanField(_("Removes what the file lacks"), default=False)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.READING)
    done = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(100)])
    is_to_stop = models.BooleanField(default=False)
    told: models.JSONField[Any, Any] = models.JSONField(default=dict)
    marked = models.BinaryField(editable=False, default=b"")

    objects: ClassVar[ImportRunQuerySet] = ImportRunQuerySet.as_manager()  # type: ignore[assignment]  # a queryset is the manager here

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="import_run_state_is_known",
                condition=Q(state__in=["reading", "read", "writing", "written", "refused", "cancelled"]),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_at_work(self) -> bool:
        return self.state in (self.State.READING, self.State.WRITING)

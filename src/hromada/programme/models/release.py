"""Release: the frozen, numbered, public state of a programme; and the files made of it once."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hromada.kernel.localised import LocalisedField
from hromada.programme import labels
from hromada.programme.models.edition import Edition
from hromada.programme.snapshot import Finality, ReleaseFacts


class Release(models.Model):
    """``content`` is a ``snapshot.Programme`` as canonical JSON; the database refuses every later change of it."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField(_("Number"), validators=[MinValueValidator(1)])
    finality = models.CharField(_("State"), max_length=15, choices=labels.finalities)
    note = LocalisedField(_("Note"), blank=True)
    published_at = models.DateTimeField(_("Published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("Published by")
    )
    content = models.BinaryField(editable=False)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["edition", "-number"]
        constraints = [
            models.UniqueConstraint(name="release_number_once_per_edition", fields=["edition", "number"]),
            models.CheckConstraint(name="release_numbers_begin_at_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="release_finality_is_known", condition=Q(finality__in=[value.value for value in Finality])
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"

    @property
    def facts(self) -> ReleaseFacts:
        return ReleaseFacts(
            number=self.number, finality=Finality(self.finality), note=self.note, published_at=self.published_at
        )


class PlannedRelease(models.Model):
    """What is to be published at a set minute. ``content`` is frozen when that is decided: what was seen is what comes.

    At most one an edition; it is gone once it is published or called off.
    """

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="planned_release")
    at = models.DateTimeField(_("To be published at"))
    finality = models.CharField(_("State"), max_length=15, choices=labels.finalities)
    note = LocalisedField(_("Note"), blank=True)
    content = models.BinaryField(editable=False)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("Planned by")
    )

    class Meta:
        verbose_name = _("planned release")
        verbose_name_plural = _("planned releases")
        constraints = [
            models.CheckConstraint(
                name="planned_release_finality_is_known",
                condition=Q(finality__in=[value.value for value in Finality]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} / {self.at}"


class ReleaseFile(models.Model):
    """A file made once a release and language; ``kind`` is the ending of its name, as ``pdf``."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="files")
    kind = models.CharField(_("Kind"), max_length=10)
    language = models.CharField(_("Language"), max_length=12, blank=True)
    content = models.BinaryField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file of a release")
        verbose_name_plural = _("files of releases")
        ordering = ["release", "kind", "language"]
        constraints = [
            models.UniqueConstraint(name="file_once_per_release_and_language", fields=["release", "kind", "language"]),
        ]

    def __str__(self) -> str:
        return f"{self.release_id}.{self.language}.{self.kind}"

"""Documents: files that a conference offers to everyone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hromada.kernel.localised import LocalisedField
from hromada.kernel.uploads import Unguessable
from hromada.kernel.uploads.documents import TYPES
from hromada.programme import labels
from hromada.programme.models import Edition
from hromada.programme.models.edition import language_code


class DocumentQuerySet(models.QuerySet["Document"]):
    def offered(self) -> DocumentQuerySet:
        """Those that the public may know of."""
        return self.filter(is_offered=True, edition__in=Edition.objects.public())

    def of_edition(self, slug: str) -> DocumentQuerySet:
        return self.filter(edition__slug=slug)


class Document(models.Model):
    """``language``: of the file, empty where it is in several or in none. ``position`` orders those of an edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", verbose_name=_("Conference"))
    title = LocalisedField(_("Title"))
    file = models.FileField(_("File"), upload_to=Unguessable("documents"), max_length=255)
    size = models.PositiveIntegerField(_("Size"), editable=False)
    language = models.CharField(_("Language of the file"), max_length=12, blank=True, validators=[language_code])
    position = models.PositiveIntegerField(default=0, editable=False)
    is_offered = models.BooleanField(_("Offered to the public"), default=False)

    objects: ClassVar[DocumentQuerySet] = DocumentQuerySet.as_manager()  # type: ignore[assignment]  # a queryset is the manager here

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["edition", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="document_has_a_title",
                condition=~Q(title={}),
                violation_error_message=_("A document needs a title in at least one language."),
            ),
            models.CheckConstraint(
                name="document_has_a_file",
                condition=~Q(file=""),
                violation_error_message=_("A document needs a file."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """The size follows from the file."""
        if update_fields is None or "file" in update_fields:
            self.size = self.file.size
            update_fields = None if update_fields is None else {*update_fields, "size"}
        super().save(update_fields=update_fields, **options)

    @property
    def ending(self) -> str:
        """What it is, as people call it: PDF, PPTX."""
        return PurePosixPath(str(self.file.name)).suffix.lstrip(".").upper()

    @property
    def language_name(self) -> str:
        return str(labels.language(self.language)) if self.language else ""

    @property
    def content_type(self) -> str:
        return TYPES.get(self.ending.lower(), "application/octet-stream")

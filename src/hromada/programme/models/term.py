"""Term: a word that is always translated in the same way, in all conferences."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hromada.kernel.localised import LocalisedField


class Term(models.Model):
    wording = LocalisedField(_("Term"))
    note = LocalisedField(_("Note"), blank=True)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="term_is_worded",
                condition=~Q(wording={}),
                violation_error_message=_("A term needs a word in at least one language."),
            )
        ]

    def __str__(self) -> str:
        return str(self.wording)

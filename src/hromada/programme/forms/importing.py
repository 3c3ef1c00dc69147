"""Which file is to be read, and what becomes of what it lacks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hromada.programme.importing.reading import MOST_BYTES


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("A workbook (XLSX) of Hromada, schedule.xml, schedule.json, xCal, iCalendar or a dump of pretalx."),
    )
    removes_gone = forms.BooleanField(
        label=_("Remove from the draft what the file lacks"),
        help_text=_("Sessions by invitation or without a time are never removed."),
        required=False,
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(
                _("The file has %(size)d MB; up to %(limit)d MB can be taken. Please make it smaller."),
                code="too_large",
                params={"size": -(-(file.size or 0) // 1_000_000), "limit": MOST_BYTES // 1_000_000},
            )
        return file

"""A document of a conference."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hromada.kernel.forms import LocalisedFormField
from hromada.kernel.uploads.fields import DocumentField
from hromada.library.models import Document
from hromada.programme import labels
from hromada.programme.models import Edition


class DocumentForm(forms.Form):
    file = DocumentField(
        label=_("File"),
        folder="documents",
        help_text=_("PDF, PPTX, DOCX, XLSX or a document of LibreOffice, without macros."),
    )
    language = forms.ChoiceField(label=_("Language of the file"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, document: Document, edition: Edition) -> None:
        initial = {"title": document.title, "file": document.file, "language": document.language}
        super().__init__(data, files, initial=initial)
        self.fields["title"] = LocalisedFormField(
            label=_("Title"), languages=edition.languages, initial=document.title, max_length=200
        )
        codes = dict.fromkeys([*edition.languages, *dict(settings.LANGUAGES)])
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)  # noqa: S101  # for mypy: declared so above
        language.choices = [("", _("several, or none")), *((code, labels.language(code)) for code in codes)]
        self.order_fields(["title", "file", "language"])

    def values(self) -> dict[str, Any]:
        """By field of the model."""
        return {**self.cleaned_data, "file": self.cleaned_data["file"].path}

"""Fixed terms, in all languages of the conference."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from hromada.kernel.forms import texts_of
from hromada.kernel.localised import Localised
from hromada.programme.models import Edition, Term


class TermForm(forms.ModelForm[Term]):
    class Meta:
        model = Term
        fields: ClassVar[list[str]] = ["wording", "note"]

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("wording", "note"):
            self.fields[name] = texts_of(self.instance, name, languages=edition.languages)

    def values(self) -> dict[str, Localised]:
        return {name: self.cleaned_data[name] for name in ("wording", "note")}

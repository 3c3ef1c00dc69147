from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hromada.accounts.models import Person

_LONGEST_NAME = 150


class AddressForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth carries no types
    """allauth's, without the text in the field that its label says already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs = {"autocomplete": "email"}


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth carries no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "autocapitalize": "characters"}


class IntroductionForm(forms.Form):
    """A name in every language of the interface, at least in one, and the language of letters."""

    language = forms.ChoiceField(label=_("Language in which we write to you"), choices=settings.LANGUAGES)

    def __init__(self, data: Mapping[str, Any] | None, *, person: Person) -> None:
        given = {f"name_{code}": text for code, text in person.name.items()}
        super().__init__(data, initial={**given, "language": person.language})
        for code, name in settings.LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name, in this language: %(language)s") % {"language": name},
                max_length=_LONGEST_NAME,
                required=False,
                widget=forms.TextInput(attrs={"lang": code, "autocomplete": "name"}),
            )
        self.order_fields([*(f"name_{code}" for code, _name in settings.LANGUAGES), "language"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(self.name_given(cleaned).values()):
            raise forms.ValidationError(_("Please give your name in at least one language."), code="no_name")
        return cleaned

    @staticmethod
    def name_given(cleaned: dict[str, Any]) -> dict[str, str]:
        return {code: cleaned.get(f"name_{code}", "") for code, _name in settings.LANGUAGES}

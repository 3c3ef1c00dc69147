"""A person: once, whatever they are announced as."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hromada.accounts.models import Person
from hromada.kernel.templatetags.ui import language_name
from hromada.kernel.uploads.fields import PictureField
from hromada.programme.forms.pieces import PieceForm


class PersonForm(PieceForm):
    """``portrait`` comes as what is kept of it."""

    TEXTS: ClassVar = {"name": 1, "biography": 7}

    portrait = PictureField(
        folder="portraits",
        label=gettext_lazy("Portrait"),
        help_text=gettext_lazy("JPEG, PNG, WebP, AVIF or TIFF, at least 600 pixels wide."),
        required=False,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of e-mails"))

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = [
            "name",
            "biography",
            "portrait_credit",
            "published_with_consent_on",
            "email",
            "language",
            "key",
        ]
        widgets: ClassVar = {"published_with_consent_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["portrait"] = self.instance.portrait
        codes = dict.fromkeys([*dict(settings.LANGUAGES), self.instance.language])
        self.fields["language"].choices = [(code, language_name(code)) for code in codes]  # type: ignore[attr-defined]  # a field of choices
        self.fields["key"].help_text = _("As in the address of their page. Without one, it is made from the name.")
        self.fields["published_with_consent_on"].help_text = _(
            "Without consent, neither biography nor portrait is published."
        )

    def clean_email(self) -> str | None:
        """As addresses are kept, so that nobody has two rows for one."""
        return Person.objects.normalize_email(self.cleaned_data["email"]) or None

    def clean_key(self) -> str | None:
        return self.cleaned_data["key"] or None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("portrait") and not cleaned.get("portrait_credit"):
            self.add_error("portrait_credit", _("Say who made the picture, and under which licence it may be shown."))
        return cleaned

    def values(self) -> dict[str, Any]:
        kept = self.cleaned_data["portrait"]
        shown = {
            "portrait": kept.path if kept else "",
            "portrait_width": kept.width if kept else None,
            "portrait_height": kept.height if kept else None,
        }
        return {**super().values(), **shown}

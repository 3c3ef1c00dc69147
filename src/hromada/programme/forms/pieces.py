"""What a session is made of beside its own texts: people, organisers, materials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hromada.accounts.models import Person
from hromada.kernel.forms import LocalisedFormField, texts_of
from hromada.network.models import Organisation
from hromada.programme import labels
from hromada.programme.models import Appearance, Edition, Material, SessionBody


class PieceForm(forms.ModelForm[Any]):
    """Its texts in the languages of the conference; ``values`` are for the action."""

    TEXTS: ClassVar[dict[str, int]] = {}
    """Texts by field, with the number of lines to write in."""

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        super().__init__(*args, **options)
        self.edition = edition
        for name, rows in self.TEXTS.items():
            self.fields[name] = texts_of(self.instance, name, languages=edition.languages, rows=rows)
        if "organisation" in self.fields:
            organisation: Any = self.fields["organisation"]
            organisation.queryset = Organisation.objects.order_by("slug")
            organisation.empty_label = "–"
            organisation.label = gettext_lazy("In the network as")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class BodyForm(PieceForm):
    TEXTS: ClassVar = {"name": 1}

    class Meta:
        model = SessionBody
        fields: ClassVar[list[str]] = ["name", "organisation"]


class MaterialForm(PieceForm):
    TEXTS: ClassVar = {"title": 1}

    url = forms.URLField(label=gettext_lazy("Address"), max_length=500, assume_scheme="https")

    class Meta:
        model = Material
        fields: ClassVar[list[str]] = ["title", "url", "language"]

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        super().__init__(*args, edition=edition, **options)
        codes = dict.fromkeys([*edition.languages, *([self.instance.language] if self.instance.language else [])])
        self.fields["language"] = forms.ChoiceField(
            label=gettext_lazy("Language"),
            required=False,
            choices=[("", pgettext_lazy("language", "not said")), *((code, labels.language(code)) for code in codes)],
        )


class AppearanceForm(PieceForm):
    """``person`` is decided before; without one, the form asks for the name of somebody new."""

    TEXTS: ClassVar = {"function": 1, "organisation_name": 1}

    class Meta:
        model = Appearance
        fields: ClassVar[list[str]] = ["part", "function", "organisation_name", "organisation", "presence"]

    def __init__(self, *args: Any, edition: Edition, person: Person | None, **options: Any) -> None:
        super().__init__(*args, edition=edition, **options)
        self.person = person
        if person is None:
            name = LocalisedFormField(languages=edition.languages, label=pgettext_lazy("person", "Name"))
            self.fields = {"name": name, **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        others = Appearance.objects.standing().filter(
            session=self.instance.session_id, person=self.person, part=cleaned.get("part")
        )
        if self.person and others.exclude(pk=self.instance.pk).exists():
            self.add_error("part", _("This person already has this part in the session."))
        return cleaned


class ReplacementForm(AppearanceForm):
    """Who takes a place keeps its part."""

    class Meta(AppearanceForm.Meta):
        fields: ClassVar[list[str]] = ["function", "organisation_name", "organisation", "presence"]


def as_last_announced(person: Person | None, among: models.QuerySet[Appearance]) -> Mapping[str, Any]:
    """What to begin with: function and organisation as they were announced the last time."""
    last = among.filter(person=person).order_by("-pk").first() if person else None
    if last is None:
        return {}
    return {
        "function": last.function,
        "organisation_name": last.organisation_name,
        "organisation": last.organisation_id,
    }

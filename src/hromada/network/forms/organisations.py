"""What the office looks for among the organisations, and what it knows of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hromada.kernel.forms import LocalisedFormField
from hromada.network import rules
from hromada.network.forms.public import LONGEST_QUERY
from hromada.network.labels import COUNTRIES, country_name
from hromada.network.models import LONGEST_NAME, ORGANISATION_FIELDS, Organisation

MOST_ALIASES = 50
_GAPS: dict[str, Promise] = {
    "coordinates": gettext_lazy("No coordinates (%(count)d)"),
    "name_de": gettext_lazy("No name in German (%(count)d)"),
    "name_uk": gettext_lazy("No name in Ukrainian (%(count)d)"),
    "name_en": gettext_lazy("No name in English (%(count)d)"),
    "population": gettext_lazy("No number of inhabitants (%(count)d)"),
}


class OrganisationFilter(forms.Form):
    """``gaps``: how many organisations have each of them."""

    q = forms.CharField(
        label=gettext_lazy("Name of a place"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    gap = forms.ChoiceField(label=gettext_lazy("What is missing"), required=False)

    def __init__(self, data: Any, *, countries: Mapping[str, str], gaps: Mapping[str, int]) -> None:
        super().__init__(data)
        country: Any = self.fields["country"]
        country.choices = [("", _("All countries")), *countries.items()]
        gap: Any = self.fields["gap"]
        told = [(name, str(_GAPS[name]) % {"count": count}) for name, count in gaps.items()]
        gap.choices = [("", _("All organisations")), *told]

    def wishes(self) -> dict[str, str]:
        """What was understood of the address; the rest is told beside its field and filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class LinesField(forms.CharField):
    """A list of short texts, one a line."""

    def __init__(self, *, at_most: int, longest: int, **options: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": 3}), **options)
        self.at_most = at_most
        self.longest = longest

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = list(dict.fromkeys(line.strip() for line in super().clean(value).splitlines() if line.strip()))
        if len(lines) > self.at_most:
            raise ValidationError(_("At most %(number)d lines, please.") % {"number": self.at_most})
        if any(len(line) > self.longest for line in lines):
            raise ValidationError(_("A line has at most %(number)d characters.") % {"number": self.longest})
        return lines

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.clean(data) != initial)


class OrganisationForm(forms.ModelForm[Organisation]):
    """``values`` are for the action."""

    TEXTS: ClassVar[tuple[str, ...]] = ("name", "official_name", "region", "hromada_name")

    aliases = LinesField(
        at_most=MOST_ALIASES,
        longest=LONGEST_NAME,
        label=gettext_lazy("Further names that are searched"),
        help_text=gettext_lazy("One a line: earlier names, other ways of writing."),
        required=False,
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"))

    class Meta:
        model = Organisation
        fields = ORGANISATION_FIELDS
        widgets: ClassVar = {
            "note": forms.Textarea({"rows": 3}),
            "latitude": forms.NumberInput({"step": "any"}),
            "longitude": forms.NumberInput({"step": "any"}),
        }
        help_texts: ClassVar = {
            "key": gettext_lazy("Imported files recognise the organisation by it. Without a key they leave it alone."),
            "note": gettext_lazy("Never public."),
            "latitude": gettext_lazy("In degrees, as 51.34."),
            "longitude": gettext_lazy("In degrees, as 12.37."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.TEXTS:
            field: Any = Organisation._meta.get_field(name)
            self.fields[name] = LocalisedFormField(
                label=field.verbose_name,
                languages=[code for code, _name in settings.LANGUAGES],
                required=not field.blank,
                initial=getattr(self.instance, name),
                max_length=LONGEST_NAME,
            )
        country: Any = self.fields["country"]
        codes = {*COUNTRIES, *([self.instance.country] if self.instance.country else [])}
        country.choices = [("", "–"), *countries_by_name(codes).items()]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


def countries_by_name(codes: Any) -> dict[str, str]:
    """By code, in the order in which a reader looks for their names."""
    return dict(sorted(((code, country_name(code)) for code in codes), key=lambda one: rules.order_of_name(one[1])))

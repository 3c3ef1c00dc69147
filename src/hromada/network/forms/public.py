"""What a visitor looks for in the network; every answer stands in the address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hromada.network import rules
from hromada.network.labels import PartnershipKind, Status, country_name
from hromada.network.presentation import SORTS

LONGEST_QUERY = 100


class NetworkFilter(forms.Form):
    q = forms.CharField(label=_("Name of a place"), required=False, max_length=LONGEST_QUERY)
    country = forms.ChoiceField(label=_("Country"), required=False)
    kind = forms.ChoiceField(label=_("Kind of partnership"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    sort = forms.ChoiceField(required=False, widget=forms.HiddenInput, choices=[(way, way) for way in ("", *SORTS)])

    def __init__(self, data: Any, *, countries: Iterable[str]) -> None:
        super().__init__(data, auto_id="filter-%s")
        named = sorted(((code, country_name(code)) for code in countries), key=lambda one: rules.order_of_name(one[1]))
        self._offer("country", _("All countries"), named)
        self._offer("kind", _("All kinds"), PartnershipKind.choices)
        self._offer("status", _("Every status"), Status.choices)

    def _offer(self, name: str, everything: Any, choices: Iterable[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for mypy: declared so above
        field.choices = [("", everything), *choices]
        field.error_messages["invalid_choice"] = _("There is no such choice; all are shown.")

    def wishes(self) -> dict[str, str]:
        """What was understood of the address; the rest is told beside its field and filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

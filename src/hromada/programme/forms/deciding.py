"""What becomes of an answer, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hromada.programme.answers import Item

_ACCEPT, _DECLINE, _LATER = "accept", "decline", ""


class DecidingForm(forms.Form):
    """``seen``: the version of the answer that is shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, items: Sequence[Item], seen: int) -> None:
        super().__init__(data, initial={"seen": seen})
        self.items = [item for item in items if item.is_open]
        for item in self.items:
            verdicts = [
                (_ACCEPT, pgettext_lazy("answer", "Accept")),
                *([(_DECLINE, pgettext_lazy("answer", "Decline"))] if item.may_decline else []),
                (_LATER, pgettext_lazy("answer", "Later")),
            ]
            self.fields[f"verdict-{item.name}"] = forms.ChoiceField(
                label=item.label, choices=verdicts, widget=forms.RadioSelect, required=False, initial=_LATER
            )
            self.fields[f"reason-{item.name}"] = forms.CharField(
                label=gettext_lazy("Reason, which the person reads"), max_length=500, required=False
            )

    def of(self, item: Item) -> tuple[BoundField, BoundField] | None:
        """Verdict and reason; None for what is decided already."""
        name = f"verdict-{item.name}"
        return (self[name], self[f"reason-{item.name}"]) if name in self.fields else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for item in self.items:
            if cleaned.get(f"verdict-{item.name}") == _DECLINE and not cleaned.get(f"reason-{item.name}"):
                self.add_error(f"reason-{item.name}", _("Please give the reason for which it is declined."))
        return cleaned

    @property
    def accepted(self) -> list[str]:
        return [item.name for item in self.items if self.cleaned_data[f"verdict-{item.name}"] == _ACCEPT]

    @property
    def declined(self) -> dict[str, str]:
        return {
            item.name: self.cleaned_data[f"reason-{item.name}"]
            for item in self.items
            if self.cleaned_data[f"verdict-{item.name}"] == _DECLINE
        }

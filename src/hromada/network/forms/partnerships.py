"""What the office looks for among the partnerships, and what it knows of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hromada.kernel.folding import matches
from hromada.kernel.forms import LocalisedFormField
from hromada.kernel.relations import others_of
from hromada.network import rules
from hromada.network.forms.public import LONGEST_QUERY
from hromada.network.labels import PartnershipKind, Status
from hromada.network.models import LONGEST_NAME, Organisation, Partnership

FOUND_AT_MOST = 12


class PartnershipFilter(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Name of a partner"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of partnership"),
        required=False,
        choices=[("", gettext_lazy("All kinds")), *PartnershipKind.choices],
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), required=False, choices=[("", gettext_lazy("Every status")), *Status.choices]
    )

    def wishes(self) -> dict[str, str]:
        """What was understood of the address; the rest is told beside its field and filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PartnersField(forms.ModelMultipleChoiceField[Organisation]):
    """Organisations in the order in which they were sent."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> Any:
        found = {str(one.pk): one for one in super().clean(value)}
        sent = [str(pk) for pk in value or ()]
        if len(set(sent)) < len(sent):
            raise ValidationError(_("An organisation can be a partner only once."))
        if len(sent) < 2:
            raise ValidationError(_("A partnership has at least two partners."))
        return [found[pk] for pk in sent]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [str(one) for one in self.prepare_value(initial or [])] != list(data or [])


class PartnershipForm(forms.ModelForm[Partnership]):
    """``values`` are for the action. ``find``: a partner that is looked for. ``focus``: where the keyboard goes on
    after a step, the name of a field or the value of a button."""

    focus = ""

    organisations = PartnersField(
        Organisation.objects.all(),
        label=gettext_lazy("Partners"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("One of the partners has been deleted since. Please look at them again."),
            "invalid_pk_value": gettext_lazy("One of the partners has been deleted since. Please look at them again."),
        },
    )
    find = forms.CharField(
        label=gettext_lazy("Add a partner"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )

    class Meta:
        model = Partnership
        fields: ClassVar[list[str]] = [
            "organisations",
            "kind",
            "kind_name",
            "since",
            "status",
            "level",
            "source",
            "key",
            "note",
        ]
        widgets: ClassVar = {"note": forms.Textarea({"rows": 3})}
        help_texts: ClassVar = {
            "since": gettext_lazy("As exactly as it is known: 2023, 2023-02 or 2023-02-23."),
            "source": gettext_lazy("Best the address of a page that says so."),
            "key": gettext_lazy("Imported files recognise the partnership by it. Without a key they leave it alone."),
            "note": gettext_lazy("Never public."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind_name"] = LocalisedFormField(
            label=gettext_lazy("Kind as the partners call it"),
            languages=[code for code, _name in settings.LANGUAGES],
            required=False,
            initial=self.instance.kind_name,
            max_length=LONGEST_NAME,
        )
        for name in ("kind", "status", "level"):
            choices: Any = self.fields[name]
            choices.choices = [("", "–"), *((value, label) for value, label in choices.choices if value)]
        if self.instance.pk:
            self.initial["organisations"] = others_of(self.instance, "organisations")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    @classmethod
    def rearranged(cls, data: Any, partnership: Partnership, step: str) -> PartnershipForm:
        """As it was sent, nothing judged yet, with its partners as the step has them (``rules.rearranged``)."""
        sent = {
            name: field.widget.value_from_datadict(data, {}, name)
            for name, field in cls(instance=partnership).fields.items()
        }
        sent["organisations"] = rules.rearranged(sent["organisations"] or [], step)
        if step.startswith("add:"):
            sent["find"] = ""
        form = cls(instance=partnership, initial=sent)
        form.focus = rules.next_step(sent["organisations"], step)
        return form

    @property
    def partners(self) -> Sequence[Organisation]:
        """Those that stand in the form now; who sent nonsense sees less."""
        numbers = [int(pk) for pk in map(str, self["organisations"].value() or ()) if pk.isdecimal() and len(pk) < 19]
        found = Organisation.objects.in_bulk(numbers)
        return [found[number] for number in dict.fromkeys(numbers) if number in found]

    @property
    def found(self) -> Sequence[Organisation]:
        """Who could be meant, and is no partner yet: first those whose own name it is, then those of such a region."""
        query = str(self["find"].value() or "")[:LONGEST_QUERY]
        if not query.strip():
            return []
        others = Organisation.objects.exclude(pk__in=[one.pk for one in self.partners]).search(query)
        return sorted(others, key=lambda one: not matches(query, *one.name.values(), *one.aliases))[:FOUND_AT_MOST]

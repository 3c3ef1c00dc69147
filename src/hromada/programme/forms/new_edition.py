"""A new conference: from nothing, or from an earlier one."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hromada.programme import labels
from hromada.programme.forms.parts import PartForm
from hromada.programme.models import Edition

_WEEKS_OF_A_YEAR = timedelta(weeks=52)
_ADDRESS = _("Small letters, digits and hyphens, as “auental-2031”. It stays, for people pass it on.")


def _day() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class NewEditionForm(PartForm):
    """What a conference cannot be without; the rest is told at its desk."""

    TEXTS: ClassVar = {"name": 2, "city": 1}

    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Edition
        fields: ClassVar[list[str]] = [
            "slug",
            "name",
            "number",
            "city",
            "starts_on",
            "ends_on",
            "time_zone",
            "languages",
        ]
        widgets: ClassVar = {"starts_on": _day(), "ends_on": _day()}
        help_texts: ClassVar = {"slug": _ADDRESS}

    def __init__(self, data: Any = None) -> None:
        edition = Edition(languages=[code for code, _name in settings.LANGUAGES])
        super().__init__(data, instance=edition, edition=edition)
        languages: Any = self.fields["languages"]
        languages.choices = [(code, labels.language(code)) for code in edition.languages]


class CloneForm(forms.ModelForm[Edition]):
    """Where and when the new one is; it begins with the same weekday a year later."""

    class Meta:
        model = Edition
        fields: ClassVar[list[str]] = ["slug", "starts_on"]
        widgets: ClassVar = {"starts_on": _day()}
        help_texts: ClassVar = {"slug": _ADDRESS, "starts_on": _("Everything moves by as many days.")}

    def __init__(self, data: Any = None, *, last: Edition) -> None:
        starts_on = last.starts_on + _WEEKS_OF_A_YEAR
        slug = re.sub(r"\d{4}$", str(starts_on.year), last.slug)
        initial = {"starts_on": starts_on, "slug": slug if slug != last.slug else ""}
        super().__init__(data, instance=Edition(), initial=initial)

"""The two files from which the network comes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """Two CSV files as the import reads them."""

    municipalities = forms.FileField(label=_("Municipalities (CSV)"))
    partnerships = forms.FileField(label=_("Partnerships (CSV)"))

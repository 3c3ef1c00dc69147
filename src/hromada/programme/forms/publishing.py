"""How a release is published: as what, with which words, when, and having seen what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hromada.kernel.forms import LocalisedFormField
from hromada.programme import labels
from hromada.programme.proposals import Proposal


class PublishingForm(forms.Form):
    """``at`` is on the clock of the conference; with ``when`` "now" it is left aside. ``seen`` is the digest of what
    the person was shown: the action refuses if the draft has moved on. ``is_all_well``: nothing is to be
    acknowledged."""

    WHEN: ClassVar = [("now", _("now")), ("later", _("at a set minute"))]

    finality = forms.ChoiceField(label=_("State"), choices=labels.finalities, widget=forms.RadioSelect)
    when = forms.ChoiceField(label=_("When"), choices=WHEN, widget=forms.RadioSelect, initial="now")
    at = forms.DateTimeField(
        label=_("Day and time, on the clock of the conference"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    acknowledged = forms.BooleanField(
        label=_("I have read these points; the programme may be published with them."),
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, proposal: Proposal, is_all_well: bool) -> None:
        finality = proposal.latest.finality if proposal.latest else "preliminary"
        super().__init__(data, initial={"finality": finality, "seen": proposal.digest, "when": "now"})
        self.proposal = proposal
        self.fields["note"] = LocalisedFormField(
            label=_("Note for readers"),
            help_text=_("One or two sentences on “What has changed”, as “The panels now have rooms”."),
            languages=proposal.edition.languages,
            rows=3,
            required=False,
            max_length=1000,
        )
        if is_all_well:
            del self.fields["acknowledged"]

    def clean_at(self) -> datetime | None:
        """What is typed is meant on the clock of the conference, whatever zone the server is in."""
        at: datetime | None = self.cleaned_data["at"]
        return timezone.make_naive(at).replace(tzinfo=self.proposal.edition.zone) if at else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("when") == "later" and not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", _("Say on which day and at what time."))
        if "acknowledged" in self.fields and not cleaned.get("acknowledged"):
            self.add_error("acknowledged", _("Please read the open points first, and say that you have."))
        return cleaned


class ReturningForm(forms.Form):
    """The words with which an earlier release is published once more."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, languages: list[str]) -> None:
        super().__init__(data)
        self.fields["note"] = LocalisedFormField(
            label=_("Note for readers"), languages=languages, rows=3, required=False, max_length=1000
        )

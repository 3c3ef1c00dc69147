"""Everything that is said of a session itself; people, organisers and materials have forms of their own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hromada.kernel.forms import texts_of
from hromada.kernel.localised import Localised
from hromada.programme import labels
from hromada.programme.access import Desk
from hromada.programme.models import Session

_TEXTS = {"title": 2, "abstract": 7, "note": 3}
_TIMES = ("day", "begins", "until", "until_day")


class SessionForm(forms.ModelForm[Session]):
    """Times are those of the clocks at the place. ``until_day`` only where it ends on another day than it begins.
    ``held`` is asked where others lie within its time.

    ``parents``: what it may be part of; None where this is not for the person to decide.
    """

    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    begins = forms.TimeField(
        label=pgettext_lazy("time", "From"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )
    until = forms.TimeField(
        label=pgettext_lazy("time", "Until"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )
    until_day = forms.DateField(
        label=_("Last day, if it is another"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    held = forms.BooleanField(required=False, initial=True)
    floor = forms.MultipleChoiceField(label=_("Languages spoken"), required=False, widget=forms.CheckboxSelectMultiple)
    interpreted = forms.MultipleChoiceField(
        label=_("Languages interpreted into"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Session
        fields: ClassVar[list[str]] = [
            "kind", "parent", "title", "abstract", "note", "topics", "room", "venue", "format", "access", "listed",
            "floor", "interpreted", "capacity_on_site", "capacity_online", "sign_up",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {"topics": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, desk: Desk, parents: Collection[Session] | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.desk = desk
        edition = desk.edition
        for name, rows in _TEXTS.items():
            self.fields[name] = texts_of(self.instance, name, languages=edition.languages, rows=rows)
        for name in ("topics", "room", "venue"):
            self._offer(name, getattr(edition, f"{name}s" if name != "topics" else name).all())
        self._offer_parents(parents)
        spoken = [*edition.languages, *self.instance.floor, *self.instance.interpreted]
        languages = [(code, labels.language(code)) for code in dict.fromkeys(spoken)]
        self.fields["floor"].choices = self.fields["interpreted"].choices = languages  # type: ignore[attr-defined]  # a field of choices
        self.initial = {**self._times(), **self.initial}

    def _offer(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows
        if not isinstance(field, forms.ModelMultipleChoiceField):
            field.empty_label = "–"

    def _offer_parents(self, parents: Collection[Session] | None) -> None:
        if parents is None:
            del self.fields["parent"]
            return
        field = self.fields["parent"]
        self._offer("parent", self.desk.editable_sessions.filter(pk__in=[one.pk for one in parents]))
        field.choices = [("", "–"), *((one.pk, str(one.title)) for one in parents)]  # type: ignore[attr-defined]  # a field of models
        # Who only co-organises stays within their branch.
        field.required = not self.desk.may_edit

    def _times(self) -> dict[str, date | time]:
        zone = self.desk.edition.zone
        found: dict[str, date | time] = {}
        if self.instance.starts:
            starts = self.instance.starts.astimezone(zone)
            found |= {"day": starts.date(), "begins": starts.time()}
        if self.instance.ends:
            ends = self.instance.ends.astimezone(zone)
            found |= {"until": ends.time()}
            if found.get("day") != ends.date():
                found |= {"until_day": ends.date()}
        return found

    def clean_title(self) -> Localised:
        """On several lines only where it is written."""
        return Localised({code: " ".join(text.split()) for code, text in self.cleaned_data["title"].items()})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        day, begins, until, until_day = (cleaned.get(name) for name in _TIMES)
        if any(name in self.errors for name in _TIMES):
            return cleaned
        if (begins or until) and not (day or until_day):
            self.add_error("day", _("Please give the day as well."))
        starts, ends = self._instant(day, begins), self._instant(until_day or day, until)
        if starts and ends and ends <= starts:
            self.add_error("until", _("The session ends before it begins."))
        cleaned |= {"starts": starts, "ends": ends}
        return cleaned

    def _instant(self, day: date | None, clock: time | None) -> datetime | None:
        return datetime.combine(day, clock, self.desk.edition.zone) if day and clock else None

    def values(self) -> dict[str, Any]:
        """What was answered, by field of the session."""
        values = {
            name: self.cleaned_data[name] for name in (*self.Meta.fields, "starts", "ends") if name in self.cleaned_data
        }
        for name in ("floor", "interpreted"):
            stood = self.initial.get(name) or []
            values[name] = _in_order(values[name], stood)
        return values


def _in_order(ticked: Sequence[str], stood: Sequence[str]) -> list[str]:
    """As it stood, when the same is ticked: boxes know no order."""
    return list(stood) if set(ticked) == set(stood) else list(ticked)

"""Where and when a session takes place: what the board sends when one is dropped, and what people fill in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hromada.programme.models import Edition, Room
from hromada.programme.planning import Planning, Row
from hromada.programme.presentation.times import long_day

USUAL_MINUTES = 60
"""The length of a session that had no time before."""
_MOST_MINUTES = 24 * 60


class PlaceForm(forms.Form):
    """Without a day, the session has no time. ``base`` is where the history stood when the sender saw it."""

    session = forms.SlugField(widget=forms.HiddenInput)
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)
    day = forms.DateField(label=_("Day"), required=False, input_formats=["%Y-%m-%d"], widget=forms.Select)
    time = forms.TimeField(
        label=_("Begins"), required=False, widget=forms.TimeInput({"type": "time", "step": 300}, format="%H:%M")
    )
    minutes = forms.IntegerField(
        label=_("Length in minutes"),
        required=False,
        widget=forms.NumberInput({"step": 5}),
        error_messages={"invalid": _("The length is given in minutes, as 90.")},
    )
    room = forms.ModelChoiceField(
        Room.objects.none(), label=_("Room"), required=False, to_field_name="key", empty_label=_("No room yet")
    )
    copy = forms.BooleanField(label=_("Place a copy, and leave this one where it is"), required=False)

    held = forms.BooleanField(required=False)

    def __init__(self, edition: Edition, *args: Any, days: Iterable[date] = (), **options: Any) -> None:
        """``days``: those to choose from, where people choose."""
        super().__init__(*args, **options)
        self.edition = edition
        day: Any = self.fields["day"]
        day.widget.choices = [("", _("No time yet")), *((one.isoformat(), long_day(one)) for one in days)]
        room: Any = self.fields["room"]
        room.queryset = edition.rooms.order_by("position", "key")
        room.label_from_instance = lambda one: str(one.name)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("day") is None or self.errors:
            return values
        if values.get("time") is None:
            self.add_error("time", _("Give the time at which it begins, or choose “No time yet”."))
        if not 0 < (values.get("minutes") or 0) <= _MOST_MINUTES:
            self.add_error("minutes", _("A session ends after it begins, and within a day: 5 to 1440 minutes."))
        return values

    @property
    def times(self) -> tuple[datetime | None, datetime | None]:
        """Beginning and end; the length is what goes by, also in a night in which the clocks are changed."""
        values = self.cleaned_data
        if not values["day"]:
            return None, None
        starts = datetime.combine(values["day"], values["time"], self.edition.zone).astimezone(UTC)
        return starts, starts + timedelta(minutes=values["minutes"])


def initial_of(planning: Planning, row: Row) -> dict[str, Any]:
    """The form filled with where the session is now."""
    facts: dict[str, Any] = {"session": row.key, "base": planning.base, "minutes": USUAL_MINUTES, "held": True}
    if row.room_id is not None:
        facts["room"] = planning.room_by_pk[row.room_id].key
    if row.starts and row.ends:
        local = row.starts.astimezone(planning.edition.zone)
        minutes = int((row.ends - row.starts).total_seconds() // 60)
        facts |= {"day": local.date().isoformat(), "time": local.time(), "minutes": minutes}
    return facts

"""One change for many sessions, as people fill it in: what is left alone stays as it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hromada.programme import labels
from hromada.programme.bulk import BulkChange
from hromada.programme.models import Edition, Room, Topic
from hromada.programme.snapshot import Access, Format

_NO_ROOM = "-"
_MOST_DAYS = 3660
_KEEP = ("", _("as it is"))


class BulkForm(forms.Form):
    room = forms.ChoiceField(label=_("Room"), required=False)
    days = forms.IntegerField(
        label=_("Days later"),
        required=False,
        min_value=-_MOST_DAYS,
        max_value=_MOST_DAYS,
        help_text=_("−1 is the day before; the hours stay."),
    )
    access = forms.ChoiceField(label=_("Access"), required=False, choices=[_KEEP, *labels.accesses()])
    format = forms.ChoiceField(label=_("Format"), required=False, choices=[_KEEP, *labels.formats()])
    adds_topic = forms.ModelChoiceField(
        Topic.objects.none(),
        label=_("Add the topic"),
        required=False,
        to_field_name="key",
        empty_label=pgettext_lazy("a topic", "none"),
    )
    removes_topic = forms.ModelChoiceField(
        Topic.objects.none(),
        label=_("Take the topic away"),
        required=False,
        to_field_name="key",
        empty_label=pgettext_lazy("a topic", "none"),
    )
    sign_up = forms.ChoiceField(
        label=_("With sign-up"), required=False, choices=[_KEEP, ("yes", _("yes")), ("no", _("no"))]
    )
    floor = forms.MultipleChoiceField(label=_("Languages spoken"), required=False, widget=forms.CheckboxSelectMultiple)
    interpreted = forms.MultipleChoiceField(
        label=_("Languages interpreted into"), required=False, widget=forms.CheckboxSelectMultiple
    )
    confirms = forms.BooleanField(label=_("All people who were asked have said yes"), required=False)
    deletes = forms.BooleanField(label=_("Delete these sessions"), required=False)

    def __init__(self, edition: Edition, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.edition = edition
        fields: dict[str, Any] = self.fields
        self.rooms = {room.key: room for room in edition.rooms.order_by("position", "key")}
        rooms = [(key, str(room.name)) for key, room in self.rooms.items()]
        fields["room"].choices = [_KEEP, (_NO_ROOM, _("No room")), *rooms]
        for name in ("adds_topic", "removes_topic"):
            fields[name].queryset = edition.topics.order_by("position", "key")
            fields[name].label_from_instance = lambda topic: str(topic.name)
        for name in ("floor", "interpreted"):
            fields[name].choices = [(code, labels.language(code)) for code in edition.languages]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.change:
            raise forms.ValidationError(_("Choose what is to change."), code="nothing")
        return values

    @property
    def change(self) -> BulkChange:
        values = self.cleaned_data
        room: Room | None = self.rooms.get(values["room"])
        return BulkChange(
            room=room,
            takes_room=values["room"] == _NO_ROOM,
            days=values["days"] or 0,
            access=Access(values["access"]) if values["access"] else None,
            format=Format(values["format"]) if values["format"] else None,
            floor=tuple(values["floor"]) or None,
            interpreted=tuple(values["interpreted"]) or None,
            sign_up={"yes": True, "no": False}.get(values["sign_up"]),
            adds_topic=values["adds_topic"],
            removes_topic=values["removes_topic"],
            confirms=values["confirms"],
            deletes=values["deletes"],
        )

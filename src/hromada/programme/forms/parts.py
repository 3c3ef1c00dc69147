"""Venues, rooms, topics, organisers of a conference; and the conference itself."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hromada.kernel.uploads.fields import PictureField
from hromada.programme import labels
from hromada.programme.forms.pieces import PieceForm
from hromada.programme.models import Edition, EditionBody, Room, Topic, Venue


class PartForm(PieceForm):
    TEXTS: ClassVar = {"name": 1}

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        super().__init__(*args, edition=edition, **options)
        if "venue" in self.fields:
            venue: Any = self.fields["venue"]
            venue.queryset = edition.venues.all()
            venue.empty_label = "–"


class VenueForm(PartForm):
    TEXTS: ClassVar = {"name": 1, "role": 1}

    class Meta:
        model = Venue
        fields: ClassVar[list[str]] = ["name", "role", "address"]


class RoomForm(PartForm):
    class Meta:
        model = Room
        fields: ClassVar[list[str]] = ["name", "venue", "capacity", "booths", "streamed"]


class TopicForm(PartForm):
    class Meta:
        model = Topic
        fields: ClassVar[list[str]] = ["name"]


class EditionBodyForm(PartForm):
    class Meta:
        model = EditionBody
        fields: ClassVar[list[str]] = ["name", "role", "organisation"]


class EditionForm(PartForm):
    """``picture`` comes as what is kept of it; its credit and alternative text are asked with it by the model."""

    TEXTS: ClassVar = {
        "name": 2,
        "motto": 2,
        "city": 1,
        "patron": 2,
        "description": 4,
        "programme_note": 3,
        "participants": 1,
        "picture_alternative": 2,
    }

    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)
    picture = PictureField(label=_("Picture"), folder="editions", required=False)

    class Meta:
        model = Edition
        fields: ClassVar[list[str]] = [
            "number",
            "name",
            "motto",
            "city",
            "starts_on",
            "ends_on",
            "time_zone",
            "languages",
            "patron",
            "description",
            "programme_note",
            "participants",
            "colour",
            "picture_alternative",
            "picture_credit",
        ]
        widgets: ClassVar = {
            "starts_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "colour": forms.TextInput({"type": "color"}),
        }

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        super().__init__(*args, edition=edition, **{"initial": {"picture": edition.picture}, **options})
        # What the interface speaks, and what the conference speaks already.
        codes = dict.fromkeys([*(code for code, _name in settings.LANGUAGES), *edition.languages])
        languages: Any = self.fields["languages"]
        languages.choices = [(code, labels.language(code)) for code in codes]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("picture"):
            for name, sentence in (
                ("picture_credit", _("Say who made the picture, and under which licence it may be shown.")),
                ("picture_alternative", _("Say what the picture shows, for those who do not see it.")),
            ):
                if not cleaned.get(name):
                    self.add_error(name, sentence)
        return cleaned

    def values(self) -> dict[str, Any]:
        picture = self.cleaned_data["picture"]
        return {**super().values(), "picture": picture.path if picture else ""}

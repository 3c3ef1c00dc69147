"""Venues, rooms, topics, organisers of a conference; and the conference itself."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hromada.kernel.forms import texts_of
from hromada.kernel.uploads.fields import PictureField
from hromada.network.models import Organisation
from hromada.programme import labels
from hromada.programme.models import Edition, EditionBody, Room, Topic, Venue


class PartForm(forms.ModelForm[Any]):
    """Its texts in the languages of the conference; ``values`` are for the action."""

    TEXTS: ClassVar[dict[str, int]] = {"name": 1}
    """Texts by field, with the number of lines to write in."""

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, rows in self.TEXTS.items():
            self.fields[name] = texts_of(self.instance, name, languages=edition.languages, rows=rows)
        if "organisation" in self.fields:
            organisation: Any = self.fields["organisation"]
            organisation.queryset = Organisation.objects.order_by("slug")
            organisation.empty_label = "–"
            organisation.label = _("In the network as")
        if "venue" in self.fields:
            venue: Any = self.fields["venue"]
            venue.queryset = edition.venues.all()
            venue.empty_label = "–"

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


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


class BodyForm(PartForm):
    class Meta:
        model = EditionBody
        fields: ClassVar[list[str]] = ["name", "role", "organisation"]


class EditionForm(PartForm):
    """``picture`` comes as what is kept of it; its credit and alternative text are asked with it by the model."""

    TEXTS: ClassVar = {
        "name": 1,
        "motto": 1,
        "city": 1,
        "patron": 1,
        "description": 4,
        "programme_note": 2,
        "participants": 1,
        "picture_alternative": 1,
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

"""A news item: its texts in every language, its picture, and what it leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hromada.kernel.forms import LocalisedFormField
from hromada.kernel.localised import Localised
from hromada.kernel.uploads.fields import PictureField
from hromada.library.models import News, lead_somewhere
from hromada.library.models.news import OFFICE_ZONE
from hromada.network.models import Organisation
from hromada.programme.models import Edition

TEXTS = {"title": 2, "summary": 3, "body": 14, "published_by": 1, "picture_alternative": 2}
"""Rows of each."""

_SPARE_LINKS = 2
MOST_LINKS = 12


class NewsForm(forms.Form):
    """``edition``: whose news it is; None where the conferences are asked for."""

    picture = PictureField(
        label=_("File"),
        folder="news",
        required=False,
        help_text=_("JPEG, PNG, WebP, AVIF or TIFF, best 1600 pixels wide or more. Place and camera are removed."),
    )
    picture_credit = forms.CharField(
        label=_("Credit of the picture"),
        required=False,
        max_length=200,
        help_text=_("Who made it, and under which licence it may be shown."),
    )
    organisations = forms.ModelMultipleChoiceField[Organisation](
        Organisation.objects.none(),
        label=_("About organisations"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        item: News,
        languages: Sequence[str],
        edition: Edition | None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, initial={**_initial(item), **(initial or {})})
        for name, rows in TEXTS.items():
            field: Any = News._meta.get_field(name)
            self.fields[name] = LocalisedFormField(
                label=field.verbose_name,
                languages=languages,
                rows=rows,
                required=not field.blank,
                initial=getattr(item, name),
            )
        self.fields["body"].help_text = _("An empty line begins a new paragraph.")
        self.fields["picture_alternative"].help_text = _("What the picture shows, for those who do not see it.")
        self._offer("organisations", Organisation.objects.order_by("slug"))
        if edition is None:
            self.fields["editions"] = forms.ModelMultipleChoiceField[Edition](
                Edition.objects.all(),
                label=_("About conferences"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        self.links = cast(
            Links, LinkFormSet(data, prefix="links", initial=item.links, form_kwargs={"languages": languages})
        )

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.links.is_valid()])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("picture") and not cleaned.get("picture_credit") and "picture_credit" not in self.errors:
            self.add_error("picture_credit", _("Please say who made the picture."))
        if cleaned.get("picture") and not cleaned.get("picture_alternative"):
            self.add_error("picture_alternative", _("Please describe the picture in at least one language."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """By field of the model."""
        kept = self.cleaned_data["picture"]
        return {**self.cleaned_data, "picture": kept.path if kept else "", "links": self.links.values()}

    def _offer(self, name: str, choices: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101  # for mypy: declared so above
        field.queryset = choices


def _initial(item: News) -> dict[str, Any]:
    plain = {name: getattr(item, name) for name in (*TEXTS, "picture", "picture_credit")}
    if item.pk is None:
        return plain
    return {**plain, "organisations": item.organisations.all(), "editions": item.editions.all()}


class LinkForm(forms.Form):
    """A page of this site or of the web; one without an address is left out."""

    url = forms.CharField(label=_("Address"), required=False, max_length=500, empty_value="")

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"] = LocalisedFormField(
            label=_("Title"), languages=languages, required=False, initial=Localised(self.initial.get("title"))
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.is_blank(cleaned):
            try:
                lead_somewhere([{"title": dict(cleaned.get("title") or {}), "url": cleaned.get("url", "")}])
            except ValidationError as error:
                self.add_error("url", error)
        return cleaned

    @staticmethod
    def is_blank(cleaned: Mapping[str, Any]) -> bool:
        return not cleaned.get("url") and not cleaned.get("title")


class Links(forms.BaseFormSet[LinkForm]):
    def values(self) -> list[dict[str, Any]]:
        return [
            {"title": dict(form.cleaned_data["title"]), "url": form.cleaned_data["url"]}
            for form in self.forms
            if not form.is_blank(form.cleaned_data)
        ]


LinkFormSet = forms.formset_factory(LinkForm, formset=Links, extra=_SPARE_LINKS, max_num=MOST_LINKS, absolute_max=20)


class PublishForm(forms.Form):
    at = forms.DateTimeField(
        label=_("Day and time"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("On the clock in Germany; empty means now. Until then the item stays hidden."),
    )

    def clean_at(self) -> datetime | None:
        """What is typed is meant on the clock by which news are dated, whatever zone the server is in."""
        at: datetime | None = self.cleaned_data["at"]
        return timezone.make_naive(at).replace(tzinfo=ZoneInfo(OFFICE_ZONE)) if at else None

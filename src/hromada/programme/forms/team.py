"""Who is to work on a conference, and as what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hromada.kernel.forms import LocalisedFormField
from hromada.programme.access import Desk
from hromada.programme.models import Role, Session


class InvitationForm(forms.Form):
    """By address; ``name`` and ``language`` count for somebody who is new here. ``session`` for co-organisers only."""

    CO_ORGANISER = "co_organiser"

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "off"}))
    kind = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    session = forms.ModelChoiceField[Session](
        Session.objects.none(), label=_("Session, for co-organisers"), required=False, empty_label="–"
    )
    language = forms.ChoiceField(label=_("Language in which we write to them"), choices=settings.LANGUAGES)

    def __init__(self, data: Mapping[str, Any] | None = None, *, desk: Desk) -> None:
        super().__init__(data, initial={"kind": Role.Kind.EDITOR, "language": desk.person.language})
        kind, session = self.fields["kind"], self.fields["session"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101  # for mypy: declared so above
        assert isinstance(session, forms.ModelChoiceField)  # noqa: S101  # for mypy: declared so above
        kind.choices = [*Role.Kind.choices, (self.CO_ORGANISER, _("Co-organiser of a session"))]
        session.queryset = desk.sessions.order_by("starts", "key")
        self.fields["name"] = LocalisedFormField(
            label=pgettext_lazy("person", "Name"),
            help_text=_("Needed only if there is no account with this address yet."),
            languages=desk.edition.languages,
            required=False,
            max_length=150,
        )
        self.order_fields(["email", "kind", "session", "name", "language"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == self.CO_ORGANISER and not cleaned.get("session") and "session" not in self.errors:
            self.add_error("session", _("Choose the session that this person runs."))
        return cleaned


class RoleForm(forms.Form):
    kind = forms.ChoiceField(label=_("Role"), choices=Role.Kind.choices)

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from hromada.accounts.models import Person

_LONGEST_NAME = 150
_LONGEST_NAME_OF_A_PASSKEY = 60
_CODE_IS_REMEMBERED_FOR = 120
"""Seconds; longer than a code of an app is taken, MFA_TOTP_TOLERANCE included."""


class AddressForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth carries no types
    """allauth's, without the text in the field that its label says already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs = {"autocomplete": "email"}

    @property
    def is_known(self) -> bool:
        return self._user is not None


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth carries no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "autocapitalize": "characters"}


class _CodeOfAnApp(forms.Form):
    """Digits, typed in by hand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class _CodeTakenOnce(_CodeOfAnApp):
    """allauth forgets a used code after half a minute, while one of the minute before is still taken."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # allauth's, which stands beside this class
        digits = "".join(filter(str.isdigit, code))
        if not cache.add(f"used:{self.user.pk}:{digits}", True, _CODE_IS_REMEMBERED_FOR):  # type: ignore[attr-defined]  # as above
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(_CodeTakenOnce, AuthenticateForm):  # type: ignore[misc]  # allauth carries no types
    pass


class SecondFactorAgainForm(_CodeTakenOnce, ReauthenticateForm):  # type: ignore[misc]  # allauth carries no types
    pass


class AddAppForm(_CodeOfAnApp, ActivateTOTPForm):  # type: ignore[misc]  # allauth carries no types
    pass


class _Passkey(forms.Form):
    """What a browser hands over; allauth's forms say of it what they say of a code."""

    def add_error(self, field: str | None, error: Any) -> None:
        if field == "credential" or getattr(error, "code", "") == "incorrect_code":
            error = forms.ValidationError(_("The passkey was not accepted. Please try once more."), code="not_accepted")
        super().add_error(field, error)


class AddPasskeyForm(_Passkey, AddWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    passwordless = None
    name = forms.CharField(
        label=_("Name of the passkey"),
        help_text=_("By which you will know it again, such as “work laptop”."),
        max_length=_LONGEST_NAME_OF_A_PASSKEY,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean() or {}
        except (ValueError, LookupError, struct.error) as error:  # allauth leaves what no browser sends to fail
            raise get_adapter().validation_error("incorrect_code") from error
        return cleaned


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    name = forms.CharField(label=_("Name of the passkey"), max_length=_LONGEST_NAME_OF_A_PASSKEY)


class ShowPasskeyForm(_Passkey, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    pass


class ShowPasskeyAgainForm(_Passkey, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    pass


class SignInByPasskeyForm(_Passkey, LoginWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    pass


class IntroductionForm(forms.Form):
    """A name in every language of the interface, at least in one, and the language of letters."""

    language = forms.ChoiceField(label=_("Language in which we write to you"), choices=settings.LANGUAGES)

    def __init__(self, data: Mapping[str, Any] | None, *, person: Person) -> None:
        given = {f"name_{code}": text for code, text in person.name.items()}
        super().__init__(data, initial={**given, "language": person.language})
        for code, name in settings.LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name, in this language: %(language)s") % {"language": name},
                max_length=_LONGEST_NAME,
                required=False,
                widget=forms.TextInput(attrs={"lang": code, "autocomplete": "name"}),
            )
        self.order_fields([*(f"name_{code}" for code, _name in settings.LANGUAGES), "language"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(self.name_given(cleaned).values()):
            raise forms.ValidationError(_("Please give your name in at least one language."), code="no_name")
        return cleaned

    @staticmethod
    def name_given(cleaned: dict[str, Any]) -> dict[str, str]:
        return {code: cleaned.get(f"name_{code}", "") for code, _name in settings.LANGUAGES}

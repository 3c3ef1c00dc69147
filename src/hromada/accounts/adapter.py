"""How allauth signs people in here: by a code sent to an address that we know, and in our own words."""

from __future__ import annotations

import io
import time
from typing import Any, ClassVar

import segno
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hromada.accounts import actions
from hromada.accounts.models import Person
from hromada.accounts.sealing import seal, unseal

# What allauth calls its letters about second factors, and what the audit and our letter call the change.
CHANGES = {
    "mfa/email/webauthn_added": "passkey_added",
    "mfa/email/webauthn_removed": "passkey_removed",
    "mfa/email/totp_activated": "app_added",
    "mfa/email/totp_deactivated": "app_removed",
    "mfa/email/recovery_codes_generated": "recovery_codes_made",
}
TOO_OFTEN = frozenset({"too_many_login_attempts", "rate_limited"})


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": gettext_lazy("This is not the code that we sent. Please compare it character by character."),
        "too_many_login_attempts": gettext_lazy(
            "There were too many attempts. Please wait a few minutes and ask for a new code."
        ),
    }

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Who tries too often gets a page of its own, and the status that programs understand."""
        if code in TOO_OFTEN:
            raise ImmediateHttpResponse(respond_429(self.request))
        error: ValidationError = super().validation_error(code, *args)
        return error

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        """People come by invitation; nobody makes an account here."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002  # allauth's signature
        return reverse("account_home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002  # allauth's signature
        return reverse("account_login")

    def add_message(self, request: HttpRequest, level: int, *texts: Any, **more: Any) -> None:
        """Only what went wrong: the page itself says what went well."""
        if level >= messages.ERROR:
            super().add_message(request, level, *texts, **more)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:  # noqa: ARG002  # allauth's signature
        """allauth sends one kind of letter here, the code."""
        actions.leave_code_to_the_worker(email, context["code"], host=self.request.get_host())

    def send_notification_mail(self, template_prefix: str, user: Person, *_more: Any) -> None:
        """allauth calls this after each change of a second factor; whoever made one has shown that they have it."""
        change = CHANGES[template_prefix]
        actions.tell_of_second_factor(user, change, host=self.request.get_host(), by=user)
        if change.endswith("_added"):
            record_authentication(self.request, user, "mfa", reauthenticated=True)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whoever signed in with a second factor a moment ago is not asked for it once more."""
        known = get_authentication_records(self.request, self.request.user)
        since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        if any(record["method"] == "mfa" and record["at"] > since for record in known):
            return False
        required: bool = super().is_reauthentication_required(app=app, **more)
        return required


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "This code is not right, or was used before. The app shows a new one every half minute."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Recovery codes stand in for a passkey or an authenticator app: please add one of these first."
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What cannot be read anymore becomes a secret that nobody knows: no code fits it."""
        return unseal(encrypted_text) or generate_totp_secret()

    def build_totp_svg(self, url: str) -> str:
        """Dark on light in either theme: cameras look for that."""
        drawn = io.BytesIO()
        segno.make(url, error="m", micro=False).save(drawn, kind="svg", border=4, light="#fff", xmldecl=False)
        return drawn.getvalue().decode()

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        known = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)d") % {"number": known + 1}

"""How allauth signs people in here: by a code sent to an address that we know, and in our own words."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This is not the code that we sent. Please compare it letter by letter."),
        "too_many_login_attempts": _("There were too many attempts. Please wait a few minutes and ask for a new code."),
        "rate_limited": _("There were too many attempts. Please wait a few minutes and ask for a new code."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        """People come by invitation; nobody makes an account here."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002  # allauth's signature
        return reverse("account_home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002  # allauth's signature
        return reverse("account_login")

    def add_message(self, request: HttpRequest, level: int, *texts: Any, **more: Any) -> None:
        """Only what went wrong: the page itself says what went well."""
        if level >= messages.WARNING:
            super().add_message(request, level, *texts, **more)

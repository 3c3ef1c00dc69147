"""A view is private unless it says otherwise; who says so is known by name, and a new one is added here on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import override

OPEN_TO_ALL = {
    "",  # the door: to the visitor's language
    "healthz",
    "readyz",
    "media/<path:path>",
    "de/search/",
    "de/accounts/login/",
    "de/accounts/login/code/",
    "de/accounts/logout/",
    "de/accounts/inactive/",
    "de/accounts/2fa/passkeys/login/",
    "de/mine/<str:token>/",  # for who has a personal link
    "de/mine/<str:token>/files/<str:sent>/",
    "de/accounts/2fa/authenticate/",  # for whom the first step has let in
}
FOR_WHO_IS_SIGNED_IN = {
    "de/accounts/",
    "de/accounts/2fa/again/",
    "de/accounts/2fa/again/passkey/",
    "de/accounts/2fa/app/add/",
    "de/accounts/2fa/app/remove/",
    "de/accounts/2fa/passkeys/add/",
    "de/accounts/2fa/passkeys/<int:pk>/remove/",
    "de/accounts/2fa/passkeys/<int:pk>/rename/",
    "de/accounts/2fa/recovery-codes/",
    "de/accounts/2fa/recovery-codes/make/",
    "de/office/",
}


def addresses() -> list[tuple[str, Any]]:
    """Every address, in German, with its view."""
    with override("de"):
        return list(_below(get_resolver().url_patterns))


def _below(patterns: list[URLPattern | URLResolver], path: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _below(pattern.url_patterns, here)
        else:
            yield here, pattern.callback


def test_every_address_is_published_known_to_be_open_or_for_who_is_signed_in():
    found: dict[str, set[str]] = {"published": set(), "office": set(), "open": set(), "signed in": set()}
    for address, view in addresses():
        if hasattr(view, "immutable_page"):
            found["published"].add(address)
        elif hasattr(view, "needs"):
            found["office"].add(address)  # each tried with every role in test_rights.py
        else:
            found["signed in" if getattr(view, "login_required", True) else "open"].add(address)

    assert (found["open"], found["signed in"]) == (OPEN_TO_ALL, FOR_WHO_IS_SIGNED_IN)
    assert len(found["published"]) > 30


@pytest.mark.django_db
@pytest.mark.parametrize("address", sorted(FOR_WHO_IS_SIGNED_IN))
def test_a_stranger_is_asked_to_sign_in(client, address):
    answer = client.get("/" + address.replace("<int:pk>", "1"))

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/de/accounts/login/")

"""Secrets of second factors, so that a copy of the database alone lets nobody in."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def seal(text: str) -> str:
    return _lock().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str | None:
    """None when it was sealed under a secret key that is not known here anymore."""
    try:
        return _lock().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _lock() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    derived = (salted_hmac("hromada.accounts.sealing", "", secret=key, algorithm="sha256").digest() for key in keys)
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in derived])

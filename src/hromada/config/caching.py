"""Names in the cache of the database."""

from __future__ import annotations

from django.utils.crypto import salted_hmac


def unreadable(key: str, prefix: str, version: int) -> str:
    """Django's KEY_FUNCTION: what is counted by a visitor's address must not tell it to who reads the table."""
    return salted_hmac("hromada.config.caching", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()

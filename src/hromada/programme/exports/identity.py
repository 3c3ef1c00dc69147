"""Names and numbers by which other systems know our things; the same thing has the same one in every release."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import NAMESPACE_URL, UUID, uuid5

from hromada.programme.snapshot import Programme

# The largest number that clients with 32-bit integers can hold.
_LARGEST_NUMBER = 2**31 - 1


def numbers(uids: Iterable[UUID]) -> dict[UUID, int]:
    """A number for each uid, drawn from the uid itself, so that it does not depend on what else is there.

    Two uids that draw the same number (one in two thousand programmes of a thousand sessions) are told apart in the
    order of the uids, which a later release keeps.
    """
    taken: dict[int, UUID] = {}
    for uid in sorted(set(uids)):
        number = _drawn(uid)
        while number in taken:
            number = number % _LARGEST_NUMBER + 1
        taken[number] = uid
    return {uid: number for number, uid in taken.items()}


def _drawn(uid: UUID) -> int:
    return uid.int % _LARGEST_NUMBER + 1


def guid(programme: Programme, kind: str, key: str) -> UUID:
    """The uid of a room or person, which have none of their own."""
    return uuid5(NAMESPACE_URL, f"hromada:{programme.edition.slug}:{kind}:{key}")


def acronym(programme: Programme) -> str:
    """The edition's slug in the letters that both schemas of the field allow: at least four, no hyphen."""
    letters = _plain(programme.edition.slug).replace("-", "_")
    return letters if len(letters) >= 4 else f"edition_{letters}"


def session_slug(programme: Programme, key: str, number: int) -> str:
    """Unique by its number, readable by its key."""
    readable = _plain(key)
    return f"{acronym(programme)}-{number:04}" + (f"-{readable}" if readable else "")


def plain_slug(key: str) -> str | None:
    """The key as a slug that begins with a letter, or None when it has none such."""
    slug = _plain(key).replace("_", "-")
    return slug if re.fullmatch(r"[a-z][a-z0-9-]*[a-z0-9]", slug) else None


def _plain(key: str) -> str:
    return re.sub(r"[^a-z0-9_]+", "-", key.lower()).strip("-_")

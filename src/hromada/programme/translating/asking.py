"""One request to a provider: JSON there and back, within seconds, never more than a text can be."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

_SECONDS = 10
_MOST = 1_000_000


class TranslatorFailed(Exception):  # noqa: N818  # as a refusal: told to a person
    """The provider did not do what it was asked; the text says why, for the log."""


def ask(address: str, question: Mapping[str, Any], headers: Mapping[str, str]) -> Any:
    """Raises TranslatorFailed, whatever goes wrong on the way."""
    request = urllib.request.Request(  # noqa: S310  # the operator's own address, checked in settings
        address,
        data=json.dumps(question).encode(),
        headers={"Content-Type": "application/json", **headers},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310  # as above
            return json.loads(answer.read(_MOST))
    except urllib.error.HTTPError as error:
        error.close()
        raise TranslatorFailed(f"{error.code} {error.reason}") from error
    except (OSError, ValueError) as error:
        raise TranslatorFailed(str(error)) from error


def texts(found: Any, wanted: int) -> list[str]:
    """The answer, if it is as many texts as were asked for."""
    if not isinstance(found, list) or len(found) != wanted or not all(isinstance(one, str) for one in found):
        raise TranslatorFailed("the answer holds other texts than were asked for")
    return found

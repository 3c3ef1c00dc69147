"""What the frame of every page is told: languages of this page, its addresses, the import map."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from hromada.kernel.storage import import_map, remembered_theme

# Open Graph names a language with a territory.
LOCALES = {"de": "de_DE", "uk": "uk_UA", "en": "en_GB"}


@dataclass(frozen=True)
class LanguageLink:
    """This page in another language of the interface."""

    code: str
    name: str
    path: str
    address: str
    is_current: bool


def below_the_language(request: HttpRequest) -> str:
    """What follows the language in the address of this page; nothing where it has none."""
    first, _slash, rest = request.path.lstrip("/").partition("/")
    return rest if first in dict(settings.LANGUAGES) else ""


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """The same page in every language; a page that has no language in its address is left for the home page."""
    rest = below_the_language(request)
    query = f"?{request.META['QUERY_STRING']}" if rest and request.META.get("QUERY_STRING") else ""
    return [
        LanguageLink(
            code=code,
            name=name,
            path=f"/{code}/{rest}{query}",
            address=request.build_absolute_uri(f"/{code}/{rest}"),
            is_current=code == get_language(),
        )
        for code, name in settings.LANGUAGES
    ]


# How htmx takes our answers: a refusal goes to the notices and leaves the page standing, an invalid form comes back
# in its place. Nothing inline, nothing evaluated: the policy would stop it.
HTMX = {
    "allowEval": False,
    "includeIndicatorStyles": False,
    "historyEnabled": False,
    "selfRequestsOnly": True,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "409", "swap": True, "target": "#notices", "swapOverride": "innerHTML"},
        {"code": "422", "swap": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}


def frame(request: HttpRequest) -> dict[str, Any]:
    return {
        "languages": language_links(request),
        "canonical": request.build_absolute_uri(request.path),
        # Leads on to the reader's language, by Accept-Language.
        "without_language": request.build_absolute_uri(f"/{below_the_language(request)}"),
        "locale": LOCALES[get_language() or settings.LANGUAGE_CODE],
        "htmx_settings": json.dumps(HTMX),
        "import_map": import_map(),
        "remembered_theme": remembered_theme(),
    }

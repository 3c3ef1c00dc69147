"""Machine drafts through a provider's HTTP API: two dialects behind one small interface, off unless configured."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Protocol

from django.conf import settings

from hromada.programme.translating.deepl import DeepL
from hromada.programme.translating.libretranslate import LibreTranslate
from hromada.programme.translating.terms import Known, occurring

DIALECTS: dict[str, type[DeepL] | type[LibreTranslate]] = {"deepl": DeepL, "libretranslate": LibreTranslate}
_TAG = re.compile(r"<[^>]*>")


class Translator(Protocol):
    """Lines of HTML in, as many out. What stands in an element with ``translate="no"`` stays as it is.

    Raises ``TranslatorFailed``.
    """

    def translate(self, lines: Sequence[str], *, source: str, target: str) -> list[str]: ...


def translator() -> Translator | None:
    """The one that the operator has configured (docs/operating.md)."""
    if not settings.TRANSLATOR:
        return None
    return DIALECTS[settings.TRANSLATOR](settings.TRANSLATOR_URL, settings.TRANSLATOR_KEY)


def draft(text: str, *, source: str, target: str, terms: Sequence[Known], by: Translator) -> str:
    """The text in the other language, fixed terms in their fixed translation. Raises ``TranslatorFailed``."""
    lines = text.split("\n")
    full = [at for at, line in enumerate(lines) if line.strip()]
    marked = [_with_terms(lines[at], source, target, terms) for at in full]
    for at, line in zip(full, by.translate(marked, source=source, target=target), strict=True):
        lines[at] = html.unescape(_TAG.sub("", line)).strip()
    return "\n".join(lines)


def _with_terms(line: str, source: str, target: str, terms: Sequence[Known]) -> str:
    """As HTML, each term already in the target language and not to be touched."""
    marked, position = "", 0
    for place in occurring(line, source, target, terms):
        if place.start < position:
            continue
        marked += html.escape(line[position : place.start], quote=False)
        marked += f'<span translate="no">{html.escape(place.wanted, quote=False)}</span>'
        position = place.end
    return marked + html.escape(line[position:], quote=False)

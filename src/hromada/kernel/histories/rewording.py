"""Two versions of a text as one, with what went and what came marked."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_WORDS = re.compile(r"\s+|[^\s]+")
# Comparing takes quadratic time in the worst case; longer texts are shown one after the other.
_MOST_WORDS = 3000


def reworded(before: str, after: str) -> SafeString:
    """Words that went in ``<del>``, words that came in ``<ins>``, the rest as it stands; escaped."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > _MOST_WORDS:
        return mark_safe(_marked("del", old) + " " + _marked("ins", new))  # noqa: S308  # escaped by _marked
    parts: list[str] = []
    for step, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            parts.append(escape("".join(old[old_from:old_to])))
        else:
            parts.append(_marked("del", old[old_from:old_to]) + _marked("ins", new[new_from:new_to]))
    return mark_safe("".join(parts))  # noqa: S308  # every part is escaped


def _marked(element: str, words: list[str]) -> str:
    text = escape("".join(words))
    return f"<{element}>{text}</{element}>" if text.strip() else text

"""A sheet without what no page of ours can use: KERN declares ten palettes and twenty components, we draw with few."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

_DECLARED = re.compile(r"(?<=[{;])(--[\w-]+):([^;{}]*)(;|(?=\}))")
_READ = re.compile(r"var\((--[\w-]+)\)")
_NAMED = re.compile(r"var\((--[\w-]+)")
_WITH_STAND_IN = re.compile(r"var\((--kern-[\w-]+),[^()]*(?:\([^()]*\)[^()]*)*\)")
_EMPTY_RULE = re.compile(r"[^{};]+\{\}")
_RULE_WITHOUT_SELECTOR = re.compile(r"(?<=[{}])\{[^{}]*\}")
_SELECTORS = re.compile(r"(?<=[{};])[^{}@;]+(?=\{)")
_COMMA = re.compile(r",(?![^(]*\))")
_LIST_OF_CHOICES = re.compile(r":is\(.*")
_KERN_CLASS = re.compile(r"\.(kern-[\w-]+)")


def only_what_is_used(css: str, classes: frozenset[str]) -> str:
    """Drop rules for KERN's classes beside ``classes``, then custom properties that nothing reads; put the value of
    those that never change where it is read. ``css`` is compressed, as Sass writes it."""
    css = _without_other_classes(css, classes)
    declared = frozenset(name for name, _value, _end in _DECLARED.findall(css))
    css = _WITH_STAND_IN.sub(lambda found: f"var({found[1]})" if found[1] in declared else found[0], css)
    shorter = _one_round(css)
    while shorter != css:
        css, shorter = shorter, _one_round(shorter)
    return css


def _without_other_classes(css: str, classes: frozenset[str]) -> str:
    def kept(selectors: re.Match[str]) -> str:
        # In a list of choices, :is(.a, .b), one that is missing does no harm.
        return ",".join(
            one
            for one in _COMMA.split(selectors[0])
            if classes.issuperset(_KERN_CLASS.findall(_LIST_OF_CHOICES.sub("", one)))
        )

    # The brace before the first rule makes it one like the others.
    return _RULE_WITHOUT_SELECTOR.sub("", _SELECTORS.sub(kept, "}" + css))[1:]


def _one_round(css: str) -> str:
    values = _constants(css)
    css = _READ.sub(lambda found: values.get(found[1], found[0]), css)
    used = frozenset(_NAMED.findall(css))
    return _EMPTY_RULE.sub("", _DECLARED.sub(lambda found: found[0] if found[1] in used else "", css))


def _constants(css: str) -> Mapping[str, str]:
    """KERN's properties that are declared once, and so are the same in every theme and width."""
    found = _DECLARED.findall(css)
    times = Counter(name for name, _value, _end in found)
    return {name: value.strip() for name, value, _end in found if times[name] == 1 and name.startswith("--kern-")}

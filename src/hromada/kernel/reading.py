"""A form whose fields are to be read, not filled in: the same page, with plain text where inputs would be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Any, TypeVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.formats import date_format
from django.utils.translation import pgettext

Form = TypeVar("Form", bound=forms.BaseForm)

_NOTHING = "–"


def to_be_read(form: Form) -> Form:
    """Let ``{% field %}`` and its like draw this form as text."""
    form.is_only_read = True  # type: ignore[attr-defined]  # asked for below
    return form


def is_only_read(form: forms.BaseForm) -> bool:
    return getattr(form, "is_only_read", False)


def said(bound: BoundField) -> str:
    """What the field holds, as people write it; a dash where that is nothing."""
    value = bound.value()
    if isinstance(bound.field, forms.BooleanField):
        return pgettext("answer", "yes") if value else pgettext("answer", "no")
    choices: Any = getattr(bound.field, "choices", None)
    if choices is not None:
        chosen = {str(one) for one in (value if isinstance(value, list | tuple) else [value])}
        return ", ".join(label for one, label in _leaves(choices) if one in chosen) or _NOTHING
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return date_format(value)
    return _NOTHING if value in (None, "") else str(value)


def _leaves(choices: Iterable[tuple[Any, Any]]) -> Iterator[tuple[str, str]]:
    """Without the empty one; what stands in groups, one by one."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _leaves(label)
        elif str(value):
            yield str(value), str(label)

"""Text in several languages as one value; a fallback says which language it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# Neither XML nor jsonb can carry them, and nobody types them on purpose.
_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def interface_languages() -> list[str]:
    """Codes of the languages of the interface, in the order in which one stands in for another."""
    return [code for code, _name in settings.LANGUAGES]


class Localised(Mapping[str, str]):
    """Immutable text by language code; blank texts count as absent, control characters are dropped.

    ``str()`` gives the text in the active language, else in the first language that has one.
    In a template a fallback is wrapped in ``<span lang="…">``, so that it is read and hyphenated right.
    """

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str | None] | None = None) -> None:
        clean = ((code, _CONTROL_CHARACTERS.sub("", text)) for code, text in (texts or {}).items() if text)
        self._texts = {code: text for code, text in clean if text.strip()}

    def __getitem__(self, code: str) -> str:
        return self._texts[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Localised):
            return self._texts == other._texts
        return isinstance(other, Mapping) and self._texts == dict(other)

    def __repr__(self) -> str:
        return f"Localised({self._texts!r})"

    def language(self, wanted: str | None = None) -> str | None:
        """Code of the language that a reader of ``wanted`` (default: the active one) is shown; None when empty."""
        wanted = wanted or (get_language() or settings.LANGUAGE_CODE)
        if wanted in self._texts:
            return wanted
        return self.source()

    def source(self) -> str | None:
        """The language that the others are taken to be translations of; None when empty."""
        return next((code for code in (*interface_languages(), *self._texts) if code in self._texts), None)

    def text(self, wanted: str | None = None) -> str:
        """The text for a reader of ``wanted``, falling back to another language; '' when empty."""
        code = self.language(wanted)
        return self._texts[code] if code else ""

    def is_fallback(self, wanted: str | None = None) -> bool:
        """Whether a reader of ``wanted`` is shown another language than their own."""
        wanted = wanted or (get_language() or settings.LANGUAGE_CODE)
        return bool(self._texts) and wanted not in self._texts

    def missing(self) -> list[str]:
        """Languages of the interface without a text."""
        return [code for code in interface_languages() if code not in self._texts]

    def __str__(self) -> str:
        text = self.text()
        return _StandIn(text, self.language()) if self.is_fallback() else text

    def __html__(self) -> SafeString:
        return conditional_escape(str(self))


_EMPTY = Localised()


class _StandIn(str):
    """Text in another language than the reader's: plain as a string, with its language as HTML.

    Django's templates turn a value into a string before they escape it; this string still knows what it is.
    """

    __slots__ = ("language",)

    language: str | None

    def __new__(cls, text: str, language: str | None) -> Self:
        shown = super().__new__(cls, text)
        shown.language = language
        return shown

    def __html__(self) -> SafeString:
        return format_html('<span lang="{}">{}</span>', self.language, str.__str__(self))


class LocalisedField(models.JSONField):
    """A :class:`Localised` in a jsonb column; ``{}`` when empty, never NULL."""

    description = _("Text in several languages")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Localised)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Localised:
        # Most texts of most rows are empty, and one empty text is like another.
        return _EMPTY if value == "{}" else Localised(super().from_db_value(value, expression, connection))

    def get_prep_value(self, value: Any) -> Any:
        return dict(value) if isinstance(value, Mapping) else value

    def to_python(self, value: Any) -> Localised:
        if isinstance(value, Localised):
            return value
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError as error:
                raise ValidationError(_("This is not a text by language."), code="invalid") from error
        if not isinstance(value, Mapping):
            raise ValidationError(_("This is not a text by language."), code="invalid")
        return Localised(value)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(dict(value), model_instance)

    def formfield(self, **options: Any) -> Any:
        """One input a language; ``languages`` and ``rows`` are handed on."""
        from hromada.kernel.forms import LocalisedFormField

        options.pop("encoder", None)
        options.pop("decoder", None)
        return models.Field.formfield(self, form_class=LocalisedFormField, **options)

    def value_to_string(self, obj: models.Model) -> Any:
        return dict(self.value_from_object(obj))

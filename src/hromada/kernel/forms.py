"""Fields of forms that Django does not have: a text in every language, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, cast

from django import forms
from django.conf import settings
from django.db import models

from hromada.kernel.audit import name_of
from hromada.kernel.localised import Localised, LocalisedField
from hromada.kernel.wording import Standing, rows_of, standings

_ROWS_OF_A_PARAGRAPH = 2


class LocalisedWidget(forms.MultiWidget):
    """One input a language, named ``title_de``, ``title_uk``; rendered by ``{% localised_field %}``."""

    def __init__(self, languages: Sequence[str], *, rows: int = 1, attrs: dict[str, Any] | None = None) -> None:
        self.languages = tuple(languages)
        self.rows = rows
        one = forms.TextInput if rows == 1 else forms.Textarea
        extra = {} if rows == 1 else {"rows": rows}
        super().__init__({code: one({"lang": code, **extra}) for code in self.languages}, attrs)

    def decompress(self, value: Any) -> list[str]:
        texts = value or {}
        return [texts.get(code, "") for code in self.languages]


class LocalisedFormField(forms.MultiValueField):
    """A :class:`Localised`. ``languages``: codes in the order shown, by default those of the interface; ``rows``: of
    each text, which up to two is one paragraph. Required means: in at least one language. Texts in languages that are
    not asked for are kept.

    ``standings``: by language, how the ``stored`` text stands, where ``mark_texts`` has looked."""

    standings: Mapping[str, Standing] = MappingProxyType({})
    stored: Localised = Localised()

    def __init__(
        self, *, languages: Sequence[str] = (), rows: int = 1, max_length: int | None = None, **options: Any
    ) -> None:
        self.languages = tuple(languages) or tuple(code for code, _name in settings.LANGUAGES)
        fields = tuple(forms.CharField(required=False, max_length=max_length) for _code in self.languages)
        self.is_paragraph = rows <= _ROWS_OF_A_PARAGRAPH
        options.setdefault("widget", LocalisedWidget(self.languages, rows=rows))
        super().__init__(fields, require_all_fields=False, **options)

    def compress(self, data_list: list[str]) -> Localised:
        # Browsers send line breaks as two characters; a text that nobody has touched must come back as it was.
        between = " " if self.is_paragraph else "\n"
        written = [between.join((text or "").splitlines()) for text in data_list or []]
        texts = dict(zip(self.languages, written, strict=False))
        kept = {code: text for code, text in (self.initial or {}).items() if code not in self.languages}
        return Localised({**kept, **texts})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(Localised(initial) != self.compress(list(data or [])))


def texts_of(thing: models.Model, name: str, *, languages: Sequence[str], rows: int = 1) -> LocalisedFormField:
    """The field for a text of the thing, which remembers what it says in languages that are not asked for."""
    field = cast(LocalisedField, thing._meta.get_field(name))
    asked: LocalisedFormField = field.formfield(languages=languages, rows=rows, initial=getattr(thing, name))
    return asked


def mark_texts(form: forms.BaseForm, thing: models.Model) -> None:
    """Let ``{% localised_field %}`` say what is missing, stale or a machine's draft. One query."""
    rows = rows_of([name_of(thing)])
    for name, field in form.fields.items():
        if isinstance(field, LocalisedFormField):
            text = getattr(thing, name, Localised())
            field.standings = standings(name_of(thing), name, text, field.languages, rows)
            field.stored = text

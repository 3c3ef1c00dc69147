"""Texts and their translations: what is missing, what a machine has drafted, what is older than its source.

The source of a text is the first language that has one, in the order of the interface. A translation remembers what its
source said when it was written (a digest); once that says something else, it is stale. Whoever writes texts tells
``note``: ``kernel.editing`` does, and so do imports, so that nothing is stale or fresh by accident. A text about which
nothing was noted was written together with its source.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import models

from hromada.kernel.localised import Localised
from hromada.kernel.models import Wording

State = Wording.State
Rows = Mapping[tuple[str, str, str], Wording]
"""By thing, field and language."""


@dataclass(frozen=True)
class Rewritten:
    """A text of a thing (``audit.name_of``) before and after."""

    thing: str
    field: str
    before: Localised
    after: Localised


@dataclass(frozen=True)
class Standing:
    """``state`` is None where the text is missing. ``source``: the language that it is made from, None for the source
    itself."""

    state: State | None
    is_stale: bool = False
    source: str | None = None

    @property
    def is_missing(self) -> bool:
        return self.state is None

    @property
    def is_draft(self) -> bool:
        return self.state is State.DRAFT

    @property
    def is_reviewed(self) -> bool:
        return self.state is State.REVIEWED

    @property
    def needs_work(self) -> bool:
        return self.is_missing or self.is_stale or self.is_draft


def rows_of(things: Iterable[str]) -> Rows:
    """What is noted about the texts of these things, in one query."""
    found = Wording.objects.filter(thing__in=list(things))
    return {(row.thing, row.field, row.language): row for row in found}


def standings(thing: str, name: str, text: Localised, languages: Iterable[str], rows: Rows) -> dict[str, Standing]:
    """How the text stands in each of the languages; {} where it is empty in all, which is no gap."""
    if not text:
        return {}
    source = text.source()
    return {code: _standing(text, code, source, rows.get((thing, name, code))) for code in languages}


def _standing(text: Localised, code: str, source: str | None, row: Wording | None) -> Standing:
    made_from = source if code != source else None
    if code not in text:
        return Standing(None, source=made_from)
    if row is None or row.digest != digest(text[code]):
        return Standing(State.WRITTEN, source=made_from)
    then = text.get(row.source_language)
    is_stale = code != source and then is not None and row.source != digest(then)
    return Standing(State(row.state), is_stale, made_from)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def note(texts: Iterable[Rewritten], *, by: models.Model | None, state: State = State.WRITTEN) -> None:
    """Keep how these texts came about; two queries for any number of them, none where nothing was rewritten."""
    changed = [text for text in texts if text.before and text.before != text.after]
    rows = rows_of({text.thing for text in changed}) if changed else {}
    _keep([row for text in changed for row in _noted(text, rows, by, state)])


def _noted(text: Rewritten, rows: Rows, by: models.Model | None, state: State) -> Iterator[Wording]:
    source = text.after.source() or ""
    for code, words in text.after.items():
        made_from = source if code != source else ""
        row = rows.get((text.thing, text.field, code))
        if words != text.before.get(code):
            yield _wording(text.thing, text.field, code, text.after, made_from, by, state)
        elif made_from and made_from in text.before and (row is None or row.digest != digest(words)):
            # It was in step with its source until now.
            before = Localised({code: words, made_from: text.before[made_from]})
            yield _wording(text.thing, text.field, code, before, made_from, None, State.WRITTEN)


def confirm(thing: str, name: str, text: Localised, language: str, *, by: models.Model) -> None:
    """Someone has read the text beside its source, and says that it is right."""
    source = text.source() or ""
    _keep([_wording(thing, name, language, text, source if source != language else "", by, State.REVIEWED)])


def _wording(
    thing: str, name: str, code: str, text: Localised, source: str, by: models.Model | None, state: State
) -> Wording:
    return Wording(
        thing=thing,
        field=name,
        language=code,
        state=state,
        digest=digest(text[code]),
        source_language=source,
        source=digest(text[source]) if source else "",
        by_id=by.pk if by else None,
    )


def _keep(rows: list[Wording]) -> None:
    if not rows:
        return
    Wording.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["thing", "field", "language"],
        update_fields=["state", "digest", "source_language", "source", "by", "at"],
        batch_size=1000,
    )

"""Texts are translated, drafted by a machine, and confirmed by a person; terms are fixed."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.kernel import editing, wording
from hromada.kernel.audit import Named, name_of, record
from hromada.kernel.editing import Edited
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.kernel.refusal import Refusal
from hromada.kernel.removing import remove
from hromada.programme.models import Edition, Session, Term
from hromada.programme.translating import Translator, draft
from hromada.programme.translating.asking import TranslatorFailed
from hromada.programme.translating.terms import Known

logger = logging.getLogger(__name__)


def write_text(
    thing: Any,
    name: str,
    language: str,
    text: str,
    *,
    by: Person,
    within: Edition,
    base: int | None = None,
    state: wording.State = wording.State.WRITTEN,
) -> Edited[Any]:
    """One text in one language; what others write in the others meanwhile is theirs."""
    value = Localised({**getattr(thing, name), language: text})
    return editing.edit(thing, {name: value}, by=by, base=base, within=within, part_of=above(thing), state=state)


@transaction.atomic
def confirm_text(thing: Any, name: str, language: str, *, by: Person, within: Edition) -> None:
    """Somebody has read it beside its source: it is right as it stands."""
    locked: Any = type(thing)._default_manager.select_for_update(of=("self",)).get(pk=thing.pk)
    text: Localised = getattr(locked, name)
    if language not in text:
        raise Refusal("no_text", _("There is no text yet that could be confirmed."))
    wording.confirm(name_of(locked), name, text, language, by=by)
    record(locked, "reviewed", by=by, within=within, part_of=above(locked), path=f"{name}.{language}")


def draft_text(
    thing: Any, name: str, language: str, *, by: Person, within: Edition, translator: Translator
) -> Edited[Any]:
    """A machine's draft in the place of what is missing or older than its source; marked as one until confirmed."""
    text: Localised = getattr(thing, name)
    source = text.source()
    if source is None or source == language:
        raise Refusal("no_source", _("There is no text in another language to translate from."))
    terms = [Known(term.wording, term.note) for term in Term.objects.all()]
    try:
        drafted = draft(text[source], source=source, target=language, terms=terms, by=translator)
    except TranslatorFailed as error:
        logger.warning("translator failed: %s", error)
        raise Refusal(
            "translator_failed",
            _("The translation service gave no draft. Try again later, or write the text yourself."),
        ) from error
    return write_text(thing, name, language, drafted, by=by, within=within, state=wording.State.DRAFT)


def above(thing: Model) -> Named:
    """What the thing is part of, where that is not the edition."""
    return thing.parent if isinstance(thing, Session) else getattr(thing, "session", None)


def add_term(term: Term, *, by: Person, within: Edition) -> Term:
    """``within``: at whose desk; terms themselves are everyone's."""
    return editing.create(term, by=by, within=within)


def edit_term(
    term: Term, values: dict[str, Localised], *, by: Person, within: Edition, base: int | None = None
) -> Edited[Term]:
    return editing.edit(term, values, by=by, base=base, within=within)


def remove_term(term: Term, *, by: Person, within: Edition) -> AuditEntry:
    return remove(term, by=by, within=within)

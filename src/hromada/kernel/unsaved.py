"""A thing that could not be saved, in words at the fields of the form that it came from.

Two people may send the same address at once: both forms find it free, and the database lets one of them through. The
other reads what they would have read a second later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.forms import BaseForm
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from hromada.kernel.refusal import Refusal

Done = TypeVar("Done")


class Unsaved(Refusal):
    """It would break a rule of its model. ``by_field``: sentences by name of the field, NON_FIELD_ERRORS for all."""

    def __init__(self, code: str, by_field: Mapping[str, Sequence[str]]) -> None:
        super().__init__(code, " ".join(sentence for said in by_field.values() for sentence in said))
        self.by_field = by_field


def unsaved(error: ValidationError) -> Unsaved:
    return Unsaved(
        "invalid", error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    )


@contextmanager
def others_are_quicker() -> Iterator[None]:
    """What the database refuses since it has just become another's, is refused in words. No query may follow in the
    same transaction, which the refusal ends."""
    try:
        yield
    except IntegrityError as error:
        if (taken := taken_by_others(error)) is None:
            raise
        raise taken from error


def taken_by_others(error: IntegrityError) -> Unsaved | None:
    """In the words of the model whose constraint it was; None where it was of another sort."""
    violated = error.__cause__
    if not isinstance(violated, UniqueViolation):
        return None
    return Unsaved("taken", _rule(violated.diag.table_name or "", violated.diag.constraint_name or ""))


def done(form: BaseForm, act: Callable[[], Done]) -> Done | None:
    """What ``act`` returns; None where the form is not filled in, or could not be saved: then it says why."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Unsaved as refusal:
        say_in(form, refusal)
        return None


def say_in(form: Any, refusal: Unsaved) -> None:
    for name, said in refusal.by_field.items():
        is_hidden = name != NON_FIELD_ERRORS and name not in form.fields
        # A name that we have made ourselves: we make another one, when it is sent again.
        sentences = [_once_more()] if is_hidden and refusal.code == "taken" else list(said)
        form.add_error(name if name in form.fields else None, sentences)


def _once_more() -> str:
    return _("Somebody has just saved the same. Please look, and send yours once more.")


def _rule(table: str, name: str) -> dict[str, list[str]]:
    """What the model says where its rule of this name is broken, by field."""
    model = next((one for one in apps.get_models() if one._meta.db_table == table), None)
    if model is None:
        return {NON_FIELD_ERRORS: [_once_more()]}
    for constraint in model._meta.constraints:
        has_words = constraint.violation_error_message != constraint.default_violation_error_message
        if constraint.name == name and has_words:
            return {NON_FIELD_ERRORS: [str(constraint.get_violation_error_message())]}
    for field in model._meta.local_concrete_fields:
        # As PostgreSQL calls the constraint of a single column.
        if field.unique and name == f"{table}_{field.column}_key":
            return {field.name: model().unique_error_message(model, (field.name,)).messages}
    return {NON_FIELD_ERRORS: [_once_more()]}

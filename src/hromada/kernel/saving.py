"""A form for a thing that others may have open too: shown, sent, saved, or put beside what they wrote meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Any, Protocol, cast

from django.db import models
from django.forms import BaseForm
from django.http import HttpRequest

from hromada.kernel.audit import last_of
from hromada.kernel.editing import Edited
from hromada.kernel.forms import mark_texts
from hromada.kernel.relations import give_others
from hromada.kernel.saying import Choice, base_sent, choices_of, chosen_theirs, tell_what_was_saved, with_theirs
from hromada.kernel.unsaved import done


class EditingForm(Protocol):
    """A form that gives its action the values of the thing's fields."""

    def is_valid(self) -> bool: ...

    def values(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Attempt:
    """``is_saved``, or what the page shows and with which ``status``: 200, 409 where others wrote the same, 422."""

    form: EditingForm
    base: int | str
    choices: Sequence[Choice] = ()
    status: int = 200
    is_saved: bool = False

    def context(self) -> Mapping[str, Any]:
        return {"form": self.form, "base": self.base, "choices": self.choices}


def attempt(
    request: HttpRequest,
    found: models.Model,
    form: Callable[[Any, Any], EditingForm],
    act: Callable[[dict[str, Any], int], Edited[Any]],
    *,
    zone: tzinfo = UTC,
) -> Attempt:
    """``form(data, instance)`` makes the form, ``act(values, base)`` is the action; what was saved is told."""
    if request.method != "POST":
        return Attempt(_marked(form(None, found), found), last_of(found))
    sent = form(request.POST, _copy(found))
    if not sent.is_valid():
        return Attempt(_marked(sent, found), request.POST.get("base", ""), status=422)
    values = with_theirs(found, sent.values(), chosen_theirs(request.POST))
    edited = done(cast(BaseForm, sent), lambda: act(values, base_sent(request.POST)))
    if edited is None:
        return Attempt(_marked(sent, found), request.POST.get("base", ""), status=422)
    if edited.clashes:
        # The person's own words stay in the form, with what others changed elsewhere; beside them the other's.
        shown = _copy(edited.thing)
        for name, value in with_theirs(edited.thing, values, edited.merged).items():
            _give(shown, name, value)
        mixed = _marked(form(None, shown), edited.thing)
        return Attempt(mixed, last_of(found), choices_of(edited, zone=zone), status=409)
    tell_what_was_saved(request, edited)
    return Attempt(sent, last_of(found), is_saved=True)


def _give(thing: models.Model, name: str, value: Any) -> None:
    if thing._meta.get_field(name).many_to_many:
        give_others(thing, name, value)
    else:
        setattr(thing, name, value)


def _marked(form: EditingForm, thing: models.Model) -> EditingForm:
    """With how each of its texts stands in each language."""
    mark_texts(cast(BaseForm, form), thing)
    return form


def _copy(found: models.Model) -> Any:
    """A form writes into its instance before anything is decided."""
    return type(found)._base_manager.get(pk=found.pk)

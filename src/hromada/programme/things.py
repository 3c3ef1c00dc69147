"""From a name in the audit, as ``programme.session:17``, to the thing, for a person who may see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404

from hromada.programme.access import Desk
from hromada.programme.models import (
    Appearance,
    Edition,
    EditionBody,
    Material,
    Room,
    SessionBody,
    Topic,
    Venue,
)
from hromada.programme.roster import acquaintances


def _in_sessions(model: type[Any]) -> Callable[[Desk], QuerySet[Any]]:
    return lambda desk: model._default_manager.filter(session__in=desk.sessions).select_related("session__edition")


def _in_edition(model: type[Any], by: str = "edition") -> Callable[[Desk], QuerySet[Any]]:
    """For those who may read all of it."""

    def visible(desk: Desk) -> QuerySet[Any]:
        rows: QuerySet[Any] = model._default_manager.filter(**{by: desk.edition.pk})
        return rows if desk.may_read else rows.none()

    return visible


_VISIBLE: dict[str, Callable[[Desk], QuerySet[Any]]] = {
    "accounts.person": acquaintances,
    "programme.appearance": _in_sessions(Appearance),
    "programme.edition": _in_edition(Edition, "pk"),
    "programme.editionbody": _in_edition(EditionBody),
    "programme.material": _in_sessions(Material),
    "programme.room": _in_edition(Room),
    "programme.session": lambda desk: desk.sessions.select_related("edition"),
    "programme.sessionbody": _in_sessions(SessionBody),
    "programme.topic": _in_edition(Topic),
    "programme.venue": _in_edition(Venue),
}


def visible_thing(desk: Desk, named: str) -> Model:
    """Raises Http404 for what is not there and for what the person may not see alike."""
    label, _colon, pk = named.partition(":")
    if label not in _VISIBLE or not pk.isdecimal() or len(pk) > 18:
        raise Http404
    found: Model | None = _VISIBLE[label](desk).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found

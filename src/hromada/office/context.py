"""The menu of the office: of the conference whose desk the person sits at, and of what lies above all conferences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hromada.accounts.access import may_administer
from hromada.accounts.models import Person
from hromada.programme.access import Desk, Right


@dataclass(frozen=True)
class Entry:
    label: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class Group:
    """Without ``label``, the entries speak for themselves."""

    label: str
    entries: tuple[Entry, ...]


def office_menu(request: HttpRequest) -> dict[str, Any]:
    """As a callable: only the office's frame asks for it."""
    return {
        "desk": getattr(request, "desk", None),
        "office_menu": lambda: _groups(request),
        "history_at": SimpleLazyObject(lambda: _history_at(request)),
    }


def _history_at(request: HttpRequest) -> str:
    """Where the history of a thing on this page is read (``{% history_of %}``)."""
    desk: Desk | None = getattr(request, "desk", None)
    return reverse("programme:office_history", args=[desk.edition.slug]) if desk else reverse("office:history")


def _groups(request: HttpRequest) -> list[Group]:
    desk: Desk | None = getattr(request, "desk", None)
    person = cast(Person, request.user)
    found = _of_edition(request, desk) if desk else []
    if may_administer(person):
        found.append(Group(pgettext("office", "All conferences"), tuple(_of_administrators(request))))
    found.append(Group("", tuple(_of_everyone(request, desk))))
    return [group for group in found if group.entries]


def _of_edition(request: HttpRequest, desk: Desk) -> list[Group]:
    """Each page of the desk: its right, its label, its address."""
    groups: dict[str, tuple[tuple[Right, str, str], ...]] = {
        "": ((Right.ENTER, _("Overview"), "office:overview"),),
        pgettext("office", "Content"): (
            (Right.ENTER, _("Programme"), "programme:office_grid"),
            (Right.ENTER, _("Sessions"), "programme:office_sessions"),
            (Right.ENTER, _("People"), "programme:office_people"),
            (Right.ENTER, _("Answers"), "programme:office_answers"),
            (Right.READ, _("Venues and rooms"), "programme:office_places"),
            (Right.READ, _("Topics"), "programme:office_topics"),
        ),
        _("Languages"): (
            (Right.CONTRIBUTE, _("Translations"), "programme:office_texts"),
            (Right.EDIT, _("Terms"), "programme:office_terms"),
        ),
        pgettext("office", "For the public"): (
            (Right.READ, _("Publishing"), "programme:office_publishing"),
            (Right.READ, _("News"), "library:office_news"),
            (Right.READ, _("Downloads"), "library:office_documents"),
        ),
        pgettext("office", "This conference"): (
            (Right.ENTER, _("History"), "programme:office_history"),
            (Right.ORGANISE, _("Import and export"), "programme:office_imports"),
            (Right.ORGANISE, _("Settings"), "programme:office_settings"),
            (Right.ORGANISE, _("Team"), "programme:office_team"),
        ),
    }
    return [
        Group(
            label,
            tuple(
                _entry(request, name, reverse(address, args=[desk.edition.slug]), exact=address == "office:overview")
                for right, name, address in pages
                if desk.may(right)
            ),
        )
        for label, pages in groups.items()
    ]


def _of_administrators(request: HttpRequest) -> list[Entry]:
    pages = [
        (_("New conference"), "office:new"),
        (_("News"), "library:all_news"),
        (_("Network"), "network:office_organisations"),
        (_("History"), "office:history"),
    ]
    return [_entry(request, label, reverse(name)) for label, name in pages]


def _of_everyone(request: HttpRequest, desk: Desk | None) -> list[Entry]:
    public = f"{reverse('site:current')}{desk.edition.slug}/" if desk and desk.edition.is_public else ""
    return [
        _entry(request, _("Conferences"), reverse("office:home"), exact=True),
        *([_entry(request, _("Public pages"), public)] if public else []),
        _entry(request, _("My account"), reverse("account_home")),
    ]


def _entry(request: HttpRequest, label: str, address: str, *, exact: bool = False) -> Entry:
    here = request.path == address if exact else request.path.startswith(address)
    return Entry(label, address, is_current=here)

"""What the frame shows around every page: the conference it belongs to, the menus."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.programme import queries
from hromada.programme.models import Edition
from hromada.programme.models.edition import RESERVED_SLUGS
from hromada.programme.snapshot import EditionFacts


@dataclass(frozen=True)
class Entry:
    label: str
    address: str
    is_current: bool = False
    is_apart: bool = False
    language: str = ""


@dataclass(frozen=True)
class Group:
    label: str
    entries: tuple[Entry, ...]


def edition_of(request: HttpRequest) -> EditionFacts | None:
    """The edition in the address; beside the editions, the one that the home page leads to."""
    segments = request.path.split("/")
    slug = segments[2] if len(segments) > 3 else ""
    if slug and slug not in RESERVED_SLUGS:
        try:
            return queries.public_edition(slug).facts
        except Http404:
            pass
    current = queries.current_edition()
    return current.facts if current else None


def menus(request: HttpRequest) -> dict[str, Any]:
    """As callables, each asked at most once: a template that shows no frame costs no query."""

    @cache
    def edition() -> EditionFacts | None:
        return edition_of(request)

    def root() -> str:
        return f"/{get_language()}/"

    def home() -> str:
        shown = edition()
        return f"{root()}{shown.slug}/" if shown else root()

    return {
        "edition": edition,
        "home": home,
        "nav": cache(lambda: _menu(request, root(), home(), edition())),
        "footer": lambda: _footer(root(), home(), edition()),
    }


def _menu(request: HttpRequest, root: str, home: str, edition: EditionFacts | None) -> list[Entry]:
    def entry(label: str, address: str, *alike: str, is_apart: bool = False) -> Entry:
        return Entry(label, address, is_current=request.path.startswith((address, *alike)), is_apart=is_apart)

    of_edition = [
        entry(_("Programme"), f"{home}programme/", f"{home}sessions/", f"{home}people/", f"{home}changes/"),
        entry(_("My programme"), f"{home}my-programme/"),
    ]
    is_signed_in = request.user.is_authenticated
    account = _("My account") if is_signed_in else _("Sign in")
    works_here = is_signed_in and Edition.objects.visible_to(cast(Person, request.user)).exists()
    return [
        *(of_edition if edition else []),
        entry(_("Network"), f"{root}network/"),
        entry(_("News"), f"{root}news/"),
        entry(_("Search"), f"{root}search/"),
        *([entry(_("Office"), f"{root}office/", is_apart=True)] if works_here else []),
        entry(account, f"{root}accounts/{'' if is_signed_in else 'login/'}", is_apart=not works_here),
    ]


def _footer(root: str, home: str, edition: EditionFacts | None) -> list[Group]:
    of_edition = Group(
        _("This conference"),
        (
            Entry(_("What has changed"), f"{home}changes/"),
            Entry(_("Downloads"), f"{home}downloads/"),
        ),
    )
    return [
        *([of_edition] if edition else []),
        Group(
            pgettext("footer", "Stay informed"),
            (
                Entry(_("News"), f"{root}news/"),
                Entry(_("News as an Atom feed"), f"{root}news/feed.atom"),
                Entry(_("Network of partnerships"), f"{root}network/"),
            ),
        ),
        Group(
            _("About this site"),
            (
                Entry(_("Imprint"), f"{root}imprint/"),
                Entry(_("Privacy"), f"{root}privacy/"),
                Entry(_("Accessibility"), f"{root}accessibility/"),
                Entry(_("Credits"), f"{root}imprint/credits/"),
            ),
        ),
    ]

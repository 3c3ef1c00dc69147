"""What all public pages of a programme have in common: the release that they show, and their addresses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.urls import reverse

from hromada.programme import labels, queries
from hromada.programme.presentation.cards import Cards
from hromada.programme.presentation.times import day_and_time
from hromada.programme.queries import Released


@dataclass(frozen=True)
class Addresses:
    """``number`` is that of an older release; the pages of the current one have none in their address."""

    slug: str
    number: int | None = None

    is_preview: ClassVar[bool] = False

    def _at(self, name: str, **more: object) -> str:
        number = {} if self.number is None else {"number": self.number}
        return reverse(f"programme:{name}", kwargs={"slug": self.slug, **number, **more})

    @cached_property
    def programme(self) -> str:
        return self._at("programme")

    @cached_property
    def sessions(self) -> str:
        """Below it, each session by its key."""
        return self.programme.removesuffix("programme/") + "sessions/"

    @cached_property
    def people(self) -> str:
        return self._at("people")

    def session(self, key: str) -> str:
        return self._at("session", key=key)

    def person(self, key: str) -> str:
        return self._at("person", key=key)

    @cached_property
    def current(self) -> str:
        return Addresses(self.slug).programme

    @cached_property
    def changes(self) -> str:
        return reverse("programme:changes", kwargs={"slug": self.slug})

    @cached_property
    def my_programme(self) -> str:
        return reverse("programme:my_programme", kwargs={"slug": self.slug})

    @cached_property
    def home(self) -> str:
        """The conference's own front page."""
        return self.current.removesuffix("programme/")

    @cached_property
    def downloads(self) -> str:
        return self.home + "downloads/"

    @cached_property
    def calendar(self) -> str:
        return self.home + "programme.ics"


@dataclass(frozen=True)
class ReleaseLine:
    number: int
    date: str
    finality: str
    is_older: bool


def load(slug: str, number: int | None) -> Released:
    """The latest release of a public edition, or a certain one. 404 for what is not public."""
    return queries.public_edition(slug) if number is None else queries.released(slug, number)


def cards_of(found: Released, addresses: Addresses) -> Cards:
    return Cards(found.programme, addresses.sessions)


def shared_context(found: Released, addresses: Addresses) -> dict[str, Any]:
    release = found.release
    return {
        "edition": found.facts,
        "programme": found.programme,
        "addresses": addresses,
        "release": ReleaseLine(
            number=release.number,
            date=day_and_time(release.published_at, found.facts),
            finality=str(labels.label(release.finality)).lower(),
            is_older=not found.is_latest,
        ),
    }

"""Where news are worked on: at the desk of a conference its own, and by administrators all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.urls import reverse

from hromada.accounts.access import PersonRequest, for_administrators
from hromada.accounts.models import Person
from hromada.library.models import News
from hromada.library.models.news import NewsQuerySet
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.models import Edition

Parameters = ParamSpec("Parameters")


@dataclass(frozen=True, kw_only=True)
class Newsroom:
    """``edition`` is None for who sees to the news of all."""

    edition: Edition | None
    person: Person
    may_edit: bool
    may_publish: bool

    @property
    def items(self) -> NewsQuerySet:
        """News that may be read here, drafts among them, those without a date first."""
        found = News.objects.all() if self.edition is None else News.objects.filter(editions=self.edition)
        return found.in_the_office()

    @property
    def languages(self) -> list[str]:
        """In which an item is written; empty: those of the interface."""
        return self.edition.languages if self.edition else []

    def address(self, name: str, *args: object) -> str:
        if self.edition is None:
            return reverse(f"library:all_{name}", args=args)
        return reverse(f"library:office_{name}", args=[self.edition.slug, *args])


@dataclass(frozen=True)
class Doors:
    """One view behind two addresses."""

    at_the_desk: Callable[..., HttpResponse]
    of_all: Callable[..., HttpResponse]


def in_the_newsroom(
    right: Right,
) -> Callable[[Callable[Concatenate[PersonRequest, Newsroom, Parameters], HttpResponse]], Doors]:
    """Open the view at the desk of a conference to those who have the right there, and to administrators for all."""

    def declare(view: Callable[Concatenate[PersonRequest, Newsroom, Parameters], HttpResponse]) -> Doors:
        def at_the_desk(
            request: DeskRequest, desk: Desk, *args: Parameters.args, **kwargs: Parameters.kwargs
        ) -> HttpResponse:
            room = Newsroom(
                edition=desk.edition, person=desk.person, may_edit=desk.may_edit, may_publish=desk.may_organise
            )
            return view(request, room, *args, **kwargs)

        def of_all(request: PersonRequest, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponse:
            room = Newsroom(edition=None, person=request.user, may_edit=True, may_publish=True)
            return view(request, room, *args, **kwargs)

        return Doors(needs(right)(at_the_desk), for_administrators(of_all))

    return declare

"""The office of one edition: who gets in, and what they may do there. Every view of it stands behind ``needs``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from hromada.accounts.access import PersonRequest, may_administer
from hromada.accounts.models import Person
from hromada.programme.models import Appearance, Edition, Role, Session
from hromada.programme.models.session import SessionQuerySet

Parameters = ParamSpec("Parameters")


class Right(StrEnum):
    """What a view needs. A view that needs ENTER or CONTRIBUTE shows and changes only what ``Desk.sessions`` and
    ``Desk.editable_sessions`` give: co-organisers come there too."""

    CONTRIBUTE = "contribute"
    EDIT = "edit"
    ENTER = "enter"
    ORGANISE = "organise"
    READ = "read"


_RIGHTS: dict[Role.Kind | None, frozenset[Right]] = {
    Role.Kind.ORGANISER: frozenset(Right),
    Role.Kind.EDITOR: frozenset({Right.ENTER, Right.READ, Right.CONTRIBUTE, Right.EDIT}),
    Role.Kind.READER: frozenset({Right.ENTER, Right.READ}),
    # Co-organisers: of the edition they see their own branch, and edit that.
    None: frozenset({Right.ENTER, Right.CONTRIBUTE}),
}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One person's place in the office of one edition. ``role`` is None for who only co-organises sessions of it."""

    edition: Edition
    person: Person
    role: Role.Kind | None

    def may(self, right: Right) -> bool:
        return right in _RIGHTS[self.role]

    @property
    def may_read(self) -> bool:
        """Everything of the edition, other people's data among it."""
        return self.may(Right.READ)

    @property
    def may_edit(self) -> bool:
        """Everything of the edition but publishing and who works here."""
        return self.may(Right.EDIT)

    @property
    def may_organise(self) -> bool:
        return self.may(Right.ORGANISE)

    @property
    def sessions(self) -> SessionQuerySet:
        """Drafts that the person may read here."""
        return Session.objects.filter(edition=self.edition).visible_to(self.person)

    @property
    def editable_sessions(self) -> SessionQuerySet:
        """Drafts that the person may change here."""
        return Session.objects.filter(edition=self.edition).editable_by(self.person)

    @property
    def people(self) -> QuerySet[Person]:
        """Those whom the person may choose from: everyone, or those of the branch they co-organise."""
        if self.may_read:
            return Person.objects.exclude(name={})
        return Person.objects.filter(pk__in=Appearance.objects.filter(session__in=self.sessions).values("person"))

    @property
    def appearances(self) -> QuerySet[Appearance]:
        """Where the people were announced, and as what, as far as the person may know."""
        found = Appearance.objects.all()
        return found if self.may_read else found.filter(session__in=self.sessions)


class DeskRequest(PersonRequest):
    desk: Desk


def desk_of(person: Person, slug: str) -> Desk:
    """Raises Http404 for an edition that does not exist and for one in which the person has nothing to do alike."""
    edition = Edition.objects.visible_to(person).filter(slug=slug).first()
    if edition is None:
        raise Http404
    if may_administer(person):
        return Desk(edition=edition, person=person, role=Role.Kind.ORGANISER)
    kind = Role.objects.filter(edition=edition, person=person).values_list("kind", flat=True).first()
    return Desk(edition=edition, person=person, role=Role.Kind(kind) if kind else None)


def works_in_the_office(person: Person) -> bool:
    """Of any conference, or above them all."""
    return person.is_staff or may_administer(person) or Edition.objects.visible_to(person).exists()


def needs(
    right: Right,
) -> Callable[
    [Callable[Concatenate[DeskRequest, Desk, Parameters], HttpResponse]],
    Callable[Concatenate[HttpRequest, str, Parameters], HttpResponse],
]:
    """Turn the edition's name in the address into the person's desk; 404 for who has no such right there."""

    def declare(
        view: Callable[Concatenate[DeskRequest, Desk, Parameters], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, str, Parameters], HttpResponse]:
        @wraps(view)
        def guarded(request: Any, slug: str, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponse:
            desk = desk_of(request.user, slug)
            if not desk.may(right):
                raise Http404
            request.desk = desk  # for the frame
            return view(request, desk, *args, **kwargs)

        guarded.needs = right  # type: ignore[attr-defined]  # read by tests/architecture
        return cast("Callable[Concatenate[HttpRequest, str, Parameters], HttpResponse]", guarded)

    return declare

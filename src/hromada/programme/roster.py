"""The people of a conference at the desk: who they are, as what they were announced, what is missing about them.

The number of queries is the same for any size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from hromada.accounts.models import Person
from hromada.kernel.audit import name_of
from hromada.kernel.folding import matches
from hromada.kernel.models import AuditEntry
from hromada.programme import labels
from hromada.programme.access import Desk
from hromada.programme.models import Appearance


@dataclass(frozen=True, kw_only=True)
class Listed:
    """``appearances``: of this conference, as far as the person at the desk may know. ``lacks``: languages of the
    conference in which the biography is missing."""

    person: Person
    appearances: list[Appearance] = field(default_factory=list)
    lacks: tuple[str, ...] = ()

    @property
    def is_unconfirmed(self) -> bool:
        return any(one.state == Appearance.State.TO_BE_CONFIRMED for one in self.appearances)

    @property
    def lacking(self) -> list[str]:
        return [labels.language(code) for code in self.lacks]

    def lacks_what(self, wanted: str) -> bool:
        """``wanted`` is ``tbc``, ``portrait``, ``address``, ``biography-`` with a language, or nothing."""
        if wanted.startswith("biography-"):
            return wanted.removeprefix("biography-") in self.lacks
        lacking = {"tbc": self.is_unconfirmed, "portrait": not self.person.portrait, "address": not self.person.email}
        return lacking.get(wanted, True)


def acquaintances(desk: Desk) -> QuerySet[Person]:
    """Those whom the person at the desk knows with all their data: who appears in what they may read, and, where they
    may read everything, who was named here and appears nowhere yet."""
    appearing = Q(pk__in=Appearance.objects.filter(session__in=desk.sessions).values("person"))
    if not desk.may_read:
        return Person.objects.filter(appearing)
    created = AuditEntry.objects.filter(within=name_of(desk.edition), verb="created", thing__startswith=_PERSON)
    numbers = [int(thing.removeprefix(_PERSON)) for thing in created.values_list("thing", flat=True)]
    return Person.objects.filter(appearing | Q(pk__in=numbers))


def listed_at(desk: Desk, *, query: str = "", wanted: str = "") -> list[Listed]:
    """By name. ``query``: words that begin words of a name, in any language."""
    found = Appearance.objects.filter(session__in=desk.sessions).select_related("session")
    by_person: dict[int, list[Appearance]] = defaultdict(list)
    for one in found.order_by("session__starts", "session__key", "position", "pk"):
        by_person[one.person_id].append(one)
    everyone = [
        Listed(person=person, appearances=by_person[person.pk], lacks=_lacking(person, desk.edition.languages))
        for person in acquaintances(desk)
        if matches(query, *person.name.values())
    ]
    chosen = [one for one in everyone if one.lacks_what(wanted)]
    return sorted(chosen, key=lambda one: (str(one.person).casefold(), one.person.pk))


def announced(desk: Desk, person: Person) -> list[Appearance]:
    """Here and in other conferences, the latest first, as far as the person at the desk may know."""
    found = desk.appearances.filter(person=person).select_related("session__edition", "organisation")
    return list(found.order_by("-session__edition__starts_on", "session__starts", "session__key", "pk"))


def _lacking(person: Person, languages: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for code in languages if code not in person.biography)


_PERSON = f"{Person._meta.label_lower}:"

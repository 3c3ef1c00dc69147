"""People who sign in to the demo. All of them are invented; ``.example`` belongs to nobody."""

from __future__ import annotations

from dataclasses import dataclass

from hromada.accounts.models import Person
from hromada.kernel.localised import Localised
from hromada.programme.models import CoOrganiser, Edition, Role, Session


@dataclass(frozen=True)
class Login:
    email: str
    name: Localised
    language: str
    is_administrator: bool = False
    role: Role.Kind | None = None
    """In every conference of the demo."""
    co_organises: str = ""
    """Of the conference in Leipzig, the session of this key."""


LOGINS = (
    Login(
        "verwaltung@hromada.example",
        Localised({"de": "Jette Sandkamp", "uk": "Єтте Зандкамп", "en": "Jette Sandkamp"}),
        "de",
        is_administrator=True,
    ),
    Login(
        "organizatsiia@hromada.example",
        Localised({"de": "Sorjana Werbowa", "uk": "Зоряна Вербова", "en": "Zoriana Verbova"}),
        "uk",
        role=Role.Kind.ORGANISER,
    ),
    Login(
        "redaktion@hromada.example",
        Localised({"de": "Henrike Moorkamp", "uk": "Генріке Мооркамп", "en": "Henrike Moorkamp"}),
        "de",
        role=Role.Kind.EDITOR,
    ),
    Login(
        "forum@hromada.example",
        Localised({"de": "Ostap Selenyj", "uk": "Остап Зелений", "en": "Ostap Zelenyi"}),
        "uk",
        co_organises="forum-water",
    ),
    Login(
        "participant@hromada.example",
        Localised({"de": "Robin Feldweg", "uk": "Робін Фельдвег", "en": "Robin Feldweg"}),
        "en",
    ),
)


def load() -> None:
    """Create those who are not there yet; they sign in by a code that is sent to their address."""
    for login in LOGINS:
        if Person.objects.filter(email=login.email).exists():
            continue
        create = Person.objects.create_superuser if login.is_administrator else Person.objects.create_user
        create(login.email, name=login.name, language=login.language)


def give_roles() -> None:
    """What those who sign in may do, once the conferences are there."""
    people = {person.email: person for person in Person.objects.filter(email__in=[login.email for login in LOGINS])}
    editions = list(Edition.objects.all())
    for login in LOGINS:
        person = people[login.email]
        if login.role:
            Role.objects.bulk_create(Role(edition=edition, person=person, kind=login.role) for edition in editions)
        if login.co_organises:
            session = Session.objects.get(edition__slug="leipzig-2023", key=login.co_organises)
            CoOrganiser.objects.create(session=session, person=person)

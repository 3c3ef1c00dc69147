"""People who sign in to the demo. All of them are invented; ``.example`` belongs to nobody."""

from __future__ import annotations

from dataclasses import dataclass

from hromada.accounts.models import Person
from hromada.kernel.localised import Localised


@dataclass(frozen=True)
class Login:
    email: str
    name: Localised
    language: str
    is_administrator: bool = False


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

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator

from hromada.accounts.models import Person


@dataclass
class SecondFactors:
    """What a person has to sign in with beside the code from the letter."""

    passkeys: list[Authenticator] = field(default_factory=list)
    app: Authenticator | None = None
    recovery_codes_left: int = 0

    @property
    def is_there(self) -> bool:
        return bool(self.passkeys or self.app)

    def __bool__(self) -> bool:
        """Anything that could be forgotten."""
        return self.is_there or bool(self.recovery_codes_left)


def with_second_factor(people: Iterable[Person]) -> set[int]:
    """The numbers of those who have one."""
    return set(Authenticator.objects.filter(user__in=list(people)).values_list("user_id", flat=True))


def second_factors_of(person: Person) -> SecondFactors:
    found = SecondFactors()
    for authenticator in Authenticator.objects.filter(user=person).order_by("created_at"):
        if authenticator.type == Authenticator.Type.WEBAUTHN:
            found.passkeys.append(authenticator)
        elif authenticator.type == Authenticator.Type.TOTP:
            found.app = authenticator
        else:
            found.recovery_codes_left = len(authenticator.wrap().get_unused_codes())
    return found

from __future__ import annotations

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

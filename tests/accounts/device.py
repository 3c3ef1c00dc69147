"""A device that keeps passkeys, as a browser speaks for it; and an authenticator app."""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

PRESENT_AND_VERIFIED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


@dataclass
class Device:
    """Holds one passkey."""

    credential: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    origin: str = "https://testserver"
    owner: bytes = b""
    flags: AuthenticatorData.FLAG = PRESENT_AND_VERIFIED

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """What ``navigator.credentials.create`` gives."""
        asked = options["creation_options"]["publicKey"]
        self.owner = websafe_decode(asked["user"]["id"])
        known = AttestedCredentialData.create(
            bytes(16), self.credential, ES256.from_cryptography_key(self.key.public_key())
        )
        seen = AuthenticatorData.create(
            hashlib.sha256(asked["rp"]["id"].encode()).digest(), self.flags | AuthenticatorData.FLAG.AT, 0, bytes(known)
        )
        said = CollectedClientData.create("webauthn.create", websafe_decode(asked["challenge"]), self.origin)
        return self._answer(
            clientDataJSON=websafe_encode(said),
            attestationObject=websafe_encode(AttestationObject.create("none", seen, {})),
        )

    def show(self, options: dict[str, Any], *, owner: bytes | None = None) -> dict[str, Any]:
        """What ``navigator.credentials.get`` gives."""
        asked = options["request_options"]["publicKey"]
        seen = AuthenticatorData.create(hashlib.sha256(asked["rpId"].encode()).digest(), self.flags, 1)
        said = CollectedClientData.create("webauthn.get", websafe_decode(asked["challenge"]), self.origin)
        return self._answer(
            clientDataJSON=websafe_encode(said),
            authenticatorData=websafe_encode(seen),
            signature=websafe_encode(self.key.sign(seen + said.hash, ec.ECDSA(hashes.SHA256()))),
            userHandle=websafe_encode(self.owner if owner is None else owner),
        )

    def _answer(self, **response: str) -> dict[str, Any]:
        return {
            "id": websafe_encode(self.credential),
            "rawId": websafe_encode(self.credential),
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {"credProps": {"rk": True}},
        }


def code_of_app(secret: str, *, steps: int = 0) -> str:
    """What an authenticator app shows, ``steps`` of half a minute from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))

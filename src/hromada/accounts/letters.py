"""Letters about an account: plain text, in the language of whom they are for."""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

from hromada.accounts.models import Person


def send(kind: str, person: Person, **facts: Any) -> None:
    """``kind`` names the templates ``accounts/letters/<kind>_subject.txt`` and ``…_message.txt``."""
    with override(person.language):
        subject = render_to_string(f"accounts/letters/{kind}_subject.txt", facts)
        body = render_to_string(f"accounts/letters/{kind}_message.txt", facts)
    letter = EmailMessage(
        " ".join(subject.split()),
        body.strip() + "\n",
        to=[person.email or ""],
        # No absence is to be answered with to a machine.
        headers={"Auto-Submitted": "auto-generated"},
    )
    letter.send()

"""Letters: plain text, in the language of whom they are for."""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

from hromada.accounts.models import Person


def send(letter: str, person: Person, **facts: Any) -> None:
    """``letter`` names the templates ``<letter>_subject.txt`` and ``<letter>_message.txt``."""
    with override(person.language):
        subject = render_to_string(f"{letter}_subject.txt", facts)
        body = render_to_string(f"{letter}_message.txt", facts)
    mail = EmailMessage(
        " ".join(subject.split()),
        body.strip() + "\n",
        to=[person.email or ""],
        # No absence is to be answered with to a machine.
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.send()

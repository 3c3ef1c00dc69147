from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage

from hromada.kernel.worker import Worker


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(db: None) -> None:
    """How often someone tried is counted in the cache."""
    cache.clear()


@pytest.fixture
def letters(db: None) -> Callable[[], list[EmailMessage]]:
    """All letters so far, once the worker has done what there is to do."""

    def delivered() -> list[EmailMessage]:
        worker = Worker()
        while worker.work_once():
            pass
        return mail.outbox

    return delivered


@pytest.fixture
def sign_in(letters: Callable[[], list[EmailMessage]]):
    """Ask for a code and type it in; the answer to that."""

    def by_code(client, person):
        client.post("/de/accounts/login/", {"email": person.email})
        return client.post("/de/accounts/login/code/", {"code": code_in(letters()[-1])})

    return by_code


def code_in(letter: EmailMessage) -> str:
    return re.search(r"^    (\S+)$", letter.body, re.MULTILINE)[1]

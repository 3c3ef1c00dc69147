"""People who answer by a personal link, as tests meet them."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail

from hromada.kernel.worker import Worker
from hromada.programme import actions

SITE = "http://testserver/"


def worker_works() -> None:
    worker = Worker()
    while worker.work_once():
        pass


def link_to(edition: Any, person: Any, **options: Any) -> str:
    """The address in the letter that the worker has sent."""
    actions.send_link(edition, person, by=None, site=SITE, **options)
    worker_works()
    return address_in(mail.outbox[-1])


def address_in(letter: Any) -> str:
    return re.search(r"^    http://testserver(/\S+)$", letter.body, re.MULTILINE)[1]

"""Letters that the worker sends, so that nobody waits for a mail server, and time does not tell who has an account."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskContext, task

from hromada.accounts import letters
from hromada.accounts.models import Person


@task(takes_context=True)
def send_code(context: TaskContext, person_id: int | None, code: str, host: str) -> None:
    """Nothing is sent for an address that is nobody's, nor a code that has run out while no worker was there."""
    valid_for = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    asked_at = context.task_result.enqueued_at
    person = Person.objects.filter(pk=person_id, is_active=True).first() if person_id else None
    if person is not None and (asked_at is None or timezone.now() - asked_at < valid_for):
        letters.send("accounts/letters/code", person, code=code, host=host, minutes=valid_for // timedelta(minutes=1))


@task()
def tell_of_change(person_id: int, change: str, host: str) -> None:
    """``change``: one of those that the template knows."""
    person = Person.objects.filter(pk=person_id, email__isnull=False).first()
    if person is not None:
        letters.send("accounts/letters/change", person, change=change, host=host)

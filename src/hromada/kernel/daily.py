"""What the worker does once a night without anybody asking: the tasks that ``settings.NIGHTLY`` names.

Each lies in the queue once, for the coming night; when it is done, the next beat of a worker's heart puts it there for
the night after. A night in which no worker ran is made up for as soon as one does.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

_AT = time(3)
_LOCK = 0x6E696768
"""Of all workers at once, one looks what is missing."""


def next_night(now: datetime) -> datetime:
    """By the clock of the installation."""
    local = timezone.localtime(now)
    day = local.date() if local.time() < _AT else local.date() + timedelta(days=1)
    return datetime.combine(day, _AT, timezone.get_current_timezone())


def leave_to_the_worker() -> None:
    """Those that are neither waiting nor being done."""
    if not _missing():
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        night = next_night(timezone.now())
        for path in _missing():
            task: Any = import_string(path)
            task.using(run_after=night).enqueue()


def _missing() -> list[str]:
    at_hand = DBTaskResult.objects.filter(
        task_path__in=settings.NIGHTLY, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    )
    there = set(at_hand.values_list("task_path", flat=True))
    return [path for path in settings.NIGHTLY if path not in there]

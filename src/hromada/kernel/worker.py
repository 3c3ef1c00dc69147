"""The worker: does what requests left to be done, and says that it lives."""

from __future__ import annotations

import logging
import os
import secrets
import select
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from types import FrameType

from django.contrib.sessions.models import Session
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as TaskRunner
from django_tasks_db.models import DBTaskResult
from psycopg_pool import PoolTimeout

from hromada.kernel import daily
from hromada.kernel.models import Heartbeat

logger = logging.getLogger("hromada.worker")

PAUSE = 0.25
"""Seconds between two looks at an empty queue: one query on an index, and a letter still leaves at once."""

GRACE = 8
"""Seconds that a task may go on after we were told to stop. One cut off is undone by PostgreSQL and taken up again
by the next worker, which is why a task only ever picks up a thread that lies in the database."""


KEPT = timedelta(days=7)
"""How long a task that is done can be looked into. It may have carried a code, or told whom we wrote to."""


class Worker:
    """Takes one task after the other until it is told to stop."""

    def __init__(self) -> None:
        self.name = f"{os.uname().nodename[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
        self.is_stopping = False
        self._wakened, self._waker = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._runner = TaskRunner(
            queue_names=["*"],
            interval=0,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self.name,
            excluded_queue_names=[],
        )

    def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGALRM, self._cut_off)
        logger.info("worker ready", extra={"worker": self.name})
        with self._beating():
            while not self.is_stopping:
                if not self._work_if_reachable():
                    select.select([self._wakened], [], [], PAUSE)
        signal.alarm(0)
        logger.info("worker stopped", extra={"worker": self.name})

    def take_up_abandoned(self) -> int:
        """Hand tasks back whose worker has died; how many."""
        with transaction.atomic():
            alive = set(Heartbeat.objects.alive().values_list("worker", flat=True))
            running = DBTaskResult.objects.running().select_for_update(skip_locked=True)
            abandoned = [task.pk for task in running if not alive.intersection(task.worker_ids[-1:])]
            return DBTaskResult.objects.filter(pk__in=abandoned).update(status=TaskResultStatus.READY)

    def forget_what_is_over(self) -> None:
        """Tasks done long ago, and sessions that have run out."""
        DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()
        Session.objects.filter(expire_date__lt=timezone.now()).delete()

    def work_once(self) -> bool:
        """Do one task; False if there was none."""
        with transaction.atomic():
            task = DBTaskResult.objects.ready().get_locked()
            if task is None:
                return False
            task.claim(self.name)
        self._runner.run_task(task)
        return True

    def _work_if_reachable(self) -> bool:
        """A database that is gone for a while does not end the worker."""
        try:
            return self.work_once()
        except (DatabaseError, PoolTimeout):
            logger.exception("the queue cannot be read", extra={"worker": self.name})
            select.select([self._wakened], [], [], 2)
            return False
        finally:
            close_old_connections()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.is_stopping = True
        signal.alarm(GRACE)
        os.write(self._waker, b"!")

    def _cut_off(self, _number: int, _frame: FrameType | None) -> None:
        os._exit(1)

    @contextmanager
    def _beating(self) -> Iterator[None]:
        """The heart beats in a thread of its own, so that a long task does not look like a dead worker; but first
        once before any task is taken, lest another worker take it for abandoned."""
        over = threading.Event()
        self._beat()
        heart = threading.Thread(target=self._beat_until, args=[over], name="heartbeat", daemon=True)
        heart.start()
        try:
            yield
        finally:
            over.set()
            heart.join(2)
            with suppress(DatabaseError, PoolTimeout):
                Heartbeat.objects.filter(pk=self.name).delete()

    def _beat_until(self, over: threading.Event) -> None:
        while not over.wait(Heartbeat.INTERVAL.total_seconds()):
            self._beat()
            connection.close()

    def _beat(self) -> None:
        try:
            Heartbeat.objects.update_or_create(worker=self.name, defaults={"beaten_at": timezone.now()})
            Heartbeat.objects.exclude(pk__in=Heartbeat.objects.alive()).delete()
            self.take_up_abandoned()
            self.forget_what_is_over()
            daily.leave_to_the_worker()
        except (DatabaseError, PoolTimeout):
            logger.exception("the heartbeat was not written", extra={"worker": self.name})

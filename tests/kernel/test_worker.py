"""The worker: takes what was left to be done, and takes up what a dead one left."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from hromada.kernel.models import Heartbeat
from hromada.kernel.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)


@task()
def greet(name: str) -> str:
    if not name:
        raise ValueError("Nobody to greet.")
    return f"Вітаємо, {name}!"


@pytest.fixture
def worker() -> Worker:
    return Worker()


def outcomes() -> list[tuple[str, str | None]]:
    return list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", "return_value"))


def test_tasks_are_done_one_after_the_other_and_a_failure_stops_nobody(worker):
    for name in ("Leipzig", "", "Київ"):
        greet.enqueue(name)

    did = [worker.work_once() for _ in range(4)]

    assert did == [True, True, True, False]
    assert outcomes() == [
        (TaskResultStatus.SUCCESSFUL, "Вітаємо, Leipzig!"),
        (TaskResultStatus.FAILED, None),
        (TaskResultStatus.SUCCESSFUL, "Вітаємо, Київ!"),
    ]


@pytest.mark.parametrize(("silent_for", "outcome"), [(5, TaskResultStatus.RUNNING), (31, TaskResultStatus.READY)])
def test_a_task_is_taken_up_again_once_its_worker_has_not_been_heard_of_for_half_a_minute(worker, silent_for, outcome):
    greet.enqueue("Lwiw")
    DBTaskResult.objects.get().claim("another-worker")
    Heartbeat.objects.create(worker="another-worker", beaten_at=timezone.now() - timedelta(seconds=silent_for))

    worker.take_up_abandoned()

    assert DBTaskResult.objects.get().status == outcome


def test_what_is_over_is_forgotten_after_a_week_and_what_is_still_to_do_is_not(worker):
    for name in ("long done", "long failed", "done", "to do"):
        greet.enqueue(name if name != "long failed" else "")
    for days in (8, 8, 6):
        worker.work_once()
        latest = DBTaskResult.objects.finished().order_by("-finished_at").first()
        DBTaskResult.objects.filter(pk=latest.pk).update(finished_at=timezone.now() - timedelta(days=days))
    for key, days in (("run out", -1), ("valid", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(days=days))

    worker.forget_what_is_over()

    assert outcomes() == [(TaskResultStatus.SUCCESSFUL, "Вітаємо, done!"), (TaskResultStatus.READY, None)]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["valid"]


def test_it_is_heard_of_while_it_works_and_no_longer_afterwards(worker):
    Heartbeat.objects.create(worker="dead", beaten_at=timezone.now() - timedelta(days=1))

    with worker._beating():
        during = list(Heartbeat.objects.values_list("worker", flat=True))

    assert (during, list(Heartbeat.objects.all())) == ([worker.name], [])

"""What the worker does each night lies in the queue once."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from hromada.kernel import daily
from hromada.kernel.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("now", "night"),
    [
        (datetime(2030, 5, 14, 2, 59, tzinfo=BERLIN), datetime(2030, 5, 14, 3, tzinfo=BERLIN)),
        (datetime(2030, 5, 14, 3, tzinfo=BERLIN), datetime(2030, 5, 15, 3, tzinfo=BERLIN)),
        (datetime(2030, 3, 30, 12, tzinfo=BERLIN), datetime(2030, 3, 31, 3, tzinfo=BERLIN)),
    ],
)
def test_the_next_night_is_by_the_clock_of_the_installation(now, night):
    with timezone.override(BERLIN):
        assert daily.next_night(now) == night


def test_each_is_asked_for_once_and_again_when_it_is_done():
    worker = Worker()
    for _beat in range(3):
        worker._beat()
    waiting = list(DBTaskResult.objects.order_by("enqueued_at").values_list("task_path", "run_after"))
    done_before_its_time = worker.work_once()
    DBTaskResult.objects.update(run_after=timezone.now())
    done = [worker.work_once() for _task in range(3)]
    worker._beat()

    assert [path for path, _night in waiting] == settings.NIGHTLY
    assert {night for _path, night in waiting} == {daily.next_night(timezone.now())}
    assert (done_before_its_time, done) == (False, [True, True, False])
    assert set(DBTaskResult.objects.finished().values_list("status", flat=True)) == {"SUCCESSFUL"}
    again = DBTaskResult.objects.filter(status="READY").order_by("enqueued_at")
    assert [path for path, _night in again.values_list("task_path", "run_after")] == settings.NIGHTLY


def test_each_name_is_that_of_a_task():
    assert [import_string(path).module_path for path in settings.NIGHTLY] == settings.NIGHTLY

"""What monitoring is told."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from hromada.kernel.health import unapplied_migrations
from hromada.kernel.models import Heartbeat

pytestmark = pytest.mark.django_db


def test_ready_when_database_migrations_and_worker_are_there(client):
    Heartbeat.objects.create(worker="one", beaten_at=timezone.now())

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "missing": []})


def test_a_migration_that_was_not_applied_is_named_as_missing(client):
    MigrationRecorder(connection).record_unapplied("kernel", "0001_initial")

    answer = client.get("/readyz")

    assert unapplied_migrations() == [("kernel", "0001_initial")]
    assert (answer.status_code, answer.json()) == (503, {"status": "unready", "missing": ["migrations", "worker"]})


def test_the_process_is_healthy_without_a_single_question_to_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.json(), answer["Cache-Control"]) == (
        200,
        {"status": "ok"},
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_they_cannot_be_posted_to(client, address):
    assert client.post(address).status_code == 405

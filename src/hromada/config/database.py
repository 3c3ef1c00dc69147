"""The database for as long as a command needs it: started by us where no ``DATABASE_URL`` names one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from hromada.kernel.health import unapplied_migrations
from hromada.kernel.postgres import Cluster


@contextmanager
def database() -> Iterator[None]:
    """It answers inside the block; afterwards our connections are closed, and the server is if nobody else uses it."""
    if settings.EMBEDDED_POSTGRES is None:
        try:
            yield
        finally:
            disconnect()
        return
    with Cluster(settings.EMBEDDED_POSTGRES).in_use(database=settings.DATABASES["default"]["NAME"]):
        try:
            yield
        finally:
            disconnect()


def disconnect() -> None:
    """Before a fork, too: two processes cannot share one connection."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's has it


def migrate_if_needed() -> bool:
    """Bring the database up to this software; asking takes a few milliseconds, so every start may ask."""
    if not unapplied_migrations():
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True

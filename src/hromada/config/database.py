"""The database for as long as a command needs it: started by us where no ``DATABASE_URL`` names one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from hromada.kernel.health import unapplied_migrations
from hromada.kernel.postgres import Cluster


@contextmanager
def database(*, pooled: bool = False) -> Iterator[None]:
    """It answers inside the block; afterwards our connections are closed, and the server is if nobody else uses it.

    A command that asks a few questions needs no pool, and hears at once why a database does not answer.
    """
    settings_of_one = connections["default"].settings_dict
    if not pooled:
        settings_of_one["OPTIONS"].pop("pool", None)
    with ExitStack() as running:
        if settings.EMBEDDED_POSTGRES is not None:
            cluster = Cluster(settings.EMBEDDED_POSTGRES)
            running.enter_context(cluster.in_use(database=settings_of_one["NAME"]))
        running.callback(disconnect)
        yield


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

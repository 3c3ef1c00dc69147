"""Forgetting in every process at once, by PostgreSQL's NOTIFY."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

CHANNEL = "hromada_pages"

_forgetters: list[Callable[[], None]] = []


def forget_all() -> None:
    """Empty the stores of all processes when the current transaction commits; a rollback forgets nothing."""
    # NOTIFY belongs to the transaction: unlike an on_commit hook it cannot be lost between commit and sending.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def on_forget(forget: Callable[[], None]) -> None:
    """Call ``forget`` in each server process whenever the stores are emptied; it must be quick and thread-safe."""
    if forget not in _forgetters:
        _forgetters.append(forget)


def run_forgetters() -> None:
    for forget in _forgetters:
        forget()

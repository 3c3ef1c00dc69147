"""Each server process listens for the news that its pages are to be forgotten."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import psycopg
from django.db import connections

from hromada.kernel.pages.forgetting import CHANNEL, run_forgetters
from hromada.kernel.pages.store import Store

logger = logging.getLogger("hromada.pages")

PING_SECONDS = 5.0
PING_PATIENCE = 2.0
RETRY_SECONDS = 1.0


async def listen_for_ever(store: Store) -> None:
    """Keep the store open while news can reach us, and only then. Ends when it is cancelled."""
    told = False
    while True:
        try:
            await _listen(store)
        except (psycopg.Error, OSError, TimeoutError) as error:
            # Once for each loss: a database that stays away would fill the log.
            if store.is_open or not told:
                reason = " ".join(str(error).split())
                logger.warning("Nobody tells this process about changes; pages are rendered each time: %s", reason)
                told = True
        finally:
            store.close()
        await asyncio.sleep(RETRY_SECONDS)


async def _listen(store: Store) -> None:
    connection = await psycopg.AsyncConnection.connect(**_parameters(), autocommit=True)
    async with connection:
        await connection.execute(f"LISTEN {CHANNEL}".encode())
        # What was kept before we listened may have changed unheard; opening forgets it.
        store.open()
        run_forgetters()
        while True:
            async for _news in connection.notifies(timeout=PING_SECONDS, stop_after=1):
                store.forget()
                run_forgetters()
            async with asyncio.timeout(PING_PATIENCE):
                await _still_subscribed(connection)


async def _still_subscribed(connection: psycopg.AsyncConnection[Any]) -> None:
    """A server that vanished without a word is noticed here, and a pooler that gave us another session."""
    cursor = await connection.execute("SELECT pg_listening_channels()")
    if await cursor.fetchone() != (CHANNEL,):
        raise psycopg.OperationalError("The database forgot that we listen: is there a pooler between us?")


def _parameters() -> dict[str, Any]:
    """Django's own connection parameters without what only its cursors need."""
    parameters = connections["default"].get_connection_params()
    for name in ("context", "cursor_factory", "prepare_threshold"):
        parameters.pop(name, None)
    return {**parameters, "connect_timeout": 5}

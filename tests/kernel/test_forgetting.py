"""News that pages are to be forgotten reaches every process by PostgreSQL, or no page is kept at all."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

import pytest
from django.db import connection, transaction

from hromada.kernel.pages import forget_all, on_forget
from hromada.kernel.pages.answers import Answer, Page
from hromada.kernel.pages.listening import listen_for_ever
from hromada.kernel.pages.store import Store

pytestmark = pytest.mark.django_db(transaction=True)

KEY = (b"localhost", False, "/de/", b"")


def keep_a_page(store: Store) -> None:
    page = Page(Answer(status=200, body=b"kept"), dies_at=time.time() + 60)
    assert store.put(KEY, page, generation=store.generation)


async def in_thread(act: Callable[[], Any]) -> Any:
    def acting() -> Any:
        try:
            return act()
        finally:
            connection.close()

    return await asyncio.to_thread(acting)


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


@asynccontextmanager
async def listening_store() -> AsyncIterator[Store]:
    store = Store(2**20)
    listening = asyncio.create_task(listen_for_ever(store))
    await until(lambda: store.is_open)
    try:
        yield store
    finally:
        listening.cancel()
        await asyncio.wait([listening])


def publish_and_take_back() -> None:
    with transaction.atomic():
        forget_all()
        transaction.set_rollback(True)


def hang_up_on_listeners() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")


def test_pages_are_forgotten_when_the_transaction_commits_and_not_before():
    async def conversation() -> tuple[int, int]:
        async with listening_store() as store:
            keep_a_page(store)
            said, may_commit = threading.Event(), threading.Event()

            def publish() -> None:
                with transaction.atomic():
                    forget_all()
                    said.set()
                    may_commit.wait(10)

            publishing = asyncio.create_task(in_thread(publish))
            await asyncio.to_thread(said.wait, 10)
            await asyncio.sleep(0.2)
            kept_before_commit = len(store)
            may_commit.set()
            await publishing
            await until(lambda: len(store) == 0)
            return kept_before_commit, len(store)

    assert asyncio.run(conversation()) == (1, 0)


def test_a_rollback_forgets_nothing():
    async def conversation() -> int:
        async with listening_store() as store:
            keep_a_page(store)
            await in_thread(publish_and_take_back)
            await asyncio.sleep(0.1)
            return len(store)

    assert asyncio.run(conversation()) == 1


def test_what_apps_keep_in_memory_is_dropped_with_the_pages():
    dropped: list[str] = []
    on_forget(lambda: dropped.append("programme"))

    async def conversation() -> list[str]:
        async with listening_store():
            dropped.clear()
            await in_thread(forget_all)
            await until(lambda: bool(dropped))
            return dropped

    assert asyncio.run(conversation()) == ["programme"]


def test_no_page_is_kept_while_the_connection_that_brings_news_is_lost(caplog):
    async def conversation() -> tuple[bool, int, int]:
        async with listening_store() as store:
            keep_a_page(store)
            await in_thread(hang_up_on_listeners)
            await until(lambda: not store.is_open)
            lost = store.put(KEY, Page(Answer(status=200), dies_at=time.time() + 60), generation=store.generation)
            while_lost = len(store)
            await until(lambda: store.is_open)
            return lost, while_lost, len(store)

    assert asyncio.run(conversation()) == (False, 0, 0)
    told = [record.getMessage().split(":")[0] for record in caplog.records if record.name == "hromada.pages"]
    assert told == ["Nobody tells this process about changes; pages are rendered each time"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Server:
    process: subprocess.Popen[bytes]
    port: int

    def fetch(self, path: str) -> str:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        finally:
            connection.close()

    def kept_by_both(self) -> set[str]:
        """What the two processes say of the news, once each has said the same thing five times: from its store."""
        deadline = time.monotonic() + 20
        heard: Counter[str] = Counter()
        while time.monotonic() < deadline:
            try:
                heard[self.fetch("/news/")] += 1
            except OSError:
                time.sleep(0.1)  # not up yet
            kept = {answer for answer, times in heard.items() if times >= 5}
            if len(kept) == 2:
                return kept
        raise AssertionError(f"The processes kept no page: {heard}")

    def wait_until_all_say(self, news: str) -> None:
        """Forty answers in a row; a process that did not hear the news would answer half of them, for minutes."""
        deadline = time.monotonic() + 10
        in_a_row = 0
        while in_a_row < 40:
            assert time.monotonic() < deadline, f"Not all processes say: {news}."
            in_a_row = in_a_row + 1 if self.fetch("/news/").startswith(news) else 0


@pytest.fixture
def server(database_url: str) -> Iterator[Server]:
    """The small site behind granian with two processes, as ``hromada serve`` runs the product."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kernel_pages_news (id serial)")
    port = free_port()
    command = [sys.executable, "-m", "granian", "--factory", "tests.kernel.pages_site:application"]
    command += ["--interface", "asgi", "--loop", "uvloop", "--workers", "2", "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": database_url, "HROMADA_DEBUG": "1"})
    try:
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(timeout=10)
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE kernel_pages_news")


def test_both_processes_show_what_was_published_through_one_of_them(server):
    before = server.kept_by_both()
    server.fetch("/publish/")
    server.wait_until_all_say("1 news")
    after = server.kept_by_both()

    assert [sorted(answer.split(",")[0] for answer in answers) for answers in (before, after)] == [
        ["0 news", "0 news"],
        ["1 news", "1 news"],
    ]


def test_a_server_told_to_stop_finishes_what_it_was_asked_and_ends_within_ten_seconds(server):
    server.kept_by_both()
    with ThreadPoolExecutor() as visitors:
        slow = visitors.submit(server.fetch, "/slow/")
        time.sleep(0.3)
        server.process.terminate()

        assert slow.result() == "finished"
        assert server.process.wait(timeout=10) == 0

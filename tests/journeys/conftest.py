"""A real server, a real browser. A test asks for ``visitor`` and calls it: ``page = visitor("/de/leipzig-2023/")``.

What the browser complains about, and every request to another host, fails the test.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, sync_playwright
from tools.browser import bring

from hromada.kernel.worker import Worker
from tools import assets

# Playwright's loop runs in this thread; the ORM is called between its turns, never within one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ROOT = Path(__file__).resolve().parents[2]

_number = count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("journey")


@pytest.fixture(scope="session")
def server(django_db_setup: None) -> Iterator[int]:
    """The port of a server on the tests' database, set as in production but for HTTPS."""
    assets.make()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    Path(settings.VAR).mkdir(parents=True, exist_ok=True)
    log = (Path(settings.VAR) / "journeys.log").open("w")
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(port), "--workers", "1"]
    running = subprocess.Popen(
        [*command, "hromada.config.asgi:application"], env=_environment(), cwd=ROOT, stdout=log, stderr=log
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", running)
        yield port
    finally:
        running.terminate()
        running.wait(15)
        log.close()


def _environment() -> dict[str, str]:
    to = connection.settings_dict
    password = f":{quote(to['PASSWORD'], safe='')}" if to["PASSWORD"] else ""
    port = f":{to['PORT']}" if to["PORT"] else ""
    return {
        **{name: value for name, value in os.environ.items() if name != "HROMADA_DEBUG"},
        "DATABASE_URL": f"postgresql://{to['USER']}{password}@{quote(to['HOST'], safe='')}{port}/{to['NAME']}",
        "DJANGO_SETTINGS_MODULE": "hromada.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
        "HROMADA_VAR": str(settings.VAR),
        "HROMADA_HTTPS": "0",
        "SECRET_KEY": settings.SECRET_KEY,
        "ALLOWED_HOSTS": ".localhost,127.0.0.1",
        "EMAIL_URL": "dummy:",
        "DEFAULT_FROM_EMAIL": "conference@hromada.example",
    }


def _wait_for(address: str, running: subprocess.Popen[bytes]) -> None:
    for _attempt in range(300):
        assert running.poll() is None, f"The server has stopped; see {settings.VAR}/journeys.log"
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError("The server did not answer within 30 seconds.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    installed = bring()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=installed, args=["--no-sandbox"])
        yield running
        running.close()


@dataclass
class Site:
    """The server under a host name that no other test uses: pages are kept by host, so none is seen twice."""

    port: int
    host: str = field(default_factory=lambda: f"test-{next(_number)}.localhost")

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}:{self.port}{path}"

    def mail(self) -> list[str]:
        """The letters of this test, the last one last, each with its subject in the first line; sent by the worker,
        which works here for as long as there is anything to do."""
        worker = Worker()
        while worker.work_once():
            pass
        return [f"{letter.subject}\n\n{letter.body}" for letter in outbox.outbox]


@pytest.fixture
def site(server: int, transactional_db: None) -> Site:
    cache.clear()  # in which every test's attempts are counted, all from one address
    return Site(server)


class Visitors:
    """Opens pages, each call as a new visitor with nothing remembered, and notes what goes wrong in their browsers."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser = browser
        self.site = site
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.expected: tuple[str, ...] = ()

    def __call__(
        self,
        path: str = "",
        *,
        width: int = 1440,
        dark: bool = False,
        javascript: bool = True,
        locale: str = "de-DE",
        expected: tuple[str, ...] = (),
    ) -> Page:
        """``expected``: parts of complaints that this journey is about, as "404" or "ERR_INTERNET_DISCONNECTED"."""
        self.expected += expected
        context = self.browser.new_context(
            base_url=self.site.url("/"),
            viewport={"width": width, "height": 900 if width > 600 else 740},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            locale=locale,
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        context.on("request", self._see_request)
        context.on("response", self._see_response)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        if path:
            page.goto(self.site.url(path))
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.location.get('url')}: {message.text}")

    def _see_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.hostname != self.site.host:
            self.complaints.append(f"a request to another host: {request.url}")

    def _see_response(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status} at {response.url}")

    def leave(self) -> list[str]:
        """Close all pages; the complaints that nobody expected."""
        for context in self.contexts:
            context.close()
        return [told for told in self.complaints if not any(part in told for part in self.expected)]


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    visitors = Visitors(browser, site)
    yield visitors
    assert visitors.leave() == []

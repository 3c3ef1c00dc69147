"""The command ``hromada`` in processes of its own, as a person or systemd starts it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPMessage
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OURS = (
    "HROMADA_",
    "DATABASE_URL",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "EMAIL_URL",
    "DEFAULT_FROM_EMAIL",
    "PORT",
    "LC_",
    "LANG",
)
PRODUCTION = {
    "SECRET_KEY": "a key that is long enough for a test and for nothing else at all",
    "ALLOWED_HOSTS": "localhost,conference.example.org",
    "EMAIL_URL": "smtp://localhost:25",
    "DEFAULT_FROM_EMAIL": "conference@example.org",
    "HROMADA_HTTPS": "0",
}


def environment(var: Path, **settings: str) -> dict[str, str]:
    """This process's, without any setting of Hromada's but those given."""
    neutral = {name: value for name, value in os.environ.items() if not name.startswith((*OURS, "DJANGO_"))}
    return {**neutral, "PYTHONPATH": str(ROOT / "src"), "HROMADA_VAR": str(var), **settings}


def hromada(var: Path, *arguments: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end; outside the checkout, where an operator is."""
    return subprocess.run(
        [sys.executable, "-m", "hromada", *arguments],
        env=environment(var, **settings),
        cwd="/",
        capture_output=True,
        text=True,
        timeout=120,
    )


def free_port() -> int:
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return int(some.getsockname()[1])


@dataclass
class Running:
    """``hromada serve``, ``worker`` or ``demo`` while it runs; what it says goes to a file."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    began: float = field(default_factory=time.monotonic)

    @classmethod
    def start(cls, var: Path, verb: str, *arguments: str, command: Path | None = None, **settings: str) -> Running:
        port = free_port()
        address = () if verb == "worker" else ("--port", str(port))
        log = var.parent / f"{verb}-{port}.log"
        program = [sys.executable, "-m", "hromada"] if command is None else [str(command)]
        with log.open("wb") as told:
            process = subprocess.Popen(
                [*program, verb, *address, *arguments],
                env=environment(var, **settings),
                cwd=var.parent,
                stdout=told,
                stderr=told,
                start_new_session=True,
            )
        return cls(process, port, log)

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        status, _headers, body = self.ask(path, **headers)
        return status, body

    def ask(self, path: str, **headers: str) -> tuple[int, HTTPMessage, str]:
        connection = HTTPConnection("localhost", self.port, timeout=30)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()

    def until(self, path: str, status: int, seconds: float = 60) -> float:
        """Seconds after the start at which ``path`` was first answered with ``status``."""
        deadline = time.monotonic() + seconds
        last: Any = None
        while time.monotonic() < deadline:
            try:
                if (last := self.get(path))[0] == status:
                    return time.monotonic() - self.began
            except (OSError, HTTPException) as error:
                last = error
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.02)
        raise AssertionError(f"{path} was not answered with {status}: {last}\n{self.log.read_text()}")

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def stop(self, how: signal.Signals = signal.SIGTERM, *, whole_terminal: bool = False) -> tuple[int, float]:
        """Exit code, and seconds that it took. Ctrl-C reaches every process of the terminal's foreground."""
        began = time.monotonic()
        if self.process.poll() is None:
            (os.killpg if whole_terminal else os.kill)(self.process.pid, how)
        return self.process.wait(30), time.monotonic() - began

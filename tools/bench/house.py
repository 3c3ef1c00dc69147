"""The product under test: the demo, with two generated conferences beside it, as ``hromada demo`` runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import psutil
import psycopg

from tools.bench.load import free_port, wait_for

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 120
IDLE_SECONDS = 60
# What lies there for the coming night may lie. What is to be done at once has the last of all days.
_LEFT_TO_DO = """
    SELECT count(*) FROM django_tasks_database_dbtaskresult
    WHERE status IN ('READY', 'RUNNING') AND NOT run_after BETWEEN now() AND now() + INTERVAL '1 day'
"""


@dataclass
class House:
    """A running server with two processes, its worker and its PostgreSQL."""

    port: int
    var: Path
    log: Path
    ready_after: float
    server: subprocess.Popen[bytes]

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def requests_that_reached_django(self) -> int:
        """Django tells one line a request; answers of the edge leave none."""
        return sum('"hromada.requests"' in line for line in self.log.read_text().splitlines())

    @cached_property
    def postmaster(self) -> int:
        return int(self._postmaster_file()[0])

    def wait_until_at_rest(self) -> None:
        """Nothing is left in the queue, such as the PDFs of the programmes just published."""
        lines = self._postmaster_file()
        with psycopg.connect(
            host=lines[4], port=lines[3], dbname="hromada", user="postgres", autocommit=True
        ) as asking:
            deadline = time.monotonic() + IDLE_SECONDS
            while asking.execute(_LEFT_TO_DO).fetchone() != (0,):
                if time.monotonic() > deadline:
                    raise TimeoutError(f"The worker still works after {IDLE_SECONDS} s.")
                time.sleep(0.2)
        time.sleep(1)

    def _postmaster_file(self) -> list[str]:
        """Process, data folder, start, port, folder of the socket, ..."""
        return (self.var / "postgres" / "postmaster.pid").read_text().splitlines()

    def memory(self) -> dict[str, float]:
        """Megabytes by part of the house: proportional set sizes, so that shared pages count once."""
        ours = psutil.Process(self.server.pid)
        postgres = psutil.Process(self.postmaster)
        database = [postgres, *postgres.children(recursive=True)]
        python = [one for one in (ours, *ours.children(recursive=True)) if one not in database]
        return {"server and worker": _megabytes(python), "PostgreSQL": _megabytes(database)}


def _megabytes(processes: list[psutil.Process]) -> float:
    return sum(process.memory_full_info().pss for process in processes) / 2**20


def environment(var: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "HROMADA_DEBUG")}
    return {
        **kept,
        "HROMADA_VAR": str(var),
        "HROMADA_LOG_LEVEL": "INFO",
        "HROMADA_LOG_AS_TEXT": "0",
        "DJANGO_SETTINGS_MODULE": "hromada.config.settings",
    }


@contextmanager
def open_house(var: Path) -> Iterator[House]:
    port = free_port()
    log = var.parent / "server.log"
    command = [sys.executable, "-m", "hromada", "demo", "--port", str(port)]
    with log.open("wb") as output:
        began = time.perf_counter()
        server = subprocess.Popen(command, env=environment(var), stdout=output, stderr=output)
        try:
            wait_for(port, "/readyz", seconds=READY_SECONDS)
            yield House(port, var, log, time.perf_counter() - began, server)
        finally:
            server.terminate()
            server.wait(timeout=20)


def in_the_house(var: Path, *arguments: str) -> dict[str, Any]:
    """What a module of the bench that needs Django says on its last line, run by itself on the house's database."""
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, env=environment(var), cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said

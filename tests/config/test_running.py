"""Server and worker as they run in production: ready, heard of, and gone in good order."""

import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPException
from pathlib import Path

import psutil
import psycopg
import pytest
from tests.running import PRODUCTION, Running, hromada

from hromada.kernel.postgres import Cluster


@pytest.fixture(scope="module")
def migrated() -> Iterator[Path]:
    """A data folder to be copied: migrating takes longer than anything else here."""
    folder = Path(tempfile.mkdtemp(prefix="hromada-"))
    folder.chmod(0o755)
    hromada(folder / "var", "migrate")
    yield folder / "var"
    shutil.rmtree(folder)


@pytest.fixture
def var(open_folder: Path, migrated: Path) -> Path:
    subprocess.run(["cp", "--archive", migrated, open_folder], check=True)
    return open_folder / "var"


@pytest.fixture
def start(var: Path):
    started: list[Running] = []

    def start(verb: str) -> Running:
        started.append(Running.start(var, verb, **PRODUCTION))
        return started[-1]

    yield start
    for running in started:
        running.stop()


def test_it_is_ready_when_a_worker_is_heard_of_and_no_longer_when_the_worker_has_gone(start):
    server = start("serve")
    server.until("/healthz", 200)
    alone = server.get("/readyz")
    worker = start("worker")
    server.until("/readyz", 200)
    together = server.get("/readyz")
    worker.stop()

    assert (alone, together, server.get("/readyz"), server.get("/healthz")) == (
        (503, '{"status": "unready", "missing": ["worker"]}'),
        (200, '{"status": "ready", "missing": []}'),
        (503, '{"status": "unready", "missing": ["worker"]}'),
        (200, '{"status": "ok"}'),
    )


def test_without_a_database_the_server_lives_and_says_so_until_it_is_back(start, var):
    cluster = Cluster(var / "postgres")
    server = start("serve")
    server.until("/readyz", 503)
    cluster.stop()
    gone = (server.get("/readyz"), server.get("/healthz")[0])

    with cluster.in_use(database="hromada"):
        server.until("/readyz", 503)
        back = server.get("/readyz")

    assert (gone, back) == (
        ((503, '{"status": "unready", "missing": ["database"]}'), 200),
        (503, '{"status": "unready", "missing": ["worker"]}'),
    )


def test_a_request_under_way_is_finished_before_the_server_stops(start, var):
    server = start("serve")
    server.until("/healthz", 200)
    answers: list[tuple[int, str]] = []
    with psycopg.connect(Cluster(var / "postgres").dsn("hromada")) as someone:
        someone.execute("LOCK TABLE kernel_heartbeat IN ACCESS EXCLUSIVE MODE")
        visitor = threading.Thread(target=lambda: answers.append(server.get("/readyz")))
        visitor.start()
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        still_there = server.process.poll() is None
    code, seconds = server.stop()
    visitor.join(10)

    assert (still_there, answers, code, seconds < 10) == (
        True,
        [(503, '{"status": "unready", "missing": ["worker"]}')],
        0,
        True,
    )


def test_a_request_that_never_ends_does_not_keep_the_server_from_stopping_within_ten_seconds(start, var):
    server = start("serve")
    server.until("/healthz", 200)
    with closing(psycopg.connect(Cluster(var / "postgres").dsn("hromada"))) as someone:
        someone.execute("LOCK TABLE kernel_heartbeat IN ACCESS EXCLUSIVE MODE")

        def wait_in_vain() -> None:
            with pytest.raises((OSError, HTTPException)):
                server.get("/readyz")

        visitor = threading.Thread(target=wait_in_vain)
        visitor.start()
        time.sleep(0.5)
        _code, seconds = server.stop()
        visitor.join(10)

    assert seconds < 10


def test_every_line_is_json_and_a_request_is_one_line_with_the_name_that_its_answer_carries(start):
    server = start("serve")
    server.until("/healthz", 200)
    sane = server.ask("/healthz?name=Anna", **{"X-Request-ID": "proxy-4711"})[1]["X-Request-ID"]
    made_up = server.ask("/healthz", **{"X-Request-ID": "x" * 65})[1]["X-Request-ID"]
    server.stop()

    told = [line for line in server.lines() if line.get("request_id") in (sane, made_up)]
    assert (sane, len(made_up)) == ("proxy-4711", 16)
    assert [(line["request_id"], line["method"], line["path"], line["status"]) for line in told] == [
        (sane, "GET", "/healthz", 200),
        (made_up, "GET", "/healthz", 200),
    ]


def test_nobody_outlives_a_server_that_was_killed(start):
    server = start("serve")
    server.until("/healthz", 200)
    children = psutil.Process(server.process.pid).children()
    web = [child for child in children if child.name() != "postgres"]
    server.process.kill()

    gone, alive = psutil.wait_procs(web, timeout=12)
    assert (len(gone), alive) == (2, [])

"""Requests a second, by wrk; and nginx with the same bytes on the same machine."""

from __future__ import annotations

import gzip
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

CONNECTIONS = 64
WARM_UP_SECONDS = 1

_NGINX = """
worker_processes 2; daemon off; error_log stderr error; pid {folder}/nginx.pid;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; default_type text/html;
  types {{ application/json json; }}
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {folder}/root; gzip_static on; gzip_vary on; }}
}}
"""


@dataclass(frozen=True)
class Speed:
    requests_per_second: float
    p99_ms: float
    requests: int
    errors: int


def missing_tools() -> list[str]:
    return [name for name in ("nginx", "wrk") if shutil.which(name) is None]


def measure(address: str, *, seconds: int, connections: int = CONNECTIONS, **headers: str) -> Speed:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s"]
    for name, value in {"Accept-Encoding": "gzip", **headers}.items():
        command += ["-H", f"{name}: {value}"]
    said = subprocess.run([*command, address], capture_output=True, text=True, check=True, timeout=seconds + 30).stdout
    return speed(said)


def speed(said: str) -> Speed:
    """What wrk said with ``--latency``."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", said)
    count = re.search(r"(\d+) requests in", said)
    if not (rate and p99 and count):
        raise RuntimeError(f"wrk said something unknown: {said}")
    # "Socket errors: connect 0, read 0, write 0, timeout 0", and only where there was one.
    told = re.findall(r"(?:Non-2xx or 3xx responses: |connect |read |write |timeout )(\d+)", said)
    return Speed(
        float(rate[1]), float(p99[1]) * {"us": 0.001, "ms": 1, "s": 1000}[p99[2]], int(count[1]), sum(map(int, told))
    )


def fetch(port: int, path: str, **headers: str) -> tuple[int, Mapping[str, str], bytes, float]:
    """Status, headers, body, milliseconds; over a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        began = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - began) * 1000
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body, took
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, path: str = "/", *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if fetch(port, path)[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.01)
    raise TimeoutError(f"Nothing answers {path} on port {port} within {seconds:g} s.")


@contextmanager
def nginx(folder: Path, files: Mapping[str, bytes]) -> Iterator[int]:
    """nginx with two workers and ``gzip_static``; ``files``: compressed bytes by path. Gives the port."""
    for path, compressed in {"ready": gzip.compress(b"ready"), **files}.items():
        place = folder / "root" / path.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.with_name(place.name + ".gz").write_bytes(compressed)
        place.write_bytes(gzip.decompress(compressed))
    for place in (folder, *folder.rglob("*")):
        place.chmod(0o755 if place.is_dir() else 0o644)  # its workers may be another user
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(_NGINX.format(folder=folder, port=port))
    server = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(configuration)])
    try:
        wait_for(port, "/ready")
        yield port
    finally:
        server.terminate()
        server.wait(timeout=10)

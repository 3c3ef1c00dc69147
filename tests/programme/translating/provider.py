"""A translation service in this process that speaks both dialects: it "translates" by writing in capitals, and keeps
what is in an element with ``translate="no"``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

_KEPT = re.compile(r'(<span translate="no">.*?</span>|&\w+;)')


def translated(line: str) -> str:
    return "".join(part if _KEPT.fullmatch(part) else part.upper() for part in _KEPT.split(line))


class Provider(ThreadingHTTPServer):
    """``asked``: path, key and question of each request. ``answer``: instead of a right one, this status and body."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str, Any]] = []
        self.answer: tuple[int, bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers.get("Authorization", ""), question))
        status, body = self.server.answer or (200, self._right(question))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _right(self, question: Any) -> bytes:
        if self.path == "/v2/translate":
            texts = [{"detected_source_language": "DE", "text": translated(line)} for line in question["text"]]
            return json.dumps({"translations": texts}).encode()
        return json.dumps({"translatedText": [translated(line) for line in question["q"]]}).encode()

    def log_message(self, *_args: Any) -> None:
        """Nobody reads it."""


@contextmanager
def provider() -> Iterator[Provider]:
    serving = Provider()
    thread = Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield serving
    finally:
        serving.shutdown()
        serving.server_close()
        thread.join()

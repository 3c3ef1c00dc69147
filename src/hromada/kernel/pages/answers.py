"""An answer that Django gave, and the page that may be made of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from hromada.kernel.pages.negotiation import COMPRESSORS, IDENTITY, is_compressible

Headers = list[tuple[bytes, bytes]]
Message = Mapping[str, Any]
Messages = tuple[Message, Message]

# Of one request, or made anew for each variant. Everything else, the security headers first, is kept with the page.
_NOT_KEPT = {b"content-length", b"date", b"etag", b"server", b"vary", b"x-request-id"}


@dataclass
class Answer:
    """What the application sent for one anonymous request, collected."""

    status: int = 500
    headers: Headers = field(default_factory=list)
    body: bytes = b""

    async def collect(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = [(name.lower(), value) for name, value in message.get("headers", ())]
        else:
            self.body += message.get("body", b"")

    def header(self, wanted: bytes) -> bytes | None:
        return next((value for name, value in self.headers if name == wanted), None)

    def reason_against_keeping(self) -> str | None:
        """Why this must not be shown to anyone else, if so."""
        if self.status != 200:
            return f"status {self.status}"
        if self.header(b"set-cookie") is not None:
            return "it sets a cookie"
        if self.header(b"content-encoding") is not None:
            return "it is encoded already"
        control = (self.header(b"cache-control") or b"").lower()
        if b"no-store" in control or b"private" in control:
            return "Cache-Control forbids it"
        return None

    def messages(self, *, head: bool) -> Messages:
        start = {"type": "http.response.start", "status": self.status, "headers": self.headers}
        return start, {"type": "http.response.body", "body": b"" if head else self.body}


class Page:
    """A kept answer: its bytes in each encoding asked for so far, as messages ready to be sent."""

    __slots__ = (
        "_compressing",
        "_headers",
        "body",
        "compressible",
        "dies_at",
        "messages",
        "not_modified",
        "size",
        "tag",
    )

    def __init__(self, answer: Answer, *, dies_at: float) -> None:
        self.body = answer.body
        self.dies_at = dies_at
        self.tag = b'W/"' + blake2b(answer.body, digest_size=12).hexdigest().encode() + b'"'
        self.compressible = is_compressible(answer.header(b"content-type") or b"", answer.body)
        self._headers = self._kept(answer)
        self.not_modified: Message = {"type": "http.response.start", "status": 304, "headers": self._headers}
        self.messages: dict[bytes, Messages] = {IDENTITY: self._ready(IDENTITY, answer.body)}
        # Two compressed variants of text take less than half of it; headers, messages and keys the rest.
        self.size = len(answer.body) * (3 if self.compressible else 2) // 2 + 4096
        self._compressing: dict[bytes, asyncio.Task[None]] = {}

    def _kept(self, answer: Answer) -> Headers:
        kept = [(name, value) for name, value in answer.headers if name not in _NOT_KEPT]
        if answer.header(b"cache-control") is None:
            # Browsers ask each time and mostly hear 304: a new release is seen at once, on a slow line for 300 bytes.
            kept.append((b"cache-control", b"public, max-age=0, must-revalidate"))
        # Whoever signs in must not be shown what the browser kept from before.
        return [*kept, (b"etag", self.tag), (b"vary", b"Accept-Encoding, Cookie")]

    def _ready(self, encoding: bytes, body: bytes) -> Messages:
        headers = [*self._headers, (b"content-length", str(len(body)).encode())]
        if encoding:
            headers.append((b"content-encoding", encoding))
        start = {"type": "http.response.start", "status": 200, "headers": headers}
        return start, {"type": "http.response.body", "body": body}

    async def compress(self, encoding: bytes) -> Messages:
        """The messages in this encoding; however many ask at once, the work is done once and beside the loop."""
        if not self.compressible:
            encoding = IDENTITY
        if encoding not in self.messages:
            task = self._compressing.get(encoding)
            if task is None:
                task = self._compressing[encoding] = asyncio.create_task(self._compress(encoding))
            await asyncio.shield(task)
        return self.messages[encoding]

    async def _compress(self, encoding: bytes) -> None:
        compressed = await asyncio.to_thread(COMPRESSORS[encoding], self.body)
        self.messages[encoding] = self._ready(encoding, compressed)
        del self._compressing[encoding]

"""The ASGI application in front of Django: kept pages are answered here, everything else goes through."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import lru_cache
from time import time
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from hromada.kernel.pages.answers import Answer, Message, Page
from hromada.kernel.pages.listening import listen_for_ever
from hromada.kernel.pages.marking import SCOPE_KEY, Declaration, Verdict, declaration_of
from hromada.kernel.pages.negotiation import best_encoding, names_tag
from hromada.kernel.pages.static import StaticFiles
from hromada.kernel.pages.store import Key, Store

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

logger = logging.getLogger("hromada.pages")

_NOTHING: Message = {"type": "http.response.body", "body": b""}
_LONGEST_ADDRESS = 1024  # longer ones are not ours; Django answers them
_SHOWN_TO_THE_VIEW = {b"host", b"x-request-id"}


class Edge:
    """Wraps Django; one to a process."""

    def __init__(self, django: Application) -> None:
        self.django = django
        self.store = Store(settings.PAGES_MEGABYTES * 2**20)
        self.static = StaticFiles(settings.STATIC_ROOT, settings.STATIC_URL)
        self.served = 0
        self._under_way: dict[tuple[int, Key], asyncio.Task[Page | Answer]] = {}
        # Whoever brings one of these cookies may be somebody, or has a message waiting: Django's to answer.
        self._personal = (settings.SESSION_COOKIE_NAME.encode(), b"messages")
        name, secure = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        self._proxy_header = name.removeprefix("HTTP_").replace("_", "-").lower().encode()
        self._proxy_says_secure = secure.encode()
        self._shown = _SHOWN_TO_THE_VIEW | {self._proxy_header}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind = scope["type"]
        if kind == "lifespan":
            return await self._live(receive, send)
        if kind != "http" or scope["method"] not in ("GET", "HEAD"):
            return await self.django(scope, receive, send)
        if scope["path"].startswith(settings.STATIC_URL):
            return await self._send_static(scope, receive, send)
        if not self.store.is_open:
            return await self.django(scope, receive, send)

        host = accepted = known = b""
        secure = False
        for name, value in scope["headers"]:
            if name == b"host":
                host = value
            elif name == b"accept-encoding":
                accepted = accepted + b"," + value if accepted else value
            elif name == b"if-none-match":
                known = value
            elif name == b"cookie":
                for personal in self._personal:
                    if personal in value:
                        return await self.django(scope, receive, send)
            elif name == b"authorization":
                return await self.django(scope, receive, send)
            elif name == self._proxy_header:
                secure = value == self._proxy_says_secure

        answer: Page | Answer | None
        answer = self.store.get((host, secure, scope["path"], scope["query_string"]), time())
        if answer is None:
            answer = await self._found_or_rendered(host, secure, scope)
        head = scope["method"] == "HEAD"
        if answer is None:
            return await self.django(scope, receive, send)
        if isinstance(answer, Answer):
            start, body = answer.messages(head=head)
        elif known and names_tag(known, answer.tag):
            start, body = answer.not_modified, _NOTHING
        else:
            encoding = best_encoding(accepted)
            start, body = answer.messages.get(encoding) or await answer.compress(encoding)
        self.served += 1
        await send(start)
        await send(_NOTHING if head else body)
        return None

    async def _send_static(self, scope: Scope, receive: Receive, send: Send) -> None:
        messages = self.static.answer(scope)
        if messages is None:
            return await self.django(scope, receive, send)
        for message in messages:
            await send(message)
        return None

    async def _found_or_rendered(self, host: bytes, secure: bool, scope: Scope) -> Page | Answer | None:
        """None when the address is not an immutable page's, or its answer is not for everyone."""
        path, query = scope["path"], scope["query_string"]
        if len(path) + len(query) > _LONGEST_ADDRESS:
            return None
        declaration = declared_at(path)
        if declaration is None:
            return None
        key = (host, secure, path, canonical_query(query, declaration))
        page = self.store.get(key, time())
        if page is not None:
            return page
        # Of this generation: who asks after a forgetting must not be given what was begun before it.
        rendering = (self.store.generation, key)
        task = self._under_way.get(rendering)
        if task is None:
            task = self._under_way[rendering] = asyncio.create_task(self._render(key, scope))
            task.add_done_callback(lambda _done: self._under_way.pop(rendering))
        # Shielded: the others who wait must not lose the page because the first one went away.
        answer = await asyncio.shield(task)
        return None if isinstance(answer, Answer) and answer.header(b"set-cookie") is not None else answer

    async def _render(self, key: Key, scope: Scope) -> Page | Answer:
        generation = self.store.generation
        asked = {**scope, "method": "GET", "query_string": key[3], "headers": self._impersonal(scope)}
        answer = Answer()
        await self.django(asked, _nothing_more(), answer.collect)
        return self._judged(key, answer, asked.get(SCOPE_KEY), generation)

    def _judged(self, key: Key, answer: Answer, verdict: Verdict | None, generation: int) -> Page | Answer:
        if verdict is None:  # a middleware answered in the view's place
            return answer
        reason = answer.reason_against_keeping()
        if reason is not None:
            if answer.status == 200:
                logger.warning("%s says that it is immutable, yet %s.", key[2], reason)
            return answer
        now = time()
        dies_at = now + settings.PAGES_SECONDS
        if verdict.fresh_until is not None:
            dies_at = min(dies_at, verdict.fresh_until.timestamp())
        page = Page(answer, dies_at=dies_at)
        if dies_at > now:
            self.store.put(key, page, generation=generation)
        return page

    def _impersonal(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        """What the view may know: nothing about who asks. So a kept page cannot depend on it."""
        return [(name, value) for name, value in scope["headers"] if name in self._shown]

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        companions = [asyncio.create_task(listen_for_ever(self.store)), asyncio.create_task(self._count_aloud())]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for companion in companions:
            companion.cancel()
        await asyncio.wait(companions)
        await send({"type": "lifespan.shutdown.complete"})

    async def _count_aloud(self) -> None:
        """One line a minute for what no middleware sees: a line for each answer would cost more than the answer."""
        told = 0
        while True:
            await asyncio.sleep(60)
            if self.served > told:
                logger.info(
                    "Answered from kept pages: %d",
                    self.served - told,
                    extra={"pages": len(self.store), "bytes": self.store.size},
                )
                told = self.served


def _nothing_more() -> Receive:
    """A request without a body whose sender never goes away."""
    messages = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Message:
        for message in messages:
            return message
        await asyncio.Event().wait()
        raise AssertionError("unreachable")

    return receive


@lru_cache(maxsize=4096)
def declared_at(path: str) -> Declaration | None:
    """What the view behind an address says of itself; None when it is no immutable page."""
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            return declaration_of(resolve(path).func)
        except Resolver404:
            return None


def canonical_query(query: bytes, declaration: Declaration) -> bytes:
    """Only the declared parameters, sorted; those of one name keep their order."""
    if not query or not declaration.query:
        return b""
    pairs = parse_qsl(query.decode(errors="replace"), keep_blank_values=True)
    return urlencode(
        sorted((pair for pair in pairs if pair[0] in declaration.query), key=lambda pair: pair[0])
    ).encode()

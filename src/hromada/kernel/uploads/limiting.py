"""How much a request may bring along. Django would first write all of it to the disk, however much it is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

from hromada.kernel.errors import too_large

Message = Mapping[str, Any]
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Application = Callable[..., Awaitable[None]]

TOO_LARGE = "hromada.too_large"
_READ_ON = 10
"""Times the limit that are read and thrown away, so that a browser is still there to hear the answer."""


class BodyLimit:
    """ASGI: cuts off a body that is too large, so that Django can say so in words."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Any) -> None:
        limit = settings.BODY_MEGABYTES * 1_000_000
        received = 0

        async def counted() -> Message:
            nonlocal received
            if TOO_LARGE in scope:
                # Who listens now wants to hear that the person has gone; the answer is short, let it be sent.
                await asyncio.Event().wait()
            message = await receive()
            received += len(message.get("body", b""))
            if received <= limit:
                return message
            while message.get("more_body") and received <= limit * _READ_ON:
                message = await receive()
                received += len(message.get("body", b""))
            if message["type"] == "http.disconnect":
                return message
            scope[TOO_LARGE] = True
            return {"type": "http.request", "body": b"", "more_body": False}

        await self.application(scope, counted if scope["type"] == "http" else receive, send)


class BodyLimitMiddleware(MiddlewareMixin):
    """413 in the person's language for what was cut off."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        scope: dict[str, Any] = getattr(request, "scope", {})
        return too_large(request) if scope.get(TOO_LARGE) else None

"""Every request has a name, which its log lines and its answer carry; every request is told in one line."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware

from hromada.kernel.logs import request_id

logger = logging.getLogger("hromada.requests")

HEADER = "X-Request-ID"
SANE = re.compile(r"[A-Za-z0-9._-]{1,64}")

View = TypeVar("View", bound=Callable[..., Any])
GetResponse = Callable[[HttpRequest], HttpResponse] | Callable[[HttpRequest], Awaitable[HttpResponse]]


class Told:
    """The request while it is answered; ``answer`` is set by who answers it."""

    answer: HttpResponse | None = None


@sync_and_async_middleware
def name_and_tell(get_response: GetResponse) -> Any:
    """Middleware, the first of all. A proxy's sane ``X-Request-ID`` is kept, so that both logs speak of one thing."""
    if iscoroutinefunction(get_response):
        answer_later = cast("Callable[[HttpRequest], Awaitable[HttpResponse]]", get_response)

        async def asynchronous(request: HttpRequest) -> HttpResponse:
            with _told(request) as told:
                told.answer = await answer_later(request)
            return told.answer

        return asynchronous

    answer_now = cast("Callable[[HttpRequest], HttpResponse]", get_response)

    def synchronous(request: HttpRequest) -> HttpResponse:
        with _told(request) as told:
            told.answer = answer_now(request)
        return told.answer

    return synchronous


@contextmanager
def _told(request: HttpRequest) -> Iterator[Told]:
    given = request.headers.get(HEADER, "")
    name = given if SANE.fullmatch(given) else secrets.token_hex(8)
    token = request_id.set(name)
    began = time.perf_counter()
    told = Told()
    try:
        yield told
        if told.answer is not None:
            told.answer.headers[HEADER] = name
    finally:
        logger.info(
            "request",
            extra={
                "method": request.method,
                "path": _path(request),
                "status": told.answer.status_code if told.answer is not None else None,
                "ms": round((time.perf_counter() - began) * 1000, 1),
            },
        )
        request_id.reset(token)


def secret_address(view: View) -> View:
    """Declare that whoever knows the address may come in: no line of ours tells it, only its pattern."""
    view.has_secret_address = True  # type: ignore[attr-defined]  # read below
    return view


def _path(request: HttpRequest) -> str:
    match = request.resolver_match
    return f"/{match.route}" if match and getattr(match.func, "has_secret_address", False) else request.path

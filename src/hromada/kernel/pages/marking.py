"""How a view says that its answer is the same for every anonymous visitor."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, TypeVar, cast, overload

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control

View = TypeVar("View", bound=Callable[..., HttpResponseBase | Awaitable[HttpResponseBase]])

SCOPE_KEY = "hromada.page"


@dataclass(frozen=True)
class Declaration:
    """``query``: the parameters that the page depends on; the view of an anonymous visitor never sees another."""

    query: frozenset[str]


@dataclass(frozen=True)
class Verdict:
    """The view's word on its own answer: it may be kept, and until when what it says is true."""

    fresh_until: datetime | None


@overload
def immutable_page(view: View, /) -> View: ...


@overload
def immutable_page(*, query: tuple[str, ...] = ()) -> Callable[[View], View]: ...


def immutable_page(view: View | None = None, /, *, query: tuple[str, ...] = ()) -> View | Callable[[View], View]:
    """Keep this view's answers to anonymous visitors until ``forget_all()``.

    The answer may depend on the host, the path, the parameters named in ``query``, and on what ``forget_all``
    announces; on nothing else: no cookie, no Accept-Language, no clock. A page that shows what is on now sets
    ``response.fresh_until`` to the moment at which that changes. Public by its nature: it needs no sign-in.
    """

    def declare(view: View) -> View:
        marked: Any = _marked(view)
        marked.immutable_page = Declaration(frozenset(query))
        marked.login_required = False  # what LoginRequiredMiddleware reads
        return cast(View, marked)

    return declare if view is None else declare(view)


def declaration_of(view: Callable[..., Any]) -> Declaration | None:
    return getattr(view, "immutable_page", None)


def _marked(view: Callable[..., Any]) -> Callable[..., Any]:
    if iscoroutinefunction(view):

        @wraps(view)
        async def asynchronous(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return _with_verdict(request, await view(request, *args, **kwargs))

        return asynchronous

    @wraps(view)
    def synchronous(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _with_verdict(request, view(request, *args, **kwargs))

    return synchronous


def _with_verdict(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        # May say who is signed in: no proxy may keep it, and no browser show it after they have left.
        patch_cache_control(response, private=True, no_cache=True)
    # The scope is the dict that the edge handed to Django; without the edge (test client) nobody asks.
    scope: dict[str, Any] | None = getattr(request, "scope", None)
    if scope is not None:
        scope[SCOPE_KEY] = Verdict(getattr(response, "fresh_until", None))
    return response

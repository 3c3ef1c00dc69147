"""Answers to what cannot be answered: in the frame and in the person's language, as long as Django can.

Two stand alone. ``internal_error`` asks neither the database nor a context processor, which may be what broke; and
under a name that is not this site's, no address could be told.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.deprecation import MiddlewareMixin

from hromada.kernel.refusal import Refusal
from hromada.kernel.unsaved import taken_by_others


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, DisallowedHost):
        return HttpResponse(render_to_string("kernel/errors/wrong_host.html"), status=400)
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return render(request, "kernel/errors/400.html", status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    return render(request, "kernel/errors/413.html", {"limit": settings.BODY_MEGABYTES}, status=413)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's signature
    return render(request, "kernel/errors/403.html", status=403)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django's signature
    """A form without a valid CSRF token: nearly always one that stood open for long."""
    return render(request, "kernel/errors/csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's signature
    return render(request, "kernel/errors/404.html", status=404)


def internal_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django's signature
    return HttpResponse(render_to_string("kernel/errors/500.html"), status=500)


class RefusalMiddleware(MiddlewareMixin):
    """A domain rule said no: 409 and its sentence, so that views contain no ``try``. htmx puts it into ``#notices``."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        refusal = taken_by_others(exception) if isinstance(exception, IntegrityError) else exception
        if not isinstance(refusal, Refusal):
            return None
        template = "kernel/errors/refused.html" if "HX-Request" in request.headers else "kernel/errors/409.html"
        return render(request, template, {"refusal": refusal}, status=409)

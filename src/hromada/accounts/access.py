"""Who may do what in the office, as far as it does not depend on a conference; and how a view says what it needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from hromada.accounts.models import Person

Parameters = ParamSpec("Parameters")

ADMINISTER = "administer"
"""The right above all conferences, as views and histories name it."""


class PersonRequest(HttpRequest):
    """A request of someone who has signed in; LoginRequiredMiddleware has seen to it."""

    user: Person


def may_administer(person: Person) -> bool:
    """Whether the person looks after the whole installation: the network, everyone's accounts, new conferences."""
    return person.is_superuser


def should_add_second_factor(person: Person) -> bool:
    """Everyone may; whoever changes what others read is told to. Who that is, apps above this one know better."""
    return bool(import_string(settings.SECOND_FACTOR_RULE)(person))


def for_administrators(
    view: Callable[Concatenate[PersonRequest, Parameters], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Parameters], HttpResponse]:
    """404 for everyone else: that the page exists is nobody's business."""

    @wraps(view)
    def guarded(request: Any, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponse:
        if not may_administer(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    guarded.needs = ADMINISTER  # type: ignore[attr-defined]  # read by tests/architecture
    return cast("Callable[Concatenate[HttpRequest, Parameters], HttpResponse]", guarded)

"""A small site of immutable pages, to test the byte store by itself; ``application`` is what granian serves."""

import os
import time
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user
from django.core.asgi import get_asgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.utils import timezone

from hromada.kernel.pages import forget_all, immutable_page
from hromada.kernel.pages.edge import Edge

rendered: list[str] = []


def answer(request: HttpRequest, text: str) -> HttpResponse:
    rendered.append(request.get_full_path())
    return HttpResponse(text + "\n" + "Громада " * 400)


@immutable_page(query=("day", "kind"))
def programme(request: HttpRequest) -> HttpResponse:
    return answer(
        request, f"{request.get_host()} {request.get_full_path()} {sorted(request.COOKIES)} {get_user(request)}"
    )


@immutable_page
async def asynchronous(request: HttpRequest) -> HttpResponse:
    return answer(request, "asynchronous")


@immutable_page
def greeting_by_browser(request: HttpRequest) -> HttpResponse:
    return answer(request, f"{request.headers.get('Accept-Language')} {request.headers.get('User-Agent')}")


@immutable_page
def with_form(request: HttpRequest) -> HttpResponse:
    return answer(request, get_token(request))


@immutable_page
def missing(request: HttpRequest) -> HttpResponse:
    rendered.append(request.get_full_path())
    return HttpResponse("nothing here", status=404)


@immutable_page
def confidential(request: HttpRequest) -> HttpResponse:
    response = answer(request, "for one pair of eyes")
    response["Cache-Control"] = "private"
    return response


@immutable_page
def now_and_next(request: HttpRequest) -> HttpResponse:
    response = answer(request, f"now {len(rendered)}")
    response.fresh_until = timezone.now() + timedelta(seconds=0.3)
    return response


@immutable_page
def over(request: HttpRequest) -> HttpResponse:
    response = answer(request, "was true a second ago")
    response.fresh_until = timezone.now() - timedelta(seconds=1)
    return response


@immutable_page
def short(request: HttpRequest) -> JsonResponse:
    rendered.append(request.get_full_path())
    return JsonResponse({"short": True})


def ordinary(request: HttpRequest) -> HttpResponse:
    return answer(request, "ordinary")


ordinary.login_required = False


@immutable_page
def from_database(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kernel_pages_news")
        (count,) = cursor.fetchone()
    return HttpResponse(f"{count} news, told by {os.getpid()} at {time.monotonic_ns()}")


def slow(request: HttpRequest) -> HttpResponse:
    time.sleep(1)
    return HttpResponse("finished")


slow.login_required = False


def publish(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO kernel_pages_news DEFAULT VALUES")
    forget_all()
    return HttpResponse("published")


publish.login_required = False

urlpatterns = [
    path("programme/", programme),
    path("asynchronous/", asynchronous),
    path("greeting/", greeting_by_browser),
    path("form/", with_form),
    path("missing/", missing),
    path("confidential/", confidential),
    path("now/", now_and_next),
    path("over/", over),
    path("short/", short),
    path("ordinary/", ordinary),
    path("news/", from_database),
    path("publish/", publish),
    path("slow/", slow),
]


def application() -> Edge:
    """A factory, for granian: the product's own settings with these addresses."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hromada.config.settings")
    settings.ROOT_URLCONF = __name__
    return Edge(get_asgi_application())

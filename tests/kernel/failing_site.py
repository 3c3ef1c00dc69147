"""A site whose only view fails."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.urls import path


@login_not_required
def fails(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("This view always fails.")


def handler500(_request: HttpRequest) -> HttpResponse:
    return HttpResponseServerError("failed")


urlpatterns = [path("fails/", fails)]

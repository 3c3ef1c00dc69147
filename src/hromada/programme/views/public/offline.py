"""What makes the site installable and lets it open without a network: the service worker and the web app manifest."""

from __future__ import annotations

import json

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language, gettext, override

from hromada.kernel.pages import immutable_page
from hromada.kernel.storage import address_of

ICON_SIZES = (192, 512)


def _words(language: str) -> dict[str, str]:
    with override(language):
        return {
            "code": language,
            "title": gettext("No network"),
            "sentence": gettext("This page has not been kept on this device and cannot be reached now."),
            "kept": gettext("Kept on this device:"),
            "programme": gettext("Programme"),
            "mine": gettext("My programme"),
        }


@immutable_page
def service_worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # a view
    """Its bytes change when any file that it may keep does: that is how browsers notice a new one."""
    known = {
        "version": getattr(staticfiles_storage, "manifest_hash", ""),
        "styles": staticfiles_storage.url("vendor/hromada.css"),
        "words": {code: _words(code) for code, _name in settings.LANGUAGES},
    }
    source = (
        f"self.hromada = {json.dumps(known)};\nimportScripts({json.dumps(address_of('hromada/programme/worker'))});\n"
    )
    return HttpResponse(source, content_type="text/javascript; charset=utf-8")


@immutable_page
def manifest(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  # a view
    """The same app in every language: ``id`` is one, name and start are the reader's."""
    icons = [
        {
            "src": staticfiles_storage.url(f"hromada/programme/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
        }
        for size in ICON_SIZES
    ]
    maskable = {
        **icons[-1],
        "src": staticfiles_storage.url("hromada/programme/icon-maskable-512.png"),
        "purpose": "maskable",
    }
    drawn = {"src": staticfiles_storage.url("hromada/kernel/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    language = get_language()
    described = {
        "id": "/",
        "lang": language,
        "name": gettext("Hromada – conference programme"),
        "short_name": "Hromada",
        "description": gettext("The programme and your own choice of it, also without a network."),
        "start_url": f"/{language}/",
        "scope": "/",
        "display": "minimal-ui",
        "theme_color": "#ffffff",
        "background_color": "#ffffff",
        "icons": [drawn, *icons, maskable],
    }
    return JsonResponse(described, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})

"""What a page may do: nothing that it does not need, and no line of script or style that we did not write.

Hashes instead of nonces, since the bytes of a page are kept and given to many (docs/decisions).
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256

from django.http import HttpRequest, HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

from hromada.kernel.storage import import_map, remembered_theme

PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
# Chromium shows a PDF in a plugin of its own, which a policy of the PDF's answer would forbid.
WITHOUT_POLICY = ("application/pdf",)


def allow_style(request: HttpRequest, css: str) -> None:
    """Let the answer to this request carry exactly this inline style."""
    hashes: list[str] = getattr(request, "style_hashes", [])
    request.style_hashes = sorted({*hashes, _source(css)})  # type: ignore[attr-defined]  # ours, read below


def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _script_sources() -> str:
    """Two pieces of script stand in every page; what they say changes only with our files."""
    return " ".join((_source(import_map()), _source(remembered_theme())))


def policy(style_hashes: list[str]) -> str:
    return "; ".join((
        "default-src 'none'",
        f"script-src 'self' {_script_sources()}",
        " ".join(("style-src 'self'", *style_hashes)),
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ))  # fmt: skip


class ContentSecurityPolicyMiddleware(MiddlewareMixin):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        has_its_own = "Content-Security-Policy" in response
        if not has_its_own and not response.get("Content-Type", "").startswith(WITHOUT_POLICY):
            response["Content-Security-Policy"] = policy(getattr(request, "style_hashes", []))
        response["Permissions-Policy"] = PERMISSIONS
        return response

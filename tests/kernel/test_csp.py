"""What pages may do."""

from base64 import b64encode
from hashlib import sha256

import pytest
from django.http import HttpResponse
from django.template import RequestContext, Template
from django.test import RequestFactory

from hromada.kernel.csp import ContentSecurityPolicyMiddleware
from hromada.kernel.storage import import_map, remembered_theme


def source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def answer_of(template: str, content_type: str = "text/html", **context: object) -> HttpResponse:
    def view(request):
        return HttpResponse(Template(template).render(RequestContext(request, context)), content_type=content_type)

    return ContentSecurityPolicyMiddleware(view)(RequestFactory().get("/de/"))


def test_a_page_may_load_from_here_and_run_nothing_that_is_written_into_it_but_two_known_pieces():
    answer = answer_of("Seite")

    assert answer["Content-Security-Policy"].split("; ") == [
        "default-src 'none'",
        f"script-src 'self' {source(import_map())} {source(remembered_theme())}",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]


def test_inline_style_is_allowed_by_its_hash_in_this_answer_only():
    template = "{% load ui %}{% inline_style %}\n.a{color:red}\n{% endinline_style %}"

    answer, other = answer_of(template), answer_of("Seite")

    assert answer.content.decode() == "<style>.a{color:red}</style>"
    assert f"style-src 'self' {source('.a{color:red}')};" in answer["Content-Security-Policy"]
    assert "style-src 'self';" in other["Content-Security-Policy"]


def test_the_same_style_twice_is_named_once_and_two_are_named_in_an_order_of_their_own():
    one, two = "{% inline_style %}.a{}{% endinline_style %}", "{% inline_style %}.b{}{% endinline_style %}"

    forwards = answer_of("{% load ui %}" + one + two + one)["Content-Security-Policy"]
    backwards = answer_of("{% load ui %}" + two + one)["Content-Security-Policy"]

    assert forwards == backwards
    assert forwards.count(source(".a{}")) == 1


def test_the_colour_of_an_edition_reaches_the_page_as_tones_only():
    answer = answer_of("{% load ui %}{% edition_face colour %}", colour="#154194")

    css = (
        ":root{--face-ink-light:#154194;--face-ink-dark:#8198c5;--face-mark-light:#154194;--face-mark-dark:#5b7ab4;"
        "--face-ground:#154194}"
    )
    assert answer.content.decode() == f"<style>{css}</style>"
    assert source(css) in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("content_type", "has_policy"),
    [("text/html; charset=utf-8", True), ("image/svg+xml", True), ("application/pdf", False)],
)
def test_only_a_pdf_has_no_policy_since_browsers_show_it_in_a_plugin(content_type, has_policy):
    answer = answer_of("…", content_type=content_type)

    assert ("Content-Security-Policy" in answer) is has_policy
    assert "microphone=()" in answer["Permissions-Policy"]

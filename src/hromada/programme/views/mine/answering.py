"""A person on the programme answers by their personal link, without an account.

Whoever knows the address may come in, and nothing else is asked of them, no cookie either: so there is nothing that
somebody else's page could do in their name. The forms need no CSRF token, which the policy on referrers would break.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hromada.accounts.limiting import too_often
from hromada.kernel.media import POLICY
from hromada.kernel.requests import secret_address
from hromada.kernel.templatetags.ui import picture_address
from hromada.kernel.uploads.ladder import FORMATS, beside, widths_up_to
from hromada.kernel.uploads.private import private
from hromada.programme import actions
from hromada.programme.actions.retention import kept_until
from hromada.programme.answers import groups_of
from hromada.programme.forms.answering import AskAgainForm, Parts
from hromada.programme.models import Answer, PersonalLink
from hromada.programme.snapshotting import edition_facts
from hromada.programme.tasks import send_personal_link_again

View = Callable[..., HttpResponse]

_WRITTEN = ("biography", "function", "organisation_name", "needs")
"""Texts that would be a pity."""


def by_personal_link(view: View) -> View:
    """No login; the address goes into no log, no cache, no search engine, and to no other site."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer.headers["Referrer-Policy"] = "no-referrer"
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    open_view: View = login_not_required(csrf_exempt(never_cache(secret_address(guarded))))
    return open_view


@by_personal_link
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    link = PersonalLink.objects.opened_by(token).select_related("edition", "person").first()
    if link is None:
        return _no_such_link(request)
    found = _answer_of(link)
    if request.method != "POST" or found.state == Answer.State.ACCEPTED:
        return _page(request, link, found, Parts(found, token))
    if (refused := too_often(request, "answer_by_link", key=f"{link.pk}")) is not None:
        return refused
    parts = Parts(found, token, request.POST, request.FILES)
    wrong, wants_to_send = parts.wrong, "send" in request.POST
    kept = actions.keep_answer(link.edition, link.person, parts.said())
    unanswered = parts.unanswered if wants_to_send and not wrong else []
    if wrong or unanswered:
        again = Parts(kept, token).with_what_is_wrong(parts)
        return _page(request, link, kept, again, wrong=wrong, unanswered=unanswered, status=422)
    if wants_to_send:
        actions.send_answer(link.edition, link.person)
    return redirect(f"{reverse('programme:answer', args=[token])}#status")


@by_personal_link
@require_safe
def file(request: HttpRequest, token: str, sent: str) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """What they have sent themselves: ``portrait``, or a file by its number."""
    link = PersonalLink.objects.opened_by(token).first()
    found = Answer.objects.filter(edition=link.edition_id, person=link.person_id).first() if link else None
    if found is None:
        raise Http404
    return handed_out(found, sent)


def handed_out(answer: Answer, name: str) -> HttpResponse:
    """A private file of the answer: a picture to be shown, anything else to be saved."""
    if name == "portrait" and answer.portrait:
        width = answer.portrait_width or 0
        path, content_type = beside(str(answer.portrait.name), widths_up_to(width)[0], FORMATS[-1]), "image/webp"
    else:
        sent = answer.files.filter(pk=name).first() if name.isdecimal() and len(name) < 19 else None
        if sent is None:
            raise Http404
        path, content_type = str(sent.file.name), "application/octet-stream"
    if not private.exists(path):
        raise Http404
    with private.open(path) as opened:
        shown = HttpResponse(opened.read(), content_type=content_type)
    if name != "portrait":
        shown.headers["Content-Disposition"] = content_disposition_header(True, path.rpartition("/")[2]) or "attachment"
    shown.headers["Content-Security-Policy"] = POLICY
    shown.headers["Cache-Control"] = "no-store"
    return shown


def _answer_of(link: PersonalLink) -> Answer:
    found = Answer.objects.filter(edition=link.edition_id, person=link.person_id).first()
    found = found or Answer(edition=link.edition, person=link.person)
    found.edition, found.person = link.edition, link.person
    return found


def _page(
    request: HttpRequest, link: PersonalLink, found: Answer, parts: Parts, *, status: int = 200, **more: Any
) -> HttpResponse:
    groups = groups_of(found) if found.pk else []
    facts = edition_facts(link.edition)
    portrait = link.person.portrait
    context = {
        "edition": facts,
        "programme": {"edition": facts},
        "zone": facts.zone,
        "kept_until": kept_until(link.edition),
        "link": link,
        "answer": found,
        "parts": parts,
        "saved": date_format(found.saved_at.astimezone(facts.zone), "DATETIME_FORMAT") if found.saved_at else "",
        "shown_now": picture_address(str(portrait.name)) if portrait else "",
        "declined": [item for group in groups for item in group.items if item.is_declined],
        **more,
    }
    template = "accepted" if found.state == Answer.State.ACCEPTED else "answer"
    return render(request, f"programme/mine/{template}.html", context, status=status)


def _no_such_link(request: HttpRequest) -> HttpResponse:
    """The same for one that has run out, was taken back, and never was; what was written is given back."""
    form = AskAgainForm(request.POST if "email" in request.POST else None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        if (refused := too_often(request, "ask_for_link", key=email.lower())) is not None:
            return refused
        send_personal_link_again.enqueue(email, request.build_absolute_uri("/"))
        return render(request, "programme/mine/asked.html")
    written = [text for name, text in request.POST.items() if name.partition("-")[2].startswith(_WRITTEN) and text]
    return render(request, "programme/mine/no_link.html", {"form": form, "written": written}, status=404)

"""What people on the programme have answered by their personal links: accepted or declined; and letters to them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from hromada.kernel.templatetags.ui import picture_address
from hromada.programme import actions
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.answers import Item, groups_of
from hromada.programme.asking import NOT_ANSWERED, Asked, Stage, asked_of, readable_sessions
from hromada.programme.forms.deciding import DecidingForm
from hromada.programme.models import Answer, PersonalLink
from hromada.programme.views.mine.answering import handed_out

_A_PAGE = 100

SHOWN = {
    "": (gettext_lazy("All"), tuple(Stage)),
    "open": (gettext_lazy("New answers"), (Stage.OPEN,)),
    "waiting": (gettext_lazy("No answer yet"), NOT_ANSWERED),
    "not-asked": (gettext_lazy("Not asked yet"), (Stage.NOT_ASKED,)),
    "settled": (gettext_lazy("Settled"), (Stage.ACCEPTED, Stage.PARTLY_DECLINED)),
}


@require_safe
@needs(Right.ENTER)
def answers(request: DeskRequest, desk: Desk) -> HttpResponse:
    """``?show=`` is a key of SHOWN."""
    rows = asked_of(desk)
    chosen = request.GET.get("show", "")
    wanted = SHOWN.get(chosen, SHOWN[""])[1]
    context = {
        "page": Paginator([row for row in rows if row.stage in wanted], _A_PAGE).get_page(request.GET.get("page")),
        "filters": [
            (name, label, sum(row.stage in stages for row in rows), name == chosen)
            for name, (label, stages) in SHOWN.items()
        ],
        "to_ask": sum(row.can_be_asked for row in rows),
        "to_remind": sum(row.can_be_reminded for row in rows),
        "without_address": sum(row.is_unconfirmed and not row.person.email for row in rows),
        "may_write": desk.may(Right.CONTRIBUTE),
    }
    return render(request, "programme/office/answers.html", context)


@require_safe
@needs(Right.ENTER)
def answer(request: DeskRequest, desk: Desk, speaker: int) -> HttpResponse:
    return _page(request, desk, _row(desk, speaker))


@require_POST
@needs(Right.CONTRIBUTE)
def decide(request: DeskRequest, desk: Desk, speaker: int) -> HttpResponse:
    row = _row(desk, speaker)
    if row.answer is None or not row.answer.is_sent:
        raise Http404
    takes_all = "accept_all" in request.POST
    data = {"seen": request.POST.get("seen")} if takes_all else request.POST
    form = DecidingForm(data, items=_decidable(desk, row.answer), seen=row.answer.version)
    if not form.is_valid():
        return _page(request, desk, row, form, status=422)
    found = actions.decide(
        row.answer,
        accept=[item.name for item in form.items] if takes_all else form.accepted,
        decline={} if takes_all else form.declined,
        by=desk.person,
        seen=form.cleaned_data["seen"],
        site=request.build_absolute_uri("/"),
        readable=readable_sessions(desk),
    )
    if found.state == Answer.State.OPEN:
        messages.info(request, _("Kept. Other points of this answer are still open."))
    else:
        messages.success(request, _("The answer of %(name)s is settled.") % {"name": row.person})
    return redirect("programme:office_answer", desk.edition.slug, speaker)


@require_POST
@needs(Right.CONTRIBUTE)
def send_all(request: DeskRequest, desk: Desk) -> HttpResponse:
    """``remind``: to those who have not answered; else to those who were never asked and are to be confirmed."""
    reminds = "remind" in request.POST
    rows = [row for row in asked_of(desk) if (row.can_be_reminded if reminds else row.can_be_asked)]
    occasion = PersonalLink.Occasion.REMINDER if reminds else PersonalLink.Occasion.INVITATION
    site = request.build_absolute_uri("/")
    number = actions.send_links(
        desk.edition, [row.person for row in rows], by=desk.person, site=site, occasion=occasion
    )
    messages.success(
        request,
        ngettext("%(number)d e-mail is on its way.", "%(number)d e-mails are on their way.", number)
        % {"number": number},
    )
    return redirect("programme:office_answers", desk.edition.slug)


@require_POST
@needs(Right.CONTRIBUTE)
def send(request: DeskRequest, desk: Desk, speaker: int) -> HttpResponse:
    row = _row(desk, speaker)
    occasion = PersonalLink.Occasion.REMINDER if "remind" in request.POST else PersonalLink.Occasion.INVITATION
    link = actions.send_link(
        desk.edition, row.person, by=desk.person, site=request.build_absolute_uri("/"), occasion=occasion
    )
    messages.success(request, _("An e-mail to %(address)s is on its way.") % {"address": link.address})
    return redirect("programme:office_answer", desk.edition.slug, speaker)


@require_POST
@needs(Right.CONTRIBUTE)
def revoke(request: DeskRequest, desk: Desk, speaker: int) -> HttpResponse:
    row = _row(desk, speaker)
    actions.revoke_link(desk.edition, row.person, by=desk.person)
    messages.success(request, _("The link in the last e-mail no longer opens anything."))
    return redirect("programme:office_answer", desk.edition.slug, speaker)


@require_safe
@needs(Right.ENTER)
def answer_file(request: DeskRequest, desk: Desk, speaker: int, sent: str) -> HttpResponse:  # noqa: ARG001  # as all views
    """What was sent and is not accepted yet, for who may see the item."""
    found = _row(desk, speaker).answer
    if found is None or not found.is_sent:
        raise Http404
    readable = readable_sessions(desk)
    if readable is not None and sent != "portrait":
        get_object_or_404(found.files.filter(session__in=readable), pk=sent if sent.isdecimal() else 0)
    return handed_out(found, sent)


def _row(desk: Desk, speaker: int) -> Asked:
    rows = asked_of(desk, speaker)
    if not rows:
        raise Http404
    return rows[0]


def _decidable(desk: Desk, found: Answer) -> list[Item]:
    groups = groups_of(found, readable=readable_sessions(desk))
    return [item for group in groups if group.may_decide for item in group.items]


def _page(
    request: DeskRequest, desk: Desk, row: Asked, form: DecidingForm | None = None, *, status: int = 200
) -> HttpResponse:
    found = row.answer if row.answer is not None and row.answer.is_sent else None
    may_decide = found is not None and desk.may(Right.CONTRIBUTE)
    groups = groups_of(found, readable=readable_sessions(desk)) if found else []
    if form is None and found is not None:
        form = DecidingForm(None, items=_decidable(desk, found), seen=found.version)
    context: dict[str, Any] = {
        "row": row,
        "answer": found,
        "form": form,
        "groups": [
            (group, [(item, form.of(item) if form and may_decide else None) for item in group.items])
            for group in groups
        ],
        "letters": desk.edition.personal_links.filter(person=row.person).select_related("asked_by"),
        "may_write": desk.may(Right.CONTRIBUTE),
        "may_decide": may_decide and found is not None and found.state == Answer.State.OPEN,
        "shown_now": picture_address(str(row.person.portrait.name)) if row.person.portrait else "",
        "needs": found.needs if found and desk.may_organise else [],
    }
    return render(request, "programme/office/answer.html", context, status=status)

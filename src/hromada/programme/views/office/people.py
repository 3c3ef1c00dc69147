"""People at the desk of a conference: found, named, changed, and two rows of the same person made one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from hromada.accounts.access import may_administer
from hromada.accounts.models import Person
from hromada.accounts.queries import with_second_factor
from hromada.kernel.filtering import chips
from hromada.kernel.saving import attempt
from hromada.kernel.unsaved import done
from hromada.programme import actions, labels
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.asking import asked_of
from hromada.programme.forms.people import PersonForm
from hromada.programme.roster import acquaintances, announced, listed_at
from hromada.programme.views.office.appearances import called
from hromada.programme.views.office.sessions import beside_at

_A_PAGE = 100


@require_safe
@needs(Right.ENTER)
def people(request: DeskRequest, desk: Desk) -> HttpResponse:
    """``?q=`` by name; ``?lacks=`` as in ``roster.Listed.lacks_what``."""
    query, wanted = request.GET.get("q", "").strip()[:100], request.GET.get("lacks", "")
    rows, filters = listed_at(desk, query=query, wanted=wanted), _filters(desk)
    said = dict(filters).get(wanted, wanted) if wanted else ""
    context = {
        "page": Paginator(rows, _A_PAGE).get_page(request.GET.get("page")),
        "q": query,
        "lacks": wanted,
        "filters": filters,
        "chips": chips(request.GET, [("q", pgettext("person", "Name"), query), ("lacks", _("Show"), said)]),
        "is_filtered": bool(query or wanted),
    }
    return render(request, "programme/office/people.html", context)


@needs(Right.EDIT)
def new_person(request: DeskRequest, desk: Desk) -> HttpResponse:
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    blank = Person(language=desk.edition.languages[0])
    form = PersonForm(data, files, instance=blank, edition=desk.edition)
    made = done(form, lambda: actions.create_person(desk.edition, form.values(), by=desk.person))
    if made is None:
        return render(request, "programme/office/person_new.html", {"form": form}, status=422 if form.is_bound else 200)
    messages.success(request, _("%(name)s can be put on the programme now.") % {"name": made})
    return redirect("programme:office_person", desk.edition.slug, made.pk)


@needs(Right.ENTER)
def person(request: DeskRequest, desk: Desk, speaker: int) -> HttpResponse:
    """To be changed by who may edit the conference, to be read by others."""
    found = get_object_or_404(acquaintances(desk), pk=speaker)
    context: dict[str, Any] = {
        "person": found,
        "appearances": announced(desk, found),
        "can_be_asked": bool(asked_of(desk, speaker)),
        "can_be_reset": may_administer(desk.person) and found != desk.person and bool(with_second_factor([found])),
    }
    if not desk.may_edit:
        if request.method == "POST":
            raise Http404
        return render(request, "programme/office/person.html", context)
    tried = attempt(
        request,
        found,
        lambda data, instance: PersonForm(
            data, request.FILES if data else None, instance=instance, edition=desk.edition
        ),
        lambda values, base: actions.edit_person(found, values, by=desk.person, within=desk.edition, base=base),
        zone=desk.edition.zone,
    )
    if tried.is_saved:
        return redirect("programme:office_person", desk.edition.slug, speaker)
    context |= {"beside_at": beside_at(desk, found), **tried.context()}
    return render(request, "programme/office/person.html", context, status=tried.status)


@needs(Right.EDIT)
def merge(request: DeskRequest, desk: Desk, speaker: int) -> HttpResponse:
    """``?q=`` finds the other row, ``?with=`` shows both; sent, they become one."""
    stays = get_object_or_404(acquaintances(desk), pk=speaker)
    wanted, query = request.GET.get("with", ""), request.GET.get("q", "").strip()
    goes = get_object_or_404(desk.people.exclude(pk=speaker), pk=wanted) if _is_number(wanted) else None
    if request.method == "POST" and goes is not None:
        actions.merge_people(stays, goes, by=desk.person, within=desk.edition)
        messages.success(request, _("The two rows of %(name)s are one now.") % {"name": stays})
        return redirect("programme:office_person", desk.edition.slug, speaker)
    context = {
        "person": stays,
        "other": goes,
        "sides": [(one, announced(desk, one)) for one in (stays, goes)] if goes else [],
        "q": query,
        "people": [one for one in called(query, desk) if one != stays] if query and goes is None else None,
    }
    return render(request, "programme/office/person_merge.html", context)


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 19


def _filters(desk: Desk) -> list[tuple[str, str]]:
    return [
        ("", _("All")),
        ("tbc", _("To be confirmed")),
        ("portrait", _("Without a portrait")),
        *(
            (f"biography-{code}", _("Without a biography: %(language)s") % {"language": labels.language(code)})
            for code in desk.edition.languages
        ),
        ("address", _("Without an e-mail address")),
    ]

"""Fixed terms: the same in all conferences, offered while translating."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hromada.kernel.audit import last_of
from hromada.kernel.saying import base_sent, choices_of, chosen_theirs, tell_what_was_saved, with_theirs
from hromada.kernel.unsaved import done
from hromada.programme import actions, labels
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.forms.texts import TermForm
from hromada.programme.models import Term


@needs(Right.EDIT)
def terms(request: DeskRequest, desk: Desk) -> HttpResponse:
    """All of them, and at the head a form for one more."""
    form = TermForm(request.POST or None, instance=Term(), edition=desk.edition)
    if done(form, lambda: actions.add_term(Term(**form.values()), by=desk.person, within=desk.edition)):
        messages.success(request, _("Added."))
        return redirect("programme:office_terms", desk.edition.slug)
    languages = {code: labels.language(code) for code in desk.edition.languages}
    listed = [
        (term, [(code, name, term.wording.get(code, "")) for code, name in languages.items()])
        for term in Term.objects.all()
    ]
    context = {"form": form, "terms": listed, "columns": languages.values()}
    return render(request, "programme/office/terms.html", context, status=422 if form.is_bound else 200)


@needs(Right.EDIT)
def term(request: DeskRequest, desk: Desk, term: int) -> HttpResponse:
    found = get_object_or_404(Term, pk=term)
    form = TermForm(request.POST or None, instance=get_object_or_404(Term, pk=term), edition=desk.edition)
    context: dict[str, Any] = {"term": found, "form": form, "base": request.POST.get("base", last_of(found))}
    if not form.is_valid():
        return render(request, "programme/office/term.html", context, status=422 if form.is_bound else 200)
    values = with_theirs(found, form.values(), chosen_theirs(request.POST))
    base = base_sent(request.POST)
    edited = actions.edit_term(found, values, by=desk.person, within=desk.edition, base=base)
    if edited.clashes:
        mixed = Term(pk=found.pk, **with_theirs(edited.thing, values, edited.merged))
        context |= {
            "form": TermForm(instance=mixed, edition=desk.edition),
            "base": last_of(found),
            "choices": choices_of(edited),
        }
        return render(request, "programme/office/term.html", context, status=409)
    tell_what_was_saved(request, edited)
    return redirect("programme:office_terms", desk.edition.slug)


@require_POST
@needs(Right.EDIT)
def remove_term(request: DeskRequest, desk: Desk, term: int) -> HttpResponse:
    found = get_object_or_404(Term, pk=term)
    actions.remove_term(found, by=desk.person, within=desk.edition)
    messages.success(request, _("“%(name)s” is taken out. It can be brought back from the history.") % {"name": found})
    return redirect("programme:office_terms", desk.edition.slug)

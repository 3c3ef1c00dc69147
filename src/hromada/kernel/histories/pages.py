"""The pages of a history: shown to whom may read it, and what is asked of it there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hromada.kernel.audit import Together, why_together
from hromada.kernel.histories.since import since
from hromada.kernel.histories.standing import May, standings
from hromada.kernel.histories.subjects import declared, is_a_change, sort_of, subject_of
from hromada.kernel.histories.taking_back import Outcome, act_of, take_all_back, take_back
from hromada.kernel.histories.telling import lines_of
from hromada.kernel.models import AuditEntry

_A_PAGE = 40
_NAMED_AT_MOST = 5


@dataclass(frozen=True, kw_only=True)
class Archive:
    """What one person may read of the history at one place. ``everything``: where one thing, or what was made at once,
    is looked for; ``entries``: what is shown otherwise; ``address``: of the page."""

    entries: QuerySet[AuditEntry]
    everything: Callable[[], QuerySet[AuditEntry]]
    may: May
    address: str
    zone: tzinfo
    person: Any

    def may_take_back(self, entry: AuditEntry) -> bool:
        """As far as rights go; what was one act, with all that was part of it."""
        act = act_of(entry)
        here = self.everything().filter(pk__in=[one.pk for one in act]).count()
        changes = [one for one in act if is_a_change(one)]
        return here == len(act) and bool(changes) and all(self.may_reverse(one) for one in changes)

    def may_reverse(self, entry: AuditEntry) -> bool:
        subject = subject_of(entry)
        return subject is not None and is_a_change(entry) and all(map(self.may, subject.rights_for(entry)))

    @property
    def explains(self) -> bool:
        """Whether the person takes anything back here at all; who does not, need not be told why not each time."""
        return any(map(self.may, declared().rights))


def show(request: HttpRequest, archive: Archive) -> HttpResponse:
    """``?thing=`` as the audit names it, ``?batch=`` of what was made at once, ``?kind=`` a label of models, ``?by=``
    the number of a person, ``?page=``."""
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("thing", "batch", "kind", "by")}
    entries = archive.everything() if asked["thing"] or asked["batch"] else archive.entries
    if asked["batch"]:
        entries = entries.filter(batch=asked["batch"])
    if asked["thing"]:
        entries = entries.filter(thing=asked["thing"]) | entries.filter(part_of=asked["thing"])
    kinds, people = _kinds(entries), _people(entries)
    if asked["kind"] in dict(kinds):
        entries = entries.filter(thing__startswith=f"{asked['kind']}:")
    if asked["by"] in dict(people):
        entries = entries.filter(by=int(asked["by"]))
    files_as_one = not (asked["batch"] or asked["thing"])
    if files_as_one:
        entries = _without_rest_of_files(entries)
    page = Paginator(entries.select_related("by").order_by("-pk"), _A_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    standing = standings(shown, may=archive.may, reach=archive.everything)
    lines = lines_of(shown, standing, zone=archive.zone, files_as_one=files_as_one)
    context = {
        "page": page,
        "lines": lines,
        "archive": archive,
        "asked": asked,
        "called": next((entry.called for entry in shown if entry.thing == asked["thing"]), ""),
        "people": people,
        "kinds": kinds,
        # Of a long batch this page alone does not tell.
        "may_take_all_back": asked["batch"]
        and archive.explains
        and (page.paginator.num_pages > 1 or any(line.standing.may_take_back for line in lines)),
    }
    return render(request, "kernel/office/history.html", context)


def take_one_back(request: HttpRequest, archive: Archive, number: int) -> HttpResponse:
    """``next``: the page of the history from which it was asked."""
    entry = _found(archive, number)
    if not archive.may_take_back(entry):
        raise Http404
    take_back(entry, by=archive.person)
    messages.success(request, _("The change is taken back."))
    return _back(request, archive)


def take_batch_back(request: HttpRequest, archive: Archive, number: int) -> HttpResponse:
    """All that was made at once with this entry, as far as the person may and nobody has built on it."""
    entry = _found(archive, number)
    together = why_together(entry)
    if together is None or together is Together.ACT:
        return take_one_back(request, archive, number)
    mine = [one for one in archive.everything().filter(batch=entry.batch) if archive.may_reverse(one)]
    if not mine:
        raise Http404
    gone = since(mine).taken_back
    outcome = take_all_back([one for one in mine if one.pk not in gone], by=archive.person, of=together)
    _tell(request, outcome)
    return _back(request, archive)


def _without_rest_of_files(entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
    """Of all that one file brought, the last alone: hundreds of lines would bury what people did."""
    later = entries.filter(batch=OuterRef("batch"), pk__gt=OuterRef("pk"))
    return entries.exclude(Q(batch__startswith=f"{Together.FILE}:") & Exists(later))


def _found(archive: Archive, number: int) -> AuditEntry:
    return get_object_or_404(archive.everything(), pk=number)


def _kinds(entries: QuerySet[AuditEntry]) -> list[tuple[str, str]]:
    """Labels of the models that these entries are about, and what such a thing is called."""
    label = Func(F("thing"), Value(":"), Value(1), function="split_part", output_field=CharField())
    found = entries.order_by().annotate(label=label).values_list("label", flat=True).distinct()
    return sorted(((one, sort_of(one)) for one in found), key=lambda kind: kind[1])


def _people(entries: QuerySet[AuditEntry]) -> list[tuple[str, str]]:
    people = get_user_model()._default_manager.filter(pk__in=entries.order_by().values("by")).order_by("pk")
    return [(str(person.pk), str(person)) for person in people]


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.taken:
        taken = ngettext("%(number)d change is taken back.", "%(number)d changes are taken back.", outcome.taken)
        messages.success(request, taken % {"number": outcome.taken})
    if not (outcome.taken or outcome.kept):
        messages.info(request, _("Nothing was changed."))
    if not outcome.kept:
        return
    named = [f"{called}: {reason}" for called, reason in outcome.kept[:_NAMED_AT_MOST]]
    kept = ngettext("%(number)d stays as it is.", "%(number)d stay as they are.", len(outcome.kept))
    more = ["…"] if len(outcome.kept) > _NAMED_AT_MOST else []
    messages.warning(request, " ".join([kept % {"number": len(outcome.kept)}, *named, *more]))


def _back(request: HttpRequest, archive: Archive) -> HttpResponse:
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else archive.address)

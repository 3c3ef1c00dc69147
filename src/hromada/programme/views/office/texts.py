"""All that is missing or older than its source in one language, beside its source, to be written one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.kernel.editing import label_of
from hromada.kernel.filtering import chips
from hromada.kernel.models import AuditEntry
from hromada.kernel.saying import base_sent
from hromada.kernel.wording import Standing
from hromada.programme import actions
from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.labels import language as language_in_words
from hromada.programme.models import Term
from hromada.programme.texts import KINDS, Gaps, Text, counted, text_of, texts_of
from hromada.programme.translating import translator
from hromada.programme.translating.terms import Known, Place, occurring, once_each

_A_PAGE = 20
_STATES = {
    "all": pgettext_lazy("what is wrong with a text", "anything"),
    "missing": pgettext_lazy("text", "missing"),
    "stale": pgettext_lazy("text", "older than its source"),
    "draft": pgettext_lazy("text", "machine draft"),
}


@dataclass(frozen=True)
class Row:
    """A text as it is worked on: ``clash`` is what somebody else has written meanwhile."""

    text: Text
    language: str
    standing: Standing
    label: str
    terms: list[Place]
    may_draft: bool
    base: int
    written: str = ""
    clash: str = ""
    is_saved: bool = False

    @property
    def source(self) -> str:
        return self.text.text.get(self.standing.source or "", "")

    @property
    def address(self) -> dict[str, str]:
        return {"thing": self.text.thing_name, "name": self.text.name, "language": self.language}

    @property
    def rows(self) -> int:
        """As many lines as the source needs in a column of its own."""
        return min(16, max(2, len(self.source or self.written) // 45 + self.source.count("\n") + 1))


@needs(Right.CONTRIBUTE)
def texts(request: DeskRequest, desk: Desk) -> HttpResponse:
    """``?language=``, ``?kind=`` of KINDS, ``?state=`` of _STATES, ``?page=``."""
    found = texts_of(desk)
    gaps = counted(desk, found)
    language = request.GET.get("language", "")
    language = language if language in gaps else _first_language(gaps)
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "all")
    wanted = [text for text in found if (not kind or text.kind == kind) and _is_wanted(text, language, state)]
    page = Paginator(wanted, _A_PAGE).get_page(request.GET.get("page"))
    base = AuditEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    context = {
        "page": page,
        "rows": _rows(page, language, base),
        "language": language,
        "language_name": language_in_words(language),
        "tabs": [(code, language_in_words(code), gaps[code]) for code in gaps],
        "kind": kind,
        "kinds": [(name, one.label) for name, one in KINDS.items() if any(text.kind == name for text in found)],
        "state": state,
        "states": list(_STATES.items()),
        "chips": chips(
            request.GET,
            [
                ("kind", _("Texts of"), KINDS[kind].label if kind in KINDS else kind),
                ("state", _("What is wrong"), _STATES.get(state, "") if state != "all" else ""),
            ],
        ),
    }
    return render(request, "programme/office/texts.html", context)


@needs(Right.CONTRIBUTE)
def text(request: DeskRequest, desk: Desk, thing: str, name: str, language: str) -> HttpResponse:
    """Sent: ``verb`` is write, confirm or draft. htmx takes the row; without it, the page of all follows."""
    found = text_of(desk, thing, name)
    if language not in desk.edition.languages:
        raise Http404
    if request.method != "POST":
        return _answer(request, _row(found, language))
    written = request.POST.get("text", "").replace("\r\n", "\n").strip()
    edited = _done(request, desk, found, language, written)
    now = text_of(desk, thing, name)
    if edited is not None and edited.clashes:
        clash = edited.clashes[0].theirs or ""
        return _answer(request, _row(now, language, written=written, clash=clash), status=422)
    if "HX-Request" in request.headers:
        return _answer(request, _row(now, language, is_saved=True))
    where = reverse("programme:office_texts", args=[desk.edition.slug])
    return redirect(f"{where}?{urlencode({'language': language})}")


def _done(request: DeskRequest, desk: Desk, found: Text, language: str, written: str) -> Any:
    by, within = desk.person, desk.edition
    verb = request.POST.get("verb", "write")
    if verb == "draft":
        provider = translator()
        if provider is None or not _is_for_machines(found):
            raise Http404
        return actions.draft_text(found.thing, found.name, language, by=by, within=within, translator=provider)
    edited = actions.write_text(
        found.thing,
        found.name,
        language,
        written,
        by=by,
        within=within,
        base=base_sent(request.POST),
    )
    if verb == "confirm" and not edited.clashes:
        actions.confirm_text(found.thing, found.name, language, by=by, within=within)
    return edited


def _is_for_machines(found: Text) -> bool:
    """Names are written as their bearers write them; what is said of a person goes to no one before they have agreed
    that everyone may read it."""
    if not isinstance(found.thing, Person):
        return True
    return found.name == "biography" and found.thing.published_with_consent_on is not None


def _first_language(gaps: dict[str, Gaps]) -> str:
    """The person's own, where there is something to do in it."""
    own = get_language() or ""
    return own if own in gaps and gaps[own].all else max(gaps, key=lambda code: gaps[code].all)


def _is_wanted(text: Text, language: str, state: str) -> bool:
    standing = text.standings.get(language)
    if standing is None:
        return False
    if state == "missing":
        return standing.is_missing
    if state == "stale":
        return standing.is_stale
    if state == "draft":
        return standing.is_draft and not standing.is_stale  # as they are counted
    return standing.needs_work


def _rows(found: Iterable[Text], language: str, base: int) -> list[Row]:
    terms = [Known(term.wording, term.note) for term in Term.objects.all()]
    return [_drawn(text, language, base, terms) for text in found]


def _row(found: Text, language: str, **more: Any) -> Row:
    base = AuditEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    return _drawn(found, language, base, [Known(term.wording, term.note) for term in Term.objects.all()], **more)


def _drawn(found: Text, language: str, base: int, terms: list[Known], **more: Any) -> Row:
    standing = found.standings[language]
    source = standing.source
    places = occurring(found.text[source], source, language, terms) if source else []
    return Row(
        text=found,
        language=language,
        standing=standing,
        label=label_of(type(found.thing), found.name),
        terms=once_each(places),
        may_draft=bool(source and standing.needs_work and translator()) and _is_for_machines(found),
        base=base,
        **{"written": found.text.get(language, ""), **more},
    )


def _answer(request: DeskRequest, row: Row, status: int = 200) -> HttpResponse:
    whole = "programme/office/text.html"
    return render(request, f"{whole}#row" if "HX-Request" in request.headers else whole, {"row": row}, status=status)

"""News at the desk of a conference, and all of them for administrators."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hromada.accounts.access import PersonRequest
from hromada.kernel import presence
from hromada.kernel.audit import last_of
from hromada.kernel.editing import Edited
from hromada.kernel.localised import Localised
from hromada.kernel.saying import base_sent, choices_of, chosen_theirs, tell_what_was_saved, with_theirs
from hromada.kernel.unsaved import done
from hromada.library import actions
from hromada.library.access import Newsroom, in_the_newsroom
from hromada.library.forms.news import NewsForm, PublishForm
from hromada.library.models import News
from hromada.library.models.news import OFFICE_ZONE
from hromada.programme.access import Right

PER_PAGE = 30


@in_the_newsroom(Right.READ)
@require_safe
def news(request: PersonRequest, room: Newsroom) -> HttpResponse:
    page = Paginator(room.items, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "library/office/news_list.html", {"room": room, "page": page, "now": timezone.now()})


@in_the_newsroom(Right.READ)
@require_safe
def preview(request: PersonRequest, room: Newsroom, item: str) -> HttpResponse:
    """As the public will see it, in the language of the address."""
    found = get_object_or_404(room.items, slug=item)
    shown = {"item": found, "organisations": found.organisations.all(), "editions": found.public_editions()}
    return render(request, "library/news_item.html", {**shown, "is_preview": True})


@in_the_newsroom(Right.EDIT)
def new_item(request: PersonRequest, room: Newsroom) -> HttpResponse:
    form = _form(request, room, News(published_by=_usual_publisher(room)))
    within = {"editions": [room.edition]} if room.edition else {}
    made = done(form, lambda: actions.create_news({**within, **form.values()}, by=room.person))
    if made is None:
        context = {"room": room, "form": form}
        return render(request, "library/office/news_new.html", context, status=422 if form.is_bound else 200)
    messages.success(request, _("Kept as a draft."))
    return redirect(room.address("news_item", made.slug))


@in_the_newsroom(Right.EDIT)
def item(request: PersonRequest, room: Newsroom, item: str) -> HttpResponse:
    found = get_object_or_404(room.items, slug=item)
    form = _form(request, room, get_object_or_404(room.items, slug=item))
    if request.method != "POST":
        return _page(request, room, found, form)
    if not form.is_valid():
        return _page(request, room, found, form, status=422, base=request.POST.get("base"))
    values = with_theirs(found, form.values(), chosen_theirs(request.POST))
    edited = actions.edit_news(found, values, by=room.person, base=base_sent(request.POST))
    if edited.clashes:
        return _clash(request, room, edited, values)
    tell_what_was_saved(request, edited)
    return redirect(room.address("news_item", item))


@in_the_newsroom(Right.EDIT)
@require_POST
def beside(request: PersonRequest, room: Newsroom, item: str) -> HttpResponse:
    """Who else has it open, and what they have saved since."""
    found = get_object_or_404(room.items, slug=item)
    return presence.answer(request, found, by=room.person, zone=ZoneInfo(OFFICE_ZONE))


@in_the_newsroom(Right.ORGANISE)
def publish(request: PersonRequest, room: Newsroom, item: str) -> HttpResponse:
    found = get_object_or_404(room.items, slug=item)
    form = PublishForm(request.POST or None, initial={"at": found.published_on})
    if request.method != "POST" or not form.is_valid():
        context = {"room": room, "item": found, "form": form}
        return render(request, "library/office/news_publish.html", context, status=422 if form.is_bound else 200)
    published = actions.publish_news(found, at=form.cleaned_data["at"], by=room.person)
    if published.published_at and published.published_at > timezone.now():
        messages.success(request, _("The item is announced for the set minute."))
    else:
        messages.success(request, _("The item is published."))
    return redirect(room.address("news_item", item))


@in_the_newsroom(Right.ORGANISE)
@require_POST
def withdraw(request: PersonRequest, room: Newsroom, item: str) -> HttpResponse:
    actions.withdraw_news(get_object_or_404(room.items, slug=item), by=room.person)
    messages.success(request, _("The item is withdrawn; it is a draft again."))
    return redirect(room.address("news_item", item))


@in_the_newsroom(Right.ORGANISE)
@require_POST
def delete(request: PersonRequest, room: Newsroom, item: str) -> HttpResponse:
    found = get_object_or_404(room.items, slug=item)
    actions.delete_news(found, by=room.person)
    messages.success(request, _("“%(item)s” is deleted. It can be brought back from the history.") % {"item": found})
    return redirect(room.address("news"))


def _form(request: PersonRequest, room: Newsroom, item: News) -> NewsForm:
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return NewsForm(data, files, item=item, languages=room.languages, edition=room.edition)


def _clash(request: PersonRequest, room: Newsroom, edited: Edited[News], values: dict[str, Any]) -> HttpResponse:
    """The person's own words stay in the form, with what others changed elsewhere; beside them the other's."""
    shown = News.objects.get(pk=edited.thing.pk)
    mixed = with_theirs(edited.thing, values, edited.merged)
    ticked: dict[str, Any] = {name: mixed.pop(name) for name in ("organisations", "editions") if name in mixed}
    for name, value in mixed.items():
        setattr(shown, name, value)
    form = NewsForm(item=shown, languages=room.languages, edition=room.edition, initial=ticked)
    choices = choices_of(edited, zone=ZoneInfo(OFFICE_ZONE))
    return _page(request, room, edited.thing, form, status=409, choices=choices)


def _usual_publisher(room: Newsroom) -> Localised:
    """As the item before was signed; nobody should have to type it anew each time."""
    last = room.items.order_by("-pk").first()
    return last.published_by if last else Localised()


def _page(
    request: PersonRequest,
    room: Newsroom,
    item: News,
    form: NewsForm,
    *,
    status: int = 200,
    base: str | None = None,
    **more: Any,
) -> HttpResponse:
    context = {
        "room": room,
        "item": item,
        "form": form,
        "base": base if base is not None else last_of(item),
        "now": timezone.now(),
        **more,
    }
    return render(request, "library/office/news_item.html", context, status=status)

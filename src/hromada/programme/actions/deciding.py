"""The office accepts what came back, or declines it with a reason; what is accepted goes the way of every change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.kernel.audit import record
from hromada.kernel.editing import save_valid
from hromada.kernel.localised import Localised
from hromada.kernel.refusal import Refusal
from hromada.kernel.uploads import shelf
from hromada.programme.actions.appearances import confirm, decline
from hromada.programme.actions.people import edit_person
from hromada.programme.actions.pieces import add_piece, edit_piece
from hromada.programme.answers import Item, groups_of
from hromada.programme.models import Answer, Decision, Material, Reply


@transaction.atomic
def decide(
    answer: Answer,
    *,
    accept: Collection[str],
    decline: Mapping[str, str],
    by: Person,
    seen: int,
    site: str,
    readable: Collection[int] | None = None,
) -> Answer:
    """By names of items; ``decline`` with a reason each. ``seen``: the version that was looked at; ``readable``: as
    for ``groups_of``; ``site``: where accepted files will be found. What was decided already stays decided."""
    answer = _locked(answer)
    if answer.state == Answer.State.BEGUN:
        raise Refusal("not_sent", _("%(name)s has not sent the answer yet.") % {"name": answer.person})
    if answer.version != seen:
        raise Refusal(
            "changed_since",
            _("%(name)s has changed the answer meanwhile. Please look again.") % {"name": answer.person},
        )
    groups = [group for group in groups_of(answer, readable=readable) if group.may_decide]
    items = [item for group in groups for item in group.items if item.is_open]
    for item in items:
        if item.name in accept:
            save_valid(Decision(answer=answer, item=item.name, is_accepted=True, by=by))
            _apply(answer, item, by=by, site=site)
        elif item.name in decline and item.may_decline:
            save_valid(Decision(answer=answer, item=item.name, is_accepted=False, reason=decline[item.name], by=by))
    _settle(answer, by=by)
    record(
        answer,
        "decided",
        by=by,
        within=answer.edition,
        part_of=answer.person,
        accepted=[item.name for item in items if item.name in accept],
        declined=[item.name for item in items if item.name in decline],
    )
    return answer


def _locked(answer: Answer) -> Answer:
    found = Answer.objects.select_for_update(of=("self",)).select_related("edition", "person")
    return found.get(pk=answer.pk)


def _apply(answer: Answer, item: Item, *, by: Person, site: str) -> None:
    if item.name == "portrait":
        _show_portrait(answer, by=by)
    elif item.file is not None:
        _show_file(answer, item, by=by, site=site)
    elif item.appearance is not None:
        _apply_to_appearance(item, by=by)
    elif item.name in ("consent", "language"):
        name = "published_with_consent_on" if item.name == "consent" else "language"
        edit_person(answer.person, {name: item.value}, by=by, within=answer.edition)
    else:
        values = _with_text(answer.person, item.name, item.value)
        edit_person(answer.person, values, by=by, within=answer.edition)


def _apply_to_appearance(item: Item, *, by: Person) -> None:
    appearance = item.appearance
    assert appearance is not None  # noqa: S101  # the caller has looked
    path = item.name.partition(".")[2]
    if path == "says":
        (confirm if item.value == Reply.Says.YES else decline)(appearance, by=by)
    elif path == "presence":
        edit_piece(appearance, {"presence": item.value}, by=by)
    else:
        edit_piece(appearance, _with_text(appearance, path, item.value), by=by)


def _with_text(thing: Any, path: str, text: str) -> dict[str, Localised]:
    """The whole text with this language of it; read anew, as another language may have been accepted just before."""
    name, _dot, language = path.partition(".")
    thing.refresh_from_db(fields=[name])
    return {name: Localised({**getattr(thing, name), language: text})}


def _show_portrait(answer: Answer, *, by: Person) -> None:
    path, width, height = str(answer.portrait.name), answer.portrait_width or 0, answer.portrait_height or 0
    shown = {
        "portrait": shelf.show_picture(path, width, "portraits"),
        "portrait_width": width,
        "portrait_height": height,
        "portrait_credit": answer.portrait_credit,
    }
    edit_person(answer.person, shown, by=by, within=answer.edition)
    shelf.drop_private_picture(path, width)
    answer.portrait = ""
    answer.save(update_fields=["portrait", "portrait_width", "portrait_height"])


def _show_file(answer: Answer, item: Item, *, by: Person, site: str) -> None:
    file = item.file
    assert file is not None  # noqa: S101  # the caller has looked
    path = shelf.show_document(str(file.file.name), "material")
    titles = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            titles[code] = _("Slides: %(name)s") % {"name": answer.person.name.text()}
    address = f"{site.rstrip('/')}{settings.MEDIA_URL}{quote(path)}"
    material = Material(session=file.session, title=Localised(titles), url=address, language=file.language)
    add_piece(material, by=by)
    shelf.drop_private(str(file.file.name))


def _settle(answer: Answer, *, by: Person) -> None:
    """Once nothing is open any more, the answer is accepted, or partly declined."""
    if any(item.is_open for group in groups_of(answer) for item in group.items):
        return
    declined = answer.decisions.filter(is_accepted=False).exists()
    answer.state = Answer.State.PARTLY_DECLINED if declined else Answer.State.ACCEPTED
    answer.decided_at, answer.decided_by = timezone.now(), by
    answer.save(update_fields=["state", "decided_at", "decided_by"])

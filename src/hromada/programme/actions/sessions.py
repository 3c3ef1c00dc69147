"""Sessions of the draft are made, changed, copied and deleted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hromada.accounts.models import Person
from hromada.kernel import editing
from hromada.kernel.audit import record
from hromada.kernel.editing import Edited
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.kernel.refusal import Refusal
from hromada.kernel.removing import remove
from hromada.programme.cloning import fresh
from hromada.programme.importing.keys import free_key
from hromada.programme.models import Appearance, CoOrganiser, Edition, Session, SessionBody

_LONGEST_KEY = 80


@transaction.atomic
def create_session(edition: Edition, values: Mapping[str, Any], *, by: Person | None) -> Session:
    """``values`` by field, ``topics`` among them. Its name in addresses is made from the title, and stays."""
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    plain = {name: value for name, value in values.items() if name != "topics"}
    session = Session(edition=edition, key=_key(edition, plain.get("title")), **plain)
    return editing.create(session, {"topics": values.get("topics", ())}, by=by, within=edition, part_of=session.parent)


@transaction.atomic
def edit_session(
    session: Session, values: Mapping[str, Any], *, by: Person | None, base: int | None = None, batch: str = ""
) -> Edited[Session]:
    """Give the session these values; see ``kernel.editing.edit``."""
    refuse_circle(session, values.get("parent"))
    return editing.edit(session, values, by=by, base=base, within=session.edition, part_of=session.parent, batch=batch)


@transaction.atomic
def duplicate_session(session: Session, *, by: Person | None, **changes: Any) -> Session:
    """One more like it, with topics, organisers and the people, who are asked anew; without time and room unless
    ``changes`` give them."""
    edition = Edition.objects.select_for_update(no_key=True).get(pk=session.edition_id)
    placed = {"starts": None, "ends": None, "room": None, **changes}
    double = fresh(
        session, key=_key(edition, session.title), uid=Session._meta.get_field("uid").get_default(), **placed
    )
    editing.save_valid(double)
    double.topics.set(session.topics.all())
    SessionBody.objects.bulk_create([fresh(body, session=double) for body in session.bodies.order_by("pk")])
    Appearance.objects.bulk_create(
        [
            fresh(one, session=double, state=Appearance.State.TO_BE_CONFIRMED, replaces=None)
            for one in session.appearances.standing().order_by("pk")
        ]
    )
    record(double, "created", by=by, within=edition, part_of=double.parent, double_of=session.key)
    return double


@transaction.atomic
def delete_session(session: Session, *, by: Person | None, batch: str = "") -> AuditEntry:
    """Take the session out of the draft; the history brings it back."""
    session = Session.objects.select_for_update(of=("self",)).select_related("edition", "parent").get(pk=session.pk)
    refuse_to_delete(session, by)
    return remove(session, by=by, within=session.edition, part_of=session.parent, batch=batch)


def refuse_to_delete(session: Session, by: Person | None) -> None:
    held = session.children.count()
    if held:
        raise Refusal(
            "holds_others",
            ngettext(
                "“%(session)s” holds %(number)d other item. Move or delete that first.",
                "“%(session)s” holds %(number)d other items. Move or delete those first.",
                held,
            )
            % {"session": session, "number": held},
        )
    if by is not None and CoOrganiser.objects.filter(session=session, person=by).exists():
        raise Refusal(
            "own_branch", _("You co-organise “%(session)s”; only someone else can delete it.") % {"session": session}
        )


def refuse_circle(session: Session, parent: Session | None) -> None:
    if parent is not None and session.pk in {above.pk for above in _upwards(parent)}:
        raise Refusal(
            "circle",
            _("“%(other)s” is part of “%(session)s”; it cannot be the other way round as well.")
            % {"other": parent, "session": session},
        )


def _key(edition: Edition, title: Mapping[str, str] | None) -> str:
    """Names in Latin letters first; one in Cyrillic alone gives no address that could be read."""
    texts = Localised(title)
    readable = [text for text in (texts.get("en"), texts.get("de"), *texts.values()) if text and slugify(text)]
    taken = set(edition.sessions.values_list("key", flat=True))
    return free_key(readable[0] if readable else texts.text(), "session", taken, _LONGEST_KEY)


def _upwards(session: Session) -> Iterator[Session]:
    above: Session | None = session
    while above is not None:
        yield above
        above = above.parent

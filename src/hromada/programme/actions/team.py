"""Who works on a conference: given a role, given another, taken out; who runs a session of it.

A conference never loses its last organiser: whoever would take them away waits for the edition's lock, and is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.kernel import editing
from hromada.kernel.audit import record
from hromada.kernel.events import announce
from hromada.kernel.refusal import Refusal
from hromada.kernel.removing import remove
from hromada.programme.events import InvitedToTheOffice
from hromada.programme.models import CoOrganiser, Edition, Role, Session


@transaction.atomic
def give_role(edition: Edition, person: Person, kind: Role.Kind, *, by: Person, site: str = "") -> Role:
    """A role, or another one in its place; who is new learns of it by a letter that leads to ``site``."""
    _lock(edition)
    role = Role.objects.filter(edition=edition, person=person).first()
    if role is not None and role.kind == kind:
        raise Refusal("same_role", _("%(name)s has this role already.") % {"name": person})
    if role is not None:
        refuse_other_role(role, {"kind": kind}, by)
        return editing.edit(role, {"kind": kind}, by=by, within=edition, verb="role_given").thing
    role = Role.objects.create(edition=edition, person=person, kind=kind)
    record(role, "role_given", by=by, within=edition, person=person.pk, kind=kind)
    announce(InvitedToTheOffice(person_id=person.pk, edition_id=edition.pk, site=site))
    return role


def refuse_other_role(role: Role, values: Mapping[str, Any], by: Person | None) -> None:
    """``values``: what it would become."""
    if values.get("kind") != Role.Kind.ORGANISER:
        refuse_last_organiser(role, by)


@transaction.atomic
def take_role(role: Role, *, by: Person) -> None:
    """The person no longer works on this conference."""
    _lock(role.edition)
    found = Role.objects.filter(pk=role.pk).first()
    if found is None:
        raise Refusal("gone", _("Somebody has done this already."))
    refuse_last_organiser(found, by)
    remove(found, by=by, within=found.edition, verb="role_taken", person=found.person_id, kind=found.kind)


@transaction.atomic
def add_co_organiser(session: Session, person: Person, *, by: Person, site: str = "") -> CoOrganiser:
    """The person runs this session and whatever is part of it, and sees nothing else; a letter leads to ``site``."""
    _lock(session.edition)
    if CoOrganiser.objects.filter(session=session, person=person).exists():
        raise Refusal("same_session", _("%(name)s already co-organises this session.") % {"name": person})
    made = CoOrganiser.objects.create(session=session, person=person)
    record(made, "co_organiser_added", by=by, within=session.edition, person=person.pk, session=session.pk)
    announce(InvitedToTheOffice(person_id=person.pk, edition_id=session.edition_id, site=site))
    return made


@transaction.atomic
def remove_co_organiser(co_organiser: CoOrganiser, *, by: Person) -> None:
    """The session stays as it is; the person no longer comes in."""
    session = co_organiser.session
    remove(
        co_organiser,
        by=by,
        within=session.edition,
        verb="co_organiser_removed",
        person=co_organiser.person_id,
        session=session.pk,
    )


def _lock(edition: Edition) -> None:
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)


def refuse_last_organiser(role: Role, _by: Person | None) -> None:
    if role.kind != Role.Kind.ORGANISER:
        return
    _lock(role.edition)
    others = Role.objects.filter(edition=role.edition, kind=Role.Kind.ORGANISER).exclude(pk=role.pk)
    if not others.exists():
        raise Refusal(
            "last_organiser",
            _("%(name)s is the last in the organisation team. Give this role to somebody else first.")
            % {"name": role.person},
        )

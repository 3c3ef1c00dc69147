"""People say yes, say no, and are replaced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hromada.accounts.actions import name_person
from hromada.accounts.models import Person
from hromada.kernel.audit import Together, new_batch, record
from hromada.kernel.localised import Localised
from hromada.kernel.refusal import Refusal
from hromada.network.models import Organisation
from hromada.programme.actions.pieces import add_piece
from hromada.programme.models import Appearance, Session
from hromada.programme.snapshot import Presence


@transaction.atomic
def confirm(appearance: Appearance, *, by: Person | None, presence: Presence | None = None) -> Appearance:
    """The person takes part; also after a no, as long as nobody else has the place."""
    appearance = _locked(appearance)
    values = {"state": Appearance.State.CONFIRMED, "presence": presence or appearance.presence}
    refuse_place_of_another(appearance, values, by)
    return _now(appearance, values, verb="confirmed", by=by)


@transaction.atomic
def decline(appearance: Appearance, *, by: Person | None) -> Appearance:
    """The person does not take part; the next release no longer names them."""
    appearance = _locked(appearance)
    return _now(appearance, {"state": Appearance.State.DECLINED}, verb="declined", by=by)


@transaction.atomic
def replace_person(
    appearance: Appearance,
    person: Person,
    *,
    by: Person | None,
    function: Mapping[str, str] | None = None,
    organisation_name: Mapping[str, str] | None = None,
    organisation: Organisation | None = None,
    presence: Presence | None = None,
    state: Appearance.State = Appearance.State.TO_BE_CONFIRMED,
) -> Appearance:
    """Another person takes the place, in the same part and position; the one who leaves stays in the history."""
    appearance = _locked(appearance)
    if person.pk == appearance.person_id:
        raise Refusal("same_person", _("%(name)s already has this place.") % {"name": person})
    if _is_replaced(appearance):
        raise Refusal("replaced", _("Someone else has taken this place in the meantime."))
    same_part = Appearance.objects.standing().filter(session=appearance.session_id, person=person, part=appearance.part)
    if same_part.exists():
        raise Refusal("already_there", _("%(name)s already has this part in the session.") % {"name": person})
    was, appearance.state = appearance.state, Appearance.State.DECLINED
    appearance.save(update_fields=["state"])
    successor = Appearance.objects.create(
        session=appearance.session,
        person=person,
        part=appearance.part,
        function=Localised(function),
        organisation_name=Localised(organisation_name),
        organisation=organisation,
        presence=presence or Presence.IN_PERSON,
        state=state,
        position=appearance.position,
        replaces=appearance,
    )
    session = appearance.session
    one_act = new_batch(Together.ACT)
    record(
        appearance,
        "replaced",
        by=by,
        within=session.edition,
        part_of=session,
        batch=one_act,
        person=appearance.person_id,
        successor=person.pk,
        changes={"state": (was, appearance.state)},
    )
    record(successor, "created", by=by, within=session.edition, part_of=session, batch=one_act)
    return successor


def refuse_place_of_another(appearance: Appearance, values: Mapping[str, Any], _by: Person | None) -> None:
    """``values``: what it would become."""
    if values.get("state", Appearance.State.DECLINED) != Appearance.State.DECLINED and _is_replaced(appearance):
        raise Refusal("replaced", _("Someone else has taken this place in the meantime."))


@transaction.atomic
def add_appearance(
    session: Session, person: Person | Localised, values: Mapping[str, Any], *, by: Person | None
) -> Appearance:
    """The last in the session, to be confirmed. Somebody new is given by name."""
    someone = person if isinstance(person, Person) else name_person(person, by=by, within=session.edition)
    return add_piece(Appearance(session=session, person=someone, **values), by=by)


@transaction.atomic
def replace_appearance(
    appearance: Appearance, person: Person | Localised, values: Mapping[str, Any], *, by: Person | None
) -> Appearance:
    """As ``replace_person``; somebody new is given by name."""
    edition = appearance.session.edition
    someone = person if isinstance(person, Person) else name_person(person, by=by, within=edition)
    return replace_person(appearance, someone, by=by, **values)


def _now(appearance: Appearance, values: Mapping[str, Any], *, verb: str, by: Person | None) -> Appearance:
    """It stands like this from now on; told even where it did before."""
    changes = {name: (getattr(appearance, name), value) for name, value in values.items()}
    for name, value in values.items():
        setattr(appearance, name, value)
    appearance.save(update_fields=list(values))
    changed = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    session = appearance.session
    record(appearance, verb, by=by, within=session.edition, part_of=session, changes=changed)
    return appearance


def _locked(appearance: Appearance) -> Appearance:
    """The row is locked, not the session or the people that are read with it."""
    found = Appearance.objects.select_for_update(of=("self",)).select_related("session__edition", "person")
    return found.get(pk=appearance.pk)


def _is_replaced(appearance: Appearance) -> bool:
    return Appearance.objects.filter(replaces=appearance).exists()

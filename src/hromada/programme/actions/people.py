"""People: a person once, whatever they are announced as; named, changed, and two rows of the same person made one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hromada.accounts.access import may_administer
from hromada.accounts.models import Person
from hromada.kernel import editing
from hromada.kernel.audit import Together, new_batch, record
from hromada.kernel.editing import Edited
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.kernel.refusal import Refusal
from hromada.kernel.removing import remove
from hromada.programme.access import works_in_the_office
from hromada.programme.importing.keys import free_key
from hromada.programme.models import Answer, Appearance, Edition, PersonalLink, Session

_LONGEST_KEY = 120

TAKEN_OVER = ("name", "biography")
"""Texts of which a merged person gets the languages that they lack."""


@transaction.atomic
def create_person(edition: Edition, values: Mapping[str, Any], *, by: Person) -> Person:
    """Somebody who can be put on the programme, and whom this conference knows from now on."""
    person = Person(**values)
    person.key = person.key or _key(person.name)
    person.email = person.email or None
    person.set_unusable_password()
    return editing.create(person, by=by, within=edition)


@transaction.atomic
def edit_person(
    person: Person, values: Mapping[str, Any], *, by: Person, within: Edition, base: int | None = None
) -> Edited[Person]:
    """See ``kernel.editing.edit``."""
    if "email" in values:
        values = {**values, "email": values["email"] or None}
        person = Person.objects.select_for_update().get(pk=person.pk)
        refuse_foreign_address(person, values, by)
    return editing.edit(person, values, by=by, base=base, within=within)


def refuse_foreign_address(person: Person, values: Mapping[str, Any], by: Person) -> None:
    """Who works in an office signs in by their address: it is theirs, or an administrator's, to change."""
    is_own = by.pk == person.pk or may_administer(by)
    if values.get("email", person.email) != person.email and not is_own and works_in_the_office(person):
        raise Refusal(
            "signs_in",
            _("%(name)s works in the office and signs in by this address. Only an administrator can change it.")
            % {"name": person},
        )


@transaction.atomic
def merge_people(stays: Person, goes: Person, *, by: Person, within: Edition) -> Person:
    """Two rows are the same person: appearances and answers move to the one who stays, who is given what they lack.
    All of it is one act, and can be taken back but for links by letter, which lose their use."""
    locked = Person.objects.select_for_update().filter(pk__in=[stays.pk, goes.pk]).in_bulk()
    if len(locked) < 2:
        raise Refusal("same_row", _("Choose another person to bring together with this one."))
    stays, goes = locked[stays.pk], locked[goes.pk]
    _refuse_where_both_are_needed(stays, goes, by=by)
    one_act = new_batch(Together.ACT)
    for one in Appearance.objects.filter(person=goes).select_related("session__edition", "person").order_by("pk"):
        _move(one, stays, by=by, within=one.session.edition, part_of=one.session, batch=one_act)
    for answer in Answer.objects.filter(person=goes).select_related("edition", "person").order_by("pk"):
        _move(answer, stays, by=by, within=answer.edition, part_of=stays, batch=one_act)
    AuditEntry.objects.filter(by=goes).update(by=stays)
    PersonalLink.objects.filter(person=goes).delete()
    # Its address and key are unique: they are free once the row is gone.
    entry = remove(goes, by=by, within=within, part_of=stays, batch=one_act)
    editing.edit(stays, _lacking(stays, goes), by=by, within=within, verb="given_what_was_missing", batch=one_act)
    record(stays, "merged", by=by, within=within, batch=one_act, other=entry.thing)
    return stays


def _move(
    one: Appearance | Answer, stays: Person, *, by: Person, within: Edition, part_of: Session | Person, batch: str
) -> None:
    """In the history of its own conference."""
    changes = {"person": (one.person_id, stays.pk)}
    one.person = stays
    one.save(update_fields=["person"])
    record(one, "moved_to_merged", by=by, within=within, part_of=part_of, batch=batch, changes=changes)


def _lacking(stays: Person, goes: Person) -> dict[str, Any]:
    texts = {name: Localised({**getattr(goes, name), **getattr(stays, name)}) for name in TAKEN_OVER}
    values: dict[str, Any] = {**texts, "email": stays.email or goes.email, "key": stays.key or goes.key}
    if not stays.portrait and goes.portrait:
        values |= {
            "portrait": str(goes.portrait.name),
            "portrait_width": goes.portrait_width,
            "portrait_height": goes.portrait_height,
            "portrait_credit": goes.portrait_credit,
        }
    return values


def refuse_to_give_up(person: Person, _by: Person | None) -> None:
    if _is_more_than_named(person):
        raise Refusal(
            "is_more_than_named",
            _("%(name)s signs in here, so this row has to stay. Open its page, and join the other one to it there.")
            % {"name": person},
        )


def _refuse_where_both_are_needed(stays: Person, goes: Person, *, by: Person) -> None:
    refuse_to_give_up(goes, by)
    appearances = Appearance.objects.filter(person=goes)
    theirs = Edition.objects.filter(sessions__appearances__in=appearances).distinct()
    if not may_administer(by):
        foreign = theirs.exclude(pk__in=Edition.objects.with_role(by, ["organiser", "editor"])).first()
        if foreign is not None:
            raise Refusal(
                "elsewhere",
                _("%(name)s is on the programme of “%(edition)s” too, which you do not edit. Ask an administrator.")
                % {"name": goes, "edition": foreign},
            )
    both = Appearance.objects.standing().filter(person=stays)
    for one in appearances.standing().select_related("session"):
        if both.filter(session=one.session_id, part=one.part).exists():
            raise Refusal(
                "same_part",
                _("Both are in “%(session)s” in the same part. Please take one of them out there first.")
                % {"session": one.session},
            )
    if Answer.objects.filter(person=goes, edition__in=Answer.objects.filter(person=stays).values("edition")).exists():
        raise Refusal(
            "both_answered", _("Both have answered for the same conference; this cannot be brought together.")
        )


def _is_more_than_named(person: Person) -> bool:
    """Whether anything but the programme speaks of them: roles, what they did, how they sign in."""
    if person.is_superuser or person.is_staff or person.last_login is not None:
        return True
    known = {Appearance, Answer, AuditEntry, PersonalLink}
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: person.pk}).exists()
        for relation in Person._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ForeignObjectRel) and relation.related_model not in known
    )


def _key(name: Mapping[str, str]) -> str:
    """Names in Latin letters first, as for sessions."""
    texts = Localised(name)
    readable = [text for text in (texts.get("en"), texts.get("de"), *texts.values()) if text and slugify(text)]
    taken = {str(key) for key in Person.objects.exclude(key=None).values_list("key", flat=True)}
    return free_key(readable[0] if readable else texts.text(), "person", taken, _LONGEST_KEY)

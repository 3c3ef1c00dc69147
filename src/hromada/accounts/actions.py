"""What people do with their account, and what is done to it."""

from __future__ import annotations

from collections.abc import Mapping

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hromada.accounts import tasks
from hromada.accounts.models import Person
from hromada.kernel.audit import Named, record
from hromada.kernel.localised import Localised
from hromada.kernel.refusal import Refusal


@transaction.atomic
def name_person(name: Mapping[str, str], *, by: Person | None, within: Named = None) -> Person:
    """Somebody who is named in a programme, and does not sign in. ``within``: in whose history it stands too."""
    person = Person.objects.create_user(name=Localised(name))
    record(person, "created", by=by, within=within)
    return person


@transaction.atomic
def person_at(email: str, *, name: Mapping[str, str], language: str, by: Person) -> Person:
    """Whose address this is; somebody new, who can sign in from now on, where it is nobody's. Raises Refusal for
    somebody new without a name."""
    address = Person.objects.normalize_email(email)
    found = Person.objects.filter(email=address).first()
    if found is not None:
        return found
    if not Localised(name):
        raise Refusal("no_name", _("Nobody has an account with this address yet. Please give the name, too."))
    try:
        with transaction.atomic():
            person = Person.objects.create_user(address, name=Localised(name), language=language)
    except IntegrityError:
        return Person.objects.get(email=address)  # somebody has been quicker
    record(person, "created", by=by)
    return person


@transaction.atomic
def introduce_oneself(person: Person, *, name: Mapping[str, str], language: str, by: Person) -> Person:
    """How the person is called, and in which language we write to them."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.name = Localised(name)
    person.language = language
    person.full_clean(validate_unique=False)
    person.save(update_fields=["name", "language"])
    record(person, "introduced_themselves", by=by)
    return person


def leave_code_to_the_worker(email: str, code: str, *, host: str) -> None:
    """The same work for an address that is nobody's: how long we take must not tell."""
    person = Person.objects.filter(email=Person.objects.normalize_email(email), is_active=True).first()
    tasks.send_code.enqueue(person.pk if person else None, code, host)


@transaction.atomic
def tell_of_second_factor(person: Person, change: str, *, host: str, by: Person) -> None:
    """Written down, and told to the person: a change that was not theirs is how they learn of a thief."""
    record(person, change, by=by)
    tasks.tell_of_change.enqueue(person.pk, change, host)


@transaction.atomic
def forget_second_factors(person: Person, *, by: Person | None, host: str = "") -> bool:
    """For who has lost them all; from now on a code by e-mail is enough again. False if there were none."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    forgotten, _each = Authenticator.objects.filter(user=person).delete()
    if forgotten:
        record(person, "second_factors_forgotten", by=by)
        tasks.tell_of_change.enqueue(person.pk, "second_factors_forgotten", host)
    return bool(forgotten)

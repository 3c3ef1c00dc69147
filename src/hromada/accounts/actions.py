"""What people do with their account."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from hromada.accounts.models import Person
from hromada.kernel.audit import record
from hromada.kernel.localised import Localised


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

"""Organisations and partnerships are written by hand; files are brought by ``importing``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.kernel import editing
from hromada.kernel.editing import Edited
from hromada.kernel.events import announce
from hromada.kernel.models import AuditEntry
from hromada.kernel.refusal import Refusal
from hromada.kernel.relations import numbers_of
from hromada.kernel.removing import remove
from hromada.network import rules
from hromada.network.events import NetworkChanged
from hromada.network.models import Organisation, Partnership

_NAMED_AT_MOST = 5


@transaction.atomic
def create_organisation(values: Mapping[str, Any], *, by: Person | None) -> Organisation:
    """Its name in addresses is made from what it is called, in German first as in the files, and stays."""
    organisation = Organisation(**values)
    taken = set(Organisation.objects.values_list("slug", flat=True))
    organisation.slug = rules.free_slug(organisation.name.text("de"), organisation.country, taken)
    editing.create(organisation, by=by)
    announce(NetworkChanged())
    return organisation


@transaction.atomic
def edit_organisation(
    organisation: Organisation, values: Mapping[str, Any], *, by: Person | None, base: int | None = None
) -> Edited[Organisation]:
    """Give the organisation these values; see ``kernel.editing.edit``."""
    return _told(editing.edit(organisation, values, by=by, base=base))


@transaction.atomic
def delete_organisation(organisation: Organisation, *, by: Person | None) -> AuditEntry:
    """Take it out of the network; where a programme names it, the name stays as announced."""
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    refuse_while_in_partnership(locked, by)
    entry = remove(locked, by=by)
    announce(NetworkChanged())
    return entry


def refuse_while_in_partnership(organisation: Organisation, _by: Person | None) -> None:
    bonds = Partnership.objects.of(organisation).with_partners()
    if named := [str(bond) for bond in bonds[: _NAMED_AT_MOST + 1]]:
        more = ["…"] if len(named) > _NAMED_AT_MOST else []
        raise Refusal(
            "in_partnership",
            _("“%(name)s” is a partner in: %(partnerships)s. Take it out there or delete the partnership first.")
            % {"name": organisation, "partnerships": "; ".join([*named[:_NAMED_AT_MOST], *more])},
        )


@transaction.atomic
def create_partnership(values: Mapping[str, Any], *, by: Person | None) -> Partnership:
    """``values`` by field, ``organisations`` in their order among them."""
    organisations = values["organisations"]
    lock_partners(organisations)
    plain = {name: value for name, value in values.items() if name != "organisations"}
    partnership = editing.create(Partnership(**plain), {"organisations": organisations}, by=by)
    announce(NetworkChanged())
    return partnership


@transaction.atomic
def edit_partnership(
    partnership: Partnership, values: Mapping[str, Any], *, by: Person | None, base: int | None = None
) -> Edited[Partnership]:
    """Give the partnership these values; its partners are one of them, and keep the order in which they are sent."""
    if "organisations" in values:
        lock_partners(values["organisations"])
    return _told(editing.edit(partnership, values, by=by, base=base))


@transaction.atomic
def delete_partnership(partnership: Partnership, *, by: Person | None) -> AuditEntry:
    """The organisations stay."""
    entry = remove(partnership, by=by)
    announce(NetworkChanged())
    return entry


def _told(edited: Edited[Any]) -> Edited[Any]:
    if edited.changes:
        announce(NetworkChanged())
    return edited


def lock_partners(organisations: Sequence[Organisation | int]) -> None:
    """They must be there when the transaction ends: who deletes one meanwhile waits, and is refused."""
    numbers = numbers_of(organisations)
    if len(set(numbers)) < len(numbers):
        raise Refusal("twice", _("An organisation can be a partner only once."))
    if len(numbers) < 2:
        raise Refusal("too_few", _("A partnership has at least two partners."))
    # One order for all, so that two at once wait for each other.
    locked = Organisation.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk")
    if len(locked) < len(numbers):
        raise Refusal("gone", _("One of the partners has been deleted since. Please look at them again."))

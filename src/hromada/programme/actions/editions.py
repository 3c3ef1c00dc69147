"""An edition is made, or cloned from the last, shown, hidden, and made the current one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.kernel import editing
from hromada.kernel.audit import record
from hromada.kernel.editing import Edited
from hromada.kernel.events import announce
from hromada.kernel.refusal import Refusal
from hromada.programme import cloning
from hromada.programme.events import EditionsRearranged
from hromada.programme.models import Edition, Release, Role
from hromada.programme.models.edition import free_slug


@transaction.atomic
def create_edition(values: Mapping[str, Any], *, by: Person | None) -> Edition:
    """A new draft with nothing in it."""
    edition = editing.create(Edition(**values), by=by)
    _let_organise(edition, by)
    return edition


@transaction.atomic
def clone_edition(last: Edition, *, slug: str, starts_on: date, by: Person | None) -> Edition:
    """A new draft with everything of the last one that is worth keeping, on its first day and those after it."""
    last = Edition.objects.select_for_update(no_key=True).get(pk=last.pk)
    try:
        free_slug(slug)
    except ValidationError as error:
        raise Refusal("reserved", error.messages[0]) from error
    if Edition.objects.filter(slug=slug).exists():
        raise Refusal("slug_taken", _("There is already a conference at the address “%(slug)s”.") % {"slug": slug})
    edition = cloning.clone(last, slug=slug, starts_on=starts_on)
    record(edition, "cloned", by=by, last=last.slug)
    _let_organise(edition, by)
    return edition


def _let_organise(edition: Edition, by: Person | None) -> None:
    """Who makes a conference is the first in its organisation team."""
    if by is None:
        return
    role = Role.objects.create(edition=edition, person=by, kind=Role.Kind.ORGANISER)
    record(role, "role_given", by=by, within=edition, person=by.pk, kind=role.kind, was=None)


def edit_edition(
    edition: Edition, values: Mapping[str, Any], *, by: Person | None, base: int | None = None
) -> Edited[Edition]:
    """Give the edition these values, in draft; see ``kernel.editing.edit``."""
    return editing.edit(edition, values, by=by, base=base, within=edition)


@transaction.atomic
def show_to_public(edition: Edition, *, by: Person | None) -> Edition:
    """Everyone sees its releases from now on."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if not Release.objects.filter(edition=edition).exists():
        raise Refusal("no_release", _("Publish a release first; until then there is nothing to show."))
    edition.is_public = True
    edition.save(update_fields=["is_public"])
    record(edition, "shown", by=by)
    announce(EditionsRearranged())
    return edition


@transaction.atomic
def withdraw_from_public(edition: Edition, *, by: Person | None) -> Edition:
    """Nobody outside sees it any more; its releases stay."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    edition.is_public = edition.is_current = False
    edition.save(update_fields=["is_public", "is_current"])
    record(edition, "hidden", by=by)
    announce(EditionsRearranged())
    return edition


@transaction.atomic
def make_current(edition: Edition, *, by: Person | None) -> Edition:
    """The home page leads to this edition from now on."""
    # All rows, in one order: two at once wait for each other instead of meeting in the constraint.
    editions = {one.pk: one for one in Edition.objects.select_for_update().order_by("pk")}
    edition = editions[edition.pk]
    if not edition.is_public:
        raise Refusal("not_public", _("Show the conference to the public before you lead the home page to it."))
    Edition.objects.filter(is_current=True).exclude(pk=edition.pk).update(is_current=False)
    edition.is_current = True
    edition.save(update_fields=["is_current"])
    record(edition, "made current", by=by)
    announce(EditionsRearranged())
    return edition

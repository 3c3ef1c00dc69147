"""One change is taken back: an edit, a creation, a deletion; unless somebody has built on it since."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.kernel import editing
from hromada.kernel.models import AuditEntry
from hromada.kernel.refusal import Refusal
from hromada.kernel.removing import remove, restore
from hromada.programme.actions.sessions import delete_session, refuse_circle
from hromada.programme.models import Session


@transaction.atomic
def take_back(entry: AuditEntry, *, by: Person) -> None:
    """The taking back is a change itself, and can be taken back. Raises Refusal where others have changed the same."""
    if "rows" in entry.details:
        restore(entry, by=by)
        return
    thing = _thing_of(entry)
    if entry.verb == "created":
        _uncreate(entry, thing, by)
        return
    changes = entry.details.get("changes", {})
    if isinstance(thing, Session) and "parent" in changes and (above := changes["parent"][0]):
        refuse_circle(thing, Session.objects.filter(pk=above).first())
    editing.undo(entry, thing, by=by, within=entry.within, part_of=entry.part_of)


def _thing_of(entry: AuditEntry) -> Any:
    label, _colon, pk = entry.thing.partition(":")
    found = apps.get_model(label)._default_manager.filter(pk=pk).first()
    if found is None:
        raise Refusal("gone", _("This has been deleted since. Bring it back first."))
    return found


def _uncreate(entry: AuditEntry, thing: Any, by: Person) -> None:
    named = models.Q(thing=entry.thing) | models.Q(part_of=entry.thing)
    if AuditEntry.objects.filter(named, pk__gt=entry.pk).exists():
        raise Refusal(
            "changed_since",
            _("This has been worked on since it was created. Delete it where it stands if it is no longer wanted."),
        )
    if isinstance(thing, Session):
        delete_session(thing, by=by)
    else:
        remove(thing, by=by, within=entry.within, part_of=entry.part_of)

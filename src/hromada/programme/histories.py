"""Who changed what when, as far as a person at the desk may know; and what of it they may take back."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from hromada.kernel.audit import name_of
from hromada.kernel.models import AuditEntry
from hromada.programme.access import Desk, Right

# What a draft is made of. Other things in the history are taken back where they are made, if at all.
_PIECES = {"programme.session", "programme.appearance", "programme.sessionbody", "programme.material"}
_RIGHTS = dict.fromkeys(_PIECES, Right.EDIT) | {
    "accounts.person": Right.EDIT,
    "programme.edition": Right.ORGANISE,
    "programme.editionbody": Right.ORGANISE,
    "programme.room": Right.EDIT,
    "programme.term": Right.EDIT,
    "programme.topic": Right.EDIT,
    "programme.venue": Right.EDIT,
}


def entries_of(desk: Desk) -> QuerySet[AuditEntry]:
    """Of the whole edition; for who only co-organises, of their branch, with what was deleted from it."""
    here = name_of(desk.edition)
    if desk.may_read:
        return AuditEntry.objects.filter(Q(within=here) | Q(thing=here))
    branch = [f"programme.session:{pk}" for pk in desk.sessions.values_list("pk", flat=True)]
    return AuditEntry.objects.filter(Q(thing__in=branch) | Q(part_of__in=branch), within=here)


def may_take_back(desk: Desk, entry: AuditEntry) -> bool:
    """Whether the person may undo this entry of ``entries_of`` their desk, if nothing was built on it."""
    label = entry.thing.partition(":")[0]
    is_change = bool(entry.details.get("changes")) or "rows" in entry.details or entry.verb == "created"
    if not is_change or label not in _RIGHTS:
        return False
    if desk.may(_RIGHTS[label]):
        return True
    # Co-organisers stay within their branch, and nothing leaves it by their hand.
    return desk.role is None and label in _PIECES and "parent" not in entry.details.get("changes", {})

"""A change is taken back: an edit, a creation, a deletion; unless somebody has built on it since.

The taking back is a change itself: it names the entry that it takes back, and is taken back in the same way. What
belongs together (``audit.Together``) stays together when it is taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from hromada.kernel import editing
from hromada.kernel.audit import Together, new_batch, why_together
from hromada.kernel.events import announce
from hromada.kernel.histories.since import since
from hromada.kernel.histories.subjects import Subject, changes_of, has_ended_it, is_a_change, made_it, subject_of
from hromada.kernel.models import AuditEntry
from hromada.kernel.refusal import Refusal
from hromada.kernel.removing import remove, restore


@transaction.atomic
def take_back(entry: AuditEntry, *, by: models.Model | None) -> None:
    """One change, with what was one act with it. Raises Refusal where others have changed the same since."""
    act = act_of(entry)
    taking = _Taking(by, new_batch(Together.ACT) if len(act) > 1 else "")
    for one in act:
        if is_a_change(one):
            taking.reverse(one)
    taking.announce()


def act_of(entry: AuditEntry) -> list[AuditEntry]:
    """All entries of the one act, the last first."""
    if why_together(entry) is not Together.ACT:
        return [entry]
    return list(AuditEntry.objects.filter(batch=entry.batch).order_by("-pk"))


@dataclass
class Outcome:
    """Of many at once: how many changes were taken back, and what stays as it is, with the reason."""

    taken: int = 0
    kept: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def take_all_back(entries: Iterable[AuditEntry], *, by: models.Model | None, of: Together) -> Outcome:
    """As far as nobody has built on it; the rest stays, and is named. What was taken back is one batch, and can be
    taken back as such."""
    taking = _Taking(by, new_batch(of))
    outcome = Outcome()
    waiting = sorted(filter(is_a_change, entries), key=lambda entry: entry.pk, reverse=True)
    refused: list[tuple[AuditEntry, Refusal]] = []
    # What holds others waits until they are gone; what nobody can move any more stays.
    while waiting:
        refused = [(entry, refusal) for entry in waiting if (refusal := taking.try_to_reverse(entry))]
        outcome.taken += len(waiting) - len(refused)
        waiting = [entry for entry, _refusal in refused] if len(refused) < len(waiting) else []
    outcome.kept = [(str(entry.called), str(refusal)) for entry, refusal in reversed(refused)]
    taking.announce()
    return outcome


def reverse(entry: AuditEntry, *, by: models.Model | None, batch: str = "") -> models.Model:
    """This entry alone, whatever belongs to it; the thing as it is now, or as it was before it went."""
    taking = _Taking(by, batch)
    thing = taking.reverse(entry)
    taking.announce()
    return thing


@dataclass
class _Taking:
    """``events`` are announced once, however many things they are about."""

    by: Any
    batch: str
    events: dict[Callable[[], object], None] = field(default_factory=dict)

    def announce(self) -> None:
        for event in self.events:
            announce(event())

    def try_to_reverse(self, entry: AuditEntry) -> Refusal | None:
        try:
            with transaction.atomic():
                self.reverse(entry)
        except Refusal as refusal:
            return refusal
        return None

    def reverse(self, entry: AuditEntry) -> models.Model:
        subject = subject_of(entry)
        if subject is None or not is_a_change(entry):
            raise Refusal("not_a_change", _("There is nothing in this entry that could be taken back."))
        if has_ended_it(entry):
            thing = restore(entry, by=self.by, batch=self.batch)
            was_public = False
        else:
            thing = _thing_of(entry, subject)
            was_public = subject.is_public(thing)
            if made_it(entry):
                self._unmake(entry, thing, subject)
            else:
                values = {path: before for path, (before, _after) in changes_of(entry).items()}
                subject.refuse_change(thing, values, self.by)
                thing = editing.undo(entry, thing, by=self.by, batch=self.batch)
        if subject.event is not None and (was_public or subject.is_public(thing)):
            self.events[subject.event] = None
        return thing

    def _unmake(self, entry: AuditEntry, thing: models.Model, subject: Subject) -> None:
        if since([entry]).built_upon(entry, apart_from=[self.batch]):
            raise Refusal(
                "changed_since",
                _("This has been worked on since it was created. Delete it where it stands if it is no longer wanted."),
            )
        subject.refuse_end(thing, self.by)
        remove(
            thing,
            by=self.by,
            within=entry.within,
            part_of=entry.part_of,
            batch=self.batch,
            only_if_unused=True,
            entry=entry.pk,
        )


def _thing_of(entry: AuditEntry, subject: Subject) -> models.Model:
    found = subject.model._base_manager.filter(pk=entry.thing.partition(":")[2]).first()
    if found is None:
        raise Refusal("gone", _("This has been deleted since. Bring it back first."))
    return found

"""Taking one's own last change to a programme back, step by step, and doing it again.

The steps are read from the history: what a bulk change has done to many sessions is one. Taking back is a change as
well, which names the entry it takes back; so to do it again is to take the taking back back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.kernel.audit import Together, name_of, new_batch, why_together
from hromada.kernel.histories.subjects import has_ended_it, is_a_change
from hromada.kernel.histories.taking_back import reverse
from hromada.kernel.models import AuditEntry
from hromada.kernel.refusal import Refusal
from hromada.programme.models import Appearance, Edition, Session
from hromada.programme.models.session import SessionQuerySet

_REMEMBERED = timedelta(hours=12)
_MOST_ENTRIES = 500
_THINGS = tuple(f"{model._meta.label_lower}:" for model in (Session, Appearance))


@dataclass(eq=False)
class Step:
    """Entries of the history that were made by one act, the first first."""

    entries: list[AuditEntry]
    batch: str = ""

    @property
    def called(self) -> str:
        """What the first of the things was called."""
        return str(self.entries[0].called)

    def __len__(self) -> int:
        return len(self.entries)


@dataclass
class Steps:
    """What one person can take back and do again; the last step is the next."""

    back: list[Step] = field(default_factory=list)
    again: list[Step] = field(default_factory=list)


def steps_of(edition: Edition, by: Person) -> Steps:
    """One's own of the last hours."""
    mine = AuditEntry.objects.filter(within=name_of(edition), by=by, at__gt=timezone.now() - _REMEMBERED)
    about = models.Q(*(("thing__startswith", thing) for thing in _THINGS), _connector=models.Q.OR)
    entries = mine.filter(about).order_by("-pk")[:_MOST_ENTRIES]
    return _steps([entry for entry in reversed(entries) if _can_be_taken_back(entry)])


@transaction.atomic
def undo_last(edition: Edition, *, by: Person, among: SessionQuerySet) -> Step:
    """Take one's last step back. ``among``: the sessions that the person may change now."""
    steps = steps_of(edition, by)
    if not steps.back:
        raise Refusal("nothing_to_undo", _("There is nothing of yours to take back."))
    return _take_back(steps.back[-1], by, among)


@transaction.atomic
def redo_last(edition: Edition, *, by: Person, among: SessionQuerySet) -> Step:
    """Do again what one has taken back last."""
    steps = steps_of(edition, by)
    if not steps.again:
        raise Refusal("nothing_to_redo", _("There is nothing of yours to do again."))
    return _take_back(steps.again[-1], by, among)


def sessions_of(step: Step) -> list[int]:
    """The numbers of the sessions that a step is about."""
    return [
        int(number) for model, _colon, number in (e.thing.partition(":") for e in step.entries) if model == _SESSION
    ]


_SESSION = Session._meta.label_lower


def _can_be_taken_back(entry: AuditEntry) -> bool:
    """What a file brought is taken back where it was brought."""
    return is_a_change(entry) and why_together(entry) is not Together.FILE


def _steps(entries: list[AuditEntry]) -> Steps:
    """``entries`` in the order in which they were made."""
    steps = Steps()
    step_of: dict[int, Step] = {}
    reverse_of: dict[Step, Step] = {}
    for entry in entries:
        batch, taken_back = entry.batch, step_of.get(entry.details.get("entry") or 0)
        if taken_back is not None and taken_back in reverse_of:
            step = reverse_of[taken_back]
            step.entries.append(entry)
        elif taken_back is not None:
            step = reverse_of[taken_back] = Step([entry])
            source, target = (steps.back, steps.again) if taken_back in steps.back else (steps.again, steps.back)
            source.remove(taken_back)
            target.append(step)
        elif batch and steps.back and steps.back[-1].batch == batch:
            step = steps.back[-1]
            step.entries.append(entry)
        else:
            step = Step([entry], batch)
            steps.back.append(step)
            steps.again.clear()
        step_of[entry.pk] = step
    return steps


def _take_back(step: Step, by: Person, among: SessionQuerySet) -> Step:
    # In one order, so that two who take back at once do not wait for each other.
    list(Session.objects.select_for_update().filter(pk__in=sessions_of(step)).order_by("pk"))
    batch = new_batch(Together.BULK) if len(step) > 1 else ""
    # The last first: what holds others was deleted after them, and comes back before.
    for entry in reversed(step.entries):
        # What was deleted is theirs once it is back; what will be deleted, as long as it is there.
        if not has_ended_it(entry):
            _refuse_foreign(_session_of(entry), entry, among)
        thing = reverse(entry, by=by, batch=batch)
        if has_ended_it(entry):
            _refuse_foreign(thing, entry, among)
    return step


def _refuse_foreign(thing: models.Model | None, entry: AuditEntry, among: SessionQuerySet) -> None:
    session = thing.session if isinstance(thing, Appearance) else thing
    if session is None or not among.filter(pk=session.pk).exists():
        raise Refusal("gone", _("“%(name)s” is no longer there, or no longer yours.") % {"name": entry.called})


def _session_of(entry: AuditEntry) -> Session | None:
    name, _colon, number = entry.thing.partition(":")
    if name == _SESSION:
        return Session.objects.filter(pk=number).first()
    return Session.objects.filter(appearances=int(number)).first()

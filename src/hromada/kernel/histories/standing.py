"""Which entries of a page may be taken back, which are, and of the others why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hromada.kernel.audit import Together, why_together
from hromada.kernel.editing import label_of
from hromada.kernel.histories.since import Since, since
from hromada.kernel.histories.subjects import (
    Subject,
    changes_of,
    declared,
    has_ended_it,
    is_a_change,
    made_it,
    subject_of,
)
from hromada.kernel.models import AuditEntry

May = Callable[[str], bool]
"""Whether a person has this right, where they look at the history."""


@dataclass(frozen=True)
class Standing:
    """``reason``: why it may not be taken back; '' where it may, or is."""

    may_take_back: bool = False
    is_taken_back: bool = False
    reason: str = ""


def standings(
    entries: Sequence[AuditEntry], *, may: May, reach: Callable[[], QuerySet[AuditEntry]]
) -> dict[int, Standing]:
    """By number of the entry. ``reach``: the entries that the person may take back, for what lies outside the page."""
    acts = {entry.batch for entry in entries if why_together(entry) is Together.ACT}
    beside = _beside(entries, acts)
    out_of_reach = {entry.pk for entry in beside} - set(_numbers(reach, beside))
    everything = [*entries, *beside]
    state = _State(since(everything), _there(everything), may)
    alone = {
        entry.pk: Standing(reason=_elsewhere()) if entry.pk in out_of_reach else state.of(entry) for entry in everything
    }
    by_act: dict[str, list[AuditEntry]] = defaultdict(list)
    for entry in everything:
        by_act[entry.batch].append(entry)
    return {
        entry.pk: _of_act(by_act[entry.batch], alone) if entry.batch in acts else alone[entry.pk] for entry in entries
    }


def _beside(entries: Sequence[AuditEntry], acts: Collection[str]) -> list[AuditEntry]:
    """Of the same acts, but not on the page."""
    if not acts:
        return []
    shown = [entry.pk for entry in entries]
    return list(AuditEntry.objects.filter(batch__in=acts).exclude(pk__in=shown))


def _numbers(reach: Callable[[], QuerySet[AuditEntry]], entries: Sequence[AuditEntry]) -> Iterable[int]:
    return reach().filter(pk__in=[entry.pk for entry in entries]).values_list("pk", flat=True) if entries else ()


def _there(entries: Iterable[AuditEntry]) -> set[str]:
    """Names of those things that are there now, with a query for each sort of them."""
    numbers: dict[Subject, set[str]] = defaultdict(set)
    for entry in entries:
        if (subject := subject_of(entry)) is not None:
            numbers[subject].add(entry.thing.partition(":")[2])
    return {
        f"{subject.label}:{pk}"
        for subject, pks in numbers.items()
        for pk in subject.model._base_manager.filter(pk__in=pks).values_list("pk", flat=True)
    }


def _of_act(act: Sequence[AuditEntry], alone: Mapping[int, Standing]) -> Standing:
    """All of it, or nothing."""
    told = [alone[entry.pk] for entry in act if is_a_change(entry)]
    if any(one.is_taken_back for one in told):
        return Standing(is_taken_back=True)
    return next((one for one in told if not one.may_take_back), Standing(may_take_back=True))


@dataclass(frozen=True)
class _State:
    happened: Since
    there: Collection[str]
    may: May

    def of(self, entry: AuditEntry) -> Standing:
        subject = subject_of(entry)
        if subject is None or not is_a_change(entry):
            return Standing(reason=_instead(entry))
        if entry.pk in self.happened.taken_back:
            return Standing(is_taken_back=True)
        for right in sorted(subject.rights_for(entry)):
            if not self.may(right):
                return Standing(reason=str(declared().rights[right]))
        reason = self._built_upon(entry, subject)
        return Standing(may_take_back=not reason, reason=reason)

    def _built_upon(self, entry: AuditEntry, subject: Subject) -> str:
        is_there = entry.thing in self.there
        if has_ended_it(entry):
            return _("It is there again.") if is_there else ""
        if not is_there:
            return _("Deleted since; bring that back first.")
        if made_it(entry):
            return _("Worked on since.") if self.happened.built_upon(entry) else ""
        now = self.happened.says_now(entry)
        other = {path for path, (_before, after) in changes_of(entry).items() if now.get(path, after) != after}
        if not other:
            return ""
        fields = ", ".join(sorted({label_of(subject.model, path) for path in other}))
        return _("Changed again since: %(fields)s.") % {"fields": fields}


def _instead(entry: AuditEntry) -> str:
    verb = declared().verbs.get(entry.verb)
    if verb is not None and verb.instead is not None:
        return str(verb.instead)
    return ""


def _elsewhere() -> str:
    return _("It was one step with changes elsewhere; administrators can take it back.")

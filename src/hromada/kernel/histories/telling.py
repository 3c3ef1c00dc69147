"""The history in words: what was done, to what, what it said before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.db.models import Count
from django.utils.safestring import SafeString

from hromada.kernel.audit import Together, why_together
from hromada.kernel.editing import in_order, label_of
from hromada.kernel.histories.rewording import reworded
from hromada.kernel.histories.standing import Standing
from hromada.kernel.histories.subjects import changes_of, declared, model_of, sort_of
from hromada.kernel.histories.subjects import label_of as label_of_thing
from hromada.kernel.models import AuditEntry
from hromada.kernel.saying import Saying

# Of two long texts the words that differ are shown, of short ones the one and the other.
_LONG = 80


@dataclass(frozen=True)
class Changed:
    """``marked``: both in one, what came and went marked, of long texts."""

    label: str
    before: str
    after: str
    language: str
    marked: SafeString


@dataclass(frozen=True)
class Line:
    """``at_once``: how many changes were made with this one by one press, or by one file; 0 where it stands alone.
    ``is_for_file``: it stands for all that a file brought."""

    entry: AuditEntry
    at: datetime
    by: str
    verb: str
    sort: str
    called: str
    changes: Sequence[Changed]
    standing: Standing
    at_once: int = 0
    is_for_file: bool = False


def lines_of(
    entries: Sequence[AuditEntry], standings: Mapping[int, Standing], *, zone: tzinfo, files_as_one: bool
) -> list[Line]:
    """One query for each model that values refer to."""
    saying = Saying(
        (
            (model, path, value)
            for entry in entries
            if (model := model_of(entry)) is not None
            for path, pair in changes_of(entry).items()
            for value in pair
        ),
        zone=zone,
    )
    at_once = _at_once(entries)
    return [
        Line(
            entry=entry,
            at=entry.at.astimezone(zone),
            by=str(entry.by) if entry.by else "",
            verb=verb_in_words(entry),
            sort=sort_of(label_of_thing(entry)),
            called=str(entry.called),
            changes=tuple(_told(entry, saying)),
            standing=standings[entry.pk],
            at_once=at_once.get(entry.batch, 0),
            is_for_file=files_as_one and why_together(entry) is Together.FILE and entry.batch in at_once,
        )
        for entry in entries
    ]


def verb_in_words(entry: AuditEntry) -> str:
    verb = declared().verbs.get(entry.verb)
    return str(verb.name) if verb else entry.verb.replace("_", " ")


def _at_once(entries: Iterable[AuditEntry]) -> dict[str, int]:
    batches = {entry.batch for entry in entries if why_together(entry) in (Together.BULK, Together.FILE)}
    if not batches:
        return {}
    counts = AuditEntry.objects.filter(batch__in=batches).order_by().values("batch").annotate(number=Count("pk"))
    return {batch: number for batch, number in counts.values_list("batch", "number") if number > 1}


def _told(entry: AuditEntry, saying: Saying) -> Iterable[Changed]:
    model = model_of(entry)
    if model is None:
        return
    changes = changes_of(entry)
    for path in in_order(model, changes):
        before, after = (saying.say(model, path, value) for value in changes[path])
        is_long = bool(before and after) and max(len(before), len(after)) > _LONG
        yield Changed(
            label=label_of(model, path),
            before=before,
            after=after,
            language=path.partition(".")[2],
            marked=reworded(before, after) if is_long else SafeString(""),
        )

"""What a change would make of many sessions, before it is done: field by field, and the conflicts it would make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hromada.programme import labels
from hromada.programme.bulk import BulkChange
from hromada.programme.models import Session, Topic
from hromada.programme.planning import Planning, Row
from hromada.programme.presentation.office import findings
from hromada.programme.presentation.office.findings import Difference
from hromada.programme.snapshot import Access, Format


@dataclass(frozen=True)
class Becoming:
    """One line: what a field says, and what it will say."""

    label: str
    before: object
    after: object


@dataclass(frozen=True)
class Previewed:
    row: Row
    becomes: tuple[Becoming, ...]


@dataclass(frozen=True)
class Preview:
    """``sessions`` are those that the change makes a difference to; ``same`` counts the others."""

    sessions: tuple[Previewed, ...]
    same: int
    difference: Difference


def preview(
    planning: Planning,
    rows: Sequence[Row],
    change: BulkChange,
    topics: Sequence[Topic],
    topics_of: Mapping[int, set[int]],
) -> Preview:
    names = {topic.pk: topic.name for topic in topics}
    after = planning.with_rows({row.pk: None if change.deletes else _changed(row, change, planning) for row in rows})
    found = []
    for row in rows:
        becomes = [] if change.deletes else list(_fields(row, after.by_pk[row.pk], planning))
        becomes += _topics(change, topics_of.get(row.pk, set()), names)
        if change.confirms and row.asked:
            asked = ngettext("%(count)d to be confirmed", "%(count)d to be confirmed", row.asked) % {"count": row.asked}
            becomes.append(Becoming(_("People"), asked, _("confirmed")))
        if change.deletes:
            becomes = [Becoming(_("Session"), _("there"), _("deleted"))]
        if becomes:
            found.append(Previewed(row, tuple(becomes)))
    difference = findings.difference(findings.told(planning), findings.told(after))
    return Preview(tuple(found), len(rows) - len(found), difference)


def _changed(row: Row, change: BulkChange, planning: Planning) -> Row:
    values = change.values(row, planning.edition.zone)
    values |= {name: tuple(values[name]) for name in ("floor", "interpreted") if name in values}
    values |= {name: kind(values[name]) for name, kind in (("access", Access), ("format", Format)) if name in values}
    return replace(row, **values)


def _fields(row: Row, after: Row, planning: Planning) -> list[Becoming]:
    rooms = planning.room_by_pk

    def room(one: Row) -> object:
        return rooms[one.room_id].name if one.room_id else _("no room")

    def when(one: Row) -> object:
        return planning.plan.local(one.starts, one.ends) if one.starts and one.ends else _("no time")

    def languages(codes: Sequence[str]) -> str:
        return ", ".join(labels.language(code) for code in codes) or pgettext("languages, topics", "none")

    shown: list[tuple[str, Any, Any]] = [
        ("starts", when(row), when(after)),
        ("room", room(row), room(after)),
        ("access", labels.label(row.access), labels.label(after.access)),
        ("format", labels.label(row.format), labels.label(after.format)),
        ("floor", languages(row.floor), languages(after.floor)),
        ("interpreted", languages(row.interpreted), languages(after.interpreted)),
        ("sign_up", _("yes") if row.sign_up else _("no"), _("yes") if after.sign_up else _("no")),
    ]
    return [Becoming(_label(name), old, new) for name, old, new in shown if str(old) != str(new)]


def _topics(change: BulkChange, before: set[int], names: Mapping[int, object]) -> list[Becoming]:
    after = change.topics(before)
    if change.deletes or after == before:
        return []

    def told(numbers: set[int]) -> str:
        return ", ".join(str(names[number]) for number in names if number in numbers) or pgettext(
            "languages, topics", "none"
        )

    return [Becoming(_label("topics"), told(before), told(after))]


def _label(name: str) -> str:
    return capfirst(str(Session._meta.get_field(name).verbose_name))  # type: ignore[union-attr]  # our own fields

"""What the board says after a change: where the session is now, what that has caused, and what it has mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hromada.kernel.editing import Edited
from hromada.programme.models import Session
from hromada.programme.planning import Planning, Row
from hromada.programme.presentation.office.findings import Difference

_MOST = 4
"""More than so many sentences of a kind nobody listens to."""


@dataclass(frozen=True)
class Saying:
    """``tone`` is that of a notice."""

    tone: str
    sentence: str


def place_of(planning: Planning, row: Row, *, copied: bool = False) -> str:
    """Where a session is now."""
    if not (row.starts and row.ends):
        no_time = _("“%(title)s” has been copied; the copy has no time yet.") if copied else _("“%(title)s”: no time.")
        return no_time % {"title": row.title}
    room = planning.room_by_pk.get(row.room_id or 0)
    facts: dict[str, object] = {"title": row.title, "when": planning.plan.local(row.starts, row.ends)}
    if room is None:
        no_room = _("Copy of “%(title)s”: %(when)s, no room.") if copied else _("“%(title)s”: %(when)s, no room.")
        return no_room % facts
    sentence = _("Copy of “%(title)s”: %(when)s, %(room)s.") if copied else _("“%(title)s”: %(when)s, %(room)s.")
    return sentence % {**facts, "room": room.name}


def moved(planning: Planning, row: Row, along: int) -> str:
    """Where a session is now, and how many others came with it."""
    place = place_of(planning, row)
    return f"{place} {came_along(along)}" if along else place


def came_along(count: int) -> str:
    return ngettext("%(count)d item came along.", "%(count)d items came along.", count) % {"count": count}


def overtaken(planning: Planning, edited: Edited[Session]) -> str:
    """Someone else was quicker."""
    row, clash = planning.by_pk[edited.thing.pk], edited.clashes[0]
    return _("%(name)s has moved this in the meantime, so nothing was changed. %(place)s") % {
        "name": clash.by or _("Someone"),
        "place": place_of(planning, row),
    }


def changed(difference: Difference) -> Iterator[Saying]:
    """First what is new, then what is solved."""
    kinds = (
        ("warning", difference.new, _("New: %(finding)s")),
        ("success", difference.solved, _("Solved: %(finding)s")),
    )
    for tone, findings, sentence in kinds:
        for one in findings[:_MOST]:
            yield Saying(tone, sentence % {"finding": one.sentence if tone == "warning" else one.briefly})
        if (more := len(findings) - _MOST) > 0:
            yield Saying(tone, ngettext("… and %(count)d more.", "… and %(count)d more.", more) % {"count": more})

"""Columns and cards of the board as HTML. Not a template: some hundreds are drawn for one page, and some dozens
between the drop of a session and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import quote

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext

from hromada.kernel.localised import Localised
from hromada.programme import labels
from hromada.programme.planning import Planning, Row
from hromada.programme.presentation.cards import family, localised
from hromada.programme.presentation.office.board import MOST_LANES, Column, Slot
from hromada.programme.rules import Severity
from hromada.programme.snapshot import Access, Kind

_SHORT = 20
"""Minutes up to which a card has room for one line only."""


@dataclass(frozen=True)
class Drawing:
    """``marked`` by session, the gravest that is told of it; ``move_at`` is the page on which one is moved by a form,
    ready for its key."""

    planning: Planning
    marked: Mapping[int, Severity]
    move_at: str

    @cached_property
    def language(self) -> str:
        return get_language() or "de"

    @cached_property
    def _kinds(self) -> dict[Kind, tuple[str, str]]:
        return {kind: (family(kind).value, escape(str(labels.label(kind)))) for kind in Kind}

    @cached_property
    def _session_at(self) -> str:
        return reverse("programme:office_session", args=[self.planning.edition.slug, "KEY"])

    @cached_property
    def _marks(self) -> dict[object, str]:
        """Each mark that needs no number."""
        words = {
            Severity.CONFLICT: ("conflict", pgettext("mark on a session", "Conflict")),
            Severity.GAP: ("gap", pgettext("mark on a session", "Gap")),
            Access.INVITATION: ("invitation", str(labels.label(Access.INVITATION))),
        }
        return {
            value: f'<span class="slot__mark slot__mark--{name}" title="{escape(word)}"><i>{escape(word)}</i></span> '
            for value, (name, word) in words.items()
        }

    def column(self, column: Column) -> SafeString:
        """The room's head and its sessions; the head tells how many there are."""
        name = localised(column.room.name, self.language) if column.room else escape(gettext("Without a room"))
        places = ""
        if column.room and column.room.capacity:
            places = ngettext("%(count)d place", "%(count)d places", column.room.capacity) % {
                "count": column.room.capacity
            }
        slots = "".join(self.slot(slot) for slot in column.slots)
        idle = "" if column.slots or column.room else " room-column--idle"
        look = f"room-column{idle} lanes-{min(column.lanes, MOST_LANES)}"
        return SafeString(
            f'<section class="{look}" id="column-{column.key}" data-room="{column.key}" '
            f'data-base="{self.planning.base}">'
            f'<h2 class="room-column__head"><span class="room-column__name">{name}</span>'
            f'<span class="room-column__facts">{places}</span></h2>'
            f'<div class="room-column__body">{slots}</div></section>'
        )

    def slot(self, slot: Slot) -> SafeString:
        hour, minute = divmod(slot.starts, 60)
        hours, minutes = divmod(slot.minutes, 60)
        places = [f"at-{hour}h", f"for-{hours}h"]
        places += [f"at-{minute}m"] if minute else []
        places += [f"for-{minutes}m"] if minutes else []
        if slot.lanes > 1:
            places.append(f"lane-{slot.lane % MOST_LANES} lanes-{min(slot.lanes, MOST_LANES)}")
        if slot.inners > 1:
            places.append(f"inner-{slot.inner % MOST_LANES} inners-{min(slot.inners, MOST_LANES)}")
        places += ["slot--held"] if slot.is_held else []
        places += ["slot--band"] if slot.is_band else []
        places += ["slot--short"] if slot.minutes <= _SHORT else []
        return self._card(slot.row, " ".join(places), f' data-at="{slot.starts}" data-for="{slot.minutes}"')

    def shelved(self, row: Row) -> SafeString:
        """One without a time."""
        room = self.planning.room_by_pk.get(row.room_id or 0)
        return self._card(row, "slot--shelved", f' data-room="{room.key if room else ""}"')

    def _card(self, row: Row, places: str, facts: str) -> SafeString:
        look, kind = self._kinds[row.kind]
        key = escape(row.key)
        grip = ""
        if row.pk in self.planning.editable:
            label = escape(gettext("Move “%(title)s”") % {"title": row.title})
            grip = f'<a class="slot__grip" href="{self.move_at}{quote(row.key)}" aria-label="{label}"></a>'
        severity = self.marked.get(row.pk)
        grave = " slot--conflict" if severity is Severity.CONFLICT else ""
        before = self._marks.get(severity, "") + self._language_of(row.title)
        title = f'<a href="{self._session_at.replace("KEY", key)}">{localised(row.title, self.language)}</a>'
        return SafeString(
            f'<article class="slot slot--{look} {places}{grave}" id="slot-{key}" data-session="{key}"{facts}>'
            f'<div class="slot__text"><p class="slot__title">{before}{title}</p>'
            f'<p class="slot__facts">{self._when(row)} {kind}{self._within(row)}</p>{self._marks_of(row)}'
            f"</div>{grip}</article>"
        )

    def _language_of(self, title: Localised) -> str:
        """Which one stands in for the reader's, before the title: at its end it would be cut off first."""
        shown = title.language(self.language) or self.language
        if shown == self.language:
            return ""
        return f'<abbr class="slot__language" title="{escape(labels.language(shown))}">{shown}</abbr> '

    def _when(self, row: Row) -> str:
        if row.starts is None or row.ends is None:
            return ""
        return f'<span class="slot__when">{self._clock(row.starts)}–{self._clock(row.ends)}</span>'

    def _clock(self, moment: datetime) -> str:
        return moment.astimezone(self.planning.edition.zone).strftime("%H:%M")

    def _within(self, row: Row) -> str:
        """Where it takes place without a room, and what it is part of, as far as the person may read that."""
        venue = self.planning.venue_by_pk.get(row.venue_id or 0) if row.room_id is None else None
        parent = self.planning.parent_of(row)
        texts = [venue.name] if venue else []
        texts += [parent.title] if parent and parent.pk in self.planning.visible else []
        return "".join(f' <span class="slot__within">{localised(text, self.language)}</span>' for text in texts)

    def _marks_of(self, row: Row) -> str:
        marks = [self._marks[Access.INVITATION]] if row.access is Access.INVITATION else []
        if row.asked:
            # Translators: people who were asked to take part and have not answered yet.
            asked = ngettext("%(count)d to be confirmed", "%(count)d to be confirmed", row.asked) % {"count": row.asked}
            marks.append(f'<span class="slot__asked" title="{escape(asked)}">{row.asked}<i> {escape(asked)}</i></span>')
        return f'<p class="slot__marks">{"".join(marks)}</p>' if marks else ""

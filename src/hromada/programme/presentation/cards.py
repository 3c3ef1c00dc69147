"""Sessions as cards: everything a template prints, worked out once, so that a thousand are drawn in one breath."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext, pgettext

from hromada.kernel.localised import Localised
from hromada.programme import labels
from hromada.programme.snapshot import Access, Appearance, Format, Kind, Programme, Session, Standing, Venue

_NAMES_ON_A_CARD = 4


class Family(StrEnum):
    """Kinds that look alike, so that a page of twenty kinds stays calm."""

    PLENARY = "plenary"
    WORK = "work"
    OUTSIDE = "outside"
    SOCIAL = "social"


_FAMILIES = {
    Family.WORK: {Kind.FORUM, Kind.WORKSHOP, Kind.BEST_PRACTICE, Kind.EXCHANGE, Kind.ROUND_TABLE},
    Family.OUTSIDE: {Kind.MARKET, Kind.EXCURSION, Kind.CITY_TOUR},
    Family.SOCIAL: {Kind.RECEPTION, Kind.DINNER, Kind.CULTURE, Kind.BREAK, Kind.REGISTRATION},
}


def family(kind: Kind) -> Family:
    return next((family for family, kinds in _FAMILIES.items() if kind in kinds), Family.PLENARY)


@dataclass(frozen=True, slots=True)
class Card:
    """``within`` names the session that this one belongs to, when that is not the frame around it; ``places`` are the
    classes that put it on the grid; ``level`` is the one of its heading. Every text is escaped already."""

    key: str
    url: str
    kind: SafeString
    family: Family
    title: SafeString
    starts: str
    ends: str
    start_clock: str
    end_clock: str
    place: SafeString
    within: SafeString
    people: SafeString
    marks: SafeString
    parent: str
    places: str
    level: int
    contents: tuple[Card, ...] = ()

    @property
    def drawn(self) -> SafeString:
        """The card as HTML. Not a template: of a page never rendered before, 27 of 38 ms went into its nodes."""
        parent = f' data-parent="{self.parent}"' if self.parent else ""
        lines = "".join(
            f'<p class="session__{name}">{text}</p>'
            for name, text in (
                ("within", self.within),
                ("people", self.people),
                ("place", self.place),
                ("marks", self.marks),
            )
            if text
        )
        inner = "".join(card.drawn for card in self.contents)
        return SafeString(
            f'<article class="session session--{self.family} {self.places}" data-session="{self.key}"{parent}>'
            '<div class="session__face">'
            f'<p class="session__when"><span class="when"><time datetime="{self.starts}">{self.start_clock}</time>–'
            f'<time datetime="{self.ends}">{self.end_clock}</time></span> '
            f'<span class="session__kind">{self.kind}</span></p>'
            f'<h{self.level} class="session__title"><a href="{self.url}">{self.title}</a></h{self.level}>'
            f"{lines}</div>{inner}</article>\n"
        )


def localised(text: Localised, language: str) -> SafeString:
    """The text for a reader of ``language``, escaped; another language is marked as what it is."""
    shown = text.language(language)
    escaped = escape(text.get(shown, "")) if shown else ""
    if shown in (None, language):
        return mark_safe(escaped)  # noqa: S308  # escaped in the line above
    return format_html('<span lang="{}">{}</span>', shown, escaped)


def instant(moment: datetime) -> str:
    """As scripts and machines read it: '2023-11-14T08:00Z'."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


class Cards:
    """Draws cards of one programme in the active language; remembers what many of them share."""

    def __init__(self, programme: Programme, sessions_at: str) -> None:
        """``sessions_at`` is the address below which each session has its page."""
        self.programme = programme
        self.sessions_at = sessions_at
        self.language = get_language() or "de"
        self._kinds = {kind: escape(str(labels.label(kind))) for kind in Kind}
        self._places: dict[tuple[str | None, str | None], SafeString] = {}
        self._names: dict[str, SafeString] = {}
        self._marks: dict[tuple[object, ...], SafeString] = {}
        self._clocks: dict[datetime, tuple[str, str]] = {}
        self._unsure = format_html(' <span class="tbc">({})</span>', pgettext("beside a name", "to be confirmed"))

    def card(
        self, session: Session, places: str = "", contents: Sequence[Card] = (), *, framed: bool = False, level: int = 3
    ) -> Card:
        """``framed``: it stands inside the frame of the session that it belongs to."""
        starts, start_clock = self._clock(session.starts)
        ends, end_clock = self._clock(session.ends)
        parent = self.programme.session_by_key.get(session.parent or "")
        return Card(
            key=escape(session.key),
            url=escape(f"{self.sessions_at}{session.key}/"),
            kind=self._kinds[session.kind],
            family=family(session.kind),
            title=localised(session.title, self.language),
            starts=starts,
            ends=ends,
            start_clock=start_clock,
            end_clock=end_clock,
            place=self.place(session.room, session.venue),
            within=localised(parent.title, self.language) if parent and not framed else SafeString(),
            people=self._people(session.appearances),
            marks=self.marks(session),
            parent=escape(session.parent or ""),
            places=places,
            level=level,
            contents=tuple(contents),
        )

    def _clock(self, moment: datetime) -> tuple[str, str]:
        if moment not in self._clocks:
            self._clocks[moment] = instant(moment), self.programme.local(moment).strftime("%H:%M")
        return self._clocks[moment]

    def like_its_frame(self, session: Session, frame: str) -> bool:
        """Whether place and languages need not be said again."""
        around = self.programme.session_by_key[frame]
        where = session.room in (None, around.room) and session.venue in (None, around.venue)
        return where and self.marks(session) == self.marks(around)

    @cached_property
    def main_venue(self) -> Venue | None:
        """The house in which most of it takes place; said once, and left out beside its rooms."""
        rooms = self.programme.room_by_key
        used = Counter(rooms[session.room].venue for session in self.programme.sessions if session.room)
        venue, times = used.most_common(1)[0] if used else (None, 0)
        return self.programme.venue_by_key.get(venue or "") if times * 2 > used.total() else None

    def place(self, room: str | None, venue: str | None) -> SafeString:
        """'Hall 1' in the main venue, 'Hall 1, Town Hall' elsewhere, or the venue alone."""
        if (room, venue) not in self._places:
            found_room = self.programme.room_by_key.get(room or "")
            found_venue = self.programme.venue_by_key.get(venue or (found_room.venue if found_room else None) or "")
            names = [found_room.name] if found_room else []
            if found_venue and (not found_room or found_venue is not self.main_venue):
                names.append(found_venue.name)
            self._places[room, venue] = SafeString(", ".join(localised(name, self.language) for name in names))
        return self._places[room, venue]

    def name(self, speaker: str) -> SafeString:
        if speaker not in self._names:
            self._names[speaker] = localised(self.programme.speaker_by_key[speaker].name, self.language)
        return self._names[speaker]

    def _people(self, appearances: Sequence[Appearance]) -> SafeString:
        parts: list[str] = []
        for appearance in appearances[:_NAMES_ON_A_CARD]:
            unsure = self._unsure if appearance.standing is Standing.TO_BE_CONFIRMED else ""
            parts.append(self.name(appearance.speaker) + unsure)
        more = len(appearances) - len(parts)
        if more > 0:
            parts.append(ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
        return SafeString(", ".join(parts))

    def marks(self, session: Session) -> SafeString:
        """What must be known before one goes: by invitation, hybrid or online, the languages one can follow in."""
        key = (session.access is Access.INVITATION, session.format, session.floor, session.interpreted)
        if key not in self._marks:
            marks = []
            if session.access is Access.INVITATION:
                marks.append(("invitation", str(labels.label(Access.INVITATION))))
            if session.format is not Format.ON_SITE:
                marks.append((session.format.value, str(labels.label(session.format))))
            if session.floor or session.interpreted:
                marks.append(("languages", self.languages(session)))
            self._marks[key] = SafeString(
                "".join(format_html('<span class="mark mark--{}">{}</span> ', name, text) for name, text in marks)
            )
        return self._marks[key]

    def languages(self, session: Session) -> str:
        """'German, Ukrainian – interpreted into English'."""
        spoken = ", ".join(labels.language(code) for code in session.floor)
        into = [code for code in session.interpreted if code not in session.floor]
        if not session.interpreted:
            return spoken
        if not into:
            return gettext("%(languages)s (interpreted)") % {"languages": spoken}
        names = ", ".join(labels.language(code) for code in into)
        return gettext("%(languages)s – interpretation: %(interpreted)s") % {"languages": spoken, "interpreted": names}

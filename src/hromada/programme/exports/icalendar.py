"""Calendars of a release: the whole programme (also the subscription feed), one session, a personal selection.

A session keeps its UID in every release, and SEQUENCE is the number of the release, so that calendars which subscribed
move what moved and strike out what no longer takes place. The same release gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, timedelta
from functools import lru_cache
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from icalendar import Calendar, Event, Timezone, vText

from hromada import __version__
from hromada.kernel.localised import Localised
from hromada.programme.exports import addresses, wording
from hromada.programme.exports.clean import clean_text, one_line
from hromada.programme.exports.places import places
from hromada.programme.labels import label
from hromada.programme.snapshot import Finality, Programme, ReleaseFacts, Session

# During the conference a moved session should reach the phone before it begins.
REFRESH_EVERY = timedelta(hours=1)


def programme_calendar(
    programme: Programme, release: ReleaseFacts, language: str, base: str, *, earlier: Sequence[Programme] = ()
) -> bytes:
    """The whole programme; what stood in an ``earlier`` release and no longer does is cancelled."""
    cancelled = _no_longer(programme, earlier)
    with override(language):
        writer = _Writer(programme, release, language, base, [*programme.sessions, *cancelled.values()])
        writer.begin("programme", _calendar_name(programme), clean_text(programme.edition.motto.text()))
        for session in programme.sessions:
            writer.add(session)
        for session in cancelled.values():
            writer.add_cancelled(session)
        return writer.end()


def selection_calendar(
    programme: Programme,
    release: ReleaseFacts,
    language: str,
    base: str,
    *,
    keys: Iterable[str],
    earlier: Sequence[Programme] = (),
) -> bytes:
    """The sessions of these keys, as far as this or an earlier release knows them; the rest is counted in words."""
    wanted = dict.fromkeys(keys)
    cancelled = {key: session for key, session in _no_longer(programme, earlier).items() if key in wanted}
    chosen = [session for session in programme.sessions if session.key in wanted]
    unknown = len(wanted) - len(chosen) - len(cancelled)
    with override(language):
        writer = _Writer(programme, release, language, base, [*chosen, *cancelled.values()])
        name = _("My programme: %(conference)s") % {"conference": _calendar_name(programme)}
        writer.begin(f"selection:{','.join(sorted(wanted))}", name, _unknown_sentence(unknown) if unknown else "")
        for session in chosen:
            writer.add(session)
        for session in cancelled.values():
            writer.add_cancelled(session)
        return writer.end()


def session_calendar(
    programme: Programme,
    release: ReleaseFacts,
    language: str,
    base: str,
    *,
    key: str,
    earlier: Sequence[Programme] = (),
) -> bytes | None:
    """One session, cancelled when only an earlier release knows it; None when none does."""
    session = programme.session_by_key.get(key)
    cancelled = _no_longer(programme, earlier).get(key)
    known = session or cancelled
    if known is None:
        return None
    with override(language):
        writer = _Writer(programme, release, language, base, [known])
        writer.begin(f"session:{key}", wording.title(known), "")
        if session:
            writer.add(session)
        else:
            writer.add_cancelled(known)
        return writer.end()


def _no_longer(programme: Programme, earlier: Sequence[Programme]) -> dict[str, Session]:
    """By key, the last known state of each session of the earlier releases (oldest first) that this one lacks."""
    known: dict[str, Session] = {}
    for release in earlier:
        known |= release.session_by_key
    return {key: session for key, session in sorted(known.items()) if key not in programme.session_by_key}


def _calendar_name(programme: Programme) -> str:
    return one_line(programme.edition.name.text()) or programme.edition.slug


def _unknown_sentence(count: int) -> str:
    sentence = ngettext(
        "%d session of this selection is not part of the programme.",
        "%d sessions of this selection are not part of the programme.",
        count,
    )
    return sentence % count


class _Writer:
    def __init__(
        self, programme: Programme, release: ReleaseFacts, language: str, base: str, sessions: Sequence[Session]
    ) -> None:
        self.programme = programme
        self.release = release
        self.language = language
        self.base = base
        self.sessions = sessions
        self.places = places(programme, language)
        self.stamp = release.published_at.astimezone(UTC).replace(microsecond=0)
        self.calendar = Calendar()

    def begin(self, what: str, name: str, description: str) -> None:
        """``what`` names the calendar for machines, the same in every release."""
        calendar = self.calendar
        calendar.add("PRODID", f"-//Hromada//Hromada {__version__}//{self.language.upper()}")
        calendar.add("VERSION", "2.0")
        calendar.add("CALSCALE", "GREGORIAN")
        calendar.add("METHOD", "PUBLISH")
        uid = uuid5(NAMESPACE_URL, f"hromada:{self.programme.edition.slug}:calendar:{self.language}:{what}")
        calendar.add("UID", str(uid))
        calendar.add("LAST-MODIFIED", self.stamp)
        calendar.add("URL", addresses.export_address(self.base, self.language, self.programme, "programme/"))
        calendar.add("REFRESH-INTERVAL", REFRESH_EVERY, parameters={"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", "PT1H")
        calendar.add("NAME", _spoken(name, self.language))
        calendar.add("X-WR-CALNAME", vText(name))
        calendar.add("X-WR-TIMEZONE", vText(self.programme.edition.time_zone))
        if description:
            calendar.add("DESCRIPTION", _spoken(description, self.language))
            calendar.add("X-WR-CALDESC", vText(description))
        for zone in _time_zones(self.programme, self.sessions):
            calendar.add_component(zone)

    def end(self) -> bytes:
        content: bytes = self.calendar.to_ical()
        return content

    def add(self, session: Session) -> None:
        event = self._event(session)
        preliminary = self.release.finality is Finality.PRELIMINARY
        event.add("STATUS", "TENTATIVE" if preliminary else "CONFIRMED")
        event.add("URL", addresses.session_address(self.base, self.language, self.programme, session.key))
        event.add("LOCATION", _spoken(self._location(session), self.language))
        event.add("CATEGORIES", self._categories(session))
        if description := self._description(session):
            event.add("DESCRIPTION", _spoken(description, self.language))
        self.calendar.add_component(event)

    def add_cancelled(self, session: Session) -> None:
        """Title and time only: enough to find and strike it out."""
        event = self._event(session)
        event.add("STATUS", "CANCELLED")
        event.add("TRANSP", "TRANSPARENT")
        self.calendar.add_component(event)

    def _event(self, session: Session) -> Event:
        event = Event()
        event.add("UID", str(session.uid))
        event.add("SEQUENCE", self.release.number)
        event.add("DTSTAMP", self.stamp)
        event.add("LAST-MODIFIED", self.stamp)
        event.add("DTSTART", self.programme.local(session.starts))
        event.add("DTEND", self.programme.local(max(session.ends, session.starts)))
        event.add("SUMMARY", _spoken(wording.title(session), self._title_language(session.title)))
        return event

    def _title_language(self, title: Localised) -> str:
        return title.language() or self.language

    def _location(self, session: Session) -> str:
        """The room with its venue, and the address as visitors find it."""
        place = self.places[session.key]
        venue = self.programme.venue_by_key.get((place.room.venue if place.room else session.venue) or "")
        parts = [place.name]
        if venue:
            parts += [one_line(text) for text in (venue.name.text(), venue.address) if text]
        # A room of several venues has its venue in its name, a venue that stands in for a room is its own name.
        return ", ".join(part for n, part in enumerate(parts) if not any(part in other for other in parts[:n]))

    def _categories(self, session: Session) -> list[str]:
        topics = (one_line(self.programme.topic_by_key[key].name.text()) for key in session.topics)
        return list(filter(None, [str(label(session.kind)), *topics]))

    def _description(self, session: Session) -> str:
        people = "\n".join(map(str, wording.people(self.programme, session)))
        facts = "\n".join(map(str, wording.facts(self.programme, session)))
        note = wording.with_mark(session.note, clean_text(session.note.text()))
        abstract = wording.with_mark(session.abstract, clean_text(session.abstract.text()))
        marks = "\n".join(wording.marks(session))
        return "\n\n".join(filter(None, (marks, note, abstract, people, facts)))


def _spoken(text: str, language: str) -> vText:
    return vText(text, params={"LANGUAGE": language})


def _time_zones(programme: Programme, sessions: Sequence[Session]) -> list[Timezone]:
    """The zone with its changes from the day before the first session to the day after the last; none for UTC."""
    if programme.edition.time_zone == "UTC" or not sessions:
        return []
    starts = min(programme.local(session.starts) for session in sessions).date() - timedelta(days=1)
    ends = max(programme.local(session.ends) for session in sessions).date() + timedelta(days=1)
    return [_time_zone(programme.edition.time_zone, starts, max(starts, ends)).copy(recursive=True)]


@lru_cache(maxsize=32)
def _time_zone(name: str, starts: date, ends: date) -> Timezone:
    return Timezone.from_tzinfo(ZoneInfo(name), first_date=starts, last_date=ends)

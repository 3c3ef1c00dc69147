"""From the file's own words to a programme: every item becomes a session, or is left out with a reason.

Where a file leaves something open, the choice is the same every time: a text is in the first language spoken in its
session, a name in the language that most sessions speak; people are told apart by their names, because numbers are
not the same in two files of the same conference.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hromada.kernel.localised import Localised
from hromada.kernel.refusal import Refusal
from hromada.programme.exports.clean import one_line
from hromada.programme.exports.identity import plain_slug
from hromada.programme.importing import own, sessions, values
from hromada.programme.importing.keys import free_key
from hromada.programme.importing.notes import Note, Notes, told
from hromada.programme.importing.raw import RawItem, RawSchedule
from hromada.programme.models.edition import RESERVED_SLUGS
from hromada.programme.snapshot import EditionFacts, Face, Programme, Room, Session, Speaker, Topic

# That of the network; most of the field's files that name none are from there.
HOUSE_ZONE = "Europe/Berlin"
# What the dialect has no field for, and our own exports say in lines of the description.
_OUR_LINES = frozenset(("format", "access", "interpreted", "sign_up", "capacity_on_site", "capacity_online", "parent"))


@dataclass(frozen=True, kw_only=True)
class Hints:
    """What whoever imports knows better than the file."""

    slug: str = ""
    zone: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """``found`` items make up ``programme.sessions`` and those that ``left_out`` counts; nothing else."""

    form: str
    programme: Programme
    carries: frozenset[str]
    language: str
    found: int
    notes: tuple[Note, ...]

    @property
    def left_out(self) -> int:
        return self.found - len(self.programme.sessions)


def assembled(raw: RawSchedule, notes: Notes, hints: Hints) -> Reading:
    programme, language = _Assembling(raw, notes, hints).programme()
    return Reading(
        form=raw.form,
        programme=programme,
        carries=raw.carries | _OUR_LINES if raw.ours else raw.carries,
        language=language,
        found=raw.found,
        notes=tuple(notes.all()),
    )


class _Assembling:
    def __init__(self, raw: RawSchedule, notes: Notes, hints: Hints) -> None:
        if raw.first_day and raw.last_day and raw.last_day < raw.first_day:
            raise Refusal(
                "dates_reversed",
                _("The conference ends on %(last)s, before it begins on %(first)s.")
                % {"last": raw.last_day, "first": raw.first_day},
            )
        self.raw = raw
        self.notes = notes
        self.slug = hints.slug or free_slug_for(raw)
        self.zone = self._zone(hints.zone)
        self.spoken = {id(item): self._spoken(item) for item in raw.items}
        self.language = hints.language or self._language()
        self.uids: set[UUID] = set()
        self.times_met: dict[UUID, int] = {}
        self.keys: set[str] = set()
        self.topic_keys: dict[str, str] = {}
        self.speakers: dict[str, Speaker] = {}

    def programme(self) -> tuple[Programme, str]:
        for name, slug in self.raw.tracks:
            self.topic(name, slug)
        placed = [(item, times) for item in self.raw.items if (times := self._times(item))]
        # Two with the same uid: the earlier one keeps it, whatever the order of the file.
        placed.sort(key=lambda pair: (pair[1][0], one_line(pair[0].room), pair[0].title))
        self.rooms = self._rooms(placed)
        made = [sessions.session(self, item, times) for item, times in placed]
        positions = {room.key: room.position for room in self.rooms.values()}
        held = sessions.with_parents(made, self.raw)
        in_order = sorted(held, key=lambda one: (one.starts, positions.get(one.room or "", -1), one.key))
        used = {key for one in in_order for key in one.topics}
        return (
            Programme(
                edition=self._edition(in_order),
                rooms=tuple(self.rooms.values()),
                topics=tuple(
                    Topic(key=key, name=self.named(name)) for name, key in self.topic_keys.items() if key in used
                ),
                speakers=tuple(sorted(self.speakers.values(), key=lambda one: one.key)),
                sessions=tuple(in_order),
            ),
            self.language,
        )

    def _edition(self, made: list[Session]) -> EditionFacts:
        days = [one.starts.astimezone(self.zone).date() for one in made] or [date.today()]  # noqa: DTZ011  # of an empty file
        first = self.raw.first_day or min(days)
        last = self.raw.last_day or max([first, *days])
        if outside := [day for day in days if not first <= day <= last]:
            self.notes.not_kept(
                ngettext("%(count)d session", "%(count)d sessions", len(outside)) % {"count": len(outside)},
                _("they begin outside the days of the conference."),
            )
        spoken = Counter(code for one in made for code in one.floor)
        languages = dict.fromkeys([self.language, *(code for code, _n in settings.LANGUAGES if spoken[code])])
        colour = self.raw.colour if re.fullmatch(r"#[0-9a-fA-F]{6}", self.raw.colour) else Face().colour
        return EditionFacts(
            slug=self.slug,
            number=None,
            name=self.named(one_line(self.raw.title) or self.slug),
            motto=self.named(values.plain(self.raw.description, html=not self.raw.ours)),
            city=Localised(),
            starts_on=first,
            ends_on=max(first, last),
            time_zone=str(self.zone),
            languages=tuple(languages),
            face=Face(colour=colour),
        )

    def _zone(self, hinted: str) -> ZoneInfo:
        if self.raw.zone in available_timezones():
            return ZoneInfo(self.raw.zone)
        if self.raw.zone:
            self.notes.mended(
                self.raw.form, _("“%(zone)s” is no time zone that is known.") % {"zone": told(self.raw.zone)}
            )
        zone = ZoneInfo(hinted if hinted in available_timezones() else HOUSE_ZONE)
        given = [one.starts for one in self.raw.items if one.starts and one.starts.tzinfo]
        fitting = sum(one.utcoffset() == one.astimezone(zone).utcoffset() for one in given)
        if fitting * 2 >= len(given):
            self.notes.mended(self.raw.form, _("it names no time zone; %(zone)s is taken.") % {"zone": zone})
            return zone
        self.notes.mended(self.raw.form, _("it names no time zone, and its hours fit none that we know: UTC is taken."))
        return ZoneInfo("UTC")

    def _spoken(self, item: RawItem) -> tuple[str, ...]:
        codes, strange = values.languages(item.language)
        for word in strange:
            self.notes.not_kept(item.place, _("“%(word)s” is no language that is known.") % {"word": told(word)})
        return codes

    def _language(self) -> str:
        """That of names: the one our own export is in, else the one most spoken of those that the interface has."""
        if self.raw.ours and (code := sessions.language_of_address(self.raw.address)):
            return code
        counted = Counter(codes[0] for codes in self.spoken.values() if codes)
        known = [code for code, _name in settings.LANGUAGES]
        return max(known, key=lambda code: (counted[code], code == "en"))

    def _times(self, item: RawItem) -> tuple[datetime, datetime] | None:
        starts, ends = item.starts, item.ends
        if starts is None:
            self.notes.left_out(item.place, _("it has no day and hour that can be read."))
            return None
        starts = self._instant(starts)
        if ends is None:
            ends = starts
        ends = self._instant(ends)
        if ends < starts:
            raise Refusal(
                "dates_reversed",
                _("%(place)s: “%(title)s” ends before it begins.") % {"place": item.place, "title": told(item.title)},
            )
        whole = starts + (ends - starts) // timedelta(minutes=1) * timedelta(minutes=1)
        if whole == starts:
            self.notes.mended(item.place, _("it has no length; five minutes are taken."))
            whole = starts + timedelta(minutes=5)
        elif whole != ends:
            self.notes.mended(item.place, _("its length is cut to whole minutes."))
        return starts, whole

    def _instant(self, given: datetime) -> datetime:
        aware = given if given.tzinfo else given.replace(tzinfo=self.zone)
        return aware.astimezone(UTC)

    def _rooms(self, placed: list[tuple[RawItem, tuple[datetime, datetime]]]) -> dict[str, Room]:
        """In the order in which they are first used, day by day, as the file has them within a day."""
        order = {one_line(item.room): number for number, item in reversed(list(enumerate(self.raw.items)))}
        first: dict[str, date] = {}
        for item, (starts, _ends) in placed:
            name = one_line(item.room)
            if name and not (self.raw.ours and own.stands_in_for_a_room(name)):
                first.setdefault(name, starts.astimezone(self.zone).date())
        taken: set[str] = set()
        return {
            name: Room(
                key=free_key(name, "room", taken, 80),
                name=self.named(name),
                capacity=self.raw.capacities.get(name),
                position=number,
            )
            for number, name in enumerate(sorted(first, key=lambda name: (first[name], order[name])))
        }

    def named(self, text: str) -> Localised:
        return Localised({self.language: text})

    def topic(self, name: str, slug: str = "") -> str | None:
        """The key of the topic of this name, made when it is new."""
        name = one_line(name)
        if not name:
            return None
        if name not in self.topic_keys:
            taken = set(self.topic_keys.values())
            key = plain_slug(slug) if slug else None
            is_free = key and key not in taken and len(key) <= 80
            self.topic_keys[name] = key if key and is_free else free_key(name, "topic", taken, 80)
        return self.topic_keys[name]

    def uid(self, item: RawItem) -> UUID:
        """The item's own for ever; the second of two with the same one is given its own, the same every time."""
        if found := re.search(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", item.uid):
            uid = UUID(found[0])
        else:
            named = item.uid or item.slug or f"{item.title}/{item.starts}/{item.room}"
            uid = uuid5(NAMESPACE_URL, f"{self.raw.acronym or one_line(self.raw.title)}/{named}")
        number = self.times_met.get(uid, 1)
        free = uuid5(uid, str(number)) if number > 1 else uid
        while free in self.uids:
            number += 1
            free = uuid5(uid, str(number))
        self.times_met[uid] = number
        if number > 1:
            self.notes.mended(item.place, _("its uid stands for another session too; it is given one of its own."))
        self.uids.add(free)
        return free


def free_slug_for(raw: RawSchedule) -> str:
    slug = slugify(raw.acronym) or slugify(one_line(raw.title)) or "imported"
    return f"{slug[:55]}-1" if slug in RESERVED_SLUGS else slug[:60].strip("-_")

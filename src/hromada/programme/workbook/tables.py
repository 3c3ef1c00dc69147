"""What stands where in the workbook: every sheet, every column, for writing and for reading alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hromada.programme.models import Appearance
from hromada.programme.snapshot import Access, Format, Kind, Part, Presence

LARGEST_NUMBER = 2**31 - 1
LARGEST_SMALL_NUMBER = 2**15 - 1


class Sort(StrEnum):
    """What a cell of the column may hold."""

    KEY = "key"
    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes or no"
    CHOICE = "choice"
    LANGUAGE = "language"
    LANGUAGES = "languages"
    REFERENCE = "reference"
    REFERENCES = "references"
    DAY = "day"
    CLOCK = "clock"
    ADDRESS = "address"
    UID = "uid"
    BASE = "base"


@dataclass(frozen=True, kw_only=True, eq=False)
class Column:
    """``of``: the table whose rows are named here. ``most``: the largest number, or the longest text.

    ``blank``: the number that a blank cell stands for."""

    name: str
    sort: Sort
    head: Promise
    note: Promise | None = None
    width: int = 14
    by_language: bool = False
    choices: type[StrEnum] | type[Appearance.State] | None = None
    of: str = ""
    most: int = LARGEST_NUMBER
    blank: int | None = None
    is_needed: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """``called``: the column that names a row to people. ``is_numbered``: keys are numbers that the database gave.

    ``hangs_on``: the column with the session without which a row is nothing.
    """

    name: str
    title: Promise
    columns: tuple[Column, ...]
    called: str
    sort_of_key: str = ""
    is_numbered: bool = False
    hangs_on: str = ""

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def key(self) -> Column:
        return self.columns[0]


_KEY = Column(
    name="key",
    sort=Sort.KEY,
    head=pgettext_lazy("workbook", "Key"),
    note=_("By this Hromada finds the row again. Leave it as it is; in a new or copied row, leave it blank."),
    width=9,
)
_ORDER = Column(
    name="position", sort=Sort.NUMBER, head=_("Position"), width=11, most=LARGEST_SMALL_NUMBER,
    note=_("A whole number; smaller ones come first."),
)  # fmt: skip
_BASE = Column(name="base", sort=Sort.BASE, head=pgettext_lazy("workbook", "Base"), is_hidden=True)
_LANGUAGES_NOTE = _("Names of languages with commas between, the most spoken first: German, Ukrainian.")
_SESSION = Column(
    name="session", sort=Sort.REFERENCE, of="sessions", head=pgettext_lazy("workbook", "Session"), width=44,
    is_needed=True,
    note=_("Choose from the list. What stands in square brackets counts; for a new session, its title is enough."),
)  # fmt: skip
_NETWORK = Column(
    name="organisation", sort=Sort.REFERENCE, of="network", head=pgettext_lazy("workbook", "In the network"), width=20,
    note=_("The name of the organisation in addresses of the network, as “leipzig”, for the link to its page."),
)  # fmt: skip


def _name(note: Promise | None = None) -> Column:
    return Column(name="name", sort=Sort.LINE, head=_("Name"), width=30, by_language=True, note=note)


SESSIONS = Table(
    name="sessions",
    title=pgettext_lazy("workbook", "Without a time"),
    called="title",
    sort_of_key="session",
    columns=(
        _KEY,
        Column(
            name="day", sort=Sort.DAY, head=_("Day"), width=12,
            note=_("The day on which it begins. Change it to move the session; blank means the day of this sheet."),
        ),
        Column(
            name="starts", sort=Sort.CLOCK, head=_("Begins"), width=10,
            note=_("Hour and minute at the place of the conference. Without begin and end, it has no time yet."),
        ),
        Column(
            name="ends", sort=Sort.CLOCK, head=_("Ends"), width=12,
            note=_("Hour and minute; with the date before them if it ends on another day: 13.05.2027 00:30."),
        ),
        Column(name="title", sort=Sort.LINE, head=_("Title"), width=36, by_language=True,
               note=_("Yellow: there is a text in another language, but not yet in this one.")),
        Column(name="kind", sort=Sort.CHOICE, choices=Kind, head=_("Kind"), width=18, note=_("Choose from the list."),
               is_needed=True),
        Column(name="room", sort=Sort.REFERENCE, of="rooms", head=_("Room"), width=20,
               note=_("A name of the sheet of rooms; choose from the list.")),
        Column(name="parent", sort=Sort.REFERENCE, of="sessions", head=_("Part of"), width=28,
               note=_("The session that this one is part of, as a workshop of its forum.")),
        Column(name="floor", sort=Sort.LANGUAGES, head=_("Languages spoken"), width=22, note=_LANGUAGES_NOTE),
        Column(name="interpreted", sort=Sort.LANGUAGES, head=_("Languages interpreted into"), width=22,
               note=_LANGUAGES_NOTE),
        Column(name="format", sort=Sort.CHOICE, choices=Format, head=_("Format"), width=12,
               note=_("Choose from the list.")),
        Column(name="access", sort=Sort.CHOICE, choices=Access, head=_("Access"), width=20,
               note=_("Choose from the list. Sessions by invitation stay out of what is published.")),
        Column(name="listed", sort=Sort.YES_NO, head=_("Announced although by invitation"), width=14,
               note=_("Yes: the public learns title, time and place all the same.")),
        Column(name="sign_up", sort=Sort.YES_NO, head=_("With sign-up"), width=12),
        Column(name="capacity_on_site", sort=Sort.NUMBER, head=_("Places on site"), width=11),
        Column(name="capacity_online", sort=Sort.NUMBER, head=_("Places online"), width=11),
        Column(name="topics", sort=Sort.REFERENCES, of="topics", head=_("Topics"), width=24,
               note=_("Names of the sheet of topics, one a line (Alt+Enter) or with semicolons between.")),
        Column(name="venue", sort=Sort.REFERENCE, of="venues", head=_("Venue"), width=20,
               note=_("Only where there is no room: a name of the sheet of venues.")),
        Column(name="abstract", sort=Sort.TEXT, head=_("Abstract"), width=44, by_language=True),
        Column(name="note", sort=Sort.TEXT, head=_("Note"), width=28, by_language=True),
        Column(name="uid", sort=Sort.UID, head=pgettext_lazy("workbook", "UID"), width=12, is_hidden=True),
        _BASE,
    ),
)  # fmt: skip

APPEARANCES = Table(
    name="appearances",
    title=pgettext_lazy("workbook", "People"),
    called="person",
    is_numbered=True,
    hangs_on="session",
    columns=(
        _KEY,
        Column(
            name="person", sort=Sort.REFERENCE, of="people", head=_("Person"), width=30, is_needed=True,
            note=_(
                "Choose from the list, or write the name of someone new. To correct a name, go to the sheet of names."
            ),
        ),
        _SESSION,
        Column(name="part", sort=Sort.CHOICE, choices=Part, head=_("Part"), width=16, note=_("Choose from the list."),
               is_needed=True),
        Column(name="state", sort=Sort.CHOICE, choices=Appearance.State, head=_("State"), width=20,
               note=_("Choose from the list. Yellow: still to be confirmed.")),
        Column(name="presence", sort=Sort.CHOICE, choices=Presence, head=_("Presence"), width=18,
               note=_("Choose from the list.")),
        Column(name="function", sort=Sort.LINE, head=_("Function as announced"), width=30, by_language=True),
        Column(name="organisation_name", sort=Sort.LINE, head=_("Organisation as announced"), width=26,
               by_language=True),
        _NETWORK,
        _ORDER,
        Column(name="replaces", sort=Sort.REFERENCE, of="appearances", head=_("In the place of"), width=24,
               note=_("Whose place this person took; what stands in square brackets is the key of that row.")),
        _BASE,
    ),
)  # fmt: skip

PEOPLE = Table(
    name="people",
    title=pgettext_lazy("workbook", "Names"),
    called="name",
    sort_of_key="person",
    columns=(_KEY, _name(_("A name that is corrected here is corrected everywhere.")), _BASE),
)

ROOMS = Table(
    name="rooms",
    title=pgettext_lazy("workbook", "Rooms"),
    called="name",
    sort_of_key="room",
    columns=(
        _KEY,
        _name(_("Where a room is called otherwise from now on, change it in the sessions too.")),
        Column(name="venue", sort=Sort.REFERENCE, of="venues", head=_("Venue"), width=28,
               note=_("A name of the sheet of venues; choose from the list.")),
        Column(name="capacity", sort=Sort.NUMBER, head=_("Places"), width=10),
        Column(name="booths", sort=Sort.NUMBER, blank=0, head=_("Interpreters’ booths"), width=14,
               most=LARGEST_SMALL_NUMBER,
               note=_("How many languages can be interpreted at once, beside the language spoken.")),
        Column(name="streamed", sort=Sort.YES_NO, head=_("With a stream"), width=12),
        _ORDER,
        _BASE,
    ),
)  # fmt: skip

VENUES = Table(
    name="venues",
    title=pgettext_lazy("workbook", "Venues"),
    called="name",
    sort_of_key="venue",
    columns=(
        _KEY,
        _name(),
        Column(name="address", sort=Sort.LINE, head=_("Address"), width=36, most=300),
        Column(name="role", sort=Sort.LINE, head=_("What takes place there"), width=26, by_language=True),
        _ORDER,
        _BASE,
    ),
)

TOPICS = Table(
    name="topics",
    title=pgettext_lazy("workbook", "Topics"),
    called="name",
    sort_of_key="topic",
    columns=(_KEY, _name(), _ORDER, _BASE),
)

ORGANISERS = Table(
    name="organisers",
    title=pgettext_lazy("workbook", "Organisers"),
    called="name",
    is_numbered=True,
    hangs_on="session",
    columns=(_KEY, _SESSION, _name(_("Who organises the session, as it is announced.")), _NETWORK, _ORDER, _BASE),
)

MATERIALS = Table(
    name="materials",
    title=pgettext_lazy("workbook", "Material"),
    called="title",
    is_numbered=True,
    hangs_on="session",
    columns=(
        _KEY,
        _SESSION,
        Column(name="title", sort=Sort.LINE, head=_("Title"), width=30, by_language=True),
        Column(name="url", sort=Sort.ADDRESS, head=_("Address"), width=44, most=500, is_needed=True,
               note=_("Where it lies on the web: https://…")),
        Column(name="language", sort=Sort.LANGUAGE, head=_("Language"), width=14),
        _ORDER,
        _BASE,
    ),
)  # fmt: skip

CONFERENCE = Table(
    name="conference",
    title=pgettext_lazy("workbook", "Conference"),
    called="name",
    columns=(
        Column(name="key", sort=Sort.KEY, head=pgettext_lazy("workbook", "Key"), width=16,
               note=_("The conference itself is changed in the office; from here it is only made anew.")),
        _name(),
        Column(name="motto", sort=Sort.LINE, head=_("Motto"), width=36, by_language=True),
        Column(name="city", sort=Sort.LINE, head=_("City"), width=16, by_language=True),
        Column(name="starts_on", sort=Sort.DAY, head=_("First day"), width=12, is_needed=True),
        Column(name="ends_on", sort=Sort.DAY, head=_("Last day"), width=12, is_needed=True),
        Column(name="time_zone", sort=Sort.LINE, head=_("Time zone"), width=18),
        Column(name="languages", sort=Sort.LANGUAGES, head=_("Languages"), width=28),
        _BASE,
    ),
)  # fmt: skip

# In the order of the sheets; those of sessions stand before them, one a day.
TABLES = (SESSIONS, APPEARANCES, PEOPLE, ROOMS, VENUES, TOPICS, ORGANISERS, MATERIALS, CONFERENCE)
# In the order in which rows are made: nothing is named before it is there.
ORDER_OF_WRITING = (VENUES, ROOMS, TOPICS, SESSIONS, PEOPLE, APPEARANCES, ORGANISERS, MATERIALS)
BY_NAME = {table.name: table for table in TABLES}

EXPLANATION = pgettext_lazy("workbook", "How it works")
LISTS = pgettext_lazy("workbook", "Lists")

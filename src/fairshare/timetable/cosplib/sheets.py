"""The question from CoSPLib's .xlsx of nine sheets; what is wrong in it is told with sheet and cell."""

from __future__ import annotations

import datetime
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from fairshare.errors import BadProblem, Place
from fairshare.timetable.cosplib.problem import MINUTES, Conference, Hours, Session, Talk, Track, Weights

MOST_BYTES = 256 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 2_000
ZONE = re.compile(r"GMT([+-]\d{1,2})(?::([0-5]\d))?$")
BEFORE_PENALTIES = 7
HEADINGS = ("Reference", "Track", "Required Timeslots", "Order", "Time Zone", "Presenters", "Attendees")
WEIGHTS = {
    "Tracks_Sessions|Penalty": "track_sessions",
    "Tracks_Rooms|Penalty": "track_rooms",
    "Sessions_Rooms|Penalty": "session_rooms",
    "Similar Tracks": "similar_tracks",
    "Number of Rooms per Track": "rooms_per_track",
    "Parallel Tracks": "parallel_tracks",
    "Consecutive Tracks": "consecutive_tracks",
    "Submissions_Timezones": "talk_time_zones",
    "Submissions Order": "talk_order",
    "Submissions_Sessions|Penalty": "talk_sessions",
    "Submissions_Rooms|Penalty": "talk_rooms",
    "Presenters Conflicts": "presenters",
    "Attendees Conflicts": "attendees",
    "Chairs Conflicts": "chairs",
    "Presenters Conflicts Timeslot Level": "presenters_in_slots",
    "Attendees Conflicts Timeslot Level": "attendees_in_slots",
}
# What openpyxl raises on files that are something else; parsers' errors are SyntaxErrors.
UNREADABLE = (zipfile.BadZipFile, zlib.error, SyntaxError, ValueError, LookupError, TypeError, AttributeError, EOFError)
# Rows of the sheet "parameters", whose labels repeat.
LOCAL_ZONE, BEST_FROM, BEST_TO, FAIR_FROM, FAIR_TO, FAIR, UNFIT = 2, 4, 5, 7, 8, 9, 11


@dataclass(frozen=True)
class Cell:
    sheet: str
    row: int
    column: int
    value: Any

    def refuse(self, fault: str) -> BadProblem:
        return self.miss("is empty" if self.is_blank else fault)

    def miss(self, fault: str) -> BadProblem:
        """What is wrong beside it."""
        from openpyxl.utils import get_column_letter

        return BadProblem(self.sheet, fault, place=Place(cell=f"{get_column_letter(self.column)}{self.row}"))

    @property
    def is_blank(self) -> bool:
        return self.value is None or self.value == ""

    @property
    def text(self) -> str:
        if self.is_blank or isinstance(self.value, datetime.date | datetime.time):
            raise self.refuse(f"{self.value} is no name")
        return str(self.value)

    @property
    def number(self) -> int:
        """0 where nothing is written."""
        if self.is_blank:
            return 0
        if isinstance(self.value, bool) or not isinstance(self.value, int | float) or self.value != int(self.value):
            raise self.refuse(f"{self.value} is no whole number")
        if self.value < 0:
            raise self.refuse(f"{self.value} is less than 0")
        return int(self.value)

    @property
    def minutes(self) -> int:
        if isinstance(self.value, datetime.time | datetime.datetime):
            return self.value.hour * 60 + self.value.minute
        found = re.match(r"(\d{1,2}):(\d\d)", str(self.value))
        if not found or int(found[1]) * 60 + int(found[2]) > MINUTES or int(found[2]) > 59:
            raise self.refuse(f"{self.value} is no time of day")
        return int(found[1]) * 60 + int(found[2])

    @property
    def offset(self) -> int:
        """Minutes ahead of GMT."""
        found = ZONE.match(str(self.value).strip())
        if not found or abs(int(found[1])) > 14:
            raise self.refuse(f"{self.value} is no time zone like GMT+2")
        return int(found[1]) * 60 + int(found[1][0] + (found[2] or "0"))

    @property
    def people(self) -> tuple[str, ...]:
        return () if self.is_blank else tuple(name for name in self.text.split(", ") if name)


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: tuple[tuple[Cell, ...], ...]

    def cell(self, row: int, column: int) -> Cell:
        """Counted from 1; blank beyond what is written."""
        within = row <= len(self.rows) and column <= len(self.rows[row - 1])
        return self.rows[row - 1][column - 1] if within else Cell(self.name, row, column, None)

    def written(self, columns: int) -> Iterator[list[Cell]]:
        """Rows below the headings in which something stands, filled up to so many cells."""
        for row in range(2, len(self.rows) + 1):
            if not all(cell.is_blank for cell in self.rows[row - 1]):
                yield [self.cell(row, column) for column in range(1, columns + 1)]

    def names(self) -> list[str]:
        """The first column, each once."""
        found: list[str] = []
        known: set[str] = set()
        for (cell,) in self.written(1):
            if cell.text in known:
                raise cell.refuse(f"{cell.text} is there twice")
            known.add(cell.text)
            found.append(cell.text)
        return found

    def headings(self, first: int, known: list[str], kind: str) -> dict[int, str]:
        """Names by column from the given one; every known one must be there once."""
        found: dict[int, str] = {}
        for column in range(first, len(self.rows[0]) + 1 if self.rows else 0):
            cell = self.cell(1, column)
            if cell.is_blank:
                continue
            if cell.text not in known:
                raise cell.refuse(f"there is no {kind} {cell.text}")
            if cell.text in found.values():
                raise cell.refuse(f"{cell.text} is there twice")
            found[column] = cell.text
        for name in known:
            if name not in found.values():
                raise self.cell(1, first).miss(f"no column of {kind} {name}")
        return found


def read_conference(path: Path) -> Conference:
    sheets = _sheets(path)
    rooms = sheets["rooms"].names()
    session_names, track_names = sheets["sessions"].names(), sheets["tracks"].names()
    session_rooms = _grid(sheets["sessions_rooms|penalty"], session_names, rooms, "session", "room")
    similar = _grid(sheets["similar tracks"], track_names, track_names, "track", "track")
    parameters = sheets["parameters"]
    return Conference(
        sessions=tuple(_sessions(sheets["sessions"], session_rooms)),
        rooms=tuple(rooms),
        tracks=tuple(
            Track(
                cells[0].text,
                cells[1].people,
                _grid(sheets["tracks_sessions|penalty"], track_names, session_names, "track", "session")[cells[0].text],
                _grid(sheets["tracks_rooms|penalty"], track_names, rooms, "track", "room")[cells[0].text],
            )
            for cells in sheets["tracks"].written(2)
        ),
        talks=tuple(_talks(sheets["submissions"], session_names, rooms, track_names)),
        weights=_weights(parameters),
        hours=_hours(parameters),
        offset=parameters.cell(LOCAL_ZONE, 2).offset,
        # The authors' evaluator reads the half above the diagonal only.
        similar={
            (one, other): similar[one][other]
            for index, one in enumerate(track_names)
            for other in track_names[index + 1 :]
            if other in similar[one]
        },
    )


def _sheets(path: Path) -> dict[str, Sheet]:
    import openpyxl

    wanted = ("parameters", "submissions", "tracks", "sessions", "rooms")
    grids = ("tracks_sessions|penalty", "tracks_rooms|penalty", "similar tracks", "sessions_rooms|penalty")
    try:
        with path.open("rb") as file:
            with zipfile.ZipFile(file) as packed:
                if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                    raise BadProblem(path.name, f"is larger than {MOST_BYTES // 1024**2} MB when unpacked")
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            missing = [name for name in (*wanted, *grids) if name not in book.sheetnames]
            if missing:
                raise BadProblem(path.name, f"has no sheet {missing[0]}")
            return {name: _sheet(book[name]) for name in (*wanted, *grids)}
    except OSError as problem:
        raise BadProblem(str(path), problem.strerror or "cannot be read") from problem
    except BadProblem:
        raise
    except UNREADABLE as problem:
        raise BadProblem(path.name, "is not an .xlsx file") from problem


def _sheet(written: Any) -> Sheet:
    written.reset_dimensions()
    rows: list[tuple[Cell, ...]] = []
    for row, cells in enumerate(written.iter_rows(max_row=MOST_ROWS + 1, values_only=True), start=1):
        if row > MOST_ROWS:
            raise BadProblem(written.title, f"has more than {MOST_ROWS} rows")
        if len(cells) > MOST_COLUMNS:
            raise BadProblem(written.title, f"has more than {MOST_COLUMNS} columns", place=Place(cell=f"A{row}"))
        rows.append(tuple(Cell(written.title, row, column, value) for column, value in enumerate(cells, start=1)))
    return Sheet(written.title, tuple(rows))


def _grid(
    sheet: Sheet, rows: list[str], columns: list[str], row_kind: str, column_kind: str
) -> Mapping[str, dict[str, int]]:
    """The penalties that are not 0."""
    headings = sheet.headings(2, columns, column_kind)
    found: dict[str, dict[str, int]] = {name: {} for name in rows}
    known = set(rows)
    missing = known - set(sheet.names())
    if missing:
        raise sheet.cell(1, 1).miss(f"no row of {row_kind} {min(missing)}")
    for cells in sheet.written(max(headings, default=1)):
        if cells[0].text not in known:
            raise cells[0].refuse(f"there is no {row_kind} {cells[0].text}")
        for column, name in headings.items():
            if penalty := cells[column - 1].number:
                found[cells[0].text][name] = penalty
    return found


def _sessions(sheet: Sheet, rooms: Mapping[str, dict[str, int]]) -> Iterator[Session]:
    for name, slots, _, start, end in sheet.written(5):
        yield Session(name.text, slots.number, start.minutes, end.minutes, rooms[name.text])


def _talks(sheet: Sheet, sessions: list[str], rooms: list[str], tracks: list[str]) -> Iterator[Talk]:
    for column, heading in enumerate(HEADINGS, start=1):
        cell = sheet.cell(1, column)
        if cell.value != heading:
            raise cell.refuse(f"is {cell.value}, not {heading}")
    sheet.names()
    # A session and a room may have one name: the sessions stand first.
    columns = [(column, sheet.cell(1, column)) for column in range(BEFORE_PENALTIES + 1, len(sheet.rows[0]) + 1)]
    of_sessions = dict(columns[: len(sessions)])
    of_rooms = dict(columns[len(sessions) : len(sessions) + len(rooms)])
    for found, known, kind in ((of_sessions, sessions, "session"), (of_rooms, rooms, "room")):
        for cell in found.values():
            if cell.text not in known:
                raise cell.refuse(f"there is no {kind} {cell.text}")
    known_tracks = set(tracks)
    for cells in sheet.written(len(HEADINGS) + len(sessions) + len(rooms)):
        reference, track, slots, order, zone, presenters, attendees = cells[:BEFORE_PENALTIES]
        if track.text not in known_tracks:
            raise track.refuse(f"there is no track {track.text}")
        if slots.number < 1:
            raise slots.refuse("a talk takes at least one slot")
        yield Talk(
            reference.text,
            track.text,
            slots.number,
            order.number,
            zone.offset,
            presenters.people,
            attendees.people,
            {of_sessions[at].text: cells[at - 1].number for at in of_sessions if cells[at - 1].number},
            {of_rooms[at].text: cells[at - 1].number for at in of_rooms if cells[at - 1].number},
        )


def _weights(sheet: Sheet) -> Weights:
    found: dict[str, int] = {}
    for row in range(1, len(sheet.rows) + 1):
        label = str(sheet.cell(row, 4).value or "").strip().rstrip(":")
        if label in WEIGHTS:
            found[WEIGHTS[label]] = sheet.cell(row, 5).number
    for label, name in WEIGHTS.items():
        if name not in found:
            raise sheet.cell(1, 4).miss(f"no weight of {label} below")
    return Weights(**{one.name: found[one.name] for one in fields(Weights)})


def _hours(sheet: Sheet) -> Hours:
    best_from, best_to, fair_from, fair_to = (
        sheet.cell(row, 2).minutes for row in (BEST_FROM, BEST_TO, FAIR_FROM, FAIR_TO)
    )
    return Hours(best_from, best_to, fair_from, fair_to, sheet.cell(FAIR, 2).number, sheet.cell(UNFIT, 2).number)

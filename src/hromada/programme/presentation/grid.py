"""Where the sessions of one day stand in a grid: time runs down, rooms run across.

The rows are not minutes but the moments at which something begins or ends, so that a row can grow with its text:
a greeting of five minutes stays as legible as a forum of three hours. What runs alone takes the whole width;
what runs in parallel stands side by side, in the column of its room. A session that holds others (a forum its
workshops) is a frame around them, over the columns of their rooms, as long as nothing else needs a place among these;
otherwise they stand by themselves. What goes on beside everything else (a market, the registration desk) takes the
last columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hromada.programme.snapshot import Kind, Room, Session

Place = tuple[str | None, str | None]
"""A room, else a venue, else somewhere else."""

_BESIDE_EVERYTHING = frozenset({Kind.MARKET, Kind.REGISTRATION})
_LONG = timedelta(minutes=150)


@dataclass(frozen=True)
class Row:
    """From one grid line to the next. ``starts`` is None for the row of a frame's heading, which takes no time."""

    starts: datetime | None
    minutes: int


@dataclass(frozen=True)
class Column:
    """``first`` and ``last`` are grid lines; several lanes when a place has overlapping sessions."""

    room: str | None
    venue: str | None
    first: int
    last: int


@dataclass(frozen=True)
class Cell:
    """Grid lines, counted from 1; for a session within a frame, counted within that."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True)
class Grid:
    """``inside`` names the frame that a session stands in; ``heads`` says how many rows the heading of a frame takes;
    ``spread`` are the frames over several rooms."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: Mapping[str, Cell]
    inside: Mapping[str, str]
    heads: Mapping[str, int]
    spread: frozenset[str]


@dataclass
class _Moment:
    """The grid lines at one point of time: where frames put their heading, and the time itself."""

    heading: int = 0
    line: int = 0
    has_heading: bool = False

    @property
    def first(self) -> int:
        return self.heading or self.line


@dataclass
class _Frame:
    session: Session
    contents: list[Session] = field(default_factory=list)

    def place_of(self, session: Session) -> Place:
        """Of something held: its own; without any, that of the frame."""
        if session.room:
            return session.room, None
        if session.venue and not self.session.room:
            return None, session.venue
        return self.session.room, None if self.session.room else self.session.venue

    def places(self) -> set[Place]:
        own = {(self.session.room, None)} if self.session.room else set()
        return own | {self.place_of(session) for session in self.contents}


def arrange(sessions: Sequence[Session], rooms: Iterable[Room]) -> Grid:
    """The grid of the sessions of one day."""
    order = {room.key: index for index, room in enumerate(sorted(rooms, key=lambda r: (r.position, r.key)))}
    frames = _frames(sessions)
    spread = {key for key, frame in frames.items() if len(frame.places()) > 1}
    layout = _Layout(sessions, order, frames, spread)
    while crowded := layout.crowded():
        for key in crowded:
            _loosen(frames, key)
        spread -= crowded
        layout = _Layout(sessions, order, frames, spread)
    return layout.grid()


def _frames(sessions: Sequence[Session]) -> dict[str, _Frame]:
    """For every session that holds others: the outermost takes in all that lies within its time."""
    shown = {session.key: session for session in sessions}
    frames: dict[str, _Frame] = {}
    for session in sessions:
        outermost, seen = session, {session.key}
        while parent := shown.get(outermost.parent or ""):
            if parent.key in seen:  # a circle holds nothing
                outermost = session
                break
            if session.starts < parent.starts or session.ends > parent.ends:
                break
            seen.add(parent.key)
            outermost = parent
        if outermost is not session:
            frames.setdefault(outermost.key, _Frame(outermost)).contents.append(session)
    return frames


def _loosen(frames: dict[str, _Frame], key: str) -> None:
    """Let go of what a frame holds in other places than its own room; without one, of everything."""
    frame = frames[key]
    own = frame.session.room
    frame.contents = [session for session in frame.contents if own and frame.place_of(session) == (own, None)]
    if not frame.contents:
        del frames[key]


class _Layout:
    """One attempt; ``crowded`` names the frames that others stand in the way of."""

    def __init__(
        self, sessions: Sequence[Session], order: Mapping[str, int], frames: Mapping[str, _Frame], spread: set[str]
    ) -> None:
        self.sessions = sessions
        self.order = order
        self.frames = frames
        self.spread = spread
        self.inside = {session.key: key for key, frame in frames.items() for session in frame.contents}
        self.outer = [session for session in sessions if session.key not in self.inside]
        self.beside = {s.key for s in self.outer if s.kind in _BESIDE_EVERYTHING and s.ends - s.starts >= _LONG}
        self.wide = _alone([s for s in self.outer if s.key not in self.beside]) - spread
        self.places = self._places()
        self.lanes, self.columns = self._columns()

    def _place(self, session: Session) -> Place:
        if frame := self.frames.get(self.inside.get(session.key, "")):
            return frame.place_of(session)
        frame = self.frames.get(session.key)
        if frame and len(places := frame.places()) == 1:
            return next(iter(places))
        return session.room, None if session.room else session.venue

    def _places(self) -> dict[str, Place]:
        """The places of the sessions that need a lane: all that are neither wide nor within a frame of one room."""
        standing = [s for s in self.outer if s.key not in self.wide and s.key not in self.spread]
        held = [session for key in self.spread for session in self.frames[key].contents]
        return {session.key: self._place(session) for session in (*standing, *held)}

    def _columns(self) -> tuple[dict[str, int], list[Column]]:
        """The grid line at which each session's lane begins, and the columns, one a place."""
        by_place: dict[Place, list[Session]] = {}
        for session in self.sessions:
            if session.key in self.places:
                by_place.setdefault(self.places[session.key], []).append(session)
        for key in self.spread:
            if room := self.frames[key].session.room:
                by_place.setdefault((room, None), [])

        def rank(place: Place) -> tuple[bool, int, int, str]:
            room, venue = place
            beside = any(session.key in self.beside for session in by_place[place])
            return beside, 0 if room else 1 if venue else 2, self.order.get(room or "", len(self.order)), venue or ""

        lanes: dict[str, int] = {}
        columns: list[Column] = []
        line = 1
        for place in sorted(by_place, key=rank):
            taken = _lanes(by_place[place])
            lanes |= {key: line + lane for key, lane in taken.items()}
            width = max(taken.values(), default=0) + 1
            columns.append(Column(*place, line, line + width))
            line += width
        return lanes, columns

    def _reach(self, key: str) -> tuple[int, int]:
        """The grid lines between which a frame over several places lies."""
        places = self.frames[key].places()
        columns = [column for column in self.columns if (column.room, column.venue) in places]
        return min(column.first for column in columns), max(column.last for column in columns)

    def crowded(self) -> set[str]:
        """Frames that others need a place among; of two that want the same, the later gives way."""
        found: set[str] = set()
        reaches = {key: self._reach(key) for key in sorted(self.spread)}
        for key, (left, right) in reaches.items():
            frame = self.frames[key].session
            others = [s for s in self.sessions if s.key in self.lanes and self.inside.get(s.key) != key]
            if any(left <= self.lanes[s.key] < right and _overlap(s, frame) for s in others):
                found.add(key)
            for rival, (first, last) in reaches.items():
                if rival < key and first < right and left < last and _overlap(self.frames[rival].session, frame):
                    found.add(key)
        return found

    def grid(self) -> Grid:
        moments, rows = self._moments()
        width = self.columns[-1].last if self.columns else 2
        before_beside = max(min((self.lanes[key] for key in self.beside), default=width), 2)
        cells: dict[str, Cell] = {}
        heads: dict[str, int] = {}
        for session in self.outer:
            top = moments[session.starts].first
            bottom = max(moments[session.ends].first, top + 1)
            left, right = self.lanes.get(session.key, 1), self.lanes.get(session.key, 1) + 1
            if session.key in self.spread:
                left, right = self._reach(session.key)
            elif session.key in self.wide:
                by_stands = any(s.key in self.beside and _overlap(s, session) for s in self.outer)
                left, right = 1, before_beside if by_stands else width
            cells[session.key] = Cell(top, bottom, left, right)
        for key, frame in self.frames.items():
            heads[key] = self._fill(cells, cells[key], frame, moments)
        return Grid(rows, tuple(self.columns), cells, self.inside, heads, frozenset(self.spread))

    def _moments(self) -> tuple[dict[datetime, _Moment], tuple[Row, ...]]:
        """The grid lines of every beginning and end, and the rows between them."""
        moments: dict[datetime, _Moment] = {}
        for session in self.sessions:
            starting = moments.setdefault(session.starts, _Moment())
            moments.setdefault(session.ends, _Moment())
            frame = self.frames.get(self.inside.get(session.key, ""))
            starting.has_heading |= frame is not None and frame.session.starts == session.starts
        rows: list[Row] = []
        instants = sorted(moments)
        for index, instant in enumerate(instants):
            moment = moments[instant]
            if moment.has_heading:
                moment.heading = len(rows) + 1
                rows.append(Row(None, 0))
            moment.line = len(rows) + 1
            if index + 1 < len(instants):
                rows.append(Row(instant, int((instants[index + 1] - instant).total_seconds() // 60)))
        return moments, tuple(rows)

    def _fill(self, cells: dict[str, Cell], outline: Cell, frame: _Frame, moments: Mapping[datetime, _Moment]) -> int:
        """Put what a frame holds on its rows; the height of its heading."""
        lanes = _lanes(frame.contents)
        spread = frame.session.key in self.spread
        head = outline.bottom - outline.top
        for session in frame.contents:
            top = moments[session.starts].line - outline.top + 1
            bottom = max(moments[session.ends].first - outline.top + 1, top + 1)
            head = min(head, top - 1)
            left = self.lanes[session.key] - outline.left + 1 if spread else lanes[session.key] + 1
            cells[session.key] = Cell(top, bottom, left, left + 1)
        return head


def _overlap(one: Session, other: Session) -> bool:
    return one.starts < other.ends and other.starts < one.ends


def _alone(sessions: Sequence[Session]) -> set[str]:
    """Keys of the sessions that overlap with no other."""
    ordered = sorted(sessions, key=lambda s: (s.starts, s.ends))
    alone = set()
    busy_until: datetime | None = None
    for index, session in enumerate(ordered):
        following = ordered[index + 1] if index + 1 < len(ordered) else None
        if (busy_until is None or busy_until <= session.starts) and (
            following is None or following.starts >= session.ends
        ):
            alone.add(session.key)
        busy_until = max(busy_until or session.ends, session.ends)
    return alone


def _lanes(sessions: Sequence[Session]) -> dict[str, int]:
    """The lane of each session, as few as can be without two at once in one."""
    lanes: dict[str, int] = {}
    free_from: list[datetime] = []
    for session in sorted(sessions, key=lambda s: (s.starts, s.ends, s.key)):
        lane = next((i for i, until in enumerate(free_from) if until <= session.starts), len(free_from))
        free_from[lane : lane + 1] = [session.ends]
        lanes[session.key] = lane
    return lanes

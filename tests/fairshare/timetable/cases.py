"""Small conferences and programmes, by hand and at random; all answers to them; sheets as CoSPLib writes them."""

from dataclasses import fields
from datetime import datetime, timedelta
from itertools import product

from hypothesis import strategies as st
from openpyxl import Workbook

from fairshare.timetable import Audience, Person, Place, Programme, Room, Session, Timetable, Walk, Window, cosplib
from fairshare.timetable.cosplib import sheets
from fairshare.timetable.cosplib.problem import Block, Conference, Hours, Schedule, Talk, Track, Weights

NINE = datetime.fromisoformat("2025-06-12T09:00:00")


def at(minutes):
    return NINE + timedelta(minutes=minutes)


def between(start, end):
    return Window(at(start), at(end))


def conference(**changes):
    """Two sessions of two slots, two rooms; three talks of water, one of heat; nothing costs."""
    given = {
        "sessions": (cosplib.Session("Mon", 2, 540, 600), cosplib.Session("Tue", 2, 600, 660)),
        "rooms": ("Saal", "Keller"),
        "tracks": (Track("Water"), Track("Heat")),
        "talks": (Talk("w1", "Water"), Talk("w2", "Water"), Talk("w3", "Water"), Talk("h1", "Heat")),
    }
    return Conference(**(given | changes))


@st.composite
def conferences(draw):
    sessions = ("Mon", "Tue", "Wed")[: draw(st.integers(2, 3))]
    rooms = ("Saal", "Keller")[: draw(st.integers(1, 2))]
    tracks = ("Water", "Heat")
    people = st.lists(st.sampled_from("abc"), max_size=2, unique=True).map(tuple)
    sparse = st.sampled_from([0, 0, 0, 1, 3])

    def penalties(names):
        return st.fixed_dictionaries(dict.fromkeys(names, sparse))

    talks = [
        Talk(
            f"t{number}",
            draw(st.sampled_from(tracks)),
            draw(st.sampled_from([1, 1, 1, 2])),
            draw(st.sampled_from([0, 0, 1, 2])),
            draw(st.sampled_from([0, 0, 480])),
            draw(people),
            draw(people),
            draw(penalties(sessions)),
            draw(penalties(rooms)),
        )
        for number in range(draw(st.integers(1, 4)))
    ]
    return Conference(
        tuple(
            cosplib.Session(name, draw(st.integers(1, 2)), 540 + 300 * index, 600 + 300 * index, draw(penalties(rooms)))
            for index, name in enumerate(sessions)
        ),
        rooms,
        tuple(Track(name, draw(people), draw(penalties(sessions)), draw(penalties(rooms))) for name in tracks),
        tuple(talks),
        Weights(**{one.name: draw(st.sampled_from([0, 1, 2])) for one in fields(Weights)}),
        Hours(540, 1200, 480, 1320, 1, 5),
        similar={("Water", "Heat"): draw(sparse)},
    )


def schedules(asked):
    """Every schedule that breaks no rule; of equal ones that differ by silence in between, all."""
    numbers = range(len(asked.sessions))
    places = [
        [
            (session, room, slot)
            for session in numbers
            for room in asked.rooms
            for slot in range(asked.sessions[session].slots - talk.slots + 1)
        ]
        for talk in asked.talks
    ]
    for chosen in product(*places):
        held = {}
        for talk, (session, room, slot) in zip(asked.talks, chosen, strict=True):
            track, slots = held.setdefault((session, room), (talk.track, [None] * asked.sessions[session].slots))
            if track != talk.track or any(slots[slot : slot + talk.slots]):
                break
            slots[slot : slot + talk.slots] = [talk.name] * talk.slots
        else:
            yield Schedule(
                tuple(
                    Block(asked.sessions[session].name, room, track, tuple(slots))
                    for (session, room), (track, slots) in held.items()
                )
            )


@st.composite
def programmes(draw):
    rooms = (
        Room("Saal", "Rathaus", 100, draw(st.integers(0, 1)), ("stage",)),
        Room("Keller", draw(st.sampled_from(["Rathaus", "Schloss"])), draw(st.sampled_from([None, 20]))),
    )[: draw(st.integers(1, 2))]
    windows = st.lists(st.integers(0, 5).map(lambda part: between(30 * part, 30 * part + 30)), max_size=1).map(tuple)
    people = tuple(
        Person(
            name,
            draw(st.none() | st.sampled_from([at(0), at(30)])),
            draw(st.none() | st.just(at(150))),
            draw(st.sampled_from([0, 30])),
            draw(windows),
        )
        for name in ("Ada", "Bo")
    )
    names = ("One", "Two", "Three")[: draw(st.integers(1, 3))]
    sessions = tuple(
        Session(
            name,
            draw(st.sampled_from([30, 60])),
            draw(st.none() | st.sampled_from([at(0), at(45)])),
            draw(st.none() | st.just("Saal")),
            draw(st.lists(st.sampled_from(["Ada", "Bo"]), max_size=2, unique=True).map(tuple)),
            draw(st.sampled_from([0, 50])),
            draw(st.sampled_from([0, 0, 1])),
            draw(st.sampled_from([(), (), ("stage",)])),
            draw(windows),
        )
        for name in names
    )
    walks = (Walk("Rathaus", "Schloss", 30),) if {room.venue for room in rooms} == {"Rathaus", "Schloss"} else ()
    audiences = (Audience(names, draw(st.integers(0, 3))), Audience(names[:2], draw(st.integers(0, 3))))
    return Programme(
        (between(0, 180),), rooms, sessions, people, walks, audiences, draw(st.integers(0, 1)), 30,
        draw(st.sampled_from([0, 15])),
    )  # fmt: skip


def timetables(asked):
    """Every choice of places, whatever it breaks."""
    starts = dict.fromkeys(start for window in asked.hours for start in grid(window, asked.step))
    starts |= {session.start: None for session in asked.sessions if session.start}
    ways = [[Place(one.name, start, room.name) for start in starts for room in asked.rooms] for one in asked.sessions]
    return (Timetable(places) for places in product(*ways))


def grid(window, step):
    start = window.start
    while start <= window.end:
        yield start
        start += timedelta(minutes=step)


def workbook(asked):
    """The nine sheets of a conference."""
    book = Workbook()
    book.remove(book.active)
    session_names = [one.name for one in asked.sessions]
    track_names = [one.name for one in asked.tracks]
    _write(book, "parameters", _parameters(asked))
    _write(
        book,
        "submissions",
        [[*sheets.HEADINGS, *session_names, *asked.rooms]]
        + [
            [one.name, one.track, one.slots, one.order, f"GMT{one.offset // 60:+}", ", ".join(one.presenters) or None]
            + [", ".join(one.attendees) or None]
            + [one.sessions.get(name) or None for name in session_names]
            + [one.rooms.get(name) or None for name in asked.rooms]
            for one in asked.talks
        ],
    )
    _write(book, "tracks", [["Tracks", "Chairs"]] + [[one.name, ", ".join(one.chairs) or None] for one in asked.tracks])
    _write(
        book,
        "sessions",
        [["Sessions", "Max Number of Timeslots", "Date", "Start Time", "End Time"]]
        + [[one.name, one.slots, NINE, f"{_clock(one.start)}", f"{_clock(one.end)}"] for one in asked.sessions],
    )
    _write(book, "rooms", [["Rooms"]] + [[name] for name in asked.rooms])
    _grid(book, "tracks_sessions|penalty", session_names, {one.name: one.sessions for one in asked.tracks})
    _grid(book, "tracks_rooms|penalty", asked.rooms, {one.name: one.rooms for one in asked.tracks})
    similar = {one: {other: asked.similar.get((one, other)) for other in track_names} for one in track_names}
    _grid(book, "similar tracks", track_names, similar)
    _grid(book, "sessions_rooms|penalty", asked.rooms, {one.name: one.rooms for one in asked.sessions})
    return book


def _parameters(asked):
    hours = asked.hours
    left = [
        ["Sessions", None],
        ["Local time zone:", f"GMT{asked.offset // 60:+}"],
        ["Suitable scheduling times", None],
        ["From:", _clock(hours.best_from)],
        ["To:", _clock(hours.best_to)],
        ["Less suitable scheduling times", None],
        ["From:", _clock(hours.fair_from)],
        ["To:", _clock(hours.fair_to)],
        ["Penalty:", hours.fair],
        ["Unsuitable scheduling times", None],
        ["Penalty:", hours.unfit],
    ]
    right = [["Weights", None]] + [
        [f"{label}:", getattr(asked.weights, name)] for label, name in sheets.WEIGHTS.items()
    ]
    left += [[None, None]] * (len(right) - len(left))
    return [[*one, None, *other] for one, other in zip(left, right, strict=True)]


def _clock(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _grid(book, title, columns, rows):
    _write(
        book,
        title,
        [[None, *columns]] + [[name, *(row.get(column) or None for column in columns)] for name, row in rows.items()],
    )


def _write(book, title, rows):
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)

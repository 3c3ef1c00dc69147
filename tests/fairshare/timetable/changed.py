"""Programmes and conferences and others that must cost the same, or no more."""

from dataclasses import fields, replace
from datetime import timedelta

from hypothesis import strategies as st
from tests.fairshare.changed import renamed, shuffled, with_one
from tests.fairshare.timetable.cases import at, between, conferences, programmes

from fairshare.timetable import Room, cosplib
from fairshare.timetable.cosplib.problem import Weights


@st.composite
def programmes_told_otherwise(draw):
    asked = draw(programmes())
    other = renamed(asked, draw(st.integers(0, 9)))
    return asked, shuffled(draw, other, "rooms", "sessions", "people", "audiences")


@st.composite
def programmes_made_easier(draw):
    """One more of what is scarce, or one rule less."""
    asked = draw(programmes())
    longer = replace(asked.hours[0], end=asked.hours[0].end + timedelta(minutes=asked.step))
    easier = draw(
        st.sampled_from(
            [
                lambda: replace(asked, rooms=(*asked.rooms, Room("More", "Rathaus"))),
                lambda: replace(asked, portable_booths=asked.portable_booths + 1),
                lambda: replace(asked, hours=(longer,)),
                lambda: replace(asked, hours=(*asked.hours, between(600, 660))),
                lambda: replace(asked, step=15),
                lambda: replace(asked, change=0),
                lambda: replace(asked, walks=()),
                lambda: with_one(draw, asked, "rooms", {"capacity": None}, {"booths": 2}, {"features": ("stage",)}),
                lambda: with_one(draw, asked, "people", {"arrives": None, "rest": 0}, {"rest": 0}, {"leaves": None}),
                lambda: with_one(draw, asked, "people", {"absences": ()}),
                lambda: with_one(draw, asked, "sessions", {"minutes": 15}, {"room": None}, {"people": ()}),
                lambda: with_one(draw, asked, "sessions", {"audience": 0}, {"booths": 0}, {"features": ()}),
                lambda: with_one(draw, asked, "sessions", {"prefers": ()}),
                lambda: with_one(draw, asked, "audiences", {"size": 0}),
                lambda: without_a_start(draw, asked),
            ]
        )
    )
    return asked, easier()


def without_a_start(draw, asked):
    """A start that is none of the grid's is more than the others may have."""
    fixed = [number for number, one in enumerate(asked.sessions) if one.start == at(0)]
    if not fixed:
        return asked
    number = draw(st.sampled_from(fixed))
    sessions = list(asked.sessions)
    sessions[number] = replace(sessions[number], start=None)
    return replace(asked, sessions=tuple(sessions))


@st.composite
def conferences_told_otherwise(draw):
    asked = draw(conferences())
    other = shuffled(draw, renamed(asked, draw(st.integers(0, 9))), "talks")
    # The numbers of talks in parallel rooms follow the order of the rooms.
    if not asked.weights.talk_order:
        other = shuffled(draw, other, "rooms")
    turned = {(second, first): price for (first, second), price in other.similar.items()}
    return asked, draw(st.sampled_from([other, replace(other, tracks=other.tracks[::-1], similar=turned)]))


@st.composite
def conferences_made_easier(draw):
    asked = draw(conferences())
    last = asked.sessions[-1]
    later = cosplib.Session("More", 2, last.start + 300, last.end + 300)
    free = draw(st.sampled_from([one.name for one in fields(Weights)]))
    easier = draw(
        st.sampled_from(
            [
                lambda: replace(asked, rooms=(*asked.rooms, "More")),
                lambda: replace(asked, sessions=(*asked.sessions, later)),
                lambda: replace(asked, similar={}),
                lambda: replace(asked, weights=replace(asked.weights, **{free: 0})),
                lambda: with_one(draw, asked, "sessions", {"slots": 3}, {"rooms": {}}),
                lambda: with_one(draw, asked, "tracks", {"chairs": ()}, {"sessions": {}}, {"rooms": {}}),
                lambda: with_one(draw, asked, "talks", {"slots": 1}, {"order": 0}, {"presenters": ()}),
                lambda: with_one(draw, asked, "talks", {"attendees": ()}, {"sessions": {}}, {"rooms": {}}),
            ]
        )
    )
    return asked, easier()

"""Conferences of tracks and talks, as CoSPLib puts the question.

Pylyavskyy, Jacko, Kheiri, *A generic approach to conference scheduling with integer programming*, European Journal of
Operational Research 317 (2024) 487-499.
"""

from fairshare.timetable.cosplib.check import check
from fairshare.timetable.cosplib.explain import Wish, why_not
from fairshare.timetable.cosplib.problem import (
    Block,
    Conference,
    Fixed,
    Hours,
    Schedule,
    Session,
    Talk,
    Track,
    Weights,
)
from fairshare.timetable.cosplib.sheets import read_conference
from fairshare.timetable.cosplib.solve import solve

__all__ = [
    "Block",
    "Conference",
    "Fixed",
    "Hours",
    "Schedule",
    "Session",
    "Talk",
    "Track",
    "Weights",
    "Wish",
    "check",
    "read_conference",
    "solve",
    "why_not",
]

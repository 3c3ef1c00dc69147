"""Wishes to parallel sessions: who gets which place, which sessions take place, and which of them are interpreted."""

from __future__ import annotations

from argparse import ArgumentParser

from fairshare.places.allotment import Allotment
from fairshare.places.check import check
from fairshare.places.explain import WhyNot, why_not
from fairshare.places.files import solution_from_json, solution_to_json
from fairshare.places.problem import Delegation, Goal, Participant, Problem, Session, Share, Team
from fairshare.places.reading import read
from fairshare.places.solve import solve

__all__ = [
    "Allotment",
    "Delegation",
    "Goal",
    "Participant",
    "Problem",
    "Session",
    "Share",
    "Team",
    "WhyNot",
    "add_options",
    "check",
    "read",
    "solution_from_json",
    "solution_to_json",
    "solve",
    "why_not",
]


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--goals", help=f"what is best, the first first, such as served,ratings; of {', '.join(Goal)}")
    parser.add_argument("--capacity", type=int, help="seats of each session (.soi, .soc: 1)")
    parser.add_argument(
        "--run", type=int, metavar="K", help="of .soi and .soc: so many sessions take place, filled evenly"
    )
    parser.add_argument("--wants", type=int, metavar="N", help="places that each voter of .soi and .soc wants (1)")

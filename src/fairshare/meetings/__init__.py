"""The moderated exchange: who meets whom, when and at which table, with few breaks that are fairly spread."""

from __future__ import annotations

from argparse import ArgumentParser

from fairshare.explaining import WhyNot
from fairshare.meetings.check import check
from fairshare.meetings.explain import Wish, why_not
from fairshare.meetings.files import read, solution_from_json, solution_to_json
from fairshare.meetings.problem import (
    Interpreter,
    Meeting,
    Moderator,
    Person,
    Prices,
    Problem,
    Sitting,
    Solution,
)
from fairshare.meetings.solve import solve

__all__ = [
    "Interpreter",
    "Meeting",
    "Moderator",
    "Person",
    "Prices",
    "Problem",
    "Sitting",
    "Solution",
    "WhyNot",
    "Wish",
    "add_options",
    "check",
    "read",
    "solution_from_json",
    "solution_to_json",
    "solve",
    "why_not",
]


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--fairness", type=int, metavar="D", help="by how much the breaks of any two may differ (.dzn: 2)"
    )

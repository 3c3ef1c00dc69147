"""The high-level table: who sits in which seat, near the order of precedence and beside whom they can speak to."""

from __future__ import annotations

from argparse import ArgumentParser

from fairshare.explaining import WhyNot
from fairshare.seating.check import Deviation, check, deviations
from fairshare.seating.explain import Wish, why_not
from fairshare.seating.files import read, solution_from_json, solution_to_json
from fairshare.seating.problem import (
    Behind,
    Chair,
    Guest,
    Interpreter,
    Pair,
    Prices,
    Problem,
    Shape,
    Solution,
    Table,
)
from fairshare.seating.solve import solve

__all__ = [
    "Behind",
    "Chair",
    "Deviation",
    "Guest",
    "Interpreter",
    "Pair",
    "Prices",
    "Problem",
    "Shape",
    "Solution",
    "Table",
    "WhyNot",
    "Wish",
    "add_options",
    "check",
    "deviations",
    "read",
    "solution_from_json",
    "solution_to_json",
    "solve",
    "why_not",
]


def add_options(parser: ArgumentParser) -> None:
    del parser  # the file says it all

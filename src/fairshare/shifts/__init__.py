"""Interpreters to the booths of sessions: languages, teams, turns, days and nights; and who stands in for whom."""

from __future__ import annotations

from argparse import ArgumentParser

from fairshare.explaining import WhyNot
from fairshare.hours import Walk, Window
from fairshare.shifts.check import check, minutes
from fairshare.shifts.explain import Wish, why_not
from fairshare.shifts.files import read, solution_from_json, solution_to_json
from fairshare.shifts.problem import Booth, Interpreter, Prices, Problem, Relay, Roster, Seat, Session, Turn
from fairshare.shifts.replacing import StandIn, replaced, stand_ins
from fairshare.shifts.solve import solve

__all__ = [
    "Booth",
    "Interpreter",
    "Prices",
    "Problem",
    "Relay",
    "Roster",
    "Seat",
    "Session",
    "StandIn",
    "Turn",
    "Walk",
    "WhyNot",
    "Window",
    "Wish",
    "add_options",
    "check",
    "minutes",
    "read",
    "replaced",
    "solution_from_json",
    "solution_to_json",
    "solve",
    "stand_ins",
    "why_not",
]


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--move-price", type=int, metavar="N", help="of a seat that changes from the answer given")

"""Questions from files: our JSON, and the strict orders of PrefLib (https://www.preflib.org/format)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

from fairshare.errors import BadProblem, Place
from fairshare.places.problem import Goal, Participant, Problem, Session
from fairshare.reading import from_json, parsed, read_text

VOTES = re.compile(r"\s*(\d{1,9})\s*:\s*(\d+(?:\s*,\s*\d+)*)?\s*")
NAME = re.compile(r"#\s*ALTERNATIVE NAME (\d+)\s*:\s*(.*?)\s*")
MOST_VOTERS = 2_000_000


def read(path: Path, options: Mapping[str, Any]) -> Problem:
    text = read_text(path)
    is_preflib = path.suffix.lower() in (".soi", ".soc")
    problem = from_preflib(text, options) if is_preflib else from_our_json(text)
    if goals := options.get("goals"):
        problem = replace(problem, goals=goals_named(goals))
    return problem


def goals_named(text: str) -> tuple[Goal, ...]:
    try:
        return tuple(Goal(name.strip()) for name in text.split(","))
    except ValueError as problem:
        raise BadProblem("goals", f"{problem}; there are {', '.join(Goal)}") from problem


def from_our_json(text: str) -> Problem:
    raw = parsed(text)
    if isinstance(raw, dict) and (merged := _sections_of_one_name(raw)) is not None:
        return from_json(json.dumps(merged), Problem)
    return from_json(text, Problem)


def _sections_of_one_name(raw: dict[str, Any]) -> dict[str, Any] | None:
    """A file whose session numbers begin anew with each series of topics: wishes and clashes cannot tell them apart.

    Whatever was meant, an answer must hold: so the sessions of one name are one, which holds as many as the smallest of
    them and clashes with whatever one of them clashes with. Two of one name and one topic are a mistake, and stay one.
    None where every name is used once.
    """
    rows = raw.get("sessions")
    if not isinstance(rows, list) or not all(isinstance(row, dict) and isinstance(row.get("id"), str) for row in rows):
        return None
    named: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        named.setdefault(row["id"], []).append(row)
    if all(len(same) == len({row.get("topic", "") for row in same}) == 1 for same in named.values()):
        return None
    if any(len(same) != len({str(row.get("topic", "")) for row in same}) for same in named.values()):
        return None
    sessions = from_json(json.dumps(rows), tuple[Session, ...])
    clashes = {tuple(sorted(clash)) for clash in raw.get("clashes", [])}
    clashes |= {tuple(sorted((a.id, b.id))) for a, b in combinations(sessions, 2) if a.meets(b)}
    smallest = [min(same, key=lambda row: row.get("capacity") or 0) for same in named.values()]
    plain = [{key: row[key] for key in row if key not in ("days", "start", "end", "bands")} for row in smallest]
    return {**raw, "sessions": plain, "clashes": sorted(pair for pair in clashes if pair[0] != pair[1])}


def from_preflib(text: str, options: Mapping[str, Any]) -> Problem:
    """Each alternative is a session, of ``capacity`` seats (1 where none is said, and ``run`` neither).

    With ``run``, so many sessions take place, and each holds its part of all voters.
    """
    names: dict[str, str] = {}
    orders: list[tuple[str, ...]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            if found := NAME.fullmatch(line):
                names[found[1]] = found[2]
        elif line.strip():
            orders += _votes(line, number, names, len(orders))
    run, capacity = options.get("run"), options.get("capacity")
    if capacity is None:
        capacity = 1 if run is None else -(-len(orders) // max(run, 1))
    return Problem(
        sessions=tuple(Session(number, capacity=capacity, topic=name) for number, name in names.items()),
        participants=tuple(
            Participant(f"voter {number}", order=order, wants=options.get("wants") or 1)
            for number, order in enumerate(orders, 1)
        ),
        most_sessions=run,
        goals=(Goal.PLACES, Goal.GREEDY),
    )


def _votes(line: str, number: int, names: Mapping[str, str], before: int) -> list[tuple[str, ...]]:
    found = VOTES.fullmatch(line)
    if not found:
        raise BadProblem("", "is no strict order, such as 2: 3,1", place=Place(number))
    voters, order = int(found[1]), tuple(part.strip() for part in (found[2] or "").split(",") if part)
    if unknown := [one for one in order if one not in names]:
        raise BadProblem("", f"alternative {unknown[0]} has no name above", place=Place(number))
    if len(set(order)) < len(order):
        raise BadProblem("", "names an alternative twice", place=Place(number))
    if before + voters > MOST_VOTERS:
        raise BadProblem("", f"makes more than {MOST_VOTERS} voters", place=Place(number))
    return [order] * voters

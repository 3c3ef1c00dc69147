"""Wishes to parallel sessions: bids of students, courses, a university's timetable, and large ones made from a seed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from fairshare.places import Problem
from tools.bench_fairshare import conferences
from tools.bench_fairshare.running import Run, run
from tools.bench_fairshare.table import Row

SHARED = Path(__file__).resolve().parents[3] / "shared" / "bench" / "places"
MOST_MEGABYTES = 2048
BIDS = {
    ("00038-00000001.soi", "greedy"): (20, 9, 5, 0, 1),
    ("00038-00000001.soi", "generous"): (17, 14, 4),
    ("00038-00000003.soi", "greedy"): (24, 5, 2, 1),
    ("00038-00000003.soi", "generous"): (21, 10, 1),
}
COURSES = {"00009-00000001.soc": 4, "00009-00000002.soc": 3}


def rows(seconds: float) -> Iterator[Row]:
    for (name, profile), published in BIDS.items():
        found = run("places", SHARED / name, time=seconds, options=("--goals", f"places,{profile}"))
        reached = found.answer["solution"]["figures"]["profile"]
        is_met = tuple(reached) == published + (0,) * (len(reached) - len(published))
        yield _proved(f"{name} {profile}", found, reached, 1, is_met=is_met, published=",".join(map(str, published)))
    for name, count in COURSES.items():
        found = run("places", SHARED / name, time=seconds, options=("--run", str(count), "--goals", "places,generous"))
        yield _proved(f"{name} {count} courses", found, found.answer["solution"]["figures"]["profile"], 10)
    for goal in ("leximin", "places"):
        found = run("places", SHARED / "umass-350.json", time=seconds, options=("--goals", goal))
        yield _proved(f"umass-350 {goal}", found, found.answer["objective"], 10)
    for seed in range(1, 9):
        yield _close(f"700 x 15 x 4, seed {seed}", _made(conferences.conference(seed), 10))
    found = _made(conferences.fair(1), 60)
    yield _proved("10,000 x 100 leximin", found, found.answer["objective"], 60)


def _made(problem: Problem, seconds: float) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "question.json"
        file.write_bytes(msgspec.json.encode(problem))
        return run("places", file, time=seconds)


def _proved(name: str, found: Run, reached: object, limit: int, *, is_met: bool = True, published: str = "-") -> Row:
    is_met = is_met and found.answer["status"] == "optimal" and found.seconds <= limit
    return _row(name, found, _listed(reached), f"proved in {limit} s", is_met, published)


def _close(name: str, found: Run) -> Row:
    """The largest gap of any figure."""
    pairs = zip(found.answer["objective"] or (0,), found.answer["bound"] or (1,), strict=True)
    gap = max(1 - reached / bound for reached, bound in pairs)
    is_met = found.answer["solution"] is not None and gap < 0.01
    return _row(name, found, _listed(found.answer["objective"]), "gap < 1 % in 10 s", is_met, f"gap {gap:.2%}")


def _row(name: str, found: Run, reached: str, target: str, is_met: bool, beside: str) -> Row:
    is_met = is_met and not found.faults and found.megabytes <= MOST_MEGABYTES
    bound = "proved" if found.answer["status"] == "optimal" else _listed(found.answer["bound"])
    faults = "; ".join(found.faults[:3])
    return Row(name, reached, bound, found.seconds, found.processor, found.megabytes, target, is_met, beside, faults)


def _listed(figures: object) -> str:
    return ",".join(map(str, figures)) if isinstance(figures, list) else str(figures)

"""High-level tables, made from a seed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from fairshare.seating import Problem, Shape
from tools.bench_fairshare.rounds import table
from tools.bench_fairshare.running import run
from tools.bench_fairshare.table import Row

SECONDS = 30
MOST_MEGABYTES = 2048


def rows(seconds: float) -> Iterator[Row]:
    for seed in (1, 2, 3):
        yield _row(f"ring of 60, seed {seed}", table(seed), seconds)
    yield _row("U of 60, seed 1", table(1, Shape.U), seconds)
    yield _row("rows of 60, seed 1", table(1, Shape.ROWS), seconds)
    yield _row("ring of 24, 3 interpreters, 4 pairs", table(1, guests=24, interpreters=3, pairs=4), seconds)


def _row(name: str, problem: Problem, seconds: float) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "question.json"
        file.write_bytes(msgspec.json.encode(problem))
        found = run("seating", file, time=min(seconds, SECONDS))
    reached, bound = found.answer["objective"], found.answer["bound"]
    gap = 1.0 if reached is None else (reached - bound) / max(1, reached)
    is_met = gap < 0.01 and not found.faults and found.megabytes <= MOST_MEGABYTES
    proved = "proved" if found.answer["status"] == "optimal" else str(bound)
    times = found.seconds, found.processor, found.megabytes
    target = f"gap < 1 % in {SECONDS} s"
    return Row(name, str(reached), proved, *times, target, is_met, f"gap {gap:.1%}", "; ".join(found.faults[:3]))

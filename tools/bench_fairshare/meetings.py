"""The business-to-business meetings of the literature, d = 2, beside JAIR 74 (2022)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from tools.bench_fairshare.running import Run, run
from tools.bench_fairshare.table import Row

SHARED = Path(__file__).resolve().parents[3] / "shared" / "bench" / "meetings"
SECONDS_UNSAT, SECONDS_EASY, SECONDS_ORIGINAL, SECONDS_VARIANT = 5, 5, 30, 60
EASY = 1.0
MOST_MEGABYTES = 2048


def rows(seconds: float) -> Iterator[Row]:
    """Those published first, then the nine smaller ones of whom nothing is published."""
    with (SHARED / "published.csv").open(encoding="utf-8") as lines:
        published = list(csv.DictReader(lines))
    for one in published:
        name = f"{one['instance']}.{one['variant']}"
        yield _beside(name, one, run("meetings", SHARED / f"{name}.dzn", time=seconds))
    for path in sorted((SHARED / "small").glob("*.dzn")):
        found = run("meetings", path, time=seconds)
        yield _row(path.stem, found, "no fault", not found.faults, "-", "")


def _beside(name: str, published: dict[str, str], found: Run) -> Row:
    optimum, best = published["optimum"], float(published["maxsat_s"])
    limit = _limit(published)
    if optimum == "UNSAT":
        is_met = found.answer["status"] == "infeasible" and bool(found.answer.get("because"))
    else:
        is_met = found.answer["status"] == "optimal" and found.answer["objective"] == int(optimum)
    is_met = is_met and found.seconds <= limit and found.megabytes <= MOST_MEGABYTES and not found.faults
    times = f"{optimum}: UWrMaxSAT {best:.1f} s, Chuffed {published['chuffed_s']}, Cplex {published['mip_s']}"
    stretch = "" if found.seconds <= 2 * best else f"({found.seconds / best:.1f}x UWrMaxSAT)"
    return _row(name, found, f"{optimum} in {limit} s", is_met, times, stretch)


def _limit(published: dict[str, str]) -> int:
    if published["optimum"] == "UNSAT":
        return SECONDS_UNSAT
    if published["variant"] != "original":
        return SECONDS_VARIANT
    return SECONDS_EASY if float(published["maxsat_s"]) <= EASY else SECONDS_ORIGINAL


def _row(name: str, found: Run, target: str, is_met: bool, published: str, remark: str) -> Row:
    reached = found.answer["objective"] if found.answer["solution"] else found.answer["status"]
    faults = "; ".join(found.faults[:3])
    return Row(
        name,
        str(reached),
        "proved" if found.answer["status"] == "optimal" else str(found.answer["bound"] or ""),
        found.seconds,
        found.processor,
        found.megabytes,
        target,
        is_met,
        published,
        f"{remark} {faults}".strip(),
    )

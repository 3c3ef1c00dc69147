"""``python -m tools.bench [--strict] [--seconds 3] [--seed 1]``"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.bench import load, phone
from tools.bench.house import House, in_the_house, open_house
from tools.bench.making import LANGUAGES, SLUGS
from tools.bench.table import Figure, Mark, at_least, at_most, beside, unmeasured, written
from tools.browser import NoBrowser

ROUNDS = 3
WARM = {"programme page": f"/de/{SLUGS[120]}/programme/", "schedule.json": f"/de/{SLUGS[120]}/schedule.json"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strict", action="store_true", help="exit 1 when a figure misses its target")
    parser.add_argument("--seconds", type=int, default=3, help="length of each load (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the generated programmes (%(default)s)")
    options = parser.parse_args()
    busy = os.getloadavg()[0]
    _say(
        f"{os.cpu_count()} processors, Python {platform.python_version()}, seed {options.seed}, load average {busy:.1f}"
    )
    if busy > 0.5:
        _say("Something else works on this machine; times and p99 will be worse than it could.")
    with tempfile.TemporaryDirectory(prefix="hromada-bench-") as folder:
        Path(folder).chmod(0o755)
        figures = list(_measured(Path(folder), options.seconds, options.seed))
    _say("\n" + written(figures))
    return 1 if options.strict and any(one.mark in (Mark.MISS, Mark.UNMEASURED) for one in figures) else 0


def _measured(folder: Path, seconds: int, seed: int) -> Iterator[Figure]:
    var = folder / "var"
    _say("Setting the demo up ...")
    with open_house(var) as house:
        first_start = house.ready_after
    _say("Storing and publishing programmes of 120 and 1,000 sessions ...")
    made = in_the_house(var, "tools.bench.making", str(seed))
    with open_house(var) as house:
        house.wait_until_at_rest()
        at_rest = house.memory()
        ready_after = house.ready_after
        _say("Rendering ...")
        cold = list(_cold(house, made))
        _say("Load ...")
        yield from _warm(house, folder, seconds, made["session_cookie"])
        yield from cold
        _say("A phone ...")
        try:
            yield from _phone(house)
        except NoBrowser as problem:
            yield unmeasured("a phone", str(problem))
    yield from _at_the_desk(in_the_house(var, "tools.bench.desk", str(seed)))
    yield at_most("publish 1,000 sessions", made["publish_1000"], 5, "s")
    if "import_largest" in made:
        yield at_most("import schedule.xml, 1,079 sessions", made["import_largest"], 8, "s")
    size = f"{made['workbook_kilobytes']:.0f} KB"
    yield at_most("XLSX of 1,000 sessions, out", made["workbook_out"], 3, "s", remark=size)
    again = f"{made['workbook_same']:.1f} s where nothing changed"
    yield at_most("XLSX of 1,000 sessions, in", made["workbook_in"], 8, "s", remark=again)
    yield at_most(
        "PDF of 120 sessions, de + uk + en", made["pdf_seconds"], 1.5, "s", remark=f"{made['pdf_kilobytes']:.0f} KB"
    )
    parts = ", ".join(f"{name} {size:.0f}" for name, size in at_rest.items())
    yield at_most("memory at rest", sum(at_rest.values()), 350, "MB", remark=parts)
    yield at_most("ready to answer, cold start", ready_after, 3, "s")
    yield beside("the very first start, with the demo loaded", first_start, "s")


def _warm(house: House, folder: Path, seconds: int, cookie: str) -> Iterator[Figure]:
    if missing := load.missing_tools():
        yield unmeasured("warm pages", f"{' and '.join(missing)} cannot be found: install Debian's packages.")
        return
    bodies = {path: load.fetch(house.port, path, **{"Accept-Encoding": "gzip"}) for path in WARM.values()}
    files = {path.rstrip("/") + ("/index.html" if path.endswith("/") else ""): bodies[path][2] for path in bodies}
    with load.nginx(folder / "nginx", files) as nginx:
        for name, path in WARM.items():
            yield from _beside_nginx(house, nginx, name, path, seconds)
    slow = load.measure(house.address(WARM["programme page"]), seconds=seconds, connections=8, Cookie=cookie)
    yield beside(
        "programme page, signed in", slow.requests_per_second, "/s", remark=f"p99 {slow.p99_ms:.0f} ms at 8 connections"
    )


def _beside_nginx(house: House, nginx: int, name: str, path: str, seconds: int) -> Iterator[Figure]:
    size = len(load.fetch(house.port, path, **{"Accept-Encoding": "gzip"})[2]) / 1024
    ours, theirs = house.address(path), f"http://127.0.0.1:{nginx}{path}"
    load.measure(ours, seconds=load.WARM_UP_SECONDS)
    before = house.requests_that_reached_django()
    rounds = [(load.measure(ours, seconds=seconds), load.measure(theirs, seconds=seconds)) for _ in range(ROUNDS)]
    reached = house.requests_that_reached_django() - before
    ratio = statistics.median(mine.requests_per_second / their.requests_per_second for mine, their in rounds)
    mine, their = (statistics.median(pair[side].requests_per_second for pair in rounds) for side in (0, 1))
    asked = sum(pair[0].requests for pair in rounds)
    yield at_least(
        f"{name}, warm, of nginx's", ratio * 100, 50, "%", remark=f"{mine:,.0f} of {their:,.0f}/s, {size:.1f} KB"
    )
    yield at_most(f"{name}, p99 at 64", statistics.median(pair[0].p99_ms for pair in rounds), 10, "ms")
    yield at_most(f"{name}, reached Django and SQL", reached, 0, "", remark=f"of {asked:,}")
    yield at_most(f"{name}, failed answers", sum(pair[0].errors for pair in rounds), 0, "")


def _cold(house: House, made: dict[str, Any]) -> Iterator[Figure]:
    """Warmed by another conference: code and templates are loaded, the programme itself was never read."""
    # Each of them is rendered anew: so both processes have had their first page in every language.
    for number in range(8):
        for code in LANGUAGES:
            load.fetch(house.port, f"/{code}/leipzig-2023/programme/?kind=none-{number}")
    for sessions, limit in ((120, 60), (1000, 400)):
        path = f"/{SLUGS[sessions]}/programme/"
        times = [_milliseconds(house, f"/{code}{path}") for code in LANGUAGES]
        shown = " ".join(f"{one:.0f}" for one in times)
        yield at_most(f"never rendered, {sessions:,} sessions", max(times), limit, "ms", remark=f"{shown}: de uk en")
    yield at_most("SQL queries of it", made["queries_1000"], 8, "", remark=f"{made['queries_120']} for 120 sessions")
    same = made["queries_1000"] == made["queries_120"]
    yield at_most("more of them for more sessions", 0 if same else made["queries_1000"] - made["queries_120"], 0, "")


def _at_the_desk(desk: dict[str, Any]) -> Iterator[Figure]:
    shown = " ".join(f"{one:.0f}" for one in desk["board_ms"])
    yield at_most(
        "board of 1,000 sessions in three days", max(desk["board_ms"]), 300, "ms", remark=f"{shown}: each day"
    )
    packed = f"{desk['board_compressed_kilobytes']:.0f} KB compressed"
    yield at_most("board, the fullest day", desk["board_kilobytes"], 400, "KB", remark=packed)
    yield at_most("drop of a session to answer with conflicts", desk["drop_ms"], 100, "ms", remark=desk["drop_remark"])
    queries = f"{desk['board_queries']} of the board, {desk['list_queries']} of the list"
    yield beside("SQL queries at the desk", desk["board_queries"], "", remark=queries)
    yield at_most(
        "conflicts of 1,000 sessions from scratch", desk["conflicts_ms"], 150, "ms", remark=desk["conflicts_remark"]
    )
    growth = desk["rules_10000_ms"] / desk["rules_1000_ms"]
    yield at_most("rules, 10,000 to 1,000 sessions", growth, 20, "times", remark=f"{desk['rules_10000_ms']:.0f} ms")


def _milliseconds(house: House, path: str) -> float:
    status, _headers, _body, took = load.fetch(house.port, path, **{"Accept-Encoding": "br"})
    if status != 200:
        raise RuntimeError(f"{path} answers {status}")
    return took


def _phone(house: House) -> Iterator[Figure]:
    address = house.address(WARM["programme page"])
    with phone.browser() as opened:
        phone.visit(opened, address)  # the browser itself is warm then; each visit has an empty cache
        first = phone.visit(opened, address)
        slow = phone.visit(opened, address, slow=True)
    weight = f"and {first.kilobytes(fonts=True):.0f} KB of fonts"
    yield at_most("phone, first visit, compressed", first.kilobytes(fonts=False), 60, "KB", remark=weight)
    yield at_most("phone, requests with fonts", first.requests, 12, "")
    yield at_most("phone, largest paint", first.largest_paint, 0.5, "s")
    yield at_most(
        "phone, text at 50 kbit/s + 500 ms", slow.first_paint, 3, "s", remark=f"largest {slow.largest_paint:.1f} s"
    )


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

"""``python -m tools.bench_fairshare [FAMILY ...] [--seconds 60] [--strict]``"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
from pathlib import Path

from fairshare.families import families
from tools.bench_fairshare.table import Row, written


def main() -> int:
    here = Path(__file__).parent
    known = [name for name in families() if (here / f"{name}.py").is_file()]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("family", nargs="*", metavar="FAMILY", help=", ".join(known))
    parser.add_argument("--seconds", type=float, default=60, help="at most, for one instance (%(default)s)")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a target is missed")
    options = parser.parse_args()
    busy = os.getloadavg()[0]
    print(f"{os.cpu_count()} processors, Python {platform.python_version()}, load average {busy:.1f}")
    if busy > 0.5:
        print("Something else works on this machine: seconds by the clock will be worse than they could.")
    missed = False
    for name in options.family or known:
        rows: list[Row] = []
        for row in importlib.import_module(f"tools.bench_fairshare.{name}").rows(options.seconds):
            print(f"  {row.instance} {row.reached} {row.seconds:.1f} s", file=sys.stderr, flush=True)
            rows.append(row)
        met = [row.is_met for row in rows if row.is_met is not None]
        print(f"\n{name}: {sum(met)} of {len(met)} targets met, load average {os.getloadavg()[0]:.1f}")
        print(written(rows), flush=True)
        missed |= not all(met)
    return 1 if options.strict and missed else 0


if __name__ == "__main__":
    sys.exit(main())

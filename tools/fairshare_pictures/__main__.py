"""``python -m tools.fairshare_pictures [FAMILY ...]``: draws docs/fairshare/FAMILY.svg anew."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs" / "fairshare"


def main(names: list[str]) -> None:
    known = sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_") and path.stem != "svg")
    for name in names or known:
        drawn = importlib.import_module(f"tools.fairshare_pictures.{name}").drawn(DOCS)
        (DOCS / f"{name}.svg").write_text(drawn, encoding="utf-8")
        print(f"docs/fairshare/{name}.svg: {len(drawn):,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])

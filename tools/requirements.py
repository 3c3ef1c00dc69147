"""Pin what this environment has: ``python -m tools.requirements`` rewrites requirements/*.txt from pyproject.toml.

base.txt is what the product runs on, build.txt what its assets are made with besides, dev.txt what is tested with,
the solvers among it.
No line names an index: that is the business of whoever installs.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent


def pins(wanted: Iterable[str], known: dict[str, str]) -> dict[str, str]:
    """The wanted distributions and all that they need in turn, except what is known already."""
    found: dict[str, str] = {}
    waiting = [(Requirement(text), frozenset({""})) for text in wanted]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement, extras_above = waiting.pop()
        marker = requirement.marker
        if marker and not any(marker.evaluate({"extra": extra}) for extra in extras_above):
            continue
        name = canonicalize_name(requirement.name)
        try:
            there = distribution(name)
        except PackageNotFoundError:
            sys.exit(f"{name} is not installed: install it, then pin.")
        if name not in known:
            found[name] = there.version
        extras = frozenset({"", *requirement.extras})
        news = [(text, extra) for text in there.requires or [] for extra in extras if (name, extra) not in seen]
        seen |= {(name, extra) for extra in extras}
        waiting += [(Requirement(text), frozenset({extra})) for text, extra in news]
    return found


def main() -> None:
    facts: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = {
        name: [line for line in lines if isinstance(line, str)] for name, lines in facts["dependency-groups"].items()
    }
    groups["dev"] += facts["project"]["optional-dependencies"]["solvers"]
    known: dict[str, str] = {}
    below = ""
    for name, wanted in {"base": facts["project"]["dependencies"], **groups}.items():
        found = pins(wanted, known)
        lines = [below, *(f"{package}=={version}" for package, version in sorted(found.items()))]
        (ROOT / "requirements" / f"{name}.txt").write_text("\n".join(filter(None, lines)) + "\n", "utf-8")
        known |= found
        below = f"-r {name}.txt"


if __name__ == "__main__":
    main()

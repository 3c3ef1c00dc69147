"""Check the scripts' types: ``python -m tools.tsc``, with the Node of tools/assets.py."""

from __future__ import annotations

import subprocess
import sys

from tools.assets import MODULES, ROOT, node_command


def main() -> int:
    compiler = MODULES / "typescript" / "bin" / "tsc"
    return subprocess.run(
        [*node_command("node"), compiler, "--project", "tsconfig.json"], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())

"""One question solved as anybody would: by the command line, in a process whose time and memory are measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fairshare.families import families


@dataclass(frozen=True)
class Run:
    """``seconds`` by the clock, as the answer says; ``processor`` of all its processes together; ``megabytes`` of the
    largest of them. ``faults``: what the checker found."""

    answer: dict[str, Any]
    seconds: float
    processor: float
    megabytes: float
    faults: tuple[str, ...]


def run(family: str, file: Path, *, time: float, workers: int = 2, seed: int = 1, options: tuple[str, ...] = ()) -> Run:
    command = [sys.executable, "-m", "fairshare", family, str(file), "--json", f"--time={time}"]
    command += [f"--workers={workers}", f"--seed={seed}", *options]
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out)
        _, _, usage = os.wait4(process.pid, 0)
        out.seek(0)
        answer = json.loads(out.read())
    return Run(
        answer,
        answer["seconds"],
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2),
        _faults(family, file, answer),
    )


def _faults(family: str, file: Path, answer: dict[str, Any]) -> tuple[str, ...]:
    """The answer read back from its JSON, and judged by the checker alone."""
    if answer["solution"] is None:
        return ()
    module = families()[family]
    asked = {name: value for name, value in answer["problem"].items() if name not in ("family", "file")}
    problem = module.read(file, asked)
    finding = module.check(problem, module.solution_from_json(problem, answer["solution"]))
    objective = list(finding.objective) if isinstance(finding.objective, tuple) else finding.objective
    differs = (f"says {answer['objective']}, is {objective}",) if objective != answer["objective"] else ()
    return finding.broken + differs

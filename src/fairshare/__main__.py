"""``python -m fairshare FAMILY FILE`` solves; ``python -m fairshare check FILE ANSWER.json`` checks an answer.

Exit 0: solved, or the answer holds. 1: infeasible, or it does not hold. 2: bad input, with line or cell. 3: time ran
out before there was an answer.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from fairshare.answer import Answer, Progress, Status
from fairshare.errors import BadProblem
from fairshare.families import Family, families
from fairshare.reading import parsed, read_text
from fairshare.stop import Stop

EXITS = {Status.OPTIMAL: 0, Status.FEASIBLE: 0, Status.INFEASIBLE: 1, Status.UNKNOWN: 3}
BAD_INPUT = 2
SHARED_OPTIONS = {"command", "file", "time", "seed", "workers", "json", "start", "quiet"}


def main(arguments: list[str] | None = None, out: TextIO | None = None) -> int:
    known = families()
    options = _parser(known).parse_args(arguments)
    out = out or sys.stdout
    try:
        if options.command == "check":
            return _check(known, options, out)
        return _solve(known[options.command], options, out)
    except BadProblem as problem:
        print(f"{options.file}: {problem}", file=sys.stderr)  # noqa: T201 # a command line speaks
        return BAD_INPUT


def _parser(known: dict[str, Family]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m fairshare", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, family in known.items():
        one = commands.add_parser(name, help=f"solve a question of {name}")
        one.add_argument("file", type=Path, metavar="FILE")
        one.add_argument("--time", type=_seconds, default=60.0, help="seconds (%(default)s)")
        one.add_argument("--seed", type=int, default=1, help="(%(default)s)")
        one.add_argument("--workers", type=_workers, default=2, help="(%(default)s)")
        one.add_argument("--start", type=Path, metavar="ANSWER.json", help="an earlier answer, to be changed little")
        one.add_argument("--json", action="store_true", help="one JSON object, and nothing else")
        one.add_argument("--quiet", action="store_true", help="no progress on standard error")
        family.add_options(one)
    check = commands.add_parser("check", help="check an answer without the solver")
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("answer", type=Path, metavar="ANSWER.json")
    check.add_argument("--json", action="store_true", help="one JSON object, and nothing else")
    return parser


def _solve(family: Family, options: argparse.Namespace, out: TextIO) -> int:
    asked = {name: value for name, value in vars(options).items() if name not in SHARED_OPTIONS}
    problem = family.read(options.file, asked)
    start = None
    if options.start:
        start = family.solution_from_json(problem, _saved(options.start).get("solution"))
    answer = family.solve(
        problem,
        stop=Stop(options.time, _asked_to_end()),
        seed=options.seed,
        workers=options.workers,
        start=start,
        on_progress=None if options.quiet or options.json else _tell,
    )
    shown = {
        "problem": {"family": options.command, "file": options.file.name, **asked},
        "status": answer.status,
        "objective": answer.objective,
        "bound": answer.bound,
        "seconds": round(answer.seconds, 3),
        "solution": None if answer.solution is None else family.solution_to_json(problem, answer.solution),
    }
    if answer.because:
        shown["because"] = answer.because
    out.write(_written(shown) if options.json else _read_out(answer, shown))
    return EXITS[answer.status]


def _check(known: dict[str, Family], options: argparse.Namespace, out: TextIO) -> int:
    saved = _saved(options.answer)
    asked = saved.get("problem")
    if not isinstance(asked, dict) or asked.get("family") not in known:
        raise BadProblem("problem.family", f"is not one of {', '.join(known)}")
    family = known[asked["family"]]
    problem = family.read(
        options.file, {name: value for name, value in asked.items() if name not in ("family", "file")}
    )
    if saved.get("solution") is None:
        raise BadProblem("solution", f"there is none in {options.answer.name}")
    finding = family.check(problem, family.solution_from_json(problem, saved["solution"]))
    broken = list(finding.broken)
    if not broken and saved.get("objective") != _plain(finding.objective):
        broken.append(f"the answer says objective {saved.get('objective')}; it is {finding.objective}")
    if options.json:
        out.write(_written({"broken": broken, "objective": finding.objective}))
    else:
        out.write("".join(f"{line}\n" for line in broken) or f"holds, objective {finding.objective}\n")
    return 1 if broken else 0


def _saved(path: Path) -> dict[str, Any]:
    try:
        found = parsed(read_text(path))
    except BadProblem as problem:
        raise BadProblem(f"{path.name} {problem.item}".strip(), problem.fault, place=problem.place) from problem
    if not isinstance(found, dict):
        raise BadProblem(path.name, "is no JSON object")
    return found


def _asked_to_end() -> Callable[[], bool]:
    """Ctrl-C and SIGTERM end the search, not the program: the best so far is still printed."""
    asked: list[int] = []
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, lambda number, _frame: asked.append(number))
    return lambda: bool(asked)


def _tell(progress: Progress) -> None:
    line = f"{progress.seconds:7.1f} s  objective {progress.objective}  bound {progress.bound}"
    print(line, file=sys.stderr, flush=True)  # noqa: T201 # a command line speaks


def _read_out(answer: Answer[Any], shown: dict[str, Any]) -> str:
    lines = [f"{answer.status}: objective {answer.objective}, bound {answer.bound}, {answer.seconds:.1f} s"]
    lines += answer.because
    if shown["solution"] is not None:
        lines.append(json.dumps(shown["solution"], ensure_ascii=False, indent=1))
    return "".join(f"{line}\n" for line in lines)


def _written(shown: dict[str, Any]) -> str:
    return json.dumps(shown, ensure_ascii=False) + "\n"


def _plain(objective: Any) -> Any:
    """As it comes back from JSON."""
    return list(objective) if isinstance(objective, tuple) else objective


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds < float("inf"):
        raise ValueError(text)
    return seconds


def _workers(text: str) -> int:
    workers = int(text)
    if workers < 1:
        raise ValueError(text)
    return workers


if __name__ == "__main__":
    sys.exit(main())

"""How fair an answer is: who envies whom, and what fairness costs, beside what people would get by taking turns.

``python -m fairshare.places.comparing FILE ANSWER.json`` prints it as a table.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from fairshare.answer import Status
from fairshare.errors import BadProblem
from fairshare.places.allotment import Allotment, levels, profile, ratings, served
from fairshare.places.check import broken_rules
from fairshare.places.files import solution_from_json
from fairshare.places.problem import Goal, Participant, Problem
from fairshare.places.reading import read
from fairshare.places.solve import solve
from fairshare.places.turns import round_robin, serial_dictatorship
from fairshare.reading import parsed, read_text
from fairshare.stop import Stop


@dataclass(frozen=True)
class Fairness:
    """``envious``: people who would rather have what somebody else got, by their own ratings.

    ``cost``: the part of the largest sum of ratings that is given up; a bound where that sum is not proved.
    ``breaks``: how many rules a way of taking turns leaves broken, since it looks only at the one whose turn it is.
    """

    served: int
    levels: tuple[int, ...]
    profile: tuple[int, ...]
    ratings: int
    envious: int
    cost: float
    breaks: int


def compare(
    problem: Problem, allotment: Allotment, *, stop: Stop | None = None, seed: int = 1, workers: int = 2
) -> Mapping[str, Fairness]:
    """The answer, serial dictatorship and round robin, with the sessions interpreted as they are in the answer."""
    best = solve(replace(problem, goals=(Goal.RATINGS,), price_of_a_move=0), stop=stop, seed=seed, workers=workers)
    most = best.bound[0] if best.status is not Status.UNKNOWN and isinstance(best.bound, tuple) else 0
    answers = {
        "answer": allotment,
        "serial dictatorship": serial_dictatorship(problem, allotment.works),
        "round robin": round_robin(problem, allotment.works),
    }
    return {name: _fairness(problem, one, most) for name, one in answers.items()}


def _fairness(problem: Problem, allotment: Allotment, most: float) -> Fairness:
    reached = ratings(problem, allotment)
    return Fairness(
        served(allotment),
        levels(problem, allotment),
        profile(problem, allotment),
        reached,
        len(set(envious(problem, allotment))),
        max(0.0, 1 - reached / most) if most > 0 else 0.0,
        sum(1 for _ in broken_rules(problem, allotment)),
    )


def envious(problem: Problem, allotment: Allotment) -> Iterator[str]:
    """Whoever finds somebody whose places, as many of them as they want and could use, are worth more to them."""
    bundles = set(allotment.sessions_of.values())
    with_session: dict[str, set[tuple[str, ...]]] = {}
    for bundle in bundles:
        for session in bundle:
            with_session.setdefault(session, set()).add(bundle)
    for person in problem.participants:
        usable = dict(_usable(problem, person, allotment))
        own = sum(usable.get(session, 0) for session in allotment.sessions_of.get(person.id, ()))
        others: set[tuple[str, ...]] = set().union(*(with_session.get(session, set()) for session in usable))
        if any(_worth(usable, bundle, person.wants) > own for bundle in others):
            yield person.id


def _usable(problem: Problem, person: Participant, allotment: Allotment) -> Iterator[tuple[str, int]]:
    speaking = {session for session in person.speaks_in if session in allotment.held}
    for wished in person.wished:
        rating = problem.rating.get((person.id, wished), 0)
        if (
            rating > 0
            and problem.beside[wished].isdisjoint(speaking)
            and problem.follows(person, problem.session[wished], allotment.works)
        ):
            yield wished, rating


def _worth(usable: Mapping[str, int], bundle: tuple[str, ...], wants: int) -> int:
    return sum(sorted((usable[session] for session in bundle if session in usable), reverse=True)[:wants])


def main(arguments: list[str] | None = None, out: TextIO | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m fairshare.places.comparing", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("answer", type=Path, metavar="ANSWER.json")
    parser.add_argument("--time", type=float, default=60.0, help="seconds for the largest sum of ratings (%(default)s)")
    options = parser.parse_args(arguments)
    out = out or sys.stdout
    try:
        saved = parsed(read_text(options.answer))
        asked = saved.get("problem") if isinstance(saved, dict) else None
        problem = read(options.file, asked if isinstance(asked, dict) else {})
        allotment = solution_from_json(problem, saved.get("solution") if isinstance(saved, dict) else None)
        rows = compare(problem, allotment, stop=Stop(options.time))
    except BadProblem as fault:
        print(fault, file=sys.stderr)  # noqa: T201 # a command line speaks
        return 2
    out.write(f"{'':20} {'served':>7} {'ratings':>8} {'envious':>8} {'cost':>7} {'breaks':>7}  profile\n")
    for name, row in rows.items():
        figures = f"{row.served:7} {row.ratings:8} {row.envious:8} {row.cost:7.1%} {row.breaks:7}"
        out.write(f"{name:20} {figures}  {' '.join(map(str, row.profile))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

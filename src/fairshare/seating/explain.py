"""Why does somebody not sit where, or beside whom, it was wished?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain

from fairshare.errors import BadProblem
from fairshare.explaining import NO_TIME, Guarded, WhyNot, guard, heard, priced
from fairshare.seating.check import deviations
from fairshare.seating.model import plan_of
from fairshare.seating.problem import Pair, Problem, Solution
from fairshare.seating.rules import MEANINGS, RULES, WALLS, groups_of
from fairshare.stop import Stop, Watch

SECONDS_FOR_CAUSES = 10.0


@dataclass(frozen=True)
class Wish:
    """That a guest sits in this seat, or beside another, or both."""

    guest: str
    seat: int | None = None
    beside: str | None = None


def causes(problem: Problem, watch: Watch) -> tuple[str, ...]:
    """Of a question without a seating."""
    conflict, _ = heard(guarded, (problem, None), Watch(watch.stop.lasting(SECONDS_FOR_CAUSES)), until_conflict=True)
    return conflict or (NO_TIME,)


def why_not(problem: Problem, wish: Wish, answer: Solution | None = None, *, stop: Stop | None = None) -> WhyNot:
    """With ``answer``, what granting the wish costs beyond it: the best found in the time that ``stop`` gives."""
    from fairshare.seating.solve import solve

    granted = _granted(problem, wish)

    def cost(left: Stop) -> dict[str, int] | None:
        best = solve(granted, stop=left).solution
        return _by_kind(problem, best) if best else None

    before = _by_kind(problem, replace(answer, earlier=())) if answer else None
    return priced(guarded, (problem, wish), stop, before=before, granted=cost)


def guarded(problem: Problem, wish: Wish | None) -> Guarded:
    """Runs in the process of the engine: the rules under their labels, and the wish without one."""
    from ortools.sat.python import cp_model

    cp = cp_model.CpModel()
    groups = groups_of(problem, alone=True)
    plan = plan_of(problem, groups, lambda most: cp.new_int_var(0, most, ""))
    for _, holds in chain.from_iterable(rule(problem, groups, plan) for rule in (*MEANINGS, *WALLS)):
        cp.add(holds)
    if wish is not None:
        g = problem.place_of[wish.guest] - 1
        if wish.seat is not None:
            cp.add(plan.sits[g, wish.seat] == 1)
        if wish.beside is not None:
            h = problem.place_of[wish.beside] - 1
            cp.add_bool_or([both for (_, *two), both in plan.beside.items() if set(two) == {g, h}])
    return guard(
        cp,
        ((label, holds, True) for rule in RULES for label, holds in rule(problem, groups, plan) if label),
    )


def _granted(problem: Problem, wish: Wish) -> Problem:
    """Raises BadProblem where the wish speaks of what there is not."""
    for item, name in (("guest", wish.guest), ("beside", wish.beside)):
        if name is not None and name not in problem.place_of:
            raise BadProblem(f"wish.{item}", f"nobody is called {name!r}")
    if wish.beside == wish.guest:
        raise BadProblem("wish.beside", f"{wish.guest} is one guest, not two")
    if wish.seat is not None and not 1 <= wish.seat <= len(problem.guests):
        raise BadProblem("wish.seat", f"{wish.seat} is not from 1 to {len(problem.guests)}")
    guests = tuple(
        replace(guest, seat=wish.seat or guest.seat) if guest.name == wish.guest else guest for guest in problem.guests
    )
    pairs = problem.pairs
    if wish.beside is not None:
        two = (wish.guest, wish.beside)
        pairs = (*(pair for pair in pairs if set(pair.guests) != set(two)), Pair(two, together=True))
    return replace(problem, guests=guests, pairs=pairs)


def _by_kind(problem: Problem, solution: Solution) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in deviations(problem, solution):
        found[one.kind] = found.get(one.kind, 0) + (one.cost or 0)
    return found

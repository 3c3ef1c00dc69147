"""Some sessions planned anew while all others stay: those that are on at once, then others, drawn by lot."""

from __future__ import annotations

import random
from collections.abc import Iterator, Set

import numpy as np
import numpy.typing as npt

from fairshare.places.cliques import cliques
from fairshare.places.model import Model, number_of
from fairshare.places.problem import Problem


def hours(problem: Problem) -> list[frozenset[str]]:
    """Every session in one of them; where most is wished for, first."""
    left = set(problem.session)
    found = []
    for clique in sorted(cliques(left, problem.beside_in_time), key=lambda one: (-len(one), one)):
        if at_once := left.intersection(clique):
            found.append(frozenset(at_once))
            left -= at_once
    wished = {session: len(people) for session, people in problem.wishing.items()}
    parts = [part for part in (*found, frozenset(left)) if part]
    return sorted(parts, key=lambda part: -sum(wished[session] for session in part))


def rounds(model: Model, seed: int) -> Iterator[list[npt.NDArray[np.bool_]]]:
    """Which variables are free: hour by hour; then as many sessions as these have, drawn; and so on for ever."""
    chance = random.Random(seed)  # noqa: S311 # no secret
    by_hour = hours(model.problem)
    names = sorted(model.problem.session)
    while True:
        yield [_free(model, sessions) for sessions in by_hour]
        yield [_free(model, frozenset(chance.sample(names, len(sessions)))) for sessions in by_hour]


def _free(model: Model, sessions: Set[str]) -> npt.NDArray[np.bool_]:
    """What follows from the others follows anew."""
    plan = model.plan
    free = np.zeros(model.variables, bool)
    free[len(plan.takes) + len(plan.held) + len(plan.works) :] = True
    for variables in (plan.takes, plan.works):
        for (_, session), variable in variables.items():
            free[number_of(variable)] = session in sessions
    for session, held in plan.held.items():
        free[number_of(held)] = session in sessions
    return free

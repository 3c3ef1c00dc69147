"""Core-guided MaxSAT that tells what it finds on its way; runs in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pysat.examples.rc2 import RC2, RC2Stratified
from pysat.formula import WCNF

from fairshare.news import Bound, Found, Proved
from fairshare.racing import Report
from fairshare.sat import Clauses


class _OutOfConflicts(Exception):  # noqa: N818 # what happened
    pass


class _Overheard:
    """A SAT solver whose answers are told: each model is a solution, each cost so far a bound."""

    def __init__(self, oracle: Any, size: int, report: Report, conflicts: int | None) -> None:
        self._oracle, self._size, self._report, self._conflicts = oracle, size, report, conflicts
        self.cost_so_far: Callable[[], int] = lambda: 0
        self._allowed: int | None = None
        self._told = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._oracle, name)

    def conf_budget(self, budget: int = -1) -> None:
        """The search's own, for a single call (it tries whether a core can be smaller)."""
        self._allowed = budget if budget > 0 else None

    def solve_limited(self, assumptions: Any = (), expect_interrupt: bool = False) -> bool | None:
        if (cost := self.cost_so_far()) > self._told:
            self._told = cost
            self._report(Bound(cost))
        limits = [limit for limit in (self._allowed, self._conflicts) if limit is not None]
        if limits:
            self._oracle.conf_budget(max(1, min(limits)))
        before = self._spent()
        found: bool | None = self._oracle.solve_limited(assumptions=assumptions, expect_interrupt=expect_interrupt)
        if self._conflicts is not None:
            self._conflicts -= self._spent() - before
            if found is None and self._conflicts <= 0:
                raise _OutOfConflicts
        if found:
            model = self._oracle.get_model()[: self._size]
            self._report(Found(tuple(index for index, literal in enumerate(model) if literal > 0)))
        return found

    def _spent(self) -> int:
        return int(self._oracle.accum_stats()["conflicts"]) if self._conflicts is not None else 0


def core_guided(
    clauses: Clauses,
    size: int,
    solver: str,
    *,
    first: bool,
    exhaust: bool,
    conflicts: int | None = None,
    report: Report,
) -> bool:
    """RC2 (Ignatiev, Morgado, Marques-Silva, JSAT 2019). Of a solution, the first ``size`` variables are told.

    ``first``: begin with any solution, to have one. ``exhaust``: raise the bound of each core as far as it goes, which
    is often faster and sometimes slower. Whether it came to an end within the conflicts allowed.
    """
    formula = WCNF()
    formula.nv, formula.hard = clauses.top, clauses.hard
    formula.soft = [[literal] for literal, _ in clauses.soft]
    formula.wght = [weight for _, weight in clauses.soft]
    formula.topw = sum(formula.wght) + 1
    kind = RC2Stratified if len(set(formula.wght)) > 1 else RC2
    with kind(formula, solver=solver, adapt=True, exhaust=exhaust) as search:
        search.oracle = heard = _Overheard(search.oracle, size, report, conflicts)
        heard.cost_so_far = lambda: search.cost
        try:
            if not first or heard.solve_limited():
                search.compute()
        except _OutOfConflicts:
            return False
    report(Proved())
    return True

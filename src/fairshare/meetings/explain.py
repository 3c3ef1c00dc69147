"""Why not: the fewest rules that forbid what somebody wanted, and what would have to give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fairshare.conflict import corrections, smallest_conflicts
from fairshare.errors import BadProblem
from fairshare.explaining import NO_TIME, Conflict, Correction, WhyNot, gathered
from fairshare.meetings.counting import counted_out
from fairshare.meetings.problem import Problem
from fairshare.meetings.rules import slots
from fairshare.racing import Engine, Report
from fairshare.stop import Stop, Watch

SECONDS_FOR_CAUSES = 4.0


@dataclass(frozen=True)
class Wish:
    """That a meeting takes place; in this slot, if one is named."""

    meeting: str
    slot: int | None = None


def causes(problem: Problem, watch: Watch) -> tuple[str, ...]:
    """Of a question without a plan: the fewest rules that already leave none (the fewest found in time)."""
    if counted := counted_out(problem):
        return counted
    conflict, _ = _heard(problem, None, Watch(watch.stop.lasting(SECONDS_FOR_CAUSES)), until_conflict=True)
    return conflict or (NO_TIME,)


def why_not(problem: Problem, wish: Wish, *, stop: Stop | None = None) -> WhyNot:
    """``stop`` bounds the search for the fewest; a conflict found by then is a conflict."""
    _refuse_strange(problem, wish)
    watch = Watch(stop or Stop(60))
    conflict, given = _heard(problem, wish, watch)
    if not conflict and not given:
        conflict = counted_out(_granted(problem, wish))
    return WhyNot(not conflict, conflict, given)


def _refuse_strange(problem: Problem, wish: Wish) -> None:
    if wish.meeting not in problem.meeting_number:
        raise BadProblem("wish.meeting", f"no meeting is called {wish.meeting!r}")
    if wish.slot is not None and wish.slot not in slots(problem):
        raise BadProblem("wish.slot", f"{wish.slot} is not from 1 to {problem.slots}")


def _granted(problem: Problem, wish: Wish) -> Problem:
    number = problem.meeting_number[wish.meeting]
    meeting = problem.meetings[number]
    slot = meeting.slot if wish.slot is None else wish.slot
    granted = replace(meeting, value=None, priority_of=None, slot=slot)
    return replace(problem, meetings=(*problem.meetings[:number], granted, *problem.meetings[number + 1 :]))


def _heard(
    problem: Problem, wish: Wish | None, watch: Watch, *, until_conflict: bool = False
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    return gathered(Engine("explain", find_conflict, (problem, wish, until_conflict)), watch)


def find_conflict(problem: Problem, wish: Wish | None, until_conflict: bool, *, report: Report) -> None:
    """Runs in a process of its own: a SAT solver with one assumption a label."""
    from pysat.solvers import Solver

    from fairshare.meetings.encoding import encode_guarded

    encoding = encode_guarded(problem)
    guards, labels = encoding.guards, list(encoding.guards)
    with Solver("glucose4", bootstrap_with=encoding.clauses.hard) as solver:
        wished: list[int] = []
        if wish is not None:
            number = problem.meeting_number[wish.meeting]
            asked = slots(problem) if wish.slot is None else (wish.slot,)
            wished = [encoding.clauses.new()]
            solver.add_clause([-wished[0], *(encoding.takes[number, slot] for slot in asked)])

        def core_of(some: Sequence[str]) -> Sequence[str] | None:
            if solver.solve(assumptions=[*wished, *(guards[label] for label in some)]):
                return None
            core = set(solver.get_core() or ())
            return [label for label in some if guards[label] in core]

        smallest: tuple[str, ...] = ()
        for smallest in smallest_conflicts(labels, core_of):
            report(Conflict(smallest))
        if smallest and not until_conflict:
            firm = [label for label in labels if label in encoding.firm]
            yielding = [label for label in labels if label not in encoding.firm]

            def core_of_yielding(some: Sequence[str]) -> Sequence[str] | None:
                core = core_of([*firm, *some])
                return None if core is None else [label for label in core if label not in encoding.firm]

            for given in corrections(yielding, [one for one in smallest if one in yielding], core_of_yielding):
                report(Correction(given))

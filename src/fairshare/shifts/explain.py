"""Why is somebody not in a session, or why is there no roster at all?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from fairshare.errors import BadProblem
from fairshare.explaining import NO_TIME, Guarded, WhyNot, guard, heard
from fairshare.hours import Window
from fairshare.racing import Engine, Race, Report
from fairshare.shifts.check import objective
from fairshare.shifts.parts import only
from fairshare.shifts.problem import Problem, Roster, Seat
from fairshare.shifts.rules import RULES, nobody_is_in_two_places
from fairshare.stop import Stop, Watch

SECONDS_FOR_CAUSES = 10.0


@dataclass(frozen=True)
class Wish:
    """That somebody works in that session, in that booth if one is named; or, with ``away``, that they do not."""

    interpreter: str
    session: str
    booth: str | None = None
    away: bool = False


def causes(problem: Problem, watch: Watch) -> tuple[str, ...]:
    """Of a problem without a roster: in one session if there it is already impossible, or in one day."""
    patience = Watch(watch.stop.lasting(SECONDS_FOR_CAUSES))
    with Race([Engine("parts", find_part, (problem,))], patience.within(SECONDS_FOR_CAUSES / 2)) as news:
        part = next((found for _, found in news), problem)
    conflict, _ = heard(guarded, (part, None), patience, until_conflict=True)
    return conflict or (NO_TIME,)


def find_part(problem: Problem, *, report: Report) -> None:
    """The first session, or else day, that fails by itself; in a process of its own."""
    from ortools.sat.python import cp_model

    from fairshare.shifts.model import build

    by_day: dict[date, list[str]] = {}
    for session in problem.sessions:
        by_day.setdefault(session.day, []).append(session.name)
    for names in (*([session.name] for session in problem.sessions), *by_day.values()):
        part = only(problem, names)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(build(part).cp) == cp_model.INFEASIBLE:
            report(part)
            return


def why_not(problem: Problem, wish: Wish, answer: Roster | None = None, *, stop: Stop | None = None) -> WhyNot:
    """With ``answer``, what granting the wish costs beyond it: the best found in the time that ``stop`` gives."""
    from fairshare.shifts.solve import solve

    _refuse_strange(problem, wish)
    watch = Watch(stop or Stop(30))
    conflict, given = heard(guarded, (problem, wish), watch)
    if conflict:
        return WhyNot(possible=False, because=conflict, would_give=given)
    if answer is None:
        return WhyNot(possible=True)
    before = replace(answer, earlier=())
    ways = list(_granted(problem, wish))
    granted = [
        replace(found, earlier=())
        for number, one in enumerate(ways)
        if (found := solve(one, stop=watch.stop.lasting(watch.left / (len(ways) - number))).solution)
    ]
    if not granted:
        return WhyNot(possible=True)
    after = min(granted, key=lambda one: objective(problem, one))
    kinds = zip(
        ("relays", "cost", "longest", "uneven"), objective(problem, before), objective(problem, after), strict=False
    )
    differences = {kind: now - then for kind, then, now in kinds}
    pays = tuple(f"{kind}: {some:+}" for kind, some in differences.items() if some)
    return WhyNot(possible=True, price=differences["cost"], pays=pays)


def guarded(problem: Problem, wish: Wish | None) -> Guarded:
    """Runs in the process of the engine: the rules under their labels, and the wish without one."""
    from ortools.sat.python import cp_model

    from fairshare.shifts.model import variables

    cp = cp_model.CpModel()
    choice = variables(cp, problem, all_seats=True)
    if wish is not None:
        session = problem.sessions_by_name[wish.session]
        booths = [booth.name for booth in session.booths if wish.booth in (None, booth.name)]
        cp.add(sum(choice.sits[wish.session, booth][wish.interpreter] for booth in booths) == int(not wish.away))
    return guard(
        cp,
        # Nobody can be in two places; all else could give.
        (
            (label, holds, rule is not nobody_is_in_two_places)
            for rule in RULES
            for label, holds in rule(problem, choice)
        ),
    )


def _granted(problem: Problem, wish: Wish) -> Iterator[Problem]:
    session = problem.sessions_by_name[wish.session]
    if wish.away:
        yield without(problem, wish.interpreter, [wish.session])
        return
    for booth in session.booths:
        if wish.booth in (None, booth.name):
            seat = Seat(wish.session, booth.name, wish.interpreter)
            yield replace(problem, promised=(*problem.promised, seat))


def without(problem: Problem, name: str, sessions: list[str]) -> Problem:
    """The same, where somebody is away during these sessions; what they were promised there is void."""
    away = tuple(Window(one.start, one.end) for one in problem.sessions if one.name in sessions)
    return replace(
        problem,
        interpreters=tuple(
            replace(one, absences=(*one.absences, *away)) if one.name == name else one for one in problem.interpreters
        ),
        promised=tuple(seat for seat in problem.promised if seat.interpreter != name or seat.session not in sessions),
    )


def _refuse_strange(problem: Problem, wish: Wish) -> None:
    session = problem.sessions_by_name.get(wish.session)
    if session is None:
        raise BadProblem("wish.session", f"there is no session {wish.session}")
    if wish.interpreter not in problem.interpreters_by_name:
        raise BadProblem("wish.interpreter", f"there is no interpreter {wish.interpreter}")
    if not session.booths:
        raise BadProblem("wish.session", f"{wish.session} is not interpreted")
    if wish.booth is not None and wish.booth not in {booth.name for booth in session.booths}:
        raise BadProblem("wish.booth", f"{wish.session} has no booth {wish.booth}")

"""An answer judged without the solver: the rules over 0 and 1, breaks and prices counted anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from fairshare.answer import Finding
from fairshare.meetings.cost import Scale, breaks_of, costs, settled
from fairshare.meetings.problem import Problem, Solution
from fairshare.meetings.rules import Plan, broken, every_pair, services, spoken


def check(problem: Problem, solution: Solution, start: Solution | None = None) -> Finding:
    """With ``start``, the people moved since that answer are part of the objective."""
    held = {problem.meeting_number[sitting.meeting]: sitting.slot for sitting in solution.sittings}
    taken = {(problem.meeting_number[sitting.meeting], sitting.slot) for sitting in solution.sittings}
    served = set()
    for sitting in solution.sittings:
        meeting = problem.meetings[problem.meeting_number[sitting.meeting]]
        for number, interpreter in enumerate(problem.interpreters):
            if interpreter.name == sitting.interpreter and meeting.languages:
                served.add((number, *spoken(meeting), sitting.slot))
    breaks = breaks_of(problem, held)
    plan = Plan(
        {pair: int(pair in taken) for pair in every_pair(problem)},
        {service: int(service in served) for service in services(problem)},
        breaks,
        min(breaks, default=0),
    )
    faults = [*broken(problem, plan), *_misplaced(problem, solution), *_unserved(problem, solution)]
    earlier = settled(problem, start)
    scale = Scale.of(problem, earlier)
    return Finding(tuple(faults), scale.score(scale.whole(costs(problem, held, earlier))))


def _misplaced(problem: Problem, solution: Solution) -> Iterator[str]:
    for (slot, table), count in Counter((sitting.slot, sitting.table) for sitting in solution.sittings).items():
        if count > 1:
            yield f"table {table} holds {count} meetings in slot {slot}"
    for sitting in solution.sittings:
        fixed = problem.table_of[problem.meeting_number[sitting.meeting]]
        if not 1 <= sitting.table <= problem.tables:
            yield f"meeting {sitting.meeting} is at table {sitting.table}, which there is not"
        elif fixed not in (None, sitting.table):
            yield f"meeting {sitting.meeting} is at table {sitting.table}, but somebody stays at table {fixed}"


def _unserved(problem: Problem, solution: Solution) -> Iterator[str]:
    moderators = {moderator.name: set(moderator.slots) for moderator in problem.moderators}
    interpreters = {interpreter.name: interpreter for interpreter in problem.interpreters}
    for sitting in solution.sittings:
        meeting = problem.meetings[problem.meeting_number[sitting.meeting]]
        if meeting.moderated and sitting.slot not in moderators.get(sitting.moderator or "", ()):
            yield f"meeting {meeting.name} has no moderator who is there in slot {sitting.slot}"
        if meeting.languages:
            interpreter = interpreters.get(sitting.interpreter or "")
            if interpreter is None or sitting.slot not in interpreter.slots:
                yield f"meeting {meeting.name} has no interpreter who is there in slot {sitting.slot}"
            elif not set(meeting.languages) <= set(interpreter.languages):
                yield f"{interpreter.name} does not interpret between {' and '.join(spoken(meeting))}"
    for kind in ("moderator", "interpreter"):
        busy = Counter((getattr(sitting, kind), sitting.slot) for sitting in solution.sittings)
        for (name, slot), count in busy.items():
            if name is not None and count > 1:
                yield f"{name} is at {count} tables in slot {slot}"

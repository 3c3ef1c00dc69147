"""Tables for a plan: by habit, or, where few changes are asked for, the fewest that this plan allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fairshare.meetings.problem import Problem, Solution
from fairshare.meetings.tables import by_slot, followings, seated, table_changes, tables_by_habit
from fairshare.racing import Engine, Race, Report
from fairshare.stop import Watch

# A plan that took all the time still gets its tables.
LEAST_SECONDS = 2.0


def settled_in(problem: Problem, slot_of: Mapping[int, int], watch: Watch, seed: int) -> Solution:
    tables = tables_by_habit(problem, slot_of)
    if problem.few_table_changes and not watch.stop.cancelled():
        changes = table_changes(problem, slot_of, tables)
        given = (problem, dict(slot_of), tables)
        engine = Engine("tables", fewest_changes, given, {"seed": seed})
        allowed = Watch(watch.stop.lasting(max(LEAST_SECONDS, watch.left)))
        with Race([engine], allowed) as race:
            for _, found in race:
                if (fewer := table_changes(problem, slot_of, found)) < changes:
                    tables, changes = found, fewer
    return seated(problem, slot_of, tables)


def fewest_changes(
    problem: Problem, slot_of: Mapping[int, int], hint: Mapping[int, int], *, seed: int, report: Report
) -> None:
    """Each meeting a table; a person's next meeting at the same one costs nothing."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    everywhere = range(1, problem.tables + 1)
    at: dict[tuple[int, int], Any] = {}
    for number in slot_of:
        fixed = problem.table_of[number]
        at.update({(number, table): model.new_bool_var("") for table in ([fixed] if fixed else everywhere)})
    for number in slot_of:
        model.add_exactly_one(at[pair] for pair in at if pair[0] == number)
    for numbers in by_slot(slot_of).values():
        for table in everywhere:
            model.add_at_most_one(at[number, table] for number in numbers if (number, table) in at)
    changes = []
    for before, after in followings(problem, slot_of):
        changes.append(change := model.new_bool_var(""))
        for table in everywhere:
            if (before, table) in at:
                model.add(change >= at[before, table] - at.get((after, table), 0))
    model.minimize(sum(changes))
    for (number, table), variable in at.items():
        model.add_hint(variable, hint[number] == table)

    class Overhear(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            report({number: table for (number, table), variable in at.items() if self.value(variable)})

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed % 2**31
    solver.solve(model, Overhear())

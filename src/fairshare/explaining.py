"""Why not: the fewest rules that forbid what somebody wanted, and what would have to give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fairshare.conflict import corrections, smallest_conflicts
from fairshare.racing import Engine, Race, Report
from fairshare.stop import Stop, Watch

NO_TIME = "The rules cannot hold together; there was no time to find which."
# For a conflict, or for the price, where nobody says how long.
SECONDS = 30


@dataclass(frozen=True)
class WhyNot:
    """Whether any answer grants the wish. If not, ``because`` cannot all hold together with it; without any one of
    the sets in ``would_give`` it could be granted. If so, ``price`` is what it costs beyond the answer at hand, and
    ``pays`` says where."""

    possible: bool
    because: tuple[str, ...] = ()
    would_give: tuple[tuple[str, ...], ...] = ()
    price: int | None = None
    pays: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guarded:
    """A CP-SAT model in which each label holds only under its literal; what is not labelled always holds."""

    model: Any
    guards: dict[str, Any]
    yielding: frozenset[str]


@dataclass(frozen=True)
class Conflict:
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Correction:
    labels: tuple[str, ...]


def guard(model: Any, rules: Iterable[tuple[str, Any, bool]]) -> Guarded:
    """``rules``: label, what must hold, whether it could give."""
    guards: dict[str, Any] = {}
    yielding: set[str] = set()
    for label, holds, could_give in rules:
        if holds is True:
            continue
        literal = guards.setdefault(label, None)
        if literal is None:
            literal = guards[label] = model.new_bool_var(label)
        if could_give:
            yielding.add(label)
        if holds is False:
            model.add_bool_or(~literal)
        else:
            model.add(holds).only_enforce_if(literal)
    return Guarded(model, guards, frozenset(yielding))


def heard(
    guarded: Callable[..., Guarded], arguments: tuple[Any, ...], watch: Watch, *, until_conflict: bool = False
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The conflict, empty if there is none, and the sets of which one would have to give."""
    return gathered(
        Engine("explain", "fairshare.explaining:find_conflict", (guarded, arguments, until_conflict)), watch
    )


def gathered(engine: Engine, watch: Watch) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The last, smallest, conflict that an engine reports, and all corrections."""
    conflict: tuple[str, ...] = ()
    given: list[tuple[str, ...]] = []
    with Race([engine], watch) as news:
        for _, found in news:
            if isinstance(found, Conflict):
                conflict = found.labels
            else:
                given.append(found.labels)
    return conflict, tuple(given)


def priced(
    guarded: Callable[..., Guarded],
    arguments: tuple[Any, ...],
    stop: Stop | None,
    *,
    before: Mapping[str, int] | None,
    granted: Callable[[Stop], Mapping[str, int] | None],
) -> WhyNot:
    """``before``: what the answer at hand costs by kind, if there is one; ``granted``: likewise the best answer that is
    found with the wish in the time left, if any is."""
    watch = Watch(stop or Stop(SECONDS))
    conflict, given = heard(guarded, arguments, watch)
    if conflict:
        return WhyNot(possible=False, because=conflict, would_give=given)
    after = None if before is None else granted(watch.stop.lasting(watch.left))
    if before is None or after is None:
        return WhyNot(possible=True)
    differ = {kind: after.get(kind, 0) - before.get(kind, 0) for kind in dict.fromkeys((*before, *after))}
    pays = tuple(f"{kind}: {more:+}" for kind, more in differ.items() if more)
    return WhyNot(possible=True, price=sum(differ.values()), pays=pays)


def find_conflict(
    guarded: Callable[..., Guarded], arguments: tuple[Any, ...], until_conflict: bool, *, report: Report
) -> None:
    """Runs in a process of its own: CP-SAT with one assumption a label."""
    from ortools.sat.python import cp_model

    question = guarded(*arguments)
    labels = list(question.guards)
    label_of = {literal.index: label for label, literal in question.guards.items()}

    def core_of(some: Sequence[str]) -> Sequence[str] | None:
        question.model.clear_assumptions()
        question.model.add_assumptions([question.guards[label] for label in some])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(question.model) != cp_model.INFEASIBLE:
            return None
        core = {label_of[index] for index in solver.sufficient_assumptions_for_infeasibility()}
        return [label for label in some if label in core]

    smallest: tuple[str, ...] = ()
    for smallest in smallest_conflicts(labels, core_of):
        report(Conflict(smallest))
    if smallest and not until_conflict:
        firm = [label for label in labels if label not in question.yielding]
        soft = [label for label in labels if label in question.yielding]

        def core_of_soft(some: Sequence[str]) -> Sequence[str] | None:
            core = core_of([*firm, *some])
            return None if core is None else [label for label in core if label in question.yielding]

        for given in corrections(soft, [label for label in smallest if label in question.yielding], core_of_soft):
            report(Correction(given))

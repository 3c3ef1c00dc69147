"""What an import would do, as plain values: no query, nothing written; every row of the files has its place in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from hromada.kernel.localised import Localised
from hromada.network.importing.cells import Reading, named_partners, read_organisation, read_partnership
from hromada.network.importing.report import Outcome, RowReport
from hromada.network.importing.tables import Row, shown

Facts = Mapping[str, object]


@dataclass(frozen=True)
class Stored:
    """What the network knows so far, by the keys of the import; a partnership's partners stand in it as keys."""

    organisations: Mapping[str, Facts] = field(default_factory=dict)
    partnerships: Mapping[str, Facts] = field(default_factory=dict)


@dataclass
class TablePlan:
    """``new`` holds whole facts by key, ``changed`` only what becomes different."""

    new: dict[str, Facts] = field(default_factory=dict)
    changed: dict[str, Facts] = field(default_factory=dict)
    rows: list[RowReport] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return any(row.outcome is Outcome.REFUSED for row in self.rows)


@dataclass(frozen=True)
class Plan:
    organisations: TablePlan
    partnerships: TablePlan

    @property
    def is_refused(self) -> bool:
        return self.organisations.is_refused or self.partnerships.is_refused

    @property
    def changes_anything(self) -> bool:
        tables = (self.organisations, self.partnerships)
        return any(table.new or table.changed for table in tables)


def make_plan(
    organisations: Iterable[Row],
    partnerships: Iterable[Row],
    stored: Stored,
    exonyms: Mapping[str, list[str]],
) -> Plan:
    first = TablePlan()
    names = {key: _names(facts) for key, facts in stored.organisations.items()}
    lines: dict[str, int] = {}
    for row in organisations:
        reading = read_organisation(row)
        _add_exonyms(reading, exonyms)
        _refuse_twice(reading, lines)
        if key := reading.cell("id"):
            names.setdefault(key, set()).update(_names(reading.facts))
        _place(reading, stored.organisations, first)
    second = TablePlan()
    lines = {}
    same: dict[object, str] = {}
    for row in partnerships:
        reading = read_partnership(row)
        _refuse_twice(reading, lines)
        _look_at_partners(reading, names)
        _remark_on_the_same(reading, same)
        _place(reading, stored.partnerships, second)
    return Plan(first, second)


def _names(facts: Facts) -> set[str]:
    name, aliases = facts.get("name"), facts.get("aliases")
    found = set(name.values()) if isinstance(name, Localised) else set()
    return found | (set(aliases) if isinstance(aliases, list) else set())


def _add_exonyms(reading: Reading, exonyms: Mapping[str, list[str]]) -> None:
    known = exonyms.get(str(reading.facts.get("geonameid")), [])
    given = reading.facts.get("aliases")
    if known:
        reading.facts["aliases"] = list(dict.fromkeys([*(given if isinstance(given, list) else []), *known]))


def _refuse_twice(reading: Reading, lines: dict[str, int]) -> None:
    key = reading.cell("id")
    if not key:
        return
    if key in lines:
        reading.refusals.append(
            _("The id %(key)s already stands in line %(line)d.") % {"key": shown(key), "line": lines[key]}
        )
    else:
        lines[key] = reading.row.line


def _look_at_partners(reading: Reading, names: Mapping[str, set[str]]) -> None:
    partners = reading.facts.get("partners")
    for key in partners if isinstance(partners, tuple) else ():
        if key not in names:
            reading.refusals.append(_("There is no organisation with the id %(key)s.") % {"key": shown(key)})
    for key, name in named_partners(reading).items():
        if names.get(key) and name not in names[key]:
            reading.remarks.append(
                _("%(key)s is called %(here)s here, but %(there)s among the organisations; the latter stays.")
                % {"key": shown(key), "here": shown(name), "there": shown(sorted(names[key])[0])}
            )


def _remark_on_the_same(reading: Reading, same: dict[object, str]) -> None:
    """Two rows may say the same with different ids; only a person can tell which of them is meant."""
    if reading.refusals:
        return
    facts = reading.facts
    partners = facts["partners"]
    content = (
        frozenset(partners) if isinstance(partners, tuple) else None,
        *map(facts.get, ("kind", "since", "level")),
    )
    key = reading.cell("id")
    if content in same:
        reading.remarks.append(
            _("Says the same as %(key)s: the same partners, kind and date.") % {"key": shown(same[content])}
        )
    else:
        same[content] = key


def _place(reading: Reading, stored: Mapping[str, Facts], plan: TablePlan) -> None:
    key = reading.cell("id")
    changes: Facts = {}
    if reading.refusals:
        outcome = Outcome.REFUSED
    elif key not in stored:
        outcome = Outcome.NEW
        plan.new[key] = reading.facts
    else:
        changes = differences(stored[key], reading.facts)
        outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
        if changes:
            plan.changed[key] = changes
    remarks = (*reading.refusals, *reading.remarks)
    plan.rows.append(RowReport(reading.row.line, key, outcome, remarks, tuple(changes)))


def differences(stored: Facts, given: Facts) -> dict[str, object]:
    """What becomes different. A blank has no place in ``given``, so it wipes nothing; languages and aliases add up."""
    sums = {name: _sum(stored.get(name), value) for name, value in given.items()}
    return {name: value for name, value in sums.items() if value != stored.get(name)}


def _sum(before: object, value: object) -> object:
    if isinstance(value, Localised) and isinstance(before, Localised):
        return Localised({**before, **value})
    if isinstance(value, list) and isinstance(before, list):
        return list(dict.fromkeys([*before, *value]))
    return value

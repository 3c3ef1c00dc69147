"""Reading what is stored for a plan, and writing what the plan says; the caller holds the transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from django.db.models import prefetch_related_objects

from hromada.accounts.models import Person
from hromada.kernel.audit import record_each
from hromada.kernel.editing import Facts as Said
from hromada.kernel.editing import differences, facts_of
from hromada.network import rules
from hromada.network.importing.plan import Facts, Plan, Stored, TablePlan
from hromada.network.models import ORGANISATION_FIELDS, Organisation, Partner, Partnership

BATCH = 1000
PARTNERSHIP_FIELDS = ("key", "kind", "kind_name", "since", "status", "level", "source", "note")


def what_is_stored() -> Stored:
    """The imported part of the network; what was entered by hand has no key and is left alone."""
    partners: dict[str, list[str]] = {}
    standing = Partner.objects.filter(partnership__key__isnull=False).order_by("partnership", "position")
    for partnership, organisation, pk in standing.values_list(
        "partnership__key", "organisation__key", "organisation_id"
    ):
        partners.setdefault(cast(str, partnership), []).append(organisation or f"#{pk}")
    return Stored(
        organisations={
            facts["key"]: facts
            for facts in Organisation.objects.filter(key__isnull=False).values(*ORGANISATION_FIELDS).iterator()
        },
        partnerships={
            facts["key"]: {**facts, "partners": tuple(partners.get(facts["key"], ()))}
            for facts in Partnership.objects.filter(key__isnull=False).values(*PARTNERSHIP_FIELDS).iterator()
        },
    )


def write(plan: Plan, *, by: Person | None, batch: str) -> None:
    """``batch``: under which the history keeps all of it."""
    _write_organisations(plan.organisations, by, batch)
    _write_partnerships(plan.partnerships, by, batch)


def _write_organisations(plan: TablePlan, by: Person | None, batch: str) -> None:
    taken = set(Organisation.objects.values_list("slug", flat=True))
    created = []
    for facts in plan.new.values():
        organisation = Organisation(**facts)
        # An address is in one language for all readers; the German name comes first, as in the files.
        organisation.slug = rules.free_slug(organisation.name.text("de"), organisation.country, taken)
        organisation.search_text = organisation.what_is_searched()
        taken.add(organisation.slug)
        created.append(organisation)
    Organisation.objects.bulk_create(created, batch_size=BATCH)

    changed = list(Organisation.objects.filter(key__in=plan.changed))
    before = _facts(changed, plan)
    for organisation in changed:
        _become(organisation, plan.changed[cast(str, organisation.key)])
        organisation.search_text = organisation.what_is_searched()
    if changed:
        Organisation.objects.bulk_update(changed, [*_named_in(plan), "search_text"], batch_size=BATCH)
    _record(created, before, _facts(changed, plan), by, batch)


def _write_partnerships(plan: TablePlan, by: Person | None, batch: str) -> None:
    created = [
        Partnership(**{name: value for name, value in facts.items() if name != "partners"})
        for facts in plan.new.values()
    ]
    Partnership.objects.bulk_create(created, batch_size=BATCH)

    changed = list(Partnership.objects.filter(key__in=plan.changed))
    before = _facts(changed, plan)
    for partnership in changed:
        _become(partnership, plan.changed[cast(str, partnership.key)])
    if changed and (names := _named_in(plan) - {"partners"}):
        Partnership.objects.bulk_update(changed, names, batch_size=BATCH)

    regrouped = {key: facts for key, facts in plan.changed.items() if "partners" in facts}
    Partner.objects.filter(partnership__key__in=regrouped).delete()
    _write_partners([*created, *(one for one in changed if one.key in regrouped)], {**plan.new, **regrouped})
    prefetch_related_objects([*created, *changed], "partners__organisation")
    _record(created, before, _facts(changed, plan), by, batch)


def _write_partners(partnerships: Iterable[Partnership], facts: Mapping[str, Facts]) -> None:
    ids = dict(Organisation.objects.filter(key__isnull=False).values_list("key", "pk"))
    partners = [
        Partner(partnership=partnership, organisation_id=ids[key], position=position)
        for partnership in partnerships
        for position, key in enumerate(cast("tuple[str, ...]", facts[cast(str, partnership.key)]["partners"]))
    ]
    Partner.objects.bulk_create(partners, batch_size=BATCH)


def _record(
    created: Sequence[Organisation | Partnership],
    before: Mapping[Organisation | Partnership, Said],
    after: Mapping[Organisation | Partnership, Said],
    by: Person | None,
    batch: str,
) -> None:
    """As ``kernel.editing`` keeps it: open forms see it, and each can be taken back."""
    record_each([(thing, {}) for thing in created], "imported", by=by, batch=batch)
    changed = [(thing, {"changes": differences(facts, after[thing])}) for thing, facts in before.items()]
    record_each(changed, "changed by import", by=by, batch=batch)


def _facts(changed: Sequence[Organisation | Partnership], plan: TablePlan) -> dict[Organisation | Partnership, Said]:
    """What the rows say of what the file changes; partners in their order, with one query for all."""
    found: dict[Organisation | Partnership, Said] = {
        thing: facts_of(thing, plan.changed[cast(str, thing.key)].keys() - {"partners"}) for thing in changed
    }
    regrouped = {thing.pk: thing for thing in changed if "partners" in plan.changed[cast(str, thing.key)]}
    partners: dict[int, list[int]] = {pk: [] for pk in regrouped}
    standing = Partner.objects.filter(partnership__in=partners).order_by("partnership", "position")
    for partnership, organisation in standing.values_list("partnership_id", "organisation_id"):
        partners[partnership].append(organisation)
    for pk, thing in regrouped.items():
        found[thing] = {**found[thing], "organisations": partners[pk]}
    return found


def _become(thing: Organisation | Partnership, facts: Facts) -> None:
    for name, value in facts.items():
        if name != "partners":
            setattr(thing, name, value)


def _named_in(plan: TablePlan) -> set[str]:
    return {name for facts in plan.changed.values() for name in facts}

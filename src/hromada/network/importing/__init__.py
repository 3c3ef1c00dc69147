"""Bringing a network from two CSV files: organisations and partnerships, planned as plain values, then written at once.

A second run of the same files changes nothing. One refused row, and nothing is written.
"""

from __future__ import annotations

import json
from pathlib import Path

from django.db import connection, transaction

from hromada.accounts.models import Person
from hromada.kernel.audit import Together, new_batch
from hromada.kernel.events import announce
from hromada.network.events import NetworkChanged
from hromada.network.importing.cells import ORGANISATION_COLUMNS, PARTNERSHIP_COLUMNS
from hromada.network.importing.plan import TablePlan, make_plan
from hromada.network.importing.report import Outcome, Report, RowReport, TableReport
from hromada.network.importing.tables import SentFile, Source, Table, read_table
from hromada.network.importing.writing import what_is_stored, write

__all__ = ["Outcome", "Report", "RowReport", "SentFile", "TableReport", "import_network"]

EXONYMS = Path(__file__).resolve().parent.parent / "data" / "exonyms.json"
# Any number, as long as no other lock of ours has it: two imports at once would both find the same rows new.
_ONE_IMPORT_AT_A_TIME = 4_207_001


def import_network(
    municipalities: Source,
    partnerships: Source,
    *,
    dry_run: bool,
    by: Person | None = None,
) -> Report:
    """Plan what the files say against what is stored, and write it unless a row is refused or it is a trial run."""
    first = read_table(municipalities, ORGANISATION_COLUMNS)
    second = read_table(partnerships, PARTNERSHIP_COLUMNS)
    batch = new_batch(Together.FILE)
    exonyms = json.loads(EXONYMS.read_text("utf-8"))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_IMPORT_AT_A_TIME])
        plan = make_plan(first.rows, second.rows, what_is_stored(), exonyms)
        is_readable = first.problem is None and second.problem is None
        to_write = is_readable and not plan.is_refused and not dry_run and plan.changes_anything
        if to_write:
            write(plan, by=by, batch=batch)
            announce(NetworkChanged())
    return Report(
        organisations=_report(municipalities, first, plan.organisations),
        partnerships=_report(partnerships, second, plan.partnerships),
        dry_run=dry_run,
        written=to_write,
        batch=batch if to_write else "",
    )


def _report(source: Source, table: Table, plan: TablePlan) -> TableReport:
    return TableReport(source.name, tuple(plan.rows), table.problem)

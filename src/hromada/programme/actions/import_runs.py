"""A file is read on trial, looked at, and then written, called off or left; the worker does the reading and writing."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _
from django.utils.translation import override

from hromada.accounts.models import Person
from hromada.kernel.audit import Together, new_batch
from hromada.kernel.events import announce
from hromada.kernel.refusal import Refusal
from hromada.programme.actions.importing import import_programme
from hromada.programme.events import ImportToBeDone
from hromada.programme.importing.progress import Cancelled
from hromada.programme.importing.report import MOST_SESSIONS_TOLD, ImportReport
from hromada.programme.models import Edition, ImportRun
from hromada.programme.workbook.faults import FaultyWorkbook
from hromada.programme.workbook.marking import marked_copy

State = ImportRun.State

_KEPT = 20
"""Earlier runs of an edition that stay to be looked at."""


@transaction.atomic
def begin_import(
    edition: Edition, *, name: str, content: bytes, removes_gone: bool, language: str, by: Person
) -> ImportRun:
    """Have a file read on trial; nothing is written until ``write_import``."""
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if ImportRun.objects.at_work().filter(edition=edition).exists():
        raise Refusal("at_work", _("Another file is being imported. Wait for it, or cancel it."))
    run = ImportRun.objects.create(
        edition=edition, name=name[:200], content=content, removes_gone=removes_gone, language=language, by=by
    )
    outlived = ImportRun.objects.filter(edition=edition).values_list("pk", flat=True)[_KEPT:]
    ImportRun.objects.filter(pk__in=list(outlived)).delete()
    announce(ImportToBeDone(run_id=run.pk))
    return run


@transaction.atomic
def write_import(run: ImportRun, *, by: Person) -> ImportRun:
    """What was looked at shall be written. It is compared with the draft anew: others may have worked meanwhile."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != State.READ:
        raise Refusal("not_read", _("This import has been decided already."))
    run.state, run.done, run.by = State.WRITING, 0, by
    run.save(update_fields=["state", "done", "by"])
    announce(ImportToBeDone(run_id=run.pk))
    return run


@transaction.atomic
def cancel_import(run: ImportRun) -> ImportRun:
    """The draft stays as it was; once everything is written, it is too late."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state in (State.WRITTEN, State.REFUSED, State.CANCELLED):
        raise Refusal("over", _("This import is over; there is nothing to cancel any more."))
    run.is_to_stop = True
    if run.state == State.READ:
        _end(run, State.CANCELLED)
    run.save()
    return run


def do_import(run_id: int) -> None:
    """What the worker does of a run: reading or writing. Does nothing for one that has been decided otherwise."""
    run = ImportRun.objects.select_related("edition", "by").filter(pk=run_id).first()
    if run is None or not run.is_at_work:
        return
    with override(run.language):
        _do(run)


def _do(run: ImportRun) -> None:
    is_trial = run.state == State.READING
    told = _Told(run)
    batch = new_batch(Together.FILE)
    try:
        report = import_programme(
            bytes(run.content),
            slug=run.edition.slug,
            by=run.by,
            dry_run=is_trial,
            remove_gone=run.removes_gone,
            on_progress=told.progress,
            is_cancelled=told.is_to_stop,
            batch=batch,
        )
    except Cancelled:
        _end(run, State.CANCELLED)
    except FaultyWorkbook as faulty:
        _end(run, State.REFUSED, reason=str(faulty), marked=partial(marked_copy, bytes(run.content), faulty.faults))
    except Refusal as refusal:
        _end(run, State.REFUSED, reason=str(refusal))
    else:
        run.told, run.done = _shown(report), 100
        if is_trial:
            run.state = State.READ
        else:
            run.told["batch"] = batch
            _end(run, State.WRITTEN)
    finally:
        told.close()
    run.save(update_fields=["state", "done", "told", "content", "marked"])


class _Told:
    """Tells how far a run has come by a connection of its own: what the import writes is seen only at its end."""

    def __init__(self, run: ImportRun) -> None:
        self._run = run
        self._beside: BaseDatabaseWrapper = connection.copy()

    def progress(self, done: int, total: int) -> None:
        self._ask("UPDATE programme_importrun SET done = %s WHERE id = %s", done * 100 // total, self._run.pk)

    def is_to_stop(self) -> bool:
        return bool(self._ask("SELECT is_to_stop FROM programme_importrun WHERE id = %s", self._run.pk))

    def close(self) -> None:
        self._beside.close()

    def _ask(self, sql: str, *values: int) -> object:
        with self._beside.cursor() as cursor:
            cursor.execute(sql, values)
            row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def _end(run: ImportRun, state: ImportRun.State, *, reason: str = "", marked: Any = None) -> None:
    run.state, run.content = state, b""
    if reason:
        run.told = {"reason": reason}
    if marked is not None:
        try:
            run.marked = marked()
        except Refusal as refusal:
            run.told = {"reason": f"{reason}\n{refusal}"}


def _shown(report: ImportReport) -> dict[str, Any]:
    """The report as the page shows it; of very many sessions the first, and how many there are."""
    sessions = report.sessions
    return {
        "read": report.read(),
        "compared": report.compared(),
        "changes_anything": report.changes_anything,
        "counts": {name: len(getattr(sessions, name)) for name in ("new", "changed", "unchanged", "gone")},
        "new": list(sessions.new[:MOST_SESSIONS_TOLD]),
        "changed": [[title, list(fields)] for title, fields in sessions.changed[:MOST_SESSIONS_TOLD]],
        "gone": list(sessions.gone[:MOST_SESSIONS_TOLD]),
        "things": list(report.things()),
        "remarks": [str(note) for note in report.remarks],
    }

"""A file of a programme becomes the draft of an edition, or changes it: all of it in one transaction, or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.kernel.audit import Together, new_batch, record
from hromada.kernel.refusal import Refusal
from hromada.programme import snapshot
from hromada.programme.importing.assembling import Hints
from hromada.programme.importing.ledger import Ledger
from hromada.programme.importing.plan import make_plan
from hromada.programme.importing.progress import PLANNED, READ, TOTAL, IsCancelled, OnProgress, Progress
from hromada.programme.importing.reading import read, refuse_number, refuse_size
from hromada.programme.importing.report import ImportReport, Report
from hromada.programme.importing.writing import what_is_stored, write
from hromada.programme.models import Edition
from hromada.programme.workbook.book import Book
from hromada.programme.workbook.conference import edition_of
from hromada.programme.workbook.of_draft import Stored, stored_book
from hromada.programme.workbook.package import is_workbook
from hromada.programme.workbook.planning import make_plan as make_plan_of_workbook
from hromada.programme.workbook.reading import read_workbook
from hromada.programme.workbook.report import WorkbookReport
from hromada.programme.workbook.writing import house_of
from hromada.programme.workbook.writing import write as write_workbook

# Any number, as long as no other lock of ours has it: two imports at once would both find the same people new.
_ONE_IMPORT_AT_A_TIME = 4_207_002


@dataclass(frozen=True, kw_only=True)
class _Wish:
    """What was asked for, whatever the format."""

    slug: str
    by: Person | None
    new: bool
    dry_run: bool
    remove_gone: bool
    language: str
    progress: Progress
    batch: str


@transaction.atomic
def import_programme(
    content: bytes,
    *,
    slug: str,
    by: Person | None,
    new: bool = False,
    dry_run: bool = False,
    remove_gone: bool = False,
    language: str = "",
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
    batch: str = "",
) -> ImportReport:
    """Bring the sessions of a file into the draft of the edition ``slug``; ``new`` makes the edition from the file.

    What the draft has and the file lacks is kept, unless ``remove_gone``. A trial run only says what would be done.
    ``on_progress`` is told (done, total); when ``is_cancelled`` says so, Cancelled is raised and nothing was written.
    A workbook (XLSX) with faults raises FaultyWorkbook. ``batch``: under which the history keeps all of it.
    """
    wish = _Wish(
        slug=slug,
        by=by,
        new=new,
        dry_run=dry_run,
        remove_gone=remove_gone,
        language=language,
        progress=Progress(on_progress, is_cancelled),
        batch=batch or new_batch(Together.FILE),
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_IMPORT_AT_A_TIME])
    edition = Edition.objects.select_for_update().filter(slug=slug).first()
    _refuse_wrong_edition(edition, slug, new=new)
    refuse_size(content)
    wish.progress.reach(0)
    bring = _bring_workbook if is_workbook(content) else _bring_schedule
    report = bring(content, edition, wish)
    wish.progress.reach(TOTAL)
    return report


def _bring_schedule(content: bytes, edition: Edition | None, wish: _Wish) -> Report:
    zone = edition.time_zone if edition else ""
    reading = read(content, Hints(slug=wish.slug, zone=zone, language=wish.language))
    wish.progress.reach(READ)
    plan = make_plan(reading, what_is_stored(edition, reading))
    wish.progress.reach(PLANNED)
    report = Report(
        reading=reading,
        plan=plan,
        edition=wish.slug,
        is_new=wish.new,
        removed_gone=wish.remove_gone,
        dry_run=wish.dry_run,
    )
    if wish.dry_run or not report.changes_anything:
        return report
    edition = edition or _created(reading.programme.edition)
    ledger = Ledger(edition, wish.by, wish.batch)
    write(edition, plan, remove_gone=wish.remove_gone, ledger=ledger, progress=wish.progress)
    _record(edition, report, wish)
    return report


def _bring_workbook(content: bytes, edition: Edition | None, wish: _Wish) -> WorkbookReport:
    file = read_workbook(content, edition.zone if edition else None)
    refuse_number(file.found)
    wish.progress.reach(READ)
    target = edition or edition_of(file, wish.slug)
    # One that is only to be made has an empty draft.
    stored = stored_book(edition) if edition else Stored(Book((), file.book.zone))
    plan = make_plan_of_workbook(file, stored, house_of(target, file.book), remove_gone=wish.remove_gone)
    wish.progress.reach(PLANNED)
    report = WorkbookReport(
        file=file, plan=plan, edition=wish.slug, is_new=wish.new, removed_gone=wish.remove_gone, dry_run=wish.dry_run
    )
    if wish.dry_run or not report.changes_anything:
        return report
    if edition is None:
        _save(target)
    ledger = Ledger(target, wish.by, wish.batch)
    write_workbook(target, plan, stored, remove_gone=wish.remove_gone, ledger=ledger, progress=wish.progress)
    _record(target, report, wish)
    return report


def _record(edition: Edition, report: ImportReport, wish: _Wish) -> None:
    record(
        edition,
        "file_imported",
        by=wish.by,
        batch=wish.batch,
        form=report.form,
        found=report.found,
        new=len(report.sessions.new),
        changed=len(report.sessions.changed),
        removed=len(report.sessions.gone) if wish.remove_gone else 0,
    )


def _refuse_wrong_edition(edition: Edition | None, slug: str, *, new: bool) -> None:
    if new and edition is not None:
        raise Refusal("slug_taken", _("There is already a conference at the address “%(slug)s”.") % {"slug": slug})
    if not new and edition is None:
        raise Refusal(
            "no_edition",
            _("There is no conference at the address “%(slug)s”; --new makes one of the file.") % {"slug": slug},
        )


def _created(facts: snapshot.EditionFacts) -> Edition:
    edition = Edition(
        slug=facts.slug,
        name=facts.name,
        motto=facts.motto,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        time_zone=facts.time_zone,
        languages=list(facts.languages),
        colour=facts.face.colour,
    )
    _save(edition)
    return edition


def _save(edition: Edition) -> None:
    try:
        edition.clean_fields(exclude=["picture"])
    except ValidationError as error:
        raise Refusal("edition", " ".join(error.messages)) from error
    edition.save()

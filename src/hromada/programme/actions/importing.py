"""A file of a schedule becomes the draft of an edition, or changes it: all of it in one transaction, or nothing."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.kernel.audit import record
from hromada.kernel.refusal import Refusal
from hromada.programme import snapshot
from hromada.programme.importing.assembling import Hints
from hromada.programme.importing.plan import make_plan
from hromada.programme.importing.reading import read
from hromada.programme.importing.report import Report
from hromada.programme.importing.writing import what_is_stored, write
from hromada.programme.models import Edition

# Any number, as long as no other lock of ours has it: two imports at once would both find the same people new.
_ONE_IMPORT_AT_A_TIME = 4_207_002


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
) -> Report:
    """Bring the sessions of a file into the draft of the edition ``slug``; ``new`` makes the edition from the file.

    What the draft has and the file lacks is kept, unless ``remove_gone``. A trial run only says what would be done.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_IMPORT_AT_A_TIME])
    edition = Edition.objects.select_for_update().filter(slug=slug).first()
    _refuse_wrong_edition(edition, slug, new=new)
    zone = edition.time_zone if edition else ""
    reading = read(content, Hints(slug=slug, zone=zone, language=language))
    plan = make_plan(reading, what_is_stored(edition, reading))
    report = Report(reading=reading, plan=plan, edition=slug, is_new=new, removed_gone=remove_gone, dry_run=dry_run)
    if dry_run or not report.changes_anything:
        return report
    edition = edition or _created(reading.programme.edition)
    write(edition, plan, remove_gone=remove_gone, by=by)
    record(
        edition,
        "imported",
        by=by,
        form=reading.form,
        found=reading.found,
        new=len(plan.new),
        changed=len(plan.changed),
        removed=len(plan.gone) if remove_gone else 0,
    )
    return report


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
    try:
        edition.clean_fields(exclude=["picture"])
    except ValidationError as error:
        raise Refusal("edition", " ".join(error.messages)) from error
    edition.save()
    return edition

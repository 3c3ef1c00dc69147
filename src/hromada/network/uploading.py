"""Two files are sent, looked at and then written: the import of the command line, with a look in between."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.kernel.refusal import Refusal
from hromada.network.importing import Report, SentFile, import_network
from hromada.network.models import NetworkUpload

MOST_BYTES = 16_000_000


def look_at(municipalities: SentFile, partnerships: SentFile, *, by: Person) -> Report:
    """Keep the files for a decision, and tell what they would change."""
    for file in (municipalities, partnerships):
        if len(file.content) > MOST_BYTES:
            raise Refusal(
                "too_large",
                _("“%(name)s” has more than %(limit)d MB; that is no list of municipalities.")
                % {"name": file.name, "limit": MOST_BYTES // 1_000_000},
            )
    report = import_network(municipalities, partnerships, dry_run=True)
    NetworkUpload.objects.update_or_create(
        by=by,
        defaults={
            "municipalities_name": municipalities.name[:200],
            "municipalities": municipalities.content,
            "partnerships_name": partnerships.name[:200],
            "partnerships": partnerships.content,
        },
    )
    return report


@transaction.atomic
def write_upload(*, by: Person) -> Report:
    """Write what this person looked at. The files are compared with the network anew: others may have worked too."""
    upload = NetworkUpload.objects.select_for_update().filter(by=by).first()
    if upload is None:
        raise Refusal("no_upload", _("There are no files to be written any more. Please send them again."))
    first = SentFile(upload.municipalities_name, bytes(upload.municipalities))
    second = SentFile(upload.partnerships_name, bytes(upload.partnerships))
    report = import_network(first, second, dry_run=False, by=by)
    upload.delete()
    return report

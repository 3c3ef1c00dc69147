"""``hromada tidy``"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from hromada.config.commands import Verbs
from hromada.config.database import database
from hromada.kernel.uploads import sweeping
from hromada.kernel.uploads.sweeping import Unused
from hromada.programme.actions import retention
from hromada.programme.actions.retention import Overdue


def add_to(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "tidy",
        help=_("delete what is kept no longer"),
        description=_(
            "Delete answers by personal links some time after their conference, and uploads that nothing refers to. "
            "The worker does the same each night; docs/operating.md says after how many days."
        ),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("say what would be deleted, and delete nothing"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    with database():
        if options.dry_run:
            said = list(_said(retention.overdue(), sweeping.unused()))
        else:
            said = list(_said(retention.forget_overdue_answers(), sweeping.sweep()))
    if not said:
        said = [_("There is nothing to delete.")]
    elif options.dry_run:
        said.append(_("Nothing was deleted: this was a trial."))
    else:
        said.append(_("All of this is deleted."))
    print("\n".join(said))  # noqa: T201  # what the command answers


def _said(answers: Sequence[Overdue], uploads: Sequence[Unused]) -> Iterator[str]:
    for one in answers:
        yield _("%(edition)s – answers: %(answers)d, personal links: %(links)d, files: %(files)d") % {
            "edition": one.edition.slug,
            "answers": one.answers,
            "links": one.links,
            "files": one.files,
        }
    if uploads:
        yield _("Uploads that nothing refers to: %(count)d (%(size)s)") % {
            "count": len(uploads),
            "size": filesizeformat(sum(one.size for one in uploads)),
        }
